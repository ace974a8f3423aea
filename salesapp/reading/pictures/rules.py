"""What was read of a picture: lines with their places and how sure they are, and the codes on it. Pure.

Places are pixels of the upright picture, from its upper left corner; how sure a line is lies between 0 and 1.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from salesapp.refusals import Refusal


class PictureRefused(Refusal):
    """The picture cannot be read; the sentence says why."""


class ReadingUnavailable(Refusal):
    """Pictures cannot be read on this machine, or not now; typing works."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text, with its place."""

    text: str
    left: float
    top: float
    width: float
    height: float
    confidence: float = 1.0

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def middle(self) -> float:
        """How far down the line of its centre runs."""
        return self.top + self.height / 2


@dataclass(frozen=True, slots=True)
class Code:
    """What a QR code on the picture says, and where it is."""

    text: str
    left: float = 0
    top: float = 0
    width: float = 0
    height: float = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that was read of one picture."""

    lines: tuple[Line, ...]
    codes: tuple[Code, ...] = ()
    width: int = 1000
    height: int = 600


def decoded(content: bytes) -> str:
    """Return what a code says: UTF-8 where it is, else GB 18030, which many makers of cards write without a mark."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("utf-8", "replace")


def packed(reading: Reading) -> dict[str, Any]:
    """Return a reading as JSON has it."""
    return {
        "lines": [[a.text, a.left, a.top, a.width, a.height, round(a.confidence, 3)] for a in reading.lines],
        "codes": [[a.text, a.left, a.top, a.width, a.height] for a in reading.codes],
        "width": reading.width,
        "height": reading.height,
    }


def unpacked(packed: dict[str, Any]) -> Reading:
    """Return a reading from what JSON had of it."""
    return Reading(
        tuple(Line(*line) for line in packed["lines"]),
        tuple(Code(*code) for code in packed["codes"]),
        packed["width"],
        packed["height"],
    )


def around(lines: Iterable[Line], reading: Reading, *, margin: float = 0.35) -> tuple[int, int, int, int]:
    """Return the piece of the picture that shows some lines: left, top, right, bottom, a little air around it."""
    shown = list(lines)
    air = margin * max((min(line.height, line.width) for line in shown), default=0)
    return (
        max(0, int(min(line.left for line in shown) - air)),
        max(0, int(min(line.top for line in shown) - air)),
        min(reading.width, int(max(line.right for line in shown) + air) + 1),
        min(reading.height, int(max(line.bottom for line in shown) + air) + 1),
    )
