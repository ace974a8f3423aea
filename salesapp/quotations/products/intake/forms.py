"""Shape and wording of handing in a product table, and of taking it in."""

from __future__ import annotations

from flask import request
from wtforms import StringField
from wtforms.validators import Optional

from salesapp.db import let_go
from salesapp.quotations.products.intake.rules import MOST_ROWS
from salesapp.quotations.tables.forms import TableFields, read_table
from salesapp.quotations.tables.rules import Found
from salesapp.refusals import Refusal
from salesapp.web.fields import at_most
from salesapp.web.forms import Form
from salesapp.web.moments import DateField
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l


class IntakeForm(TableFields, Form):
    """A product table."""

    _read: Found | Refusal | None = None

    def read(self) -> None:
        """Read the table while nothing is written; a refusal waits for :meth:`found`."""
        let_go()
        try:
            self._read = read_table(self.pasted.data, most=MOST_ROWS)
        except Refusal as refused:
            self._read = refused

    def found(self) -> Found:
        """Return what was read, or refuse with the sentence why not."""
        if isinstance(self._read, Refusal):
            raise self._read
        assert self._read is not None  # read before
        return self._read

    @property
    def source(self) -> str:
        """Where the rows come from."""
        upload = request.files.get("table")
        return upload.filename if upload is not None and upload.filename else _("Pasted rows")


class TakeForm(Form):
    """From when until when the prices of a table hold, and why."""

    starts_on = DateField(_l("Holds from"), [Optional()])
    ends_on = DateField(
        _l("Holds until"),
        [Optional()],
        description=_l("That day included. Left empty: until the next version."),
    )
    reason = StringField(
        _l("Why"), [at_most(200)], render_kw={"placeholder": _l("Price list of the second half-year")}
    )
