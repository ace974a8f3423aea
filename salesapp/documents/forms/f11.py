"""F11 合同评审（审批）表: the contract, what every department said, the seal and the archive (R40)."""

from __future__ import annotations

from salesapp.documents.forms.f09 import LINE
from salesapp.documents.forms.shape import (
    Fields, FormSpec, Table, choice, day, file, long, moment, money, number, options, percent, ref,
    signed_by, text, tick,
)
from salesapp.policies.page import told
from salesapp.words import lazy_gettext as _l

SALE = "sale"
KINDS = options(sale=_l("Sale"), service=_l("Services"), framework=_l("Framework"), supplement=_l("Supplement"))
SIGN_METHODS = options(paper=_l("Paper"), e_signature=_l("Third-party e-signature"))
VERDICTS = options(agree=_l("Agree"), conditional=_l("Agree on condition"), return_=_l("Return"), veto=_l("Veto"))
SEALS = options(company=_l("Company seal"), contract=_l("Contract seal"))
DEPARTMENTS = (_l("Sales department"), _l("Legal"), _l("Finance"), _l("Technology / delivery"),
               _l("Director / general manager"))

CONTRACT = (
    text("number", _l("Contract no."), auto=True, head=True, required=True,
         hint=_l("Taken when the contract is drafted; a void number is never used again"), example="XS-HT-2026-0107"),
    text("name", _l("Contract name"), required=True, wide=True, length=100,
         hint=_l("As on the cover of the contract"), example=_l("Software sales contract")),
    choice("kind", _l("Kind of contract"), KINDS, required=True, wide=True,
           hint=_l("It decides the template"), example=_l("Sale")),
    ref("customer", _l("Customer"), auto=True, required=True,
        hint=_l("The whole name"), example=_l("Suzhou Moumou Precision Manufacturing Co., Ltd.")),
    text("credit_code", _l("Credit code"), auto=True, required=True, mask="code",
         hint=_l("From the customer's file"), example="9132************3K"),
    ref("opportunity", _l("Opportunity"), auto=True, required=True,
        hint=_l("The opportunity that it grew from"), example="SJ2026-0051"),
    text("our_entity", _l("Our signing entity"), required=True, length=100,
         hint=_l("Where the group has several companies"), example=_l("Moumou Software Co., Ltd.")),
    money("amount", _l("Contract amount"), required=True, wide=True,
          row_label=_l("Contract amount (figures / capitals / tax rate)"),
          hint=_l("In figures, tax included; the capitals are computed"), example="386,000.00"),
    percent("tax_rate", _l("Tax rate"), required=True, joined=True, hint=_l("Such as 13%; exempt is not 0%"), example="13%"),
    choice("sign_method", _l("Way of signing"), SIGN_METHODS, required=True,
           hint=_l("By hand and seal, or on a platform"), example=_l("Paper")),
    number("copies", _l("Copies"), required=True, least=1, most=99, unit=_l("copies"),
           hint=_l("Of the same text and force"), example="4"),
    day("starts_on", _l("Contract term from"), required=True, row_label=_l("Contract term"),
        hint=_l("First day of the term"), example="2026-12-15"),
    day("ends_on", _l("Contract term to"), required=True, joined=True,
        hint=_l("Last day of the term"), example="2027-12-14"),
    day("delivery_on", _l("Delivery date"), required=True, hint=_l("As promised"), example="2027-01-20"),
    long("payment_terms", _l("Payment and its dates"), required=True, wide=True, lines=2,
         hint=_l("Share, condition and date of each payment"),
         example=_l("30% in advance within 5 days of signing…")),
    long("after_sales", _l("After-sales"), required=True, wide=True, lines=1,
         hint=_l("Warranty, time to respond"), example=_l("12 months; 4 hours to respond")),
    tick("is_standard_text", _l("Standard text?"), required=True,
         hint=_l("Any deviation goes to legal"), example=_l("Yes")),
    percent("gross_margin", _l("Gross margin (internal)"), least=-100, most=100, mask="hide",
            hint=_l("Seen by finance"), example="46%"),
    long("deviation", _l("Deviations"), wide=True, lines=1, hint=_l("Each changed clause and why"), example="/"),
    file("attachments", _l("Attachments"), required=True, wide=True,
         hint=_l("Draft, F10, quotation, licence, power of attorney"), example=_l("5 pieces")),
    long("matrix", _l("Who approves (10,000 yuan)"), auto=True, wide=True, on_blank=False,
         hint=_l("By amount, as in force when it was submitted"), example="<10 …"),
)

NODE = (
    text("department", _l("Department"), required=True, width=18, example=_l("Finance")),
    ref("approver", _l("Approver"), required=True, mask="name", width=12, example=_l("Zheng*")),
    long("opinion", _l("Opinion"), required=True, length=1000, width=35,
         hint=_l("A return needs its reason"), example=_l("The payment dates can be kept")),
    choice("verdict", _l("Verdict"), VERDICTS, required=True, width=17, boxes=True,
           hint=told(_l("Within %(approval_workdays)s working days, legal %(approval_legal_workdays)s"),
                     "approval_workdays", "approval_legal_workdays"), example=_l("Agree")),
    moment("decided_at", _l("Decided at"), past=True, required=True, width=18, example="2026-12-10 10:20"),
)

SEALING = (
    choice("seal_kind", _l("Kind of seal"), SEALS, later=True,
           hint=_l("Only after the last approval"), example=_l("Contract seal")),
    number("seal_copies", _l("Sealed copies"), later=True, least=1, most=99, unit=_l("copies"), example="4"),
    ref("sealed_by", _l("Sealed by"), later=True, length=50, mask="name", example=_l("Zheng*")),
    day("sealed_on", _l("Sealed on"), past=True, later=True, example="2026-12-12"),
    text("archive_no", _l("Archive no."), later=True, length=40,
         hint=_l("Given by the archive"), example="DA-2026-107"),
    ref("archived_by", _l("Archived by"), later=True, length=50, mask="name", row_label=_l("Archived by / on"),
        example=_l("Lu*")),
    day("archived_on", _l("Archived on"), past=True, later=True, joined=True, example="2026-12-18"),
    text("sha256", _l("Approved content, SHA-256"), auto=True, later=True, wide=True,
         on_blank=False, hint=_l("Of what the last approver agreed to; any later change gives another")),
)

FORM = FormSpec(
    code="F11", process=(2,), record="contract", retention_years=10,
    title=_l("Contract review and approval sheet"),
    purpose=_l("One original, filed with the contract; no seal before the last approval"),
    groups=(
        Fields("contract", _l("Contract"), CONTRACT),
        Table("line", _l("Goods and services of the contract"), LINE, on_blank=False),
        Table("node", _l("Review steps"), NODE, blank_rows=5, row_lines=3, signed=True,
              preset=tuple({"department": department} for department in DEPARTMENTS)),
        Fields("sealing", _l("Seal and archive"), SEALING),
    ),
    signatures=signed_by(rep=_l("Sales rep")),
)
