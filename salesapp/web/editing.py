"""Two people edit one record: what only the other changed is taken over, what both changed is asked."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Self

from flask import g
from flask_wtf import FlaskForm
from sqlalchemy import inspect
from wtforms import Field, FieldList, FormField, HiddenField

from salesapp.chinese.texts import enumerated
from salesapp.db import db
from salesapp.refusals import StaleEdit
from salesapp.words import gettext as _

#: What a form carries besides what a person types.
HOUSEKEEPING = {"csrf_token", "token", "version", "base", "page"}


class Editing(FlaskForm):
    """A form of a record that others may edit at the same time."""

    token = HiddenField("")
    version = HiddenField("")
    #: Marks of what the record held when it was read, so that a colleague's changes can be told from one's own.
    base = HiddenField("")

    stale = False
    _fields: dict[str, Field]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.theirs: dict[str, Any] = {}
        self._seen: Any = None
        if not self.token.data:
            self.new_token()

    def with_ids(self, name: str) -> Self:
        """Give its fields ids of their own where several such forms stand on one page: labels and notes follow."""
        for field in self:
            field.id = field.label.field_id = f"{name}-{field.short_name}"
        return self

    def new_token(self) -> None:
        """Make what is sent next a submission of its own."""
        self.token.data = secrets.token_urlsafe(16)

    def expect_version(self, record: Any) -> Self:
        """Remember which version of a record this form edits.

        Where it has moved on, what only the colleague changed is taken over; what both changed is asked.
        """
        self._seen = record
        if not self.is_submitted():
            self.version.data = str(record.version)
            self.base.data = marks_of(record, self._fields)
        return self

    def _join_versions(self) -> None:
        """Take over what only the colleague changed since this form was read; ask about what both changed."""
        if self._seen is None or str(self._seen.version) == (self.version.data or ""):
            return
        taken, both = self._compare(self._as_saved())
        if both or not self.base.data:
            raise StaleEdit(
                _(
                    "Somebody else changed this record while you had it open. Nothing of yours is lost: compare and save again."
                )
            )
        self.version.data = str(self._seen.version)
        for name in taken:
            self[name].process(None, getattr(self._seen, name))
        if taken:
            fields = _(", ").join(str(self[name].label.text) for name in taken)
            g.taken_over = _(
                "A colleague saved this record meanwhile. Taken over: %(fields)s.", fields=fields
            )
        else:
            g.taken_over = _("A colleague saved this record meanwhile, in other fields. Both are kept.")

    def _as_saved(self) -> Editing:
        """Return this form as it shows the record that is saved now."""
        return type(self)(formdata=None, obj=self._seen)

    def _compare(self, saved: Editing) -> tuple[list[str], list[str]]:
        """Return the fields that only the colleague changed, and those that both changed, differently."""
        taken: list[str] = []
        both: list[str] = []
        for name, (before, read) in read_marks(self.base.data).items():
            if name not in self._fields or name in HOUSEKEEPING or not hasattr(self._seen, name):
                continue
            field = self[name]
            theirs = mark(rows_like(getattr(self._seen, name), field))
            if theirs != before and not _equal(field, saved[name]):
                typed = "".join(one for one in field.raw_data or () if isinstance(one, str))
                untouched = mark(entered(field)) == before or read in (mark(_shown(field)), mark(typed))
                (taken if untouched else both).append(name)
        return taken, both

    def _look_again(self) -> None:
        """Read anew what is saved now."""
        db.session.refresh(self._seen)

    def _show_theirs(self) -> None:
        self.stale = True
        if self._seen is None:
            return
        self._look_again()
        saved = self._as_saved()
        taken, both = self._compare(saved)
        for name, field in self._fields.items():
            if name in HOUSEKEEPING or name not in saved or _equal(field, saved[name]):
                continue
            if name in taken:
                field.process(None, getattr(self._seen, name))
            elif name in both or not self.base.data:
                self.theirs[name] = _shown(saved[name])
        self.version.data = str(self._seen.version)
        self.base.data = marks_of(self._seen, saved._fields)
        self.new_token()


#: What a record says of a field that it does not have.
_NOT_HELD: Any = object()


def marks_of(record: Any, fields: Mapping[str, Field]) -> str:
    """Return short marks of what a record holds now, and of what a form shows of it, as text that the form carries along."""
    held = {name: getattr(record, name, _NOT_HELD) for name in fields if name not in HOUSEKEEPING}
    known = {name: value for name, value in held.items() if value is not _NOT_HELD}
    return json.dumps(
        {n: [mark(rows_like(value, fields[n])), mark(_shown(fields[n]))] for n, value in known.items()}
    )


def read_marks(text: str | None) -> dict[str, tuple[str, str]]:
    """Read what :func:`marks_of` wrote; text that is not from there knows no field."""
    try:
        found = json.loads(text or "")
    except ValueError:
        return {}
    pairs = found.items() if isinstance(found, dict) else ()
    return {str(k): (str(v[0]), str(v[1])) for k, v in pairs if isinstance(v, list) and len(v) == 2}


def mark(value: Any) -> str:
    """Return a short mark of a value: equal for what a person reads as equal (nothing and empty, 96000 and 96000.00)."""
    plain = json.dumps(_plain(value), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()[:10]


def entered(field: Field) -> Any:
    """Return what a field of a form holds, in the shape in which a record holds it."""
    if isinstance(field, FieldList):
        rows = [entered(entry) for entry in field]
        return [row for row in rows if _plain(row)]
    if isinstance(field, FormField):
        return {name: entered(inner) for name, inner in field.form._fields.items()}
    return field.data


def rows_like(value: Any, field: Field) -> Any:
    """Keep of a record's rows what the rows of a form can hold."""
    if not isinstance(field, FieldList) or not isinstance(value, list | tuple):
        return value
    entry = field.unbound_field.args[0] if field.unbound_field.args else None
    names = [name for name, _unbound in getattr(entry, "_unbound_fields", None) or ()]
    return [{name: _of(row, name) for name in names} for row in value] if names else value


def _of(row: Any, name: str) -> Any:
    return row.get(name) if isinstance(row, Mapping) else getattr(row, name, None)


def _plain(value: Any) -> Any:
    """Return a value as JSON holds it; what is empty is left out."""
    if value is None or value == "" or value is False:
        return None
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(k): one for k, v in value.items() if (one := _plain(v)) is not None} or None
    if isinstance(value, list | tuple | set | frozenset):
        return [plain for one in value if (plain := _plain(one)) is not None] or None
    state = inspect(value, raiseerr=False)
    if state is not None and hasattr(state, "mapper"):
        return [str(key) for key in state.identity or ()]
    return str(value)


def _equal(one: Field, other: Field) -> bool:
    """Tell whether two fields hold the same, as data or as a person reads it."""
    return mark(entered(one)) == mark(entered(other)) or _shown(one) == _shown(other)


def _shown(field: Field) -> str:
    """Return a field's value as a person reads it: the labels of choices, the text as typed, nothing as nothing."""
    if isinstance(field, FieldList):
        return "；".join(filter(None, (_shown(entry) for entry in field)))
    if isinstance(field, FormField):
        return "，".join(filter(None, (_shown(inner) for inner in field.form)))
    chosen = field.data if isinstance(field.data, list | tuple) else [field.data]
    labels = [
        str(c.label) for c in getattr(field, "choices", None) or () if getattr(c, "value", None) in chosen
    ]
    if labels:
        return enumerated(labels)
    value = field._value() if hasattr(field, "_value") else field.data
    return "" if value in (None, [], ()) else str(value)
