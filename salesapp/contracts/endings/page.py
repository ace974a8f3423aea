"""The end of a contract as its pages and its line of work show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import Row

from salesapp.accounts.models import User
from salesapp.calendar.lateness.rules import is_late
from salesapp.calendar.page import due_in_workdays
from salesapp.contracts.access import may_archive, may_keep
from salesapp.contracts.amendments import page as amendments
from salesapp.contracts.endings import queries
from salesapp.contracts.endings.actions import left_of
from salesapp.contracts.hanging.page import Panel, panel
from salesapp.contracts.hanging.rules import Way
from salesapp.contracts.models import Contract
from salesapp.contracts.rules import SIGNED_OR_LATER, Status
from salesapp.web import clock
from salesapp.web.addresses import address
from salesapp.web.formats import iso, yuan
from salesapp.words import gettext as _
from salesapp.work.rules import Todo

END_OF_DAY = time(23, 59)


@dataclass(frozen=True, slots=True)
class End:
    """How a contract ended, or what keeps it from its end."""

    contract_id: int
    label: str
    tone: str
    facts: Sequence[tuple[str, str]]
    left: Sequence[tuple[str, str]]
    may_end: bool
    may_reissue: bool
    reissues: Sequence[str]
    shown: bool
    url: str
    #: The day on which it will end, as it was agreed; and whether this person may have that changed.
    ahead: date | None = None
    may_alter: bool = False
    #: The supplement that is on its way, its number and address: it is done first.
    first: tuple[str, str] | None = None


def end_of(contract: Contract, user: User) -> End:
    """Return the end of a contract as its part of the page shows it."""
    ended, today = contract.ending, clock.today()
    facts, ahead = [], contract.ends_ahead(today)
    if ended is not None:
        on = _("Ends on") if ahead else _("Ended on")
        facts = [(on, iso(ended.ended_on)), (_("Noted by"), ended.by.name)]
        facts += [(_("Note"), ended.remark)] if ended.remark else []
        facts += [(_("Goes on in"), ended.successor.number)] if ended.successor else []
    runs, open_ = contract.status == Status.HANDED_OVER and ended is None, contract.open_amendment()
    return End(
        contract.id, ended.words(today) if ended else "", ended.how.tone if ended else "", facts,
        _left(contract) if runs else [], runs and may_keep(contract, user),
        contract.status in SIGNED_OR_LATER and may_archive(contract, user), [_reissued(row) for row in contract.reissues],
        contract.status in SIGNED_OR_LATER, address("endings.show", contract_id=contract.id),
        ahead, bool(ahead) and may_keep(contract, user), (open_.number, amendments.url_of(open_)) if open_ else None,
    )  # fmt: skip


def _reissued(row) -> str:
    return _(
        "%(day)s: %(copies)s copies, %(reason)s (%(who)s)",
        day=iso(row.issued_on), copies=row.copies, reason=row.reason, who=row.by.name,
    )  # fmt: skip


def _left(contract: Contract) -> list[tuple[str, str]]:
    left = left_of(contract)
    return [
        (_("Last day"), iso(contract.ends_on) or "/"),
        (_("To be delivered"), _(", ").join(left.milestones) or _("nothing")),
        (_("To be paid"), f"¥{yuan(left.open_amount)}"),
        (_("Warranty until"), iso(left.warranty_to) or "/"),
    ]


def panels(end: End) -> dict[str, Panel]:
    """Return what becomes of what hangs on a contract, by the way in which its owner may end it."""
    ways = (Way.COMPLETED, Way.RENEWED, Way.TERMINATED) if end.may_end else ()
    return {way.value: panel(end.contract_id, way) for way in ways}


def line(row: Row, now: datetime) -> Todo:
    """Return the line that asks what becomes of a contract."""
    today, due_on = clock.local(now).date(), clock.local(row.due_at).date()
    return Todo(
        due_at=datetime.combine(due_on, END_OF_DAY, clock.zone()), kind=queries.EXPIRY,
        title=_("%(customer)s %(number)s ends: renew or end it", **_named(row)), detail=iso(due_on),
        url=address("contracts.show", contract_id=row.subject_id), action_label=_("Look"),
        action_url=address("endings.show", contract_id=row.subject_id), overdue=is_late(due_on, today),
        soon=due_on == today, due_words=due_in_workdays(due_on, now), waiting=row.waiting,
    )  # fmt: skip


def _named(row: Row) -> dict[str, str]:
    return {"customer": row.facts["customer"], "number": row.facts["number"]}
