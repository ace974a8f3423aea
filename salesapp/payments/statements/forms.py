"""Shape and wording of taking in a statement and deciding on its rows."""

from __future__ import annotations

from typing import Any

from flask import request
from wtforms import BooleanField, FileField, HiddenField, SelectField, StringField
from wtforms.fields import SelectChoice

from salesapp.customers.picking.forms import Picked
from salesapp.documents.forms.fields import field
from salesapp.payments.receipts import queries as money
from salesapp.payments.receipts.forms import Shares
from salesapp.payments.rules import PaymentRefused
from salesapp.payments.statements.rules import FIELD_LABELS, Field
from salesapp.reading.tables import reader
from salesapp.reading.tables.book import Workbook
from salesapp.reading.tables.headers import Header
from salesapp.reading.tables.limits import MOST_BYTES
from salesapp.refusals import Refusal
from salesapp.web.fields import at_most, needed
from salesapp.web.forms import Form
from salesapp.web.moments import DateField
from salesapp.web.params import id_or, record_id
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l

TYPES = ".xlsx,.xlsm,.xls,.et,.ods,.csv,.tsv,.txt"


class UploadForm(Form):
    """A file of the bank."""

    table = FileField(
        _l("Statement of the bank"), render_kw={"accept": TYPES},
        description=_l("As the bank gives it out: a spreadsheet or separated text. Nothing is booked by it."),
    )  # fmt: skip

    name = ""
    _read: Workbook | Refusal | None = None

    def read(self) -> None:
        """Read the table in a process of its own while nothing is written; a refusal waits for :meth:`book`."""
        upload = request.files.get("table")
        if upload is None or not upload.filename:
            return
        self.name = upload.filename
        try:
            self._read = reader.read(upload.stream.read(MOST_BYTES + 1))
        except Refusal as refused:
            self._read = refused

    def book(self) -> Workbook:
        """Return the table that was sent; a refusal says why there is none."""
        if isinstance(self._read, Workbook):
            return self._read
        words = str(self._read) if self._read else _("Choose the file of the bank.")
        raise PaymentRefused(words, field="table")


class ColumnsForm(Form):
    """Which column is which, where a bank's head line was never seen before."""

    @classmethod
    def over(cls, header: Header) -> type[Any]:
        """Return this form with a choice of column for each field."""
        choices = [SelectChoice(value="", label="/")]
        choices += [SelectChoice(value=str(head.column), label=head.shown) for head in header.heads]
        fields = {one.value: SelectField(FIELD_LABELS[one], choices=choices, default="") for one in Field}
        return type(cls.__name__, (cls,), fields)

    def chosen(self) -> list[Any]:
        """Return the fields of the columns, in their order."""
        return [self[one.value] for one in Field]

    def columns(self) -> dict[str, int]:
        """Return what was chosen."""
        chosen = {one.value: id_or(self[one.value].data) for one in Field}
        return {name: column for name, column in chosen.items() if column}


class RowForm(Shares):
    """Whose money a row is, and for which instalments."""

    customer_id = HiddenField("")
    way = field("F13.receipt.way", SelectField, default="transfer")
    matures_on = field("F13.receipt.matures_on", DateField, required=False)
    learns = BooleanField(_l("Keep this payer as a name of the customer"))


def _name_of(customer_id: Any) -> str:
    found = money.customer(customer_id)
    return found.full_name if found else ""


class WhoseForm(Form):
    """Whose money a row is."""

    customer = Picked(
        _l("Customer"), [needed], resolve=money.customer_named,
        words=_name_of, coerce=record_id,
        description=_l("Its whole name, or its number"),
    )  # fmt: skip


class ChoiceForm(Form):
    """Which rows are booked as proposed: the ticks stand in the table."""


class AsideForm(Form):
    """Why a row is no customer's money."""

    reason = StringField(_l("Reason"), [needed, at_most(200)])
