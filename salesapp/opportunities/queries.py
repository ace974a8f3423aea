"""Opportunities, read: everything that routes and other floors ask for, in one place to look for it."""

from __future__ import annotations

from salesapp.opportunities.board import Board, Column, Wanted, board, more, place, touched_since
from salesapp.opportunities.board import card as small_card
from salesapp.opportunities.cards import Card, Pace, Yardstick
from salesapp.opportunities.figures import figures, in_time
from salesapp.opportunities.lists import Asked, breaches, export, of_customer, page, pick, total
from salesapp.opportunities.pulse import pulse
from salesapp.opportunities.record import (
    Change,
    Colleague,
    Record,
    card,
    changes,
    follow_up_days,
    opened_between,
    quota_of,
    suggestion,
)
from salesapp.opportunities.sight import (
    COLLABORATORS,
    OWNERS,
    find,
    find_stage_change,
    may_change,
    possible_collaborators,
    possible_owners,
    reach,
    sees,
    visible_to,
)
from salesapp.opportunities.todos import overdue_count

__all__ = [
    "COLLABORATORS", "OWNERS", "Asked", "Board", "Card", "Change", "Colleague", "Column", "Pace",
    "Record", "Wanted", "Yardstick", "board", "breaches", "card", "changes", "export", "figures",
    "find", "find_stage_change", "follow_up_days", "in_time", "may_change", "more", "of_customer",
    "opened_between", "overdue_count", "page", "pick", "possible_collaborators", "place", "possible_owners",
    "pulse", "quota_of", "reach", "sees", "small_card", "suggestion", "total",
    "touched_since", "visible_to",
]  # fmt: skip
