"""What renders a sheet: composed where its data is known, carried out where nobody waits, a long one in parts side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from salesapp.documents.paper import house, layout
from salesapp.documents.paper.cells import Sheet
from salesapp.documents.paper.compose import Imprint, compose, record_json
from salesapp.documents.paper.orders import Order
from salesapp.documents.press.cache import PaperCache
from salesapp.documents.press.pool import PrintFailed, press
from salesapp.policies.page import saying
from salesapp.words import gettext as _

BASE_SECONDS, SECONDS_PER_ROW = 30.0, 0.06
LONG = 300  # rows of one table from which on a sheet is rendered in parts
PARTS = 2  # as many as a press has renderers
Rendering = Callable[[], bytes]


def rendering(order: Order, imprint: Imprint, name: str) -> Rendering:
    """Compose a sheet; return what renders it and keeps it under its name, which asks no database and may run beside.

    Raises PrintFailed where it has too many rows.
    """
    cache = house.paper_cache()
    with saying(order.numbers):
        sheet = _laid_out(order, imprint)
        parts = [sheet] if order.archive else in_parts(sheet)
        composed = [compose(part, imprint) for part in parts]
    rows = sum(len(rows) for rows in order.data.rows.values()) if order.data else 0
    seconds = BASE_SECONDS + rows * SECONDS_PER_ROW
    if len(composed) > 1:
        return lambda: _kept(cache, name, _joined(composed, imprint.codes, seconds))
    variant, attachment = "archive" if order.archive else "tagged", _attachment(order)

    def whole() -> bytes:
        printed = press().print(
            composed[0], variant=variant, attachment=attachment, codes=imprint.codes, seconds=seconds
        )
        return _kept(cache, name, printed.pdf)

    return whole


def in_parts(sheet: Sheet, count: int = PARTS) -> list[Sheet]:
    """Cut a sheet within its one long table into so many parts, each of which begins on a page of its own."""
    place, longest = max(enumerate(sheet.panels), key=lambda each: len(each[1].body), default=(0, None))
    if longest is None or len(longest.body) < LONG:
        return [sheet]
    size = -(-len(longest.body) // count)
    slices = [longest.body[start : start + size] for start in range(0, len(longest.body), size)]
    titled = sum(1 for panel in sheet.panels[:place] if panel.title)
    found = []
    for number, body in enumerate(slices, 1):
        begins, goes_on = number == 1, number < len(slices)
        table = replace(longest, body=body)
        before, after = sheet.panels[:place] if begins else (), () if goes_on else sheet.panels[place + 1 :]
        found.append(
            replace(
                sheet,
                panels=(*before, table, *after),
                signatures=() if goes_on else sheet.signatures,
                instructions=() if goes_on else sheet.instructions,
                begins=begins,
                goes_on=goes_on,
                titled=0 if begins else titled,
            )
        )
    return found


def _laid_out(order: Order, imprint: Imprint) -> Sheet:
    if not order.data:
        return layout.blank(order.form, imprint.zone, compact=order.compact, ahead=order.ahead)
    try:
        return layout.filled(order.form, order.data, imprint.zone, masked=order.masked)
    except layout.TooMuch as error:
        raise PrintFailed(
            _("This sheet has too many rows to print at once. Please print a shorter period.")
        ) from error


def _joined(parts: Sequence[str], codes: str, seconds: float) -> bytes:
    from salesapp.documents.press import binding  # with pikepdf, which nobody else needs

    return binding.joined([part.pdf for part in press().print_parts(parts, codes=codes, seconds=seconds)])


def _kept(cache: PaperCache, name: str, pdf: bytes) -> bytes:
    cache.put(name, pdf)
    return pdf


def _attachment(order: Order) -> tuple[str, str] | None:
    """Return the record's values for its archive copy; a masked copy carries none."""
    if not order.archive or order.data is None or order.masked:
        return None
    return f"{order.form.code}-{order.data.number}.json", record_json(order.form.code, order.data)
