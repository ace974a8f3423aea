"""Shape and wording of a proposal: its lines, its presentation, its next version (F08)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

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
from wtforms.validators import Optional

from salesapp.customers.contacts.models import Contact
from salesapp.documents.forms.fields import field, from_spec
from salesapp.playbook.library.models import LibraryItem
from salesapp.proposals.models import Proposal
from salesapp.proposals.value import rules as value
from salesapp.proposals.value.rules import KIND_LABELS, MOST_POINTS, PER_LABELS, Per, Point
from salesapp.web.fields import at_most, choices, needed
from salesapp.web.forms import Form, Rows
from salesapp.web.numbers import Number, Yuan
from salesapp.web.params import record_id
from salesapp.words import lazy_gettext as _l

OFFICE = "image/*,.pdf,.ofd,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.wps,.et,.dps"


class PointRow(Rows):
    """One pain, what is done about it, and what that is worth (F08)."""

    pain = field("F08.value.pain", TextAreaField, required=False, render_kw={"rows": 2})
    point = field("F08.value.point", TextAreaField, required=False, render_kw={"rows": 2})
    kind = from_spec(
        SelectField, "F08.value.kind", choices=[SelectChoice(value="", label=_l("Not in figures")), *choices(KIND_LABELS)]
    )  # fmt: skip
    metric = field("F08.value.metric")
    now = field("F08.value.now", Number)
    expected = field("F08.value.expected", Number)
    unit = field("F08.value.unit", description="", render_kw={"placeholder": _l("days")})
    basis = field("F08.saving.basis", TextAreaField, render_kw={"rows": 1})
    gain = Yuan(
        _l("Gained each time (yuan)"), [Optional()], description=_l("Only what can be reckoned in money"),
        render_kw={"inputmode": "decimal", "placeholder": "20,000.00"},
    )  # fmt: skip
    per = SelectField(_l("How often"), choices=choices(PER_LABELS), default=Per.MONTH)
    times = Number(
        _l("Times a year"), [Optional()], description=_l("Empty: 12 months, 4 quarters, 52 weeks, 250 working days"),
        render_kw={"inputmode": "decimal", "placeholder": "12"},
    )  # fmt: skip
    by_unit = BooleanField(_l("For each unit of the change"))

    def is_blank(self) -> bool:
        """Return whether nothing was typed: what is chosen from a list always says something."""
        typed = (
            self.pain,
            self.point,
            self.metric,
            self.now,
            self.expected,
            self.unit,
            self.basis,
            self.gain,
            self.times,
        )
        return not any(any(str(v).strip() for v in one.raw_data or ()) or one.data for one in typed)

    def as_point(self) -> Point:
        """Return the line as the rules take it; what is only chosen beside nothing typed does not count."""
        values = {name: self[name].data for name in Point.__slots__}
        values |= {
            name: (values[name] or "").strip() or None
            for name in ("pain", "point", "metric", "unit", "basis", "kind")
        }
        values["per"] = self.per.data if self.gain.data is not None else None
        return Point(**values)


class ProposalForm(Form):
    """One version: its name, its lines, the case that proves them, its files."""

    opportunity_id = HiddenField("")
    title = field("F08.title")
    points = FieldList(FormField(PointRow), min_entries=1, max_entries=MOST_POINTS)
    case_id = SelectField(
        _l("Case as proof"), coerce=record_id, validate_choice=False,
        description=_l("Of the same industry first; the value sheet names it."),
    )  # fmt: skip
    files = MultipleFileField(
        _l("Files"), description=_l("Slides, a calculation, a drawing"), render_kw={"accept": OFFICE}
    )

    def offer(self, cases: Iterable[LibraryItem], *, keep: LibraryItem | None = None) -> ProposalForm:
        """List the cases that may be shown."""
        items = {item.id: item for item in cases} | ({keep.id: keep} if keep is not None else {})
        none = SelectChoice(value=0, label=_l("None"))
        self.case_id.choices = [
            none,
            *(SelectChoice(value=one.id, label=_case(one)) for one in items.values()),
        ]
        return self

    def show(self, proposal: Proposal) -> None:
        """Put what is kept into the fields."""
        self.title.data, self.case_id.data = proposal.title, proposal.case_id or 0
        while self.points.entries:
            self.points.pop_entry()
        for line in proposal.lines:
            values = {name: getattr(line, name) for name in Point.__slots__}
            self.points.append_entry({**values, "kind": line.kind or "", "per": line.per or Per.MONTH})

    def validate(self, *args, **kwargs) -> bool:
        """Take the files that were chosen, not the empty field of none."""
        self.files.data = [upload for upload in self.files.data or () if getattr(upload, "filename", "")]
        return super().validate(*args, **kwargs)

    @property
    def lines(self) -> list[Point]:
        """The lines that say anything, as the rules take them."""
        return [entry.form.as_point() for entry in self.points if not entry.form.is_blank()]

    def foreseen(self) -> Iterator[Callable[[], None]]:
        """Check the lines by themselves, each beside its fields."""
        self._close_gaps()
        if not any(True for entry in self.points for one in entry.form if one.errors):
            yield lambda: value.check_points(self.lines)

    def _close_gaps(self) -> None:
        """Drop rows that were left empty between others, so that a refusal stands beside the row that it means."""
        kept = [entry for entry in self.points.entries if not entry.form.is_blank()]
        self.points.entries = kept or self.points.entries[:1]
        for no, entry in enumerate(self.points.entries):
            _rename(entry, f"points-{no}")


def _rename(entry: FormField, name: str) -> None:
    """Let a row stand at another place."""
    old = entry.name
    entry.name = entry.id = entry.short_name = name
    for one in entry.form:
        one.name = one.name.replace(old, name, 1)
        one.id = one.id.replace(old, name, 1)
        one.label.field_id = one.id


def _case(item: LibraryItem) -> str:
    return f"{item.name}（{item.figure}）" if item.figure else item.name


class PresentationForm(Form):
    """When, how, to whom and with what a version was presented, and how they took it (F08)."""

    presented_on = field("F08.presented_on", description=_l("The day on which it was shown"))
    presented_way = field("F08.presented_way", RadioField)
    listener_ids = from_spec(SelectMultipleField, "F08.listeners", coerce=record_id)
    shown = field("F08.shown")
    gave_case = BooleanField(_l("The case was given to them"))
    reaction = TextAreaField(
        _l("How they took it"),
        [at_most(2000)],
        description=_l("What they objected is an objection of its own."),
    )

    def offer(self, people: Iterable[Contact]) -> PresentationForm:
        """List who can have been there."""
        self.listener_ids.choices = [
            SelectChoice(value=one.id, label=" ".join(filter(None, (one.name, one.title)))) for one in people
        ]
        return self


class RenewalForm(Form):
    """Why there is a next version, and whether it is another solution."""

    why = StringField(
        _l("What is new in it"),
        [needed, at_most(200)],
        render_kw={"placeholder": _l("they want two lines at first")},
    )
    anew = RadioField(
        _l("How much is new"), default="no",
        choices=choices({"no": _l("Improved"), "yes": _l("Another solution")}),
    )  # fmt: skip


class WithdrawalForm(Form):
    """Why a draft is taken back."""

    why = StringField(_l("Why it is withdrawn"), [needed, at_most(200)])


def blank_form(opportunity_id: int, cases: Iterable[LibraryItem]) -> ProposalForm:
    """Return the form of a first version."""
    form = ProposalForm(formdata=None, opportunity_id=opportunity_id)
    form.case_id.data = 0
    return form.offer(cases)
