"""What is proposed of a picture: a value, how it was read, how sure it is, and where on the picture it stands. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from salesapp.refusals import Refusal
from salesapp.words import lazy_gettext as _l


class NotRecognised(Refusal):
    """The picture shows neither a card nor a licence that can be read."""


class IdentityCard(Refusal):
    """The picture shows an identity card: it is thrown away at once."""


def in_chinese(text: str) -> str:
    """Return Chinese words as they are printed: no blanks between them, brackets as wide as the signs."""
    return re.sub(r"\s", "", text).replace("(", "（").replace(")", "）")


class State(StrEnum):
    """How far a value may be trusted."""

    SURE = "sure"
    OFFERED = "offered"  # it was repaired: shown as read and as repaired
    MARKED = "marked"  # read badly: compare it
    BLOCKED = "blocked"  # cannot be right: a person types it


#: Below these a line is marked, and below the second proposed only where its rule has a check.
NAME_SURE, SURE = 0.8, 0.6


@dataclass(frozen=True, slots=True)
class Value:
    """One value: ``text`` as proposed (nothing where it is blocked), ``read`` as it stands on the picture.

    ``places`` are the lines of the reading, by their number, that it was read from; ``side`` is the picture.
    """

    text: str
    read: str = ""
    state: State = State.SURE
    places: tuple[int, ...] = ()
    problem: str = ""
    side: int = 0

    def on(self, side: int) -> Value:
        """Return the same value, of another picture."""
        return replace(self, side=side)

    def as_(self, state: State) -> Value:
        """Return the same value, trusted otherwise."""
        return replace(self, state=state)

    @property
    def takeable(self) -> bool:
        """Whether a person may take it over with a press."""
        return bool(self.text) and self.state is not State.BLOCKED


class Shown(StrEnum):
    """What a photo shows, or is said to."""

    CARD = "card"
    LICENCE = "licence"
    PICTURE = "picture"  # whichever of both it is


SHOWN_LABELS = {Shown.CARD: _l("Business card"), Shown.LICENCE: _l("Business licence")}
