"""F09 报价审批单: what is offered at which price, and who agreed to it."""

from __future__ import annotations

from salesapp.documents.forms.groups import OpinionSpec
from salesapp.documents.forms.shape import (
    Fields, FormSpec, Opinions, Table, choice, day, long, money, number, options, percent, ref, signed_by, text,
)
from salesapp.words import lazy_gettext as _l

DECISIONS = options(agree=_l("Agree"), return_=_l("Return"), veto=_l("Veto"))

HEAD = (
    text("number", _l("Quotation no. / version"), auto=True, head=True, required=True,
         hint=_l("Given by the system"), example="BJ202611-019-V2"),
    day("quoted_on", _l("Quoted on"), head=True, required=True, past=True, example="2026-11-28"),
    day("valid_until", _l("Quotation valid until"), auto=True, head=True, required=True,
        hint=_l("Usually 15 or 30 days; the last day counts until midnight"), example="2026-12-13"),
    ref("customer", _l("Customer"), auto=True, required=True, example=_l("Suzhou Moumou Precision Manufacturing Co., Ltd.")),
    ref("contact", _l("Contact person"), mask="name", example=_l("Zhou*")),
    ref("opportunity", _l("Opportunity"), auto=True, required=True, wide=True, example="SJ2026-0051"),
)

LINE = (
    number("no", _l("No."), auto=True, width=5.5, align="center", example="1"),
    text("name", _l("Item name"), required=True, width=17, example=_l("Planning software")),
    text("spec", _l("Specification"), width=11, example=_l("standard edition")),
    text("unit", _l("Unit"), width=6.5, align="center", example=_l("set")),
    text("quantity", _l("Quantity"), required=True, width=7.5, align="end", hint=_l("Three decimals at most"), example="1"),
    text("price", _l("Unit price (tax included)"), required=True, mask="hide", width=14, align="end",
         hint=_l("Two decimals, more where the product has them"), example="320,000.00"),
    text("off", _l("Per cent off"), width=5.5, align="end", hint=_l("12% off are 88 of 100"), example="0%"),
    text("rate", _l("Tax rate"), required=True, width=6.5, align="center", hint=_l("Named on each line"), example="13%"),
    money("amount", _l("Amount"), auto=True, required=True, width=13.5, align="end", total=True, example="320,000.00"),
    money("tax", _l("Tax amount"), auto=True, width=13, align="end", total=True, example="36,814.16"),
)

INSIDE = (
    number("no", _l("No."), auto=True, width=6, align="center", example="1"),
    text("name", _l("Item name"), auto=True, width=30, example=_l("Planning software")),
    text("list_price", _l("List price"), auto=True, mask="hide", width=16, align="end", example="380,000.00"),
    percent("share", _l("Share paid of the list price"), auto=True, width=14, align="end", example="84.2%"),
    text("floor_price", _l("Floor price (internal)"), auto=True, mask="hide", width=16, align="end", example="300,000.00"),
    text("said", _l("What must be agreed to"), auto=True, width=18, example="/"),
)

SUM = (
    money("gross", _l("Total (figures and capitals)"), auto=True, required=True, wide=True, example="386,000.00"),
    money("whole_off", _l("Discount on the whole"), auto=True, example="0.00"),
    text("taxes", _l("Tax by rate"), auto=True, mask="hide", example=_l("13%: 36,814.16")),
    text("delivery_cycle", _l("Delivery time"), length=100, hint=_l("As in the contract"), example=_l("30 days")),
    text("warranty", _l("Warranty"), length=100, hint=_l("As in the contract"), example=_l("12 months")),
    long("payment_terms", _l("Terms of payment"), length=1000, wide=True, hint=_l("As in the contract"), example="3-6-1"),
    long("off_reason", _l("Reason for the discount"), length=1000, wide=True,
         hint=_l("Required where others must agree"), example=_l("First order of the year, to be shown to others")),
    text("sha256", _l("Content agreed to, SHA-256"), auto=True, wide=True, on_blank=False),
)


def _opinion(key: str, label: str, words: str) -> tuple:
    return (
        choice(f"{key}_verdict", label, DECISIONS, later=True, example=_l("Agree")),
        text(f"{key}_opinion", words, later=True, length=1000, example="/"),
    )


DECIDED = (
    *_opinion("supervisor", _l("Supervisor"), _l("Opinion of the supervisor")),
    *_opinion("director", _l("Director"), _l("Opinion of the director")),
    *_opinion("finance", _l("Finance"), _l("Opinion of finance")),
)

FORM = FormSpec(
    code="F09", process=(2,), record="quotation", retention_years=3,
    title=_l("Quotation approval sheet"),
    purpose=_l("Inside the company only; the customer gets the quotation without what is internal"),
    groups=(
        Fields("head", _l("Quotation"), HEAD),
        Table("line", _l("Lines"), LINE, blank_rows=5),
        Fields("sum", _l("Total and terms"), SUM),
        Table("inside", _l("Prices inside (not for the customer)"), INSIDE, blank_rows=3),
        Opinions("decided", _l("Decisions"), DECIDED, rows=(
            OpinionSpec(_l("Sales supervisor"), "supervisor", verdict="supervisor_verdict", words="supervisor_opinion"),
            OpinionSpec(_l("Director (discount over the limit)"), "director", verdict="director_verdict",
                        words="director_opinion"),
            OpinionSpec(_l("Finance (below the floor)"), "finance", verdict="finance_verdict", words="finance_opinion"),
        )),
    ),
    signatures=signed_by(rep=_l("Sales representative"), supervisor=_l("Sales supervisor"), director=_l("Director"),
                         finance=_l("Finance")),
)
