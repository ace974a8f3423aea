"""The hand-off of a signed contract to finance and after-sales: when it is due, what it lacks, who has answered (R41, R42)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, Protocol

from salesapp.calendar.lateness.rules import is_late
from salesapp.chinese import masks
from salesapp.chinese.texts import says
from salesapp.documents.forms import f12
from salesapp.documents.forms.registry import asked, spec
from salesapp.refusals import NotAllowed, Refusal
from salesapp.rights.rules import Role
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l

MOST_POINTS = 20
_BULLET = re.compile(r"^\s*(?:[-•·*]|[（(]?\d{1,2}[)）.、．:：]|[①-⑳])\s*")


class HandoffRefused(Refusal):
    """The hand-off cannot be sent or answered this way."""


class NotYourReceipt(NotAllowed):
    """Only finance and after-sales answer a hand-off, each for itself."""


class Calendar(Protocol):
    """What is asked of the work calendar."""

    def add_working_days(self, start: date, count: int) -> date: ...


class HandoffStatus(StrEnum):
    """Where the hand-off stands."""

    OPEN = "open"
    SENT = "sent"
    RETURNED = "returned"
    DONE = "done"
    VOID = "void"

    @property
    def label(self) -> str:
        """What it is called."""
        return str(STATUS_LABELS[self])


#: Somebody still waits for the hand-off.
WAITED_FOR = (HandoffStatus.OPEN, HandoffStatus.SENT, HandoffStatus.RETURNED)
#: The sheet is with the sales representative.
WITH_SENDER = (HandoffStatus.OPEN, HandoffStatus.RETURNED)
#: The sheet went out, and a department may still have to answer.
OUT = (HandoffStatus.SENT, HandoffStatus.RETURNED)
STATUS_LABELS = {
    HandoffStatus.OPEN: _l("Not handed over yet"),
    HandoffStatus.SENT: _l("Waiting for receipt"),
    HandoffStatus.RETURNED: _l("Returned for completion"),
    HandoffStatus.DONE: _l("Handed over"),
    HandoffStatus.VOID: _l("Void"),
}


class Department(StrEnum):
    """Who receives a contract; the name is also the role of its people."""

    FINANCE = str(Role.FINANCE)
    SERVICE = str(Role.SERVICE)

    @property
    def label(self) -> str:
        """What it is called."""
        return str(DEPARTMENT_LABELS[self])


DEPARTMENT_LABELS = {Department.FINANCE: _l("Finance"), Department.SERVICE: _l("After-sales team")}


class Receipt(StrEnum):
    """What a department answered."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    RETURNED = "returned"

    @property
    def label(self) -> str:
        """What it is called."""
        return str(RECEIPT_LABELS[self])


RECEIPT_LABELS = {
    Receipt.WAITING: _l("Not received yet"),
    Receipt.ACCEPTED: _l("Received"),
    Receipt.RETURNED: _l("Returned for completion"),
}

MATERIAL_CODES = tuple(choice.code for choice in f12.MATERIALS)


#: What the sender writes on the sheet (F12), what of it must be there before it goes out, whose part each field is: what
#: is in neither part concerns both.
SHEET = tuple(spec(name) for name in asked("F12"))
FIELDS = tuple(field.key for field in SHEET)
REQUIRED = tuple(field.key for field in SHEET if field.required)
PARTS = {part: frozenset(field.key for field in SHEET if field.concerns == part) for part in Department}


def due_on(signed_on: date, calendar: Calendar, *, days: int = 3) -> date:
    """Return the working day by which the hand-off is due (R41): the day of signing is not counted."""
    return calendar.add_working_days(signed_on, days)


def is_overdue(status: str | None, due: date | None, today: date) -> bool:
    """Tell whether a hand-off is late: somebody still waits for it, and its day has passed (R41).

    None stands for a contract without a hand-off.
    """
    return status in WAITED_FOR and due is not None and is_late(due, today)


def is_due_today(status: str | None, due: date | None, today: date) -> bool:
    """Tell whether a hand-off that somebody waits for falls due today."""
    return status in WAITED_FOR and due == today


def lacking(values: Mapping[str, Any]) -> list[str]:
    """Return the keys of the required fields that are empty."""
    return [key for key in REQUIRED if not values.get(key)]


def check_complete(values: Mapping[str, Any]) -> None:
    """Refuse to send a sheet with required fields empty, each beside its field (R42, 2.3: no “none yet”)."""
    words = _("This must be filled in; write “none” where there is none.")
    first, *others = [HandoffRefused(words, field=key) for key in lacking(values)] or (None,)
    if first is not None:
        first.also = tuple(others)
        raise first


def check_sendable(status: str) -> None:
    """Refuse to send a sheet that is out or done."""
    if status not in WITH_SENDER:
        raise HandoffRefused(
            _("This hand-off is on its way already: %(state)s.", state=HandoffStatus(status).label)
        )


def asked_again(changed: Iterable[str], accepted: Iterable[str]) -> set[Department]:
    """Return the departments whose acceptance no longer covers what the sheet now says (R42)."""
    changed = set(changed)
    common = changed - PARTS[Department.FINANCE] - PARTS[Department.SERVICE]
    return {department for department in map(Department, accepted) if common or changed & PARTS[department]}


def check_receipt(*, role: str, status: str, receipt: str | None, answer: str, opinion: str | None) -> None:
    """Refuse a receipt by other people, out of turn, twice, or a return without its reason (R41, R42)."""
    if role not in tuple(Department):
        raise NotYourReceipt(_("Finance and after-sales confirm the hand-off, each for itself."))
    if status not in OUT or receipt is None:
        raise HandoffRefused(_("There is nothing to receive yet: the sheet has not been sent."))
    if receipt != Receipt.WAITING:
        department = Department(role).label
        raise HandoffRefused(
            _(
                "%(department)s has answered already: %(answer)s.",
                department=department,
                answer=Receipt(receipt).label,
            )
        )
    if answer not in (Receipt.ACCEPTED, Receipt.RETURNED):
        raise HandoffRefused(_("Accept the hand-off or return it."), field="answer")
    if answer == Receipt.RETURNED and not (opinion or "").strip():
        raise HandoffRefused(
            _("Say what is missing: the sales representative completes it."), field="opinion"
        )


def points_of(opinion: str | None) -> list[str]:
    """Return what is missing point by point: a line each, without its bullet or number (R42)."""
    lines = (_BULLET.sub("", line).strip() for line in (opinion or "").splitlines())
    return [line for line in lines if says(line)]


def check_points(points: Iterable[str]) -> None:
    """Refuse a return that names more than anybody answers in one go."""
    if len(list(points)) > MOST_POINTS:
        raise HandoffRefused(
            _(
                "At most %(most)s points in one return: put what belongs together into one line.",
                most=MOST_POINTS,
            ),
            field="opinion",
        )


def check_answered(points: Iterable[tuple[int, str | None]]) -> None:
    """Refuse to send a returned sheet again while one of its points has no answer, each beside its field."""
    words = _("Say what was done about this, or why not.")
    first, *others = [
        HandoffRefused(words, field=f"point_{point_id}")
        for point_id, answer in points
        if not says(answer or "")
    ] or (None,)
    if first is not None:
        first.also = tuple(others)
        raise first


def status_of(receipts: Mapping[str, str]) -> HandoffStatus:
    """Return where a sent hand-off stands by the latest answer of each department (R41).

    It is done only when both have accepted; one return sends it back.
    """
    answers = [receipts.get(department, Receipt.WAITING) for department in Department]
    if Receipt.RETURNED in answers:
        return HandoffStatus.RETURNED
    return HandoffStatus.DONE if all(answer == Receipt.ACCEPTED for answer in answers) else HandoffStatus.SENT


#: The fields of a hand-off that hold people with their numbers.
PEOPLE = ("business_contact", "technical_contact", "finance_contact")
_NUMBER = re.compile(r"\+?\d[\d\- ]{5,}\d")


def without_numbers(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return a hand-off's values for who need not call: the people by name and title, their numbers masked."""
    hidden = {
        name: _NUMBER.sub(lambda found: masks.phone(found[0]), values[name])
        for name in PEOPLE
        if values.get(name)
    }
    return {**values, **hidden}
