"""A hand-off as its page shows it: the sheet, and what finance and after-sales answered (F12, R41, R42)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from salesapp.accounts.models import User
from salesapp.calendar.page import due_in_workdays
from salesapp.chinese.texts import enumerated
from salesapp.contracts.handoff import rules
from salesapp.contracts.handoff.access import receives
from salesapp.contracts.handoff.models import Handoff, HandoffReceipt
from salesapp.contracts.handoff.rules import Department, Receipt
from salesapp.documents.forms.registry import spec
from salesapp.documents.forms.shape import FieldSpec
from salesapp.web import clock
from salesapp.web.formats import day, iso, moment, short_moment, yuan
from salesapp.words import gettext as _

STAMPS = {Receipt.ACCEPTED: "ok", Receipt.RETURNED: "no", Receipt.WAITING: "draft"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What one department answered, or that it has not."""

    who: str
    said: str
    words: str
    stamp: str
    signed: str
    #: What was asked back, and what was answered to it.
    points: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Answers:
    """The latest answer of each department, and earlier returns in one line each."""

    latest: list[Answer]
    earlier: list[str]


def answers(sheet: Handoff) -> Answers:
    """Return what the departments answered."""
    latest = sheet.latest()
    earlier = [
        f"{_signed(each, each.department_label)} · {each.state.label}：{_answered(each)}"
        for each in sheet.receipts
        if each.status == Receipt.RETURNED and latest[each.department].round > each.round
    ]
    return Answers([_answer(sheet, each, latest.get(each)) for each in Department], earlier)


def _answered(receipt: HandoffReceipt) -> str:
    """Return an earlier return in one line: each point with what was answered."""
    return "；".join(f"{asked} → {answer}" for asked, answer in _points(receipt)) or receipt.opinion or ""


def _answer(sheet: Handoff, department: Department, receipt: HandoffReceipt | None) -> Answer:
    state = receipt.state if receipt else Receipt.WAITING
    if receipt is None:
        said = _("not sent yet")
    elif receipt.by:
        said = receipt.opinion or ""
    else:
        said = _("asked %(day)s", day=short_moment(sheet.sent_at))
    signed = _signed(receipt) if receipt and state != Receipt.WAITING else ""
    points = _points(receipt) if receipt else []
    return Answer(department.label, "" if points else said, state.label, STAMPS[state], signed, points)


def _points(receipt: HandoffReceipt) -> list[tuple[str, str]]:
    """Return the points of a return, each with what was answered."""
    return [(point.asked, point.answer or _("not answered yet")) for point in receipt.points]


def _signed(receipt: HandoffReceipt, *before: str) -> str:
    who = receipt.by.name if receipt.by else ""
    return " ".join(filter(None, (*before, who, short_moment(receipt.at))))


def department_of(user: User) -> str:
    """Return the receiving department of a person, or nothing."""
    return Department(user.role).label if receives(user) else ""


def returned(sheet: Handoff) -> list[str]:
    """Return what the departments miss, while the sheet is with its sender."""
    if sheet.status != rules.HandoffStatus.RETURNED:
        return []
    back = [each for each in sheet.latest().values() if each.status == Receipt.RETURNED and each.by]
    return [
        f"{each.department_label} {each.by.name if each.by else ''}：{_('; ').join((each.opinion or '').splitlines())}"
        for each in back
    ]


def due_note(sheet: Handoff) -> tuple[str, str]:
    """Return when the hand-off is due, in words, and whether that is late."""
    late = rules.is_overdue(sheet.status, sheet.due_on, clock.today())
    return _("due %(day)s", day=due_in_workdays(sheet.due_on)), "late" if late else ""


def written(sheet: Handoff, *, calls: bool) -> list[tuple[str, str]]:
    """Return the sheet as it is read: every field under its label of F12; numbers whole for who ``calls``."""
    values = sheet.values() if calls else rules.without_numbers(sheet.values())
    return [
        (str(spec(f"F12.{key}").label), _shown(spec(f"F12.{key}"), value)) for key, value in values.items()
    ]


def _shown(field: FieldSpec, value: Any) -> str:
    if field.type == "choices":
        return enumerated(str(field.label_of(code)) for code in value)
    if value in (None, ""):
        return ""
    ways: dict[str, Callable[[Any], Any]] = {"choice": field.label_of, "money": yuan, "date": iso}
    return str(ways.get(field.type, str)(value))


def dates(sheet: Handoff) -> list[tuple[str, str]]:
    """Return the days of a hand-off."""
    return [
        (_("Signed on"), day(sheet.contract.signed_on)),
        (_("Hand-off due on"), day(sheet.due_on)),
        (_("Handed over by"), sheet.sent_by.name if sheet.sent_by else ""),
        (_("Handed over at"), moment(sheet.sent_at)),
        (_("Escalated"), moment(sheet.escalated_at)),
    ]
