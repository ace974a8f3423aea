"""Rounds that will reach somebody, each with whom it waits for now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from salesapp.accounts.models import User
from salesapp.approvals import access
from salesapp.approvals.coming import queries
from salesapp.approvals.subjects.rules import subject_of
from salesapp.chinese.texts import enumerated
from salesapp.web.addresses import address
from salesapp.web.coming import Expected
from salesapp.words import gettext as _


def expected(user: User, now: datetime) -> Iterator[Expected]:
    """Yield the rounds on their way to a person who may see their record."""
    for approval in queries.on_the_way(user):
        if not subject_of(approval.subject_type).sees(approval.subject_id, user):
            continue
        names = enumerated(access.seat_words(seat) for seat in approval.open_seats)
        yield Expected(
            f"{approval.title} {approval.number}"
            if approval.number not in approval.title
            else approval.title,
            _("now with %(names)s", names=names),
            address("approvals.show", approval_id=approval.id),
        )
