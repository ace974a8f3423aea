"""A table that is handed in: a file, or rows that are pasted; read in a process of its own before anything is written."""

from __future__ import annotations

from flask import request
from wtforms import FileField, TextAreaField
from wtforms.validators import Length

from salesapp.quotations.rules import QuotationRefused
from salesapp.quotations.tables.rules import Found, found_in
from salesapp.reading.tables import reader
from salesapp.reading.tables.limits import MOST_BYTES
from salesapp.refusals import Refusal
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l

TYPES = ".xlsx,.xlsm,.xls,.et,.ods,.csv,.tsv,.txt"


class TableFields:
    """Where a table is handed in."""

    table = FileField(_l("Table"), render_kw={"accept": TYPES})
    pasted = TextAreaField(
        _l("Or paste rows"), [Length(max=200_000)], render_kw={"rows": 4},
        description=_l("Straight from a spreadsheet; with or without its heading."),
    )  # fmt: skip


def read_table(pasted: str | None, *, most: int) -> Found:
    """Return the lines of the table that was sent; a refusal says why there are none."""
    upload = request.files.get("table")
    try:
        if upload is not None and upload.filename:
            return found_in(reader.read(upload.stream.read(MOST_BYTES + 1)), most=most)
        if (pasted or "").strip():
            return found_in(reader.read_text(pasted or ""), most=most)
    except QuotationRefused:
        raise
    except Refusal as refused:
        raise QuotationRefused(str(refused), field="table") from refused
    raise QuotationRefused(_("Choose a table, or paste rows."), field="table")
