"""What people type when they grade: three scores, the date, the grade (R25)."""

from __future__ import annotations

from wtforms import RadioField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length

from salesapp.documents.forms.fields import from_spec
from salesapp.opportunities.grading.rules import GRADES, SCORES
from salesapp.web.forms import Form
from salesapp.web.moments import DateField
from salesapp.words import lazy_gettext as _l

NEEDED, CHOOSE = _l("This is needed."), _l("Please choose.")
LINE = Length(max=200)


def scores(name: str) -> RadioField:
    """Return one of the inputs of the grade, from 1 to 5 (R25)."""
    choices = [SelectChoice(value=score, label=str(score)) for score in SCORES]
    return from_spec(
        RadioField, f"F06.{name}", coerce=int, choices=choices, validators=[InputRequired(CHOOSE)]
    )


def grades() -> RadioField:
    """Return the confirmed grade."""
    return from_spec(
        RadioField, "F06.grade", choices=[SelectChoice(value=grade, label=grade) for grade in GRADES],
        validators=[InputRequired(CHOOSE)],
    )  # fmt: skip


class GradeForm(Form):
    """The grading sheet: three scores, the date, and the grade that a person confirms (R25)."""

    expected_close_on = from_spec(DateField, "F06.expected_close_on", validators=[InputRequired(NEEDED)])
    budget_score = scores("budget_score")
    chain_score = scores("chain_score")
    urgency_score = scores("urgency_score")
    grade = grades()
    grade_reason = from_spec(StringField, "F06.grade_reason", validators=[LINE])

    def _show_theirs(self) -> None:
        super()._show_theirs()
        self.theirs.pop("grade_reason", None)
