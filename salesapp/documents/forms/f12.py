"""F12 合同内部交接单: to finance and after-sales within three working days of signing (R41, R42)."""

from __future__ import annotations

from salesapp.documents.forms.groups import OpinionSpec
from salesapp.documents.forms.shape import (
    Fields, FormSpec, Opinions, Table, choice, choices, day, long, money, number,
    options, percent, ref, signed_by, text,
)
from salesapp.policies.page import told
from salesapp.words import lazy_gettext as _l

INVOICE_KINDS = options(digital_special=_l("Digital special invoice"), digital_general=_l("Digital general invoice"),
                        paper=_l("Paper invoice"))
MATERIALS = options(contract=_l("Contract"), tech_agreement=_l("Technical agreement"), proposal=_l("Final proposal"),
                    quotation=_l("Quotation"), summary=_l("Summary of contacts"))
RECEIPTS = options(accept=_l("Accept"), return_=_l("Return for completion"))

CONTRACT = (
    text("handoff_no", _l("Hand-off no."), auto=True, head=True, required=True,
         hint=_l("Given by the system"), example="JJ202612-006"),
    day("signed_on", _l("Signed on"), past=True, auto=True, head=True, required=True, example="2026-12-15"),
    day("due_on", _l("Hand-off due on"), auto=True, head=True, required=True,
        hint=told(_l("%(handoff_workdays)s working days after signing, by the work calendar"),
                  "handoff_workdays"), example="2026-12-18"),
    ref("contract", _l("Contract"), auto=True, required=True, hint=_l("By its number"), example="XS-HT-2026-0107"),
    ref("customer", _l("Customer"), auto=True, required=True,
        hint=_l("The whole name"), example=_l("Suzhou Moumou Precision Manufacturing Co., Ltd.")),
    money("amount", _l("Contract amount"), auto=True, required=True, wide=True,
          hint=_l("Tax included, as in the contract"), example="386,000.00"),
    percent("tax_rate", _l("Tax rate"), auto=True, required=True, joined=True, example="13%"),
    text("business_contact", _l("Business contact"), required=True, mask="names",
         hint=_l("Name, job title, phone"), example=_l("Zhou*")),
    text("technical_contact", _l("Technical contact"), concerns="service", required=True, mask="names",
         hint=_l("Name, job title, phone"), example=_l("Shen*")),
    text("finance_contact", _l("Finance contact"), concerns="finance", required=True, wide=True, mask="names",
         hint=_l("Who takes invoices and pays"), example=_l("Accountant Feng*")),
)

PAYMENT = (
    number("no", _l("Payment no."), required=True, width=7, align="center", example="1"),
    text("kind", _l("Item of payment"), required=True, width=15, example=_l("Advance")),
    text("condition", _l("Condition of payment"), required=True, width=33,
         hint=_l("What must have happened"), example=_l("Within 5 days of signing")),
    day("due_on", _l("Planned date"), required=True, width=16, example="2026-12-20"),
    percent("share", _l("Share of amount"), required=True, width=11, align="end", total=True, example="30%"),
    money("amount", _l("Amount (yuan)"), required=True, width=18, align="end", total=True, example="115,800.00"),
)

FINANCE = (
    choice("invoice_kind", _l("Kind of invoice"), INVOICE_KINDS, concerns="finance", required=True, wide=True,
           example=_l("Digital special invoice")),
    long("invoice_info", _l("Invoice details"), concerns="finance", required=True, wide=True, mask="invoice",
         hint=_l("Title, taxpayer no., mail for the invoice"), example="9132************3K"),
    money("deposit", _l("Deposit"), concerns="finance", wide=True,
          hint=_l("Paid or held back, until when"), example="/"),
)

SERVICE = (
    long("delivery_content", _l("What is delivered, how much"), concerns="service", required=True, wide=True,
         hint=_l("As in the contract"), example=_l("Planning software, one set")),
    day("delivery_on", _l("Delivery date"), concerns="service", required=True, example="2027-01-20"),
    text("delivery_place", _l("Place of delivery"), concerns="service", required=True,
         example=_l("The customer's server room")),
    long("acceptance", _l("Standard of acceptance"), concerns="service", required=True, wide=True,
         example=_l("Ten working days without a stop")),
    text("warranty", _l("Warranty"), concerns="service", required=True, length=100,
         hint=_l("From when, how long"), example=_l("12 months")),
    text("response_time", _l("Time to respond"), concerns="service", required=True, length=100,
         example=_l("4 hours")),
)

PROMISES = (
    long("needs", _l("Key needs"), required=True, wide=True, lines=2,
         hint=_l("From the contact records, with whose words they are"),
         example=_l("Linked within a month (their words)")),
    long("promises", _l("Promises"), required=True, wide=True, lines=2,
         hint=_l("What was said at the table counts too"), example=_l("Two days of training on site")),
    long("customer_notes", _l("Notes on the customer"), wide=True, lines=1,
         hint=_l("Habits of the decider, rules at the gate"), example=_l("No visitors on Fridays")),
    choices("materials", _l("Material handed over"), MATERIALS, required=True, wide=True),
    long("open_items", _l("Open items / who / until when"), wide=True, lines=1,
         example=_l("Interface description; He*; 12-22")),
)

RECEIVED = (
    choice("finance_receipt", _l("Received by finance"), RECEIPTS, later=True, concerns="finance", required=True,
           example=_l("Accept")),
    text("finance_opinion", _l("Opinion of finance"), later=True, concerns="finance", length=1000,
         hint=_l("A return needs its reason"), example="/"),
    choice("service_receipt", _l("Received by after-sales"), RECEIPTS, later=True, concerns="service", required=True,
           example=_l("Accept")),
    text("service_opinion", _l("Opinion of after-sales"), later=True, concerns="service", length=1000,
         hint=_l("A return needs its reason"), example="/"),
)

FORM = FormSpec(
    code="F12", process=(2,), record="contract", retention_years=10,
    title=_l("Internal contract hand-off sheet"),
    purpose=told(_l("Handed over within %(handoff_workdays)s working days of signing; the receiver confirms, not the sender"),
                 "handoff_workdays"),
    copies=(_l("Copy 1: sales"), _l("Copy 2: finance"), _l("Copy 3: after-sales")),
    groups=(
        Fields("contract", _l("Contract"), CONTRACT),
        Table("payment", _l("For finance"), PAYMENT, blank_rows=3),
        Fields("finance", "", FINANCE),
        Fields("service", _l("For after-sales and delivery"), SERVICE),
        Fields("promises", _l("Needs, promises, material"), PROMISES),
        Opinions("received", _l("Receipt of the hand-off"), RECEIVED, rows=(
            OpinionSpec(_l("Finance"), "finance", verdict="finance_receipt", words="finance_opinion"),
            OpinionSpec(_l("After-sales / delivery"), "service", verdict="service_receipt", words="service_opinion"),
        )),
    ),
    signatures=signed_by(sender=_l("Handed over by (sales rep)"), finance=_l("Received for finance"),
                         service=_l("Received for after-sales / delivery"),
                         witness=_l("Witness (sales supervisor)")),
)
