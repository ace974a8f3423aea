"""Make SalesappMarks.ttf: the box to tick (☐) and the ticked one (☑) of the printed sheets.

As characters of a font they are laid out with the words beside them; a drawing for each cost a checklist a sixth of its time.
They are heard and copied out, too.

Usage (needs fonttools):
    python docs/fonts/make_marks.py
"""

from __future__ import annotations

import sys
from math import hypot
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._g_l_y_f import Glyph

TARGET = Path(__file__).resolve().parents[2] / "static" / "fonts" / "SalesappMarks.ttf"
FAMILY = "Salesapp Marks"
UNITS = 1000
ASCENT, DESCENT = 1160, -288  # as Noto Sans SC has them, so that no line grows
SIDE, LINE, BASE, AFTER = 890, 72, -100, 225
#: The tick within a square of ten, y downwards: where its stroke runs, and how thick.
STROKE = ((1.7, 5.2), (4.2, 7.7), (8.5, 2.0))
THICK = 1.45
MADE = 3_900_000_000  # a fixed moment, so that the same source is the same bytes

Point = tuple[float, float]


def square(pen: TTGlyphPen, inset: float, *, clockwise: bool) -> None:
    low, high = inset, SIDE - inset
    corners = [(low, low), (low, high), (high, high), (high, low)]
    contour(pen, corners if clockwise else corners[::-1])


def contour(pen: TTGlyphPen, points: list[Point]) -> None:
    first, *others = [(round(x), round(y + BASE)) for x, y in points]
    pen.moveTo(first)
    for point in others:
        pen.lineTo(point)
    pen.closePath()


def tick() -> list[Point]:
    """Return the outline of the stroke, mitred where it turns."""
    scale = SIDE / 10
    a, b, c = ((x * scale, (10 - y) * scale) for x, y in STROKE)
    half = THICK * scale / 2
    (ax, ay), (bx, by) = normal(a, b, half), normal(b, c, half)
    side = 1 + (ax * bx + ay * by) / half**2  # of the bisector at the turn
    turn = ((ax + bx) / side, (ay + by) / side)
    return [
        (a[0] + ax, a[1] + ay), (b[0] + turn[0], b[1] + turn[1]), (c[0] + bx, c[1] + by),
        (c[0] - bx, c[1] - by), (b[0] - turn[0], b[1] - turn[1]), (a[0] - ax, a[1] - ay),
    ]  # fmt: skip


def normal(start: Point, end: Point, length: float) -> Point:
    """Return the vector of a length that stands on the way from start to end, to its left."""
    x, y = end[0] - start[0], end[1] - start[1]
    return -y * length / hypot(x, y), x * length / hypot(x, y)


def mark(*, ticked: bool) -> Glyph:
    pen = TTGlyphPen(None)
    square(pen, 0, clockwise=True)
    square(pen, LINE, clockwise=False)
    if ticked:
        contour(pen, tick())
    return pen.glyph()


def main() -> None:
    builder = FontBuilder(UNITS, isTTF=True)
    glyphs = {".notdef": TTGlyphPen(None).glyph(), "box": mark(ticked=False), "ticked": mark(ticked=True)}
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap({0x2610: "box", 0x2611: "ticked"})
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(dict.fromkeys(glyphs, (SIDE + AFTER, 0)))
    builder.setupHorizontalHeader(ascent=ASCENT, descent=DESCENT)
    builder.setupNameTable({"familyName": FAMILY, "styleName": "Regular", "psName": "SalesappMarks-Regular"})
    builder.setupOS2(sTypoAscender=ASCENT, sTypoDescender=DESCENT, usWinAscent=ASCENT, usWinDescent=-DESCENT)
    builder.setupPost()
    builder.updateHead(created=MADE, modified=MADE)
    builder.font.recalcTimestamp = False
    builder.save(TARGET)
    sys.stdout.write(f"{TARGET.name}: {TARGET.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main()
