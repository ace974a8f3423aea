"""Shape and wording of what people type about contacts and tasks (F05)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    HiddenField,
    MultipleFileField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import Length, NumberRange, Optional, ValidationError

from salesapp.activities import rules
from salesapp.activities.models import TEXTS, Activity
from salesapp.activities.tasks.rules import Suggestion
from salesapp.activities.topics.forms import TopicsForm
from salesapp.chinese.numbers import WAN, YI, Reading
from salesapp.documents.forms.fields import from_spec
from salesapp.refusals import Refusal
from salesapp.web import clock
from salesapp.web.fields import choices, entered
from salesapp.web.forms import Form, Rows
from salesapp.web.moments import MINUTE, DateField, Moment, wall_clock
from salesapp.web.numbers import Number
from salesapp.web.params import id_or, record_id
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l

LONG = Length(max=4000)
#: What a copy of the last record takes over.
COPIED = ("channel", "kind", *TEXTS)
#: Where a record may say what was talked about.
SAID = ("summary", "situation", "problem", "implication", "need_payoff", "topics")
#: Units that say by how much the figure beside them was made shorter.
MEASURES = {"万": WAN, "万元": WAN, "亿": YI, "亿元": YI}


class Row(Rows):
    """A repeated row that may stay empty: nothing is asked of one in which nothing was typed."""

    def validate(self, extra_validators=None) -> bool:
        """Check the row, unless it is blank."""
        return self.is_blank() or super().validate(extra_validators)


class Figure(Number):
    """The figure of a need, which remembers how it was written: its unit stands in a field of its own."""

    found: Reading | None = None

    def take(self, found: Reading) -> Decimal:
        """Return the number, and keep its reading for the unit."""
        self.found = found
        return found.number


class NeedRow(Row):
    """One key need (R20)."""

    id = HiddenField()
    category = SelectField(_l("Kind of need"), choices=choices(rules.NEED_CATEGORY_LABELS))
    content = StringField(
        _l("What exactly"), [Length(max=300)], render_kw={"placeholder": _l("Linked within one month")}
    )
    value = Figure(_l("Figure"), [Optional(), NumberRange(min=0, max=10**12 - 1)], places=2)
    unit = StringField(_l("Unit"), [Length(max=20)], render_kw={"placeholder": _l("10,000 yuan")})
    source = SelectField(_l("Who says so"), choices=choices(rules.NEED_SOURCE_LABELS))

    def is_blank(self) -> bool:
        """Return whether nothing was typed: the kind and the source always say something."""
        return not (self.content.data or self.value.data is not None or self.unit.data)

    def validate_value(self, field) -> None:
        """Reckon 38.6万 in the unit that stands beside it; where none does, 元 that was written is it."""
        found, measure = field.found, MEASURES.get(self.unit.data or "")
        if found and measure and (found.money or found.scaled):
            field.data = found.number / measure
        elif found and found.money and not self.unit.data:
            self.unit.data = "元"

    def validate_content(self, field) -> None:
        """Ask for words where only a figure was typed."""
        if not self.is_blank() and not field.data:
            raise ValidationError(_("Say what exactly is needed."))


class PromiseRow(Row):
    """One promise of either side (R22)."""

    id = HiddenField()
    side = SelectField(_l("Who promised"), choices=choices(rules.SIDE_LABELS))
    content = StringField(
        _l("What was promised"), [Length(max=300)], render_kw={"placeholder": _l("Two case studies")}
    )
    due_on = DateField(_l("By when"), [Optional()])

    def is_blank(self) -> bool:
        """Return whether nothing was typed: the side always says something."""
        return not (self.content.data or self.due_on.data)

    def validate_content(self, field) -> None:
        """Ask for words where only a date was typed."""
        if not self.is_blank() and not field.data:
            raise ValidationError(_("Say what was promised."))


class WordsForm(Form):
    """What was said, needed and promised: the part of a record that may still be changed."""

    summary = TextAreaField(
        _l("What was said"), [LONG], description=_l("The one thing a colleague must know"),
        render_kw={"placeholder": _l("Sent the comparison and explained the interface")},
    )  # fmt: skip
    kind = RadioField(
        _l("Mainly about"), choices=choices(rules.RECORD_KIND_LABELS), default=rules.RecordKind.GENERAL
    )
    situation = from_spec(TextAreaField, "F05.situation", validators=[LONG])
    problem = from_spec(TextAreaField, "F05.problem", validators=[LONG])
    implication = from_spec(TextAreaField, "F05.implication", validators=[LONG])
    need_payoff = from_spec(TextAreaField, "F05.need_payoff", validators=[LONG])
    needs = FieldList(FormField(NeedRow), min_entries=1, max_entries=30)
    feedback = from_spec(TextAreaField, "F05.feedback", validators=[LONG])
    competition = from_spec(TextAreaField, "F05.competition", validators=[LONG])
    promises = FieldList(FormField(PromiseRow), min_entries=1, max_entries=30)
    conclusion = from_spec(RadioField, "F05.conclusion", default=rules.Conclusion.LEVEL)

    def validate_summary(self, field) -> None:
        """Ask for at least one box that says something."""
        if not any(self[name].data for name in SAID if name in self):
            raise ValidationError(_("Write what was said, here or in one of the SPIN boxes."))


class RecordForm(WordsForm, TopicsForm):
    """A contact record: who, how, when, what, and what comes next (F05)."""

    customer_id = HiddenField(validators=[entered])
    opportunity_id = SelectField(_l("Opportunity"), coerce=record_id, validate_choice=False)
    channel = from_spec(RadioField, "F05.channel", default=rules.Channel.PHONE)
    started_at = from_spec(Moment, "F05.started_at", validators=[entered])
    ended_at = from_spec(Moment, "F05.ended_at", validators=[entered])
    is_first = from_spec(BooleanField, "F05.is_first")
    contacts = from_spec(SelectMultipleField, "F05.their_people", coerce=record_id)
    colleagues = from_spec(SelectMultipleField, "F05.our_people", coerce=record_id)
    next_when = RadioField(_l("Next contact at"), validators=[Optional()], validate_choice=False)
    next_at = Moment(_l("Another time"), [Optional()])
    next_purpose = from_spec(StringField, "F05.next_purpose", validators=[Length(max=200)])
    no_next_reason = StringField(
        _l("The customer wants none for now, because"), [Length(max=200)],
        render_kw={"placeholder": _l("The project is frozen until the budget of next year")},
    )  # fmt: skip
    settles = SelectMultipleField(_l("This contact was"), coerce=record_id)
    photos = from_spec(MultipleFileField, "F05.place_photo", render_kw={"accept": "image/*"})
    then = StringField()
    call_id = HiddenField()  # which this record writes down

    def offer(self, *, contacts: Iterable, colleagues: Iterable, opportunities: Sequence, tasks: Iterable,
              times: Sequence[Suggestion]) -> None:  # fmt: skip
        """Fill the lists that depend on the customer and the day."""
        self.contacts.choices = [SelectChoice(value=key, label=label) for key, label in contacts]
        self.colleagues.choices = [SelectChoice(value=key, label=label) for key, label in colleagues]
        self.settles.choices = [SelectChoice(value=key, label=label) for key, label in tasks]
        known = [
            SelectChoice(value=key, label=f"{number} {name}") for key, number, name, _grade in opportunities
        ]
        self.opportunity_id.choices = [*known, SelectChoice(value=0, label=_l("Not about an opportunity"))]
        self.next_when.choices = [
            SelectChoice(value=clock.local(each.at).strftime(MINUTE), label=each.words) for each in times
        ]

    def chosen_customer(self) -> int:
        """Return the id of the customer, or 0 where the page sent none."""
        return id_or(self.customer_id.data) or 0

    def validate_opportunity_id(self, field) -> None:
        """Ask for the opportunity where there is one: it may be none of them, but that is said (F05)."""
        offered = {choice.value for choice in field.choices}
        if field.data not in offered and (field.data is not None or len(offered) > 1):
            raise ValidationError(_("Choose the opportunity that this was about, or that it was about none."))

    def values(self) -> dict[str, Any]:
        """Return the record as the domain takes it: moments in UTC, the next contact from either place."""
        values = super().values()
        values |= {"started_at": self.started_at.moment, "ended_at": self.ended_at.moment}
        values["next_at"] = self._next_at()
        values["opportunity_id"] = self.opportunity_id.data or None
        values["customer_id"] = self.chosen_customer()
        values["photos"] = [photo for photo in self.photos.data or () if getattr(photo, "filename", "")]
        for name in ("next_when", "then"):
            values.pop(name)
        return values

    def foreseen(self) -> Iterator[Callable[[], None]]:
        """Check the times, what comes next, and that somebody was spoken to (F05, R23)."""
        if not (self.started_at.errors or self.ended_at.errors):
            yield lambda: rules.check_record(self.values(), clock.now())
        yield lambda: rules.check_people(self.contacts.data or ())

    def refuse(self, refusal: Refusal) -> None:
        """Put what is said of the next time beside the choice that one mostly takes it from."""
        if refusal.field == "next_at" and not self.next_at.data:
            refusal.field = "next_when"
        super().refuse(refusal)

    def _next_at(self) -> datetime | None:
        if self.next_at.data:
            return self.next_at.moment
        try:
            return wall_clock(datetime.fromisoformat(self.next_when.data or ""))
        except ValueError:
            return None

    def start(self, now: datetime, *, first: bool, key_contact: int | None, opportunities: Sequence) -> None:
        """Fill in what is likely, so that a record takes half a minute: now, the key contact, the one opportunity."""
        self.started_at.process_data(now - timedelta(minutes=15))
        self.ended_at.process_data(now)
        self.is_first.data = first
        self.contacts.data = [key_contact] if key_contact else []
        self.colleagues.data = []
        if len(opportunities) == 1:
            self.opportunity_id.data = opportunities[0][0]
        elif not opportunities:
            self.opportunity_id.data = 0

    def copy(self, last: Activity | None) -> None:
        """Take the words of the last record over, to be changed; times and promises are always new (R4)."""
        if last is None:
            return
        for name in COPIED:
            self[name].data = getattr(last, name)
        self.is_first.data = False
        active = {choice.value for choice in self.contacts.choices}
        self.contacts.data = [contact.id for contact in last.theirs if contact.id in active]


class CommentForm(Form):
    """The supervisor's word on a record (F05 主管点评)."""

    supervisor_comment = from_spec(TextAreaField, "F05.supervisor_comment", validators=[Length(max=1000)])
