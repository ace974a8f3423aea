"""F13 回款计划与跟踪表: what a contract is paid by when, what was received, what is done about the rest (R42, R60)."""

from __future__ import annotations

from salesapp.documents.forms.shape import (
    Fields, FormSpec, Table, choice, day, long, money, number, options, percent, ref, signed_by, text,
)
from salesapp.words import lazy_gettext as _l

WAYS = options(transfer=_l("Bank transfer"), bank_bill=_l("Bank acceptance bill"), trade_bill=_l("Trade acceptance bill"),
               cash=_l("Cash"), other=_l("Other way"))
INVOICED = options(none=_l("Not invoiced"), asked=_l("Requested"), part=_l("Partly issued"), issued=_l("Issued"))
REASONS = options(cash=_l("Customer is short of money"), process=_l("Customer's payment process"),
                  acceptance=_l("Acceptance is late"), invoice=_l("Invoice or papers missing"),
                  quality=_l("Dispute over quality or service"), project=_l("Customer's project is late"),
                  other=_l("Another reason"))

HEAD = (
    ref("contract", _l("Contract"), auto=True, required=True, hint=_l("By its number"), example="XS-HT-2026-0107"),
    ref("customer", _l("Customer"), auto=True, required=True,
        hint=_l("The whole name"), example=_l("Suzhou Moumou Precision Manufacturing Co., Ltd.")),
    money("amount", _l("Contract amount"), auto=True, required=True, example="386,000.00"),
    money("received", _l("Received (yuan)"), auto=True, example="115,800.00"),
    text("paid", _l("Paid"), auto=True, example="30.00%"),
    text("as_of", _l("As of"), auto=True, example="2026-12-21"),
)

NODE = (
    number("no", _l("Payment no."), required=True, width=5, align="center", example="1"),
    text("kind", _l("Item of payment"), required=True, width=8, example=_l("Advance")),
    text("condition", _l("Condition of payment"), required=True, width=13, hint=_l("What it waits for, and within how many days"),
         example=_l("Within 5 days of signing")),
    text("planned_on", _l("Planned date"), required=True, width=10, hint=_l("Open where it waits for acceptance or warranty"),
         example="2026-12-20"),
    money("amount", _l("Planned amount"), required=True, width=11, align="end", total=True, example="115,800.00"),
    percent("share", _l("Share of amount"), required=True, width=7, align="end", total=True, hint=_l("All of them make 100 %"),
            example="30%"),
    choice("invoiced", _l("State of invoicing"), INVOICED, width=8, example=_l("Issued")),
    text("invoice_no", _l("Invoice number"), width=14.5, mask="figures", hint=_l("20 figures"), example="26322000000012345678"),
    text("invoiced_on", _l("Invoiced on"), width=7, example="12-18"),
    money("open", _l("Still open (yuan)"), auto=True, width=10, align="end", total=True, example="0.00"),
    number("late", _l("Days overdue"), auto=True, width=6.5, align="center", example="/"),
)

RECEIPT = (
    number("no", _l("Payment no."), required=True, width=8, align="center", example="1"),
    day("received_on", _l("Received on"), past=True, required=True, width=14, hint=_l("The day on the bank's statement"),
        example="2026-12-21"),
    money("amount", _l("Amount received"), required=True, width=18, align="end", total=True,
          hint=_l("As often as it comes"), example="115,800.00"),
    choice("way", _l("Way of payment"), WAYS, required=True, width=16, example=_l("Bank transfer")),
    day("matures_on", _l("Matures on"), width=14, hint=_l("Of a bill"), example="2027-05-20"),
    text("number", _l("Receipt no."), auto=True, width=16, example="SK202612-008"),
    ref("confirmed_by", _l("Receipt confirmed by"), required=True, mask="name", width=14, hint=_l("Finance"),
        example=_l("Zheng*")),
)

CHASE = (
    number("no", _l("Payment no."), required=True, width=8, align="center", example="1"),
    choice("reason", _l("Why it is overdue"), REASONS, width=22, hint=_l("Asked where it is overdue"),
           example=_l("Acceptance is late")),
    long("measure", _l("What is done about it"), length=400, width=46,
         hint=_l("Whom you called, what they said, what comes next"), example=_l("Call their accountant on Monday")),
    day("promised_on", _l("Promised to pay on"), width=14, hint=_l("The day that the customer named"), example="2026-12-30"),
    text("by", _l("Who"), auto=True, width=10, mask="name", example=_l("Lin*")),
)

FORM = FormSpec(
    code="F13", process=(2, 4), record="contract", retention_years=10,
    title=_l("Payment plan and follow-up"),
    purpose=_l("Each instalment with its invoice, what was received and what is done about the rest"),
    orientation="landscape",
    groups=(
        Fields("head", _l("Contract"), HEAD, pairs=3),
        Table("node", _l("Plan and invoices"), NODE, blank_rows=4),
        Table("receipt", _l("Receipts"), RECEIPT, blank_rows=4),
        Table("chase", _l("Overdue instalments"), CHASE, blank_rows=2),
    ),
    signatures=signed_by(rep=_l("Sales representative"), finance=_l("Finance")),
)
