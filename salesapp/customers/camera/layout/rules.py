"""Lines as the reader gives them, put in the order and the pieces that a person sees. Pure.

A line keeps the numbers of the lines it was made of. Blanks prove nothing: 孟 浮 槎 is one name, a label and its value may
be two boxes, and a line may go on in the next. A picture that is a little askew is set straight first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from salesapp.reading.pictures.rules import Line

#: Full-width letters, digits and marks as half-width ones; brackets and commas stay as they are printed.
HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "（），；！？"} | {
    0x3000: " "
}
HAN = "\u3400-\u9fff\U00020000-\U0003ffff"
MOST_TILT = 0.16  # about nine degrees
TALL = 2.2  # a box so much taller than wide is a column


@dataclass(frozen=True, slots=True)
class Text:
    """A line of a picture, or several of it joined."""

    text: str
    left: float
    top: float
    width: float
    height: float
    confidence: float = 1.0
    places: tuple[int, ...] = ()
    column: bool = False

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def middle(self) -> float:
        return self.top + self.height / 2

    @property
    def size(self) -> float:
        """How large its signs are."""
        return self.width if self.column else self.height

    def and_(self, other: Text, between: str = "") -> Text:
        """Return both as one line."""
        left, top = min(self.left, other.left), min(self.top, other.top)
        return replace(
            self,
            text=self.text + between + other.text,
            left=left,
            top=top,
            width=max(self.right, other.right) - left,
            height=max(self.bottom, other.bottom) - top,
            confidence=min(self.confidence, other.confidence),
            places=self.places + other.places,
        )


def tidy(lines: Sequence[Line]) -> list[Text]:
    """Return the lines from top to bottom, or column by column from the right, straight and without spread signs."""
    texts = [
        Text(close_up(line.text.translate(HALF).strip()), line.left, line.top, line.width, line.height,
             line.confidence, (number,), line.height > TALL * line.width and len(line.text.strip()) > 1)
        for number, line in enumerate(lines)
        if line.text.strip()
    ]  # fmt: skip
    columns = [text for text in texts if text.column]
    if len(columns) * 2 > len(texts):
        return sorted(texts, key=lambda text: (-text.left, text.top))
    return sorted(straightened(texts), key=lambda text: (text.middle, text.left))


def close_up(text: str) -> str:
    """Take the blanks out of signs that are spread wide: 手 机 ： 1 3 9, 孟 浮 槎."""
    parts = text.split()
    single = sum(len(part) == 1 for part in parts)
    spread = len(parts) >= 3 and single >= 0.7 * len(parts)
    if spread or (len(parts) == 2 and single == 2 and re.fullmatch(f"[{HAN}]{{2}}", "".join(parts))):
        return "".join(parts)
    return " ".join(parts)


def tilt(texts: Sequence[Text]) -> float:
    """Return how far the lines sink with each pixel to the right: the slope that puts most neighbours in one row."""
    pairs = [
        (other.left - text.left, other.middle - text.middle, min(text.height, other.height))
        for text in texts
        for other in texts
        if other.left > text.right - text.height and abs(other.middle - text.middle) < MOST_TILT * 3 * (other.left - text.left)
    ]  # fmt: skip
    slopes = [0.0, *(dy / dx for dx, dy, _size in pairs if dx > 0 and abs(dy / dx) <= MOST_TILT)]

    def in_row(slope: float) -> int:
        return sum(abs(dy - slope * dx) < 0.22 * size for dx, dy, size in pairs if dx > 0)

    best = max(in_row(slope) for slope in slopes)
    good = [slope for slope in slopes if in_row(slope) == best]
    return 0.0 if 0.0 in good else median(good)


def straightened(texts: Sequence[Text]) -> list[Text]:
    """Return the lines as if the picture had been taken straight."""
    slope = tilt(texts)
    return [replace(text, top=text.top - slope * text.left) for text in texts] if slope else list(texts)


def in_one_row(one: Text, other: Text) -> bool:
    """Tell whether two lines stand beside each other."""
    return abs(one.middle - other.middle) < 0.5 * min(one.height, other.height)


def rows(texts: Sequence[Text]) -> list[list[Text]]:
    """Return the lines by rows, each from left to right."""
    found: list[list[Text]] = []
    for text in texts:
        row = next((row for row in reversed(found) if in_one_row(row[0], text)), None)
        if row is None:
            found.append([text])
        else:
            row.append(text)
    return [sorted(row, key=lambda text: text.left) for row in found]


def goes_on(above: Text, below: Text, *, indent: float | None = None) -> bool:
    """Tell whether a line stands where one above would go on: next to it, as large, at its edge or at that of its value."""
    size = above.size
    if above.column or below.column:
        return False
    gap = below.top - above.bottom
    edges = [above.left] if indent is None else [above.left, indent]
    near = -0.4 * size <= gap <= 1.3 * size
    return near and abs(below.height - above.size) <= 0.25 * size and any(
        abs(below.left - edge) <= 1.6 * size for edge in edges
    )  # fmt: skip
