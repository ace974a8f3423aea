"""What a capability tells the rest of the house, declared once in its ``capability.py``.

``app.py`` lists the capabilities in floor order and installs them; whatever must know something of all of them (the table
of rights, the menu, the audit trail's words, the first page of the day) loops over :func:`installed`. A noun inside a big
capability may declare its own part: it stands under ``nouns`` and is installed with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # the floors whose words are declared here lie above this one
    from datetime import date, datetime

    from flask import Blueprint

    from salesapp.accounts.belongings.rules import Belonging
    from salesapp.accounts.people.rules import Leaving
    from salesapp.approvals.subjects.rules import Subject
    from salesapp.calendar.rules import Recalculate
    from salesapp.documents.batches.rules import Selection
    from salesapp.documents.numbering.rules import NumberKind
    from salesapp.policies.rules import Policies
    from salesapp.rights.rules import Role
    from salesapp.schedule.rules import Job
    from salesapp.support.subjects.rules import Supported
    from salesapp.trail.wording.rules import Vocabulary
    from salesapp.web.bag import Carried
    from salesapp.web.blocks import Block, Growth
    from salesapp.web.coming import Coming
    from salesapp.web.figures import Figures
    from salesapp.web.first_day import FirstStep
    from salesapp.web.guide import Chapter
    from salesapp.web.hits import Search
    from salesapp.web.menu import Place, Tab
    from salesapp.web.story import History
    from salesapp.work.kinds.rules import Work


@dataclass(frozen=True, kw_only=True)
class Capability:
    """One capability, or one noun of it, as the others need to know it."""

    name: str
    blueprints: Sequence[Blueprint] = ()
    #: Pages that it composes at addresses of floors below: (rule, endpoint, view).
    pages: Sequence[tuple[str, str, Callable[..., Any]]] = ()
    #: Who may use which address, by endpoint; what nobody declares is refused.
    rights: Mapping[str, frozenset[Role]] = field(default_factory=dict)
    #: Addresses open without signing in, and those open before a first password is changed.
    public: frozenset[str] = frozenset()
    first_steps: frozenset[str] = frozenset()
    #: Settings of money and people: who has a second step shows it again before them.
    proved: frozenset[str] = frozenset()
    #: Its places in the main menu, and its tabs in the settings.
    menu: Sequence[Place] = ()
    settings: Sequence[Tab] = ()
    #: The numbers that a team may set for itself.
    policies: Policies | None = None
    #: The kinds of business number that it gives its records.
    numbers: Sequence[NumberKind] = ()
    #: Who supplies the values of a filled sheet, by form: ``load(record_id, user)``; and what is printed together.
    sheets: Mapping[str, Callable[[int, Any], Any]] = field(default_factory=dict)
    selections: Mapping[str, Selection] = field(default_factory=dict)
    #: Who sees the files of a record, by kind of record: ``sees(record_id, user)``.
    attachments: Mapping[str, Callable[[int, Any], bool]] = field(default_factory=dict)
    #: Addresses whose forms take files, by endpoint; elsewhere a file is neither looked at nor kept.
    takes_files: frozenset[str] = frozenset()
    #: Whose files stand among a customer's: ``ids(customer_id, user)`` selects records that the person sees, by kind.
    files_of_customer: Mapping[str, Callable[[int, Any], Any]] = field(default_factory=dict)
    #: What else a role sees because of its work: ``ids(user)`` selects records, by kind of record and role.
    shows: Mapping[str, Mapping[Role, Callable[[Any], Any]]] = field(default_factory=dict)
    #: What it asks of people, and the figures it counts for the day.
    work: Work | None = None
    figures: Sequence[Figures] = ()
    #: What it sees coming for somebody: nothing to do yet.
    coming: Sequence[Coming] = ()
    #: What a new colleague does on the first day.
    first_day: Sequence[FirstStep] = ()
    #: What it tells in the guide.
    guide: Sequence[Chapter] = ()
    #: Where its records open, by kind: an endpoint and the name of its number, or ``#…-`` for a line of that page.
    opens: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    #: How its records are found, and what it tells of a customer or an opportunity.
    searches: Sequence[Search] = ()
    history: History | None = None
    #: What it puts on the page of another's record.
    blocks: Sequence[Block] = ()
    #: What one takes along of a customer to a visit.
    carried: Sequence[Carried] = ()
    #: What is made from a record of another kind, by that kind.
    grows: Mapping[str, Growth] = field(default_factory=dict)
    jobs: Sequence[Job] = ()
    #: What a watch over the installation asks of it besides: ``asked(now)`` answers "ok" or in a word of what is wrong.
    watched: Mapping[str, Callable[[datetime], str]] = field(default_factory=dict)
    #: What an empty database starts with: ``fill(at=…)`` writes what is missing wholly, and leaves alone what is there.
    starts_with: Sequence[Callable[..., int]] = ()
    #: What an upgrade works out anew, since the version may ask for other things: ``renew(at=…)`` commits as it goes.
    renews: Sequence[Callable[..., int]] = ()
    #: What follows in it when a record of a floor below has changed, by kind of record:
    #: ``follow(record, changed, by=, at=)`` with the names of what changed, in the same transaction.
    follows: Mapping[str, Callable[..., None]] = field(default_factory=dict)
    #: On which day of the books counts what is of a day that is over: ``day_of_books(day, at=)``.
    books: Sequence[Callable[..., date]] = ()
    #: Due dates that move when the calendar changes.
    calendar: Sequence[Recalculate] = ()
    #: What somebody answers for: listed, counted, and given away when they leave or the record that it hangs on changes hands.
    belongings: Sequence[Belonging] = ()
    #: What hangs on a person alone when their account is closed or gets another role.
    leaving: Sequence[Leaving] = ()
    #: Kinds of record that are approved.
    approvals: Sequence[Subject] = ()
    #: Kinds of record for whose sake support is asked.
    support: Sequence[Supported] = ()
    trail: Vocabulary | None = None
    #: Functions that templates call by name.
    template_globals: Mapping[str, Any] = field(default_factory=dict)
    nouns: Sequence[Capability] = ()

    def parts(self) -> Iterable[Capability]:
        """Yield the capability and, after it, its nouns."""
        yield self
        for noun in self.nouns:
            yield from noun.parts()


_installed: tuple[Capability, ...] = ()


def install(capabilities: Iterable[Capability]) -> None:
    """Make these the capabilities of the house, lowest floor first; installing the same ones again changes nothing."""
    global _installed
    _installed = tuple(part for one in capabilities for part in one.parts())


def follow(kind: str, record: Any, changed: Iterable[str], **act: Any) -> None:
    """Let whoever rests on a record of a floor below follow its change: ``by=`` whom, ``at=`` when."""
    if names := frozenset(changed):
        for part in installed():
            if kind in part.follows:
                part.follows[kind](record, names, **act)


def day_of_books(day: date, *, at: datetime) -> date:
    """Return from which day on something counts that holds since a day: later, where the books of that day are closed."""
    for part in installed():
        for kept in part.books:
            day = kept(day, at=at)
    return day


def installed() -> tuple[Capability, ...]:
    """Return every capability and noun of the house, lowest floor first."""
    if not _installed:
        raise RuntimeError("no capability is installed yet: create the app first")
    return _installed
