"""What a reader of photographed sheets looks for, drawn on every page: four corners, and the code that names the page.

The first page carries its code in the head, as part of the sheet; on those after it the code is drawn here, at the same
place of the page. All of it is an artifact: nobody who listens to a sheet hears of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf
import segno

MM = 72 / 25.4  # points
MARK = 5.5 * MM  # of a corner, solid
INSET = 8 * MM  # from the edges of the page, where every printer still prints
CODE = 21 * MM
CODE_TOP, CODE_RIGHT = 12 * MM, 17 * MM  # as .scan of the style sheet has it on the first page


def draw(pdf: pydyf.PDF, codes: str, before: int = 0) -> None:
    """Put the corners on every page, and on those after the first the code ``codes`` with the page's number.

    Of a part of a sheet so many pages are ``before`` it.
    """
    for number, page in enumerate(_pages(pdf), before + 1):
        _left, _bottom, width, height = (float(edge) for edge in page["MediaBox"])
        shapes = [*_corners(width, height)]
        if codes and number > 1:
            shapes += _modules(f"{codes}{number}", width - CODE_RIGHT - CODE, height - CODE_TOP)
        words = ["/Artifact BMC q 0 0 0 rg", *shapes, "f Q EMC"]
        stream = pydyf.Stream([" ".join(words).encode()], compress=True)
        pdf.add_object(stream)
        page["Contents"] = pydyf.Array([stream.reference, page["Contents"]])


def _pages(pdf: pydyf.PDF) -> Iterator[Any]:
    for number in pdf.pages["Kids"][::3]:
        yield pdf.objects[number]


def _corners(width: float, height: float) -> Iterator[str]:
    for left in (INSET, width - INSET - MARK):
        for bottom in (INSET, height - INSET - MARK):
            yield f"{left:.2f} {bottom:.2f} {MARK:.2f} {MARK:.2f} re"


def _modules(text: str, left: float, top: float) -> Iterator[str]:
    """Yield the dark runs of a code's rows."""
    rows = segno.make(text, error="m", micro=False).matrix
    size = CODE / len(rows)
    for n, row in enumerate(rows):
        start = None
        for x, dark in enumerate([*row, 0]):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                yield f"{left + start * size:.2f} {top - (n + 1) * size:.2f} {(x - start) * size:.2f} {size:.2f} re"
                start = None
