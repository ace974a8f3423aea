"""F01 客户信息登记表: who the customer is, whom we talk to, what they need."""

from __future__ import annotations

from salesapp.documents.forms.shape import (
    Block, Fields, FormSpec, choice, day, long, moment, number, options, ref, signed_by, text,
)
from salesapp.words import lazy_gettext as _l

KINDS = options(potential=_l("Potential"), intending=_l("Intending"), won=_l("Won over"), lost=_l("Lost customer"))
SIZES = options(large=_l("Large"), medium=_l("Medium-sized"), small=_l("Small"), micro=_l("Micro"))
SOURCES = options(database=_l("Company database"), fair=_l("Trade fair"), referral=_l("Customer referral"),
                  online=_l("Online enquiry"), cold_visit=_l("Cold visit"), tender=_l("Tender"),
                  repeat=_l("Repeat business"), other=_l("Other"))
SALUTATIONS = options(mr=_l("Mr"), ms=_l("Ms"))
DECISION_ROLES = options(decider=_l("Decider"), influencer=_l("Influencer"), user=_l("User of the product"),
                         gatekeeper=_l("Gatekeeper"), coach=_l("Coach"))
PREFERENCES = options(phone=_l("Phone"), mail=_l("Mail"), wechat=_l("WeChat"), visit=_l("Visit on site"))
NOTICE_WAYS = options(in_person=_l("In person"), mail=_l("Mail"), card=_l("Exchange of cards"))
TIERS = options(strategic=_l("Strategic"), core=_l("Core"), ordinary=_l("Ordinary"))
ACTIVITY_LEVELS = options(high=_l("High"), medium=_l("Middle"), low=_l("Low"))

BASICS = (
    text("number", _l("Customer no."), auto=True, head=True, required=True,
         hint=_l("Given by the system, never changed"), example="KH2026-0038"),
    text("full_name", _l("Company name"), required=True, wide=True, length=100,
         hint=_l("In full, exactly as on the business licence"),
         example=_l("Suzhou Moumou Precision Manufacturing Co., Ltd.")),
    text("short_name", _l("Short or former name"), length=60,
         hint=_l("What everybody calls them; easy to find"), example=_l("Moumou Precision")),
    choice("kind", _l("Kind of customer"), KINDS, required=True,
           hint=_l("How far the relation has come"), example=_l("Intending")),
    text("credit_code", _l("Unified social credit code"), wide=True, length=18, mask="code", cells=18,
         hint=_l("18 characters, checked by the system; leave it empty until you have it"),
         example="9132************3K"),
    text("industry", _l("Industry"), required=True,
         hint=_l("Section and division of GB/T 4754"), example=_l("Manufacturing - general equipment")),
    text("region", _l("Region"), required=True,
         hint=_l("Province, city, district"), example=_l("Jiangsu - Suzhou - Wuzhong")),
    choice("size", _l("Size of company"), SIZES, required=True, wide=True,
           hint=_l("Suggested from headcount and revenue"), example=_l("Medium-sized")),
    number("headcount", _l("Headcount"), joined=True, least=0, most=9_999_999, unit=_l("people"),
           hint=_l("A rough figure will do"), example="320"),
    number("revenue", _l("Yearly revenue"), joined=True, mask="hide", least=0, most=10**9, unit=_l("ten thousand yuan"),
           hint=_l("Of last year"), example="8000"),
    day("founded_on", _l("Founded on"), past=True, hint=_l("As on the licence"), example="2011-05-18"),
    number("registered_capital", _l("Registered capital"), mask="hide", least=0, most=10**9, unit=_l("ten thousand yuan"),
           hint=_l("As on the licence"), example="2000"),
    text("address", _l("Address"), wide=True,
         hint=_l("Precise enough to find the door"), example=_l("Building 3, * Moumou Road")),
    text("postcode", _l("Postcode"), joined=True, length=10, hint=_l("Six digits"), example="215100"),
    text("phone", _l("Company phone"), length=60, mask="phone",
         hint=_l("Area code - number, extension after an x"), example="0512-6288****转801"),
    text("website", _l("Website"), hint=_l("Without http://"), example="www.example.cn"),
    ref("parent_group", _l("Parent group / related customers"), wide=True,
        hint=_l("Link customers of the same group"), example="/"),
)

CONTACT = (
    text("name", _l("Contact name"), required=True, length=50, mask="name",
         hint=_l("The real name; tick one key contact"), example=_l("Zhou*")),
    choice("salutation", _l("Salutation / gender"), SALUTATIONS,
           hint=_l("For greetings; may stay empty"), example=_l("Mr")),
    text("title", _l("Job title"), required=True, length=60,
         hint=_l("As on the card"), example=_l("Purchasing manager")),
    text("department", _l("Department"), required=True, joined=True, length=60,
         hint=_l("As on the card"), example=_l("Purchasing")),
    text("mobile", _l("Mobile phone"), required=True, length=20, mask="phone", cells=11,
         hint=_l("11 digits; mobile or landline is needed"), example="138****0021"),
    text("landline", _l("Landline"), length=40, mask="phone",
         hint=_l("Area code - number, extension after an x"), example="0512-6288****"),
    text("email", _l("Email"), mask="email", hint=_l("For sending material"), example="zhou*@example.cn"),
    text("wechat", _l("WeChat ID"), length=20, mask="hide", hint=_l("Only if they gave it to you"), example="/"),
    choice("preference", _l("Preferred channel"), PREFERENCES,
           hint=_l("How they like to be reached, and when"), example=_l("Mail")),
    choice("decision_role", _l("Role in the decision"), DECISION_ROLES, required=True, wide=True,
           hint=_l("What they do when it is decided"), example=_l("Influencer")),
    choice("privacy_notice_way", _l("Way of privacy notice"), NOTICE_WAYS, required=True, wide=True,
           row_label=_l("Way and date of privacy notice"), hint=_l("How they were told that we keep these data"),
           example=_l("Mail")),
    day("privacy_notice_on", _l("Date of privacy notice"), past=True, required=True, joined=True,
        hint=_l("The day they were told"), example="2026-11-03"),
)

NEEDS = (
    moment("first_contact_at", _l("First contact time"), past=True, required=True,
           hint=_l("When you first really spoke with each other"), example="2026-11-03 10:00"),
    number("match_score", _l("Persona match"), auto=True, hint=_l("Scored by the system"), example="82"),
    choice("source_channel", _l("Source channel"), SOURCES, required=True, wide=True,
           hint=_l("For a referral name the person who introduced us"), example=_l("Trade fair")),
    text("source_note", _l("Source details"), joined=True, length=100,
         hint=_l("Which fair, who introduced us"), example=_l("Moumou Equipment Fair")),
    long("decision_chain", _l("Decision chain"), wide=True, length=2000, lines=2,
         hint=_l("Who asks, who chooses, who approves, who pays"),
         example=_l("Workshop asks, purchasing chooses, vice president approves")),
    long("pain_points", _l("Main pain points"), wide=True, length=2000, lines=3,
         hint=_l("In the customer's own words"), example=_l("Deliveries are often a week late")),
    text("current_products", _l("Products in use / rivals"), lines=2,
         hint=_l("Brand, until when"), example=_l("Own spreadsheets, no system")),
    text("budget_timing", _l("Budget and time of purchase"), lines=2,
         hint=_l("Sum or range; when it is needed"), example=_l("300,000 to 400,000; before Spring Festival")),
    choice("tier", _l("Depth of cooperation"), TIERS, required=True,
           hint=_l("Confirmed by the supervisor"), example=_l("Ordinary")),
    choice("activity_level", _l("Activity level"), ACTIVITY_LEVELS, required=True,
           hint=_l("From recent contacts and orders"), example=_l("Middle")),
)

INVOICING = (
    text("invoice_title", _l("Invoice title"), length=100, hint=_l("The buyer's name on the invoice"), example="/"),
    text("invoice_tax_no", _l("Taxpayer no."), length=20, mask="code",
         hint=_l("Same as the credit code"), example="9132************3K"),
    text("invoice_address_phone", _l("Invoice address and phone"), wide=True, mask="hide",
         hint=_l("Better filled in for a special invoice"), example="/"),
    text("invoice_bank", _l("Bank and account"), wide=True, mask="bank",
         hint=_l("Branch and account number"), example=_l("Moumou Bank ****1234")),
)

FILING = (
    ref("owner", _l("Owner"), required=True, mask="name",
        hint=_l("The rep this customer belongs to"), example=_l("Lin*")),
    ref("collaborators", _l("Collaborators"), mask="names", hint=_l("Who else works with them"), example=_l("He*")),
    day("verified_on", _l("Data confirmed on"), past=True, auto=True, hint=_l("The last confirmation"), example="2026-11-03"),
    long("remarks", _l("Remarks"), wide=True, length=2000, lines=2, hint=_l("Facts only"), example="/"),
)

FORM = FormSpec(
    code="F01", process=(1, 3), record="customer", retention_years=3,
    title=_l("Customer registration sheet"),
    purpose=_l("Keyed in within 24 hours of the first contact"),
    groups=(
        Fields("basics", _l("Basics"), BASICS),
        Block("contact", _l("Contacts"), CONTACT, blank_blocks=2, one_is_key=True),
        Fields("needs", _l("Needs and decision"), NEEDS),
        Fields("invoicing", _l("Invoicing"), INVOICING),
        Fields("filing", _l("Ownership and remarks"), FILING),
    ),
    signatures=signed_by(filled_by=_l("Filled in by (sales rep)"), checked_by=_l("Checked by (sales supervisor)")),
)
