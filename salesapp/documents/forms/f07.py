"""F07 商机跟进记录表: every follow-up of one opportunity, row by row."""

from salesapp.documents.forms.f05 import CHANNELS
from salesapp.documents.forms.f06 import GRADES
from salesapp.documents.forms.shape import Choice, Fields, FieldSpec, FormSpec, SignatureSpec, Table
from salesapp.words import lazy_gettext as _l

OUTCOMES = (
    Choice("open", _l("Not done")),
    Choice("done", _l("Done")),
    Choice("cancelled", _l("Cancelled")),
)

HEAD = (
    FieldSpec("number", _l("Opportunity no."), auto=True, head=True, example="SJ2026-0051"),
    FieldSpec("name", _l("Opportunity name"), auto=True, example=_l("Moumou Precision planning project")),
    FieldSpec(
        "customer",
        _l("Customer"),
        "ref",
        auto=True,
        example=_l("Suzhou Moumou Precision Manufacturing Co., Ltd."),
    ),
    FieldSpec("owner", _l("Owner"), "ref", auto=True, mask="name", example=_l("Lin*")),
    FieldSpec("grade", _l("Grade (with its changes)"), "choice", auto=True, choices=GRADES, example="S"),
    FieldSpec("amount", _l("Expected amount"), "money", auto=True, example="386,000.00"),
    FieldSpec("expected_close_on", _l("Expected date of the deal"), "date", auto=True, example="2026-12-20"),
    FieldSpec("grade_history", _l("Changes of grade"), auto=True, wide=True, example="A → S 2026-11-20"),
    FieldSpec("period", _l("Period printed"), auto=True, head=True, example="2026-11-01–2026-11-30"),
    FieldSpec("quota", _l("Follow-ups due / done"), auto=True, head=True, example="6 / 6"),
)

ROW = (
    FieldSpec("no", _l("No."), "number", auto=True, width=3.5, align="center", example="3"),
    FieldSpec(
        "followed_on",
        _l("Follow-up date"),
        "date",
        required=True,
        width=8,
        help=_l("Written on the day"),
        example="2026-11-24",
    ),
    FieldSpec(
        "channel",
        _l("Way of contact"),
        "choice",
        required=True,
        choices=CHANNELS,
        width=5,
        example=_l("Phone"),
    ),
    FieldSpec("contact", _l("With whom"), "ref", required=True, mask="names", width=6.5, example=_l("Zhou*")),
    FieldSpec(
        "content",
        _l("Follow-up content"),
        "long",
        required=True,
        width=18,
        help=_l("What was discussed, what was given"),
        example=_l("Sent the comparison, explained the interface"),
    ),
    FieldSpec(
        "feedback",
        _l("Feedback / objections"),
        "long",
        required=True,
        width=13,
        help=_l("Write “none” where there is none"),
        example=_l("Worried that the change disturbs production"),
    ),
    FieldSpec(
        "stage_change",
        _l("Change of stage"),
        width=8.5,
        help=_l("Before → after"),
        example=_l("Needs confirmed → proposal"),
    ),
    FieldSpec(
        "other_change",
        _l("Change of grade / amount / date"),
        width=9.5,
        help=_l("Every change with its reason"),
        example="12-15→12-20",
    ),
    FieldSpec(
        "next_step",
        _l("Next step"),
        "long",
        required=True,
        width=10.5,
        help=_l("Begin with a verb"),
        example=_l("Arrange a demonstration with He*"),
    ),
    FieldSpec("owner", _l("Owner"), "ref", required=True, mask="name", width=5, example=_l("Lin*")),
    FieldSpec("due_on", _l("Due date"), "date", required=True, width=8, example="2026-11-27"),
    FieldSpec("outcome", _l("Outcome"), "choice", choices=OUTCOMES, width=4.5, example=_l("Done")),
)

FORM = FormSpec(
    code="F07",
    number="XS-BD-07",
    title=_l("Opportunity follow-up record"),
    purpose=_l("One sheet for one opportunity; a row for each follow-up, on the day"),
    process=(2,),
    record="opportunity",
    retention_years=3,
    orientation="landscape",
    groups=(
        Fields("head", _l("Opportunity"), HEAD, pairs=3),
        Table("row", _l("Follow-ups"), ROW, blank_rows=6, row_lines=2),
    ),
    signatures=(
        SignatureSpec("owner", _l("Owner")),
        SignatureSpec("supervisor", _l("Sales supervisor (monthly)")),
    ),
)
