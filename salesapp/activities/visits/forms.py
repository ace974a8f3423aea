"""Shape and wording of a visit: its plan, its appointment, its turns (F04)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import Optional, ValidationError

from salesapp.activities.visits import rules
from salesapp.activities.visits.repeats.rules import EVERY_LABELS, Every
from salesapp.chinese import regions
from salesapp.customers.picking.forms import Picked, region_named
from salesapp.documents.forms.fields import field, from_spec
from salesapp.web import clock
from salesapp.web.fields import at_most, choices, entered, needed
from salesapp.web.forms import Form
from salesapp.web.moments import DateField, Moment
from salesapp.web.params import id_or, record_id
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l


class VisitForm(Form):
    """Whom one visits, who goes, what for, and what is to be kept in mind (F04)."""

    opportunity_id = SelectField(_l("Opportunity"), coerce=record_id, validate_choice=False)
    kind = field("F04.kind", default="follow_up")
    contact_ids = from_spec(SelectMultipleField, "F04.their_people", coerce=record_id)
    purpose = field("F04.purpose")
    expected = field("F04.expected", required=False)
    owner_id = from_spec(SelectField, "F04.visitor", coerce=record_id, validate_choice=False)
    companion_ids = from_spec(SelectMultipleField, "F04.companions", coerce=record_id)
    region = Picked(_l("District"), resolve=region_named, words=regions.words,
                    description=_l("For the way between two visits, and for trips outside the city"))  # fmt: skip
    place = field("F04.place", required=False)
    transport = field("F04.transport", required=False)
    outline = field("F04.outline", required=False)
    risks = field("F04.risks", required=False)

    def offer(
        self, *, contacts: Iterable, goers: Iterable, colleagues: Iterable, opportunities: Sequence
    ) -> VisitForm:
        """Fill the lists that depend on the customer and on who asks."""
        self.contact_ids.choices = [SelectChoice(value=key, label=label) for key, label in contacts]
        self.owner_id.choices = [SelectChoice(value=key, label=label) for key, label in goers]
        self.companion_ids.choices = [SelectChoice(value=key, label=label) for key, label in colleagues]
        known = [SelectChoice(value=key, label=f"{number} {name}") for key, number, name, _g in opportunities]
        self.opportunity_id.choices = [*known, SelectChoice(value=0, label=_l("Not about an opportunity"))]
        return self

    def values(self) -> dict[str, Any]:
        """Return the visit as the domain takes it: moments in UTC."""
        values = super().values()
        for name in ("starts_at", "ends_at"):
            if name in self:
                values[name] = self[name].moment
        return values | {"opportunity_id": self.opportunity_id.data or None}

    def validate_region(self, field) -> None:
        """Take no district that nobody can be in."""
        if field.data and not regions.is_choosable(field.data):
            raise ValidationError(_("Choose a city or a district from the list."))

    def foreseen(self) -> Iterator[Callable[[], object]]:
        """Check that it is for something and to somebody."""
        yield lambda: rules.check_plan(self.purpose.data, self.contact_ids.data or ())


class Appointment(Form):
    """When, and how it was agreed."""

    starts_at = from_spec(Moment, "F04.starts_at", validators=[Optional()])
    ends_at = from_spec(Moment, "F04.ends_at", validators=[Optional()])
    booked_way = field("F04.booked_way", required=False)
    confirmed = from_spec(BooleanField, "F04.confirmed")

    def appointment(self) -> dict[str, Any]:
        """Return the appointment as the domain takes it."""
        return {
            "starts_at": self.starts_at.moment, "ends_at": self.ends_at.moment, "booked_way": self.booked_way.data or None,
            "confirmed": self.confirmed.data,
        }  # fmt: skip

    def foreseen(self) -> Iterator[Callable[[], object]]:
        """Check the times by themselves."""
        yield from super().foreseen()
        if not (self.starts_at.errors or self.ends_at.errors):
            yield lambda: rules.check_times(self.starts_at.moment, self.ends_at.moment, clock.now())


class PlanForm(Appointment, VisitForm):
    """A new visit: with its appointment where there is one already, and how often it is repeated (F04)."""

    customer_id = HiddenField(validators=[entered])
    repeats = RadioField(
        _l("Repeated"), validators=[Optional()], choices=choices(EVERY_LABELS), default=Every.NEVER
    )
    repeat_until = DateField(
        _l("Repeated until"), [Optional()], description=_l("Each is a visit of its own, to be agreed with the customer.")
    )  # fmt: skip

    def chosen_customer(self) -> int:
        """Return the id of the customer, or 0 where the page sent none."""
        return id_or(self.customer_id.data) or 0

    def values(self) -> dict[str, Any]:
        """Return the visit with its customer."""
        return super().values() | {"customer_id": self.chosen_customer()}

    def foreseen(self) -> Iterator[Callable[[], object]]:
        """Check what is booked: a way of agreeing needs a time (R16)."""
        yield from super().foreseen()
        if self.booked_way.data and not self.starts_at.errors:
            yield lambda: rules.check_appointment(self.starts_at.moment, self.booked_way.data)


class Turned(Form):
    """A turn of an appointment: of the one that the page shows."""

    seen = HiddenField()

    def of(self, visit: Any) -> Any:
        """Carry along which appointment the page shows; return this form."""
        self.seen.data = rules.mark_of(visit.starts_at, visit.ends_at)
        return self


class BookingForm(Turned, Appointment):
    """What was agreed with the customer (R16)."""

    def foreseen(self) -> Iterator[Callable[[], object]]:
        """Check that time and way are there (R16)."""
        yield from super().foreseen()
        if not self.starts_at.errors:
            yield lambda: rules.check_appointment(self.starts_at.moment, self.booked_way.data)


class MoveForm(Turned, Appointment):
    """Why the appointment is given up, and the new one where there is one already."""

    reason = StringField(_l("Why it is moved"), [needed, at_most(300)])


class CancellationForm(Turned):
    """Why a visit is called off."""

    reason = TextAreaField(_l("Why it is cancelled"), [needed, at_most(300)])
