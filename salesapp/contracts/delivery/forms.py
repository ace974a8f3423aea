"""Shape and wording of planning and reporting a delivery."""

from __future__ import annotations

from wtforms import BooleanField, MultipleFileField, StringField, TextAreaField
from wtforms.validators import NumberRange

from salesapp.contracts.delivery.rules import KIND_LABELS, Kind, Planned, Report
from salesapp.contracts.delivery.warranty.rules import LONGEST
from salesapp.web.fields import at_most, entered, needed
from salesapp.web.forms import Form
from salesapp.web.moments import DateField
from salesapp.web.numbers import Whole
from salesapp.words import lazy_gettext as _l


class PlanForm(Form):
    """The planned day of each milestone, or that it is not needed."""

    reason = StringField(
        _l("Why a day moves"), [at_most(200)], description=_l("The sales representative reads it")
    )

    def plan(self) -> list[Planned]:
        """Return the milestones as they are planned."""
        return [
            Planned(
                kind,
                None if self[f"{kind}_out"].data else self[f"{kind}_on"].data,
                bool(self[f"{kind}_out"].data),
            )
            for kind in Kind
            if f"{kind}_on" in self
        ]


def plan_form(kinds: list[Kind]) -> type[PlanForm]:
    """Return the form of these milestones: those that are not reached yet."""
    fields: dict[str, object] = {}
    for kind in kinds:
        fields[f"{kind}_on"] = DateField(KIND_LABELS[kind])
        fields[f"{kind}_out"] = BooleanField(_l("Not needed"))
    return type("PlanForm", (PlanForm,), fields)


class ReportForm(Form):
    """What after-sales reports of one milestone."""

    done_on = DateField(_l("Actual day"), [needed], back=True)
    note = TextAreaField(_l("How it went"), [at_most(300)])
    files = MultipleFileField(
        _l("Papers"), description=_l("Delivery note, training list, signed by the customer")
    )

    def report(self, kind: Kind, papers: int) -> Report:
        """Return the report as the delivery takes it."""
        months = self["months"].data if "months" in self else None
        return Report(
            kind=kind, done_on=self.done_on.data, note=self.note.data or None, papers=papers, months=months
        )


class AcceptanceForm(ReportForm):
    """The acceptance: its signed paper, and the warranty that begins."""

    months = Whole(
        _l("Warranty in months"), [entered, NumberRange(min=0, max=LONGEST)],
        description=_l("As in the contract; it begins on the day of acceptance"), units="个月",
        render_kw={"inputmode": "numeric"},
    )  # fmt: skip


class ReversalForm(Form):
    """Why a report is taken back."""

    reason = StringField(_l("Reason"), [at_most(200)])
