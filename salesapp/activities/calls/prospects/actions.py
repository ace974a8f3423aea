"""What a call does with the row of a list, and how that is taken back (F02, F03)."""

from __future__ import annotations

from datetime import datetime, time

from salesapp.accounts.models import User
from salesapp.activities.calls.models import Call
from salesapp.activities.calls.prospects.page import number
from salesapp.activities.calls.rules import REASON_LABELS, CallRefused, Result
from salesapp.prospecting.lists.models import Prospect
from salesapp.prospecting.lists.rules import agreed_time
from salesapp.web import clock
from salesapp.words import gettext as _

MIDNIGHT = time()


def follow(call: Call, row: Prospect, *, by: User, at: datetime) -> None:
    """Let the row follow its call: spoken with, put off to another day, or given up with the reason."""
    call.prospect_id = row.id
    if call.result == Result.REACHED:
        said = _("Reached on the phone") if number(row) else _("Written to by mail")
        row.note_contact(said, by=by, at=at)
    elif call.later_at is not None:
        call.due_before = _due(row) or clock.at(clock.local(at).date())
        row.put_off(clock.local(call.later_at).date(), call.later_at, by=by, at=at)
    elif call.result == Result.REFUSED:
        row.give_up(
            _("Refused on the phone: %(reason)s", reason=REASON_LABELS[call.reason or ""]), by=by, at=at
        )


def take_back(call: Call, row: Prospect, *, by: User, at: datetime) -> None:
    """Let the row stand as it did before its call; one that a colleague was given since stays with them."""
    if (call.result == Result.REFUSED or call.due_before is not None) and row.owner_id != by.id:
        raise CallRefused(_("Somebody else has this first contact now: the call stays as it is."))
    if call.result == Result.REFUSED:
        row.take_up(by=by, at=at)
    elif call.due_before is not None:
        before = clock.local(call.due_before)
        row.put_off(before.date(), call.due_before if before.time() != MIDNIGHT else None, by=by, at=at)


def _due(row: Prospect) -> datetime | None:
    """Return when a row is due: its time, or the first moment of its day."""
    if row.due_on is None:
        return None
    return agreed_time(row.due_on, row.call_at and clock.local(row.call_at)) or clock.at(row.due_on)
