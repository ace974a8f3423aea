"""F24 赢单/丢单复盘表: why an opportunity was won, lost or parked, and what is learnt from it (R6)."""

from __future__ import annotations

from salesapp.documents.forms.shape import (
    Fields, FormSpec, choice, day, file, long, money, number, options, signed_by, text,
)
from salesapp.words import lazy_gettext as _l

RESULTS = options(won=_l("Won"), lost=_l("Lost"), parked=_l("Parked"))
BASES = options(contract=_l("Contracted amount"), framework=_l("Limit of the framework, no orders yet"),
                forecast=_l("Expected amount"))
CAUSES = options(price=_l("Price"), product=_l("Product"), competitor=_l("Competitor"), relationship=_l("Relationship"),
                 need_gone=_l("The need is gone"), budget=_l("Budget"), timing=_l("Timing"), response=_l("Our response"))

ENDING = (
    text("number", _l("Opportunity no."), auto=True, head=True, example="SJ2026-0033"),
    day("closed_on", _l("Ended on"), past=True, auto=True, head=True, required=True, example="2026-11-12"),
    text("name", _l("Opportunity"), auto=True, required=True, wide=True, example=_l("Moumou Precision planning project")),
    choice("result", _l("Result"), RESULTS, auto=True, required=True, example=_l("Lost")),
    money("amount", _l("Amount (yuan)"), auto=True, required=True, example="180,000.00"),
    choice("basis", _l("Amount counted"), BASES, auto=True, required=True,
           hint=_l("The contract in force with its supplements; without one what is expected"), example=_l("Expected amount")),
    number("cycle_days", _l("Days from opening to end"), auto=True, unit=_l("days"), example="62"),
    day("recontact_on", _l("Contact again on"), auto=True, hint=_l("Needed for lost and parked ones"), example="2027-05-10"),
)

CAUSE = (
    choice("cause", _l("Main cause"), CAUSES, required=True, example=_l("Price")),
    choice("second_cause", _l("Second cause"), CAUSES, example=_l("Our response")),
    text("rival", _l("Competitor"), length=60, hint=_l("Who got it, or was close to it"),
         example=_l("Some brand, about 12% lower")),
    money("rival_price", _l("Their price (yuan)"), hint=_l("The price that won, as far as it is known"), example="158,000.00"),
    long("words", _l("Customer's words"), length=500, required=True, wide=True, lines=3, hint=_l("As they said it"),
         example=_l("“The quote came too late”")),
)

LEARNT = (
    long("turning", _l("Turning point"), length=500, required=True, wide=True, lines=3,
         hint=_l("When it was decided, and by what"), example=_l("The demonstration was put off by a week")),
    long("done_right", _l("What we did right"), length=500, required=True, wide=True, lines=3,
         example=_l("The technicians were convinced")),
    long("to_improve", _l("What to improve"), length=500, required=True, wide=True, lines=3,
         hint=_l("Something that can be checked"), example=_l("Quote within 48 hours")),
    file("reusable", _l("Material to use again"), wide=True, hint=_l("It goes to the library"),
         example=_l("Comparison with the rival")),
    long("opinion", _l("Supervisor's opinion"), length=500, later=True, wide=True, lines=3, example=_l("Agree")),
)

FORM = FormSpec(
    code="F24", process=(2, 4), record="opportunity", retention_years=3,
    title=_l("Review of a deal won or lost"),
    purpose=_l("Every ending is told with its cause; what can be used again goes to the library"),
    groups=(
        Fields("ending", _l("Ending"), ENDING),
        Fields("cause", _l("Cause"), CAUSE),
        Fields("learnt", _l("What is learnt"), LEARNT),
    ),
    signatures=signed_by(owner=_l("Owner"), supervisor=_l("Sales supervisor")),
)
