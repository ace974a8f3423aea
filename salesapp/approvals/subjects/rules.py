"""What can be approved: each capability declares how its record is described, frozen, routed, and what an end leads to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from salesapp import capability
from salesapp.approvals.route.rules import PlannedSeat
from salesapp.approvals.rules import VERDICT_LABELS, Verdict
from salesapp.rights.rules import Role

#: How a part of what was frozen reads: its value as it is kept, and the record as it is now.
Reading = Callable[[Any, Any], str]

MARK = 40  # characters of what asks for attention in the inbox


@dataclass(frozen=True, slots=True)
class Described:
    """A record as approvers see it before they open it: plain values."""

    number: str
    title: str
    customer: str = ""
    amount: Decimal | None = None
    owner_id: int | None = None
    owner: str = ""
    #: Who goes along with the owner, frozen as ``ALONG``: they do not decide on it.
    along: Collection[int] = ()
    #: The team whose supervisor is asked.
    team_id: int | None = None
    #: A word that asks for attention, such as a non-standard text.
    mark: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A record as a mail names it: in the subject line, and its facts line by line."""

    what: str
    lines: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class Subject:
    """One kind of record that is approved."""

    type: str
    #: The kind of record whose number it has, where that is called otherwise.
    record: str = ""
    label: Any
    #: What one of them is called by its frozen content, where some are called otherwise; nothing: by its kind.
    called: Callable[[Mapping[str, Any]], str] = lambda frozen: ""
    #: Find a record without asking who may: the engine asks ``sees`` where a person is shown it.
    load: Callable[[int], Any]
    sees: Callable[[int, Any], bool]
    describe: Callable[[Any], Described]
    #: Hold a record until the commit, before its round is held: of two who change it at once the second waits.
    hold: Callable[[int], None] = lambda record_id: None
    #: What mails say of a record; without it, what its round remembers.
    letter: Callable[[Any], Letter] | None = None
    #: Everything that is approved, as JSON values; and what of other records it rests on: (kind of record, id).
    freeze: Callable[[Any], Mapping[str, Any]]
    rests_on: Callable[[Any], Collection[tuple[str, int]]] = lambda record: ()
    #: What of the frozen content a person is shown: ``shows(frozen, record, user)``; all of it where nothing is internal.
    shows: Callable[[Mapping[str, Any], Any, Any], Mapping[str, Any]] = lambda frozen, record, user: frozen
    #: What in the frozen content is not as usual, in words, for the list of what waits.
    deviates: Callable[[Mapping[str, Any]], str] = lambda frozen: ""
    #: What the parts of the frozen content are called, for “changed since”.
    parts: Mapping[str, Any] = field(default_factory=dict)
    #: How parts of the frozen content read where a plain value does not say it; which records their numbers point to.
    reads: Mapping[str, Reading] = field(default_factory=dict)
    points: Mapping[str, str] = field(default_factory=dict)
    #: Parts that were not always frozen: compared only with what was frozen with them.
    parts_since: Collection[str] = ()
    #: The seats that this submission takes, by the settings in force: ``route(record, submitter, vacant)``.
    route: Callable[[Any, Any, Collection[str]], Sequence[PlannedSeat]]
    #: The roles that a submission may ask, by the settings in force.
    asks: Callable[[], Collection[Role]] = lambda: ()
    #: The settings that the route hangs on, for the version printed with it.
    settings: Sequence[str] = ()
    #: Who may submit, withdraw and remind: whoever runs the record.
    runs: Callable[[Any, Any], bool]
    #: In whose name a submission is made: whoever presses the button, unless the record's owner answers for it.
    submitter: Callable[[Any, Any], Any] = lambda record, user: user
    #: Whether an approval still holds something back: a later change ends it. Not so once a contract is signed.
    binds: Callable[[Any], bool] = lambda record: True
    #: Whether a record that stands in no round may be submitted: what follows on a round that was stopped.
    awaits: Callable[[Any], bool] = lambda record: True
    #: What is told to the record: submitted(record, approval, by, at), moved on, ended.
    submitted: Callable[..., None] = lambda record, approval, **act: None
    moved_on: Callable[..., None] = lambda record, approval, **act: None
    ended: Callable[..., None] = lambda record, approval, **act: None
    #: The answers that it takes, each in its own words.
    answers: Mapping[Verdict, Any] = field(default_factory=lambda: VERDICT_LABELS)
    #: What the day of whoever is asked calls it, by its title; the words of any approval where it says nothing.
    task: Callable[[str], str] = lambda title: ""
    #: Whether the decision that completes a round asks for the password again.
    asks_password: bool = True
    #: Whether what waits, and an agreement, are shown without a mail; reminders, returns and vetoes are always sent.
    quiet: bool = False
    #: The macro file that shows what is to be decided, beside the decision (``facts_of``) and below it (``more_of``), and
    #: the values that it takes: ``facts(record, user)``.
    template: str = "approvals/_facts.html"
    facts: Callable[[Any, Any], Any] = lambda record, user: ()

    def label_of(self, frozen: Mapping[str, Any] | None) -> str:
        """Return what a record is called by the content that a round froze."""
        return self.called(frozen or {}) or str(self.label)

    def due_days(self, seat_role: str, days: int, legal_days: int) -> int:
        """Return the working days that a role has for its decision (F11: legal reads longer)."""
        return legal_days if seat_role == Role.LEGAL else days


def each_line(reading: Reading) -> Reading:
    """Return how a list reads whose rows read so: one below the other."""
    return lambda value, record: "\n".join(reading(row, record) for row in value or ()) or "/"


def declared() -> Mapping[str, Subject]:
    """Return every kind of record that is approved, by its type."""
    return {one.type: one for part in capability.installed() for one in part.approvals}


def types_of(record: str) -> set[str]:
    """Return the kinds of approval that records of one kind have."""
    return {name for name, subject in declared().items() if (subject.record or name) == record}


def subject_of(kind: str) -> Subject:
    """Return one kind of record; an unknown one is a KeyError."""
    return declared()[kind]
