"""The board as it stands on its page: drawn once, and again where anything that it shows has changed."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from salesapp.opportunities.board.rules import Board
from salesapp.opportunities.lists.rules import Wanted
from salesapp.web.drawn import one_of


def whole(board: Board, wanted: Wanted, may_move: bool, stuck_days: Any) -> Markup:
    """Return the filters, the tabs and the columns, in the reader's language."""
    return one_of("opportunities/board/_board.html", "whole", board, wanted, may_move, stuck_days)
