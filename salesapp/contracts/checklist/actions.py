"""Marking the items of a checklist (F10, R39)."""

from __future__ import annotations

from datetime import datetime

from salesapp.accounts.models import User
from salesapp.contracts.checklist.rules import Mark
from salesapp.contracts.models import Contract
from salesapp.refusals import StaleEdit
from salesapp.web import clock
from salesapp.words import gettext as _


def note_check(contract: Contract, mark: Mark, *, seen: int, by: User, at: datetime) -> None:
    """Mark one item; refused when a colleague marked it since this person looked (F10)."""
    if contract.check_version(mark.no) != seen:
        row = contract.check_row(mark.no)
        who = row.checked_by.name if row and row.checked_by else "/"
        raise StaleEdit(
            _(
                "%(who)s changed this item meanwhile. What you see now is theirs; yours is in the fields.",
                who=who,
            )
        )
    contract.note_check(mark, by=by, at=at, today=clock.local(at).date())
