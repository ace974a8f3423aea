"""What the board is asked for, and a move over it."""

from __future__ import annotations

from flask import request
from wtforms import RadioField, StringField

from salesapp.opportunities.board.rules import STAGE_LABELS, STAGES
from salesapp.opportunities.lists.rules import Wanted
from salesapp.web.fields import at_most, choices, chosen
from salesapp.web.forms import Form
from salesapp.words import lazy_gettext as _l


def wanted_now() -> Wanted:
    """Return the filters of a board, from its address or from what its forms send along."""
    return Wanted.read(request.values)


def asked_on_board() -> bool:
    """Return whether a form was sent from the board: its answer leads back there."""
    return request.form.get("on") == "board"


def shown_cards() -> dict[str, int]:
    """Return how many cards the columns of a board had when it asked, as the page says: ``shown=proposal:40``."""
    counts = {}
    for each in request.values.getlist("shown"):
        stage, _colon, count = each.partition(":")
        if stage in STAGES and count.isdecimal():
            counts[stage] = int(count[:4])
    return counts


class StageChangeForm(Form):
    """A move over the board."""

    stage = RadioField(
        _l("New stage"), [chosen],
        choices=choices(STAGE_LABELS),
    )  # fmt: skip
    reason = StringField(
        _l("Reason"), [at_most(200)], description=_l("Needed when it goes back to an earlier stage")
    )
