"""What people type when they grade: three scores, the date, the grade (R25)."""

from __future__ import annotations

from wtforms import RadioField, StringField

from salesapp.documents.forms.fields import field
from salesapp.opportunities.grading.rules import GRADES
from salesapp.web.fields import at_most, choices
from salesapp.web.forms import Form
from salesapp.words import lazy_gettext as _l


def scores(name: str) -> RadioField:
    """Return one of the inputs of the grade, from 1 to 5 (R25)."""
    return field(f"F06.{name}", coerce=int)


def grades() -> RadioField:
    """Return the confirmed grade, by its letter."""
    return field("F06.grade", choices=choices({grade: grade for grade in GRADES}))


def change_reason(description) -> StringField:
    """Return why the amount or the date changes: it belongs to this change, nobody else has one (F07)."""
    return StringField(_l("Reason of the change"), [at_most(200)], description=description)


class GradeForm(Form):
    """The grading sheet: three scores, the date, and the grade that a person confirms (R25)."""

    expected_close_on = field("F06.expected_close_on")
    change_reason = change_reason(_l("Needed where the date changes"))
    budget_score = scores("budget_score")
    chain_score = scores("chain_score")
    urgency_score = scores("urgency_score")
    grade = grades()
    grade_reason = field("F06.grade_reason", StringField)

    def _show_theirs(self) -> None:
        super()._show_theirs()
        for own in ("grade_reason", "change_reason"):
            self.theirs.pop(own, None)
