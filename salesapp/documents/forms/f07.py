"""F07 商机跟进记录表: every follow-up of one opportunity, row by row."""

from __future__ import annotations

from salesapp.documents.forms.f05 import CHANNELS
from salesapp.documents.forms.f06 import GRADES
from salesapp.documents.forms.shape import (
    Fields, FormSpec, Table, choice, day, long, money, number, options, ref, signed_by, text,
)
from salesapp.words import lazy_gettext as _l

OUTCOMES = options(open=_l("Not done"), done=_l("Done"), cancelled=_l("Cancelled"))

HEAD = (
    text("number", _l("Opportunity no."), auto=True, head=True, example="SJ2026-0051"),
    text("name", _l("Opportunity name"), auto=True, example=_l("Moumou Precision planning project")),
    ref("customer", _l("Customer"), auto=True, example=_l("Suzhou Moumou Precision Manufacturing Co., Ltd.")),
    ref("owner", _l("Owner"), auto=True, mask="name", example=_l("Lin*")),
    choice("grade", _l("Grade (with its changes)"), GRADES, auto=True, example="S"),
    money("amount", _l("Expected amount"), auto=True, example="386,000.00"),
    day("expected_close_on", _l("Expected date of the deal"), auto=True, example="2026-12-20"),
    text("grade_history", _l("Changes of grade"), auto=True, wide=True, example="A → S 2026-11-20"),
    text("period", _l("Period printed"), auto=True, head=True, example="2026-11-01–2026-11-30"),
    text("quota", _l("Follow-ups due / done"), auto=True, head=True, example="6 / 6"),
)

ROW = (
    number("no", _l("No."), auto=True, width=3.5, align="center", example="3"),
    day("followed_on", _l("Follow-up date"), past=True, required=True, width=8,
        hint=_l("Written on the day"), example="2026-11-24"),
    choice("channel", _l("Way of contact"), CHANNELS, required=True, width=5, example=_l("Phone")),
    ref("contact", _l("With whom"), required=True, mask="names", width=6.5, example=_l("Zhou*")),
    long("content", _l("Follow-up content"), required=True, width=18,
         hint=_l("What was discussed, what was given"), example=_l("Sent the comparison, explained the interface")),
    long("feedback", _l("Feedback / objections"), required=True, width=13,
         hint=_l("Write “none” where there is none"), example=_l("Worried that the change disturbs production")),
    text("stage_change", _l("Change of stage"), width=8.5,
         hint=_l("Before → after"), example=_l("Needs confirmed → proposal")),
    text("other_change", _l("Change of grade / amount / date"), mask="figures", width=9.5,
         hint=_l("Every change with its reason"), example="12-15→12-20"),
    long("next_step", _l("Next step"), required=True, width=10.5,
         hint=_l("Begin with a verb"), example=_l("Arrange a demonstration with He*")),
    ref("owner", _l("Owner"), required=True, mask="name", width=5, example=_l("Lin*")),
    day("due_on", _l("Due date"), required=True, width=8, example="2026-11-27"),
    choice("outcome", _l("Outcome"), OUTCOMES, width=4.5, example=_l("Done")),
)

FORM = FormSpec(
    code="F07", process=(2,), record="opportunity", retention_years=3,
    title=_l("Opportunity follow-up record"),
    purpose=_l("One sheet for one opportunity; a row for each follow-up, on the day"),
    orientation="landscape", by_period=True,
    groups=(
        Fields("head", _l("Opportunity"), HEAD, pairs=3),
        Table("row", _l("Follow-ups"), ROW, blank_rows=7, row_lines=2),
    ),
    signatures=signed_by(owner=_l("Owner"), supervisor=_l("Sales supervisor (monthly)")),
)
