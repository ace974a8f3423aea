"""F08 方案呈现与异议处理记录表: what was proposed, what it is worth to the customer, what they objected (R34–R37)."""

from __future__ import annotations

from salesapp.documents.forms.f05 import CHANNELS
from salesapp.documents.forms.shape import (
    Fields, FormSpec, Table, choice, day, long, money, number, options, ref, signed_by, text,
)
from salesapp.words import lazy_gettext as _l

KINDS = options(cycle=_l("Cycle"), cost=_l("Cost"), efficiency=_l("Efficiency"), revenue=_l("Revenue"))
PERS = options(year=_l("a year"), quarter=_l("a quarter"), month=_l("a month"), week=_l("a week"),
               workday=_l("a working day"), time=_l("each time"))
OBJECTION_KINDS = options(price=_l("Price"), competitor=_l("Competitor"), timing=_l("Timing"), process=_l("Process"),
                          trust=_l("Trust"), delivery=_l("Delivery"), other=_l("Other"))
METHODS = options(data=_l("Comparison of figures"), case=_l("A customer's success"), trial=_l("A trial"),
                  third_party=_l("Proof by a third party"))
STATES = options(open=_l("Unresolved"), eased=_l("Eased"), resolved=_l("Resolved"))

HEAD = (
    text("number", _l("Opportunity no."), auto=True, head=True, example="SJ2026-0051"),
    text("version", _l("Proposal version"), auto=True, head=True, required=True,
         hint=_l("The system counts up"), example="V1.2"),
    day("presented_on", _l("Presented on"), past=True, head=True, required=True, example="2026-11-27"),
    text("name", _l("Opportunity"), auto=True, wide=True, example=_l("Moumou Precision planning project")),
    ref("customer", _l("Customer"), auto=True, wide=True, example=_l("Suzhou Moumou Precision Manufacturing Co., Ltd.")),
    text("title", _l("Name of the proposal"), length=80, required=True, example=_l("Planning solution")),
    choice("presented_way", _l("Way of presenting"), CHANNELS, required=True, example=_l("Visit")),
    ref("listeners", _l("Presented to"), required=True, mask="names", example=_l("Zhou*, Shen*")),
    text("shown", _l("Presented with"), length=200, example=_l("Slides, a demonstration")),
)

VALUE = (
    long("pain", _l("Pain"), length=300, required=True, width=21, hint=_l("One a line, in the customer's words"),
         example=_l("Rush orders lack parts")),
    long("point", _l("What the proposal does about it"), length=300, required=True, width=23,
         example=_l("Rush orders are planned anew, missing parts are told")),
    choice("kind", _l("Kind of value"), KINDS, width=10, example=_l("Cycle")),
    text("metric", _l("Metric"), length=40, width=13, example=_l("Delivery time")),
    number("now", _l("Now"), width=7.5, align="end", example="20"),
    number("expected", _l("Expected"), width=8.5, align="end", example="17"),
    text("unit", _l("Unit"), length=12, width=17, hint=_l("With the change"), example=_l("days (−15%)")),
)

SAVING = (
    text("of", _l("Of which metric"), auto=True, width=18, example=_l("Delivery time")),
    long("basis", _l("Grounds"), length=300, width=30, hint=_l("Where the figures come from"),
         example=_l("Their own record of penalties of this year")),
    text("arithmetic", _l("How it is reckoned"), auto=True, width=34, example=_l("20,000 yuan a month × 12")),
    money("yearly", _l("Yearly gain (yuan)"), auto=True, width=18, align="end", total=True, example="240,000.00"),
)

EVIDENCE = (
    text("evidence", _l("Cases as proof"), auto=True, wide=True, hint=_l("Of the same industry first"),
         example=_l("A pump maker's case")),
)

OBJECTION = (
    long("words", _l("Objection in their words"), length=500, required=True, width=22,
         hint=_l("As it was said"), example=_l("“A tenth more than elsewhere”")),
    choice("kind", _l("Type of objection"), OBJECTION_KINDS, required=True, width=11, example=_l("Price")),
    choice("method", _l("Way of answering"), METHODS, required=True, width=13, example=_l("Comparison of figures")),
    long("points", _l("Points of the answer"), length=1000, required=True, width=28,
         hint=_l("Take the concern seriously first, then figures or a case; never contradict flatly"),
         example=_l("The whole cost of three years")),
    choice("state", _l("Result"), STATES, required=True, width=10, example=_l("Eased")),
    day("next_on", _l("Follow up on"), width=16, hint=_l("Until it is resolved"), example="2026-12-01"),
)

FORM = FormSpec(
    code="F08", process=(2,), record="opportunity", retention_years=3,
    title=_l("Record of the proposal and of objections"),
    purpose=_l("Which pains are solved, what it is worth in a year, and how every objection was answered"),
    groups=(
        Fields("head", _l("Proposal"), HEAD),
        Table("value", _l("Pains, points and their value"), VALUE, blank_rows=4, row_lines=2),
        Table("saving", _l("Yearly gain and its arithmetic"), SAVING, blank_rows=3),
        Fields("proof", "", EVIDENCE),
        Table("objection", _l("Objections"), OBJECTION, blank_rows=4, row_lines=2),
    ),
    signatures=signed_by(rep=_l("Sales rep"), tech=_l("Technical support")),
)
