"""The base of every form: shape and wording here, meaning in the domain, nothing typed is lost."""

from __future__ import annotations

import functools
import secrets
from collections.abc import Callable, Iterator
from typing import Any, Self, TypeVar

from babel.support import NullTranslations, Translations
from flask import make_response, render_template, request
from flask_babel import get_locale
from flask_login import current_user
from flask_wtf import FlaskForm
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response
from wtforms import Field, FieldList, FormField, HiddenField, PasswordField, StringField
from wtforms import Form as PlainForm
from wtforms.i18n import messages_path
from wtforms.meta import DefaultMeta

from salesapp.db import db
from salesapp.refusals import Refusal, StaleEdit
from salesapp.web import clock, htmx, once
from salesapp.web.params import UNHOLDABLE
from salesapp.words import SOURCE_LANGUAGE
from salesapp.words import gettext as _

T = TypeVar("T")
HOUSEKEEPING = {"csrf_token", "token", "version"}


def clean(value: str | None) -> str | None:
    """Return typed text without what no database or printer can hold: control characters, lone surrogates, outer blanks."""
    if not isinstance(value, str):
        return value
    return UNHOLDABLE.sub("", value.replace("\r\n", "\n").replace("\r", "\n")).strip()


@functools.cache
def _library_words(locale: str) -> NullTranslations:
    return Translations.load(messages_path(), [locale], domain="wtforms")


def library_words() -> NullTranslations:
    """Return what WTForms itself says in the reader's language: read once, where Flask-WTF reads it for each request."""
    return _library_words(str(get_locale() or SOURCE_LANGUAGE))


@functools.cache
def _is_text(kind: type[Field]) -> bool:
    return issubclass(kind, StringField) and not issubclass(kind, PasswordField)


class CleanMeta(DefaultMeta):
    """Puts :func:`clean` before the filters of every text field but passwords."""

    def bind_field(self, form, unbound_field, options):
        if _is_text(unbound_field.field_class):
            options["filters"] = (clean, *unbound_field.kwargs.get("filters", ()))
        return unbound_field.bind(form=form, **options)

    def get_translations(self, form):
        """Let rows speak the reader's language too; plain WTForms only knows it from the form."""
        return library_words()


class Rows(PlainForm):
    """The base of a repeated row inside a form (a contact, a need, a payment node)."""

    Meta = CleanMeta

    def is_blank(self) -> bool:
        """Return whether nothing was typed into this row."""
        return not any(
            field.raw_data and any(str(v).strip() for v in field.raw_data)
            for field in self
            if field.type != "HiddenField"
        )


class Form(FlaskForm):
    """A form that carries out one verb: once, on the version that was seen, and keeps what was typed when refused."""

    class Meta(CleanMeta, FlaskForm.Meta):
        pass

    token = HiddenField("")
    version = HiddenField("")

    stale = False
    #: The fields that stand first on the page, where it is not the order in which they are written down here.
    page_order: tuple[str, ...] = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.theirs: dict[str, Any] = {}
        self.refusals: list[str] = []
        self._seen: Any = None
        if not self.token.data:
            self.token.data = secrets.token_urlsafe(16)

    def expect_version(self, record: Any) -> Self:
        """Remember which version of a record this form edits; saving refuses when it has moved on, or was not said."""
        self._seen = record
        if not self.is_submitted():
            self.version.data = str(record.version)
        return self

    def carry_out(self, verb: Callable[[], T]) -> T | None:
        """Check the form and run a verb; return its result, or None when the form or the domain refuses.

        A refusal undoes everything, stands beside its field and leaves what was typed. A form that only asks for
        one more row is not carried out either. A verb that returns nothing answers True.
        """
        if self._adds_row() or not self.validate_on_submit():
            return None
        try:
            self._claim()
            self._check_version()
            result = verb()
            db.session.flush()
        except StaleDataError:
            db.session.rollback()
            self._show_theirs()
            return None
        except StaleEdit as refusal:
            db.session.rollback()
            self._show_theirs()
            self.refusals.append(str(refusal))
            return None
        except Refusal as refusal:
            db.session.rollback()
            self.refuse(refusal)
            return None
        return True if result is None else result  # type: ignore[return-value]

    def refuse(self, refusal: Refusal) -> None:
        """Put a refusal beside its field, or above the form where it belongs to none."""
        field = self._field(refusal.field) if refusal.field else None
        if field is None:
            self.refusals.append(str(refusal))
        else:
            field.errors = [*field.errors, str(refusal)]

    def settle(self, location: str) -> None:
        """Remember where this submission led, for the same form sent twice."""
        once.settle(self.token.data, location)

    def again(self, template: str, *, part: str | None = None, **context) -> Response:
        """Answer with the same page, everything typed still in it: 422, or 409 when the record was changed meanwhile.

        A small form on a big page names its ``part``, a template of its own: htmx gets only that one.
        """
        shown = part if part and htmx.wanted() else template
        return make_response(render_template(shown, form=self, **context), 409 if self.stale else 422)

    def values(self) -> dict[str, Any]:
        """Return what was entered, by field name, empty text as None."""
        return {name: _value(field) for name, field in self._fields.items() if name not in HOUSEKEEPING}

    def problems(self) -> Iterator[tuple[Field, str]]:
        """Yield every field with its error, nested rows included, in the order of the page."""
        first = [self[name] for name in self.page_order if name in self]
        for field in (*first, *(field for field in self if field not in first)):
            yield from _problems(field)

    def _adds_row(self) -> bool:
        """Append an empty row where the add button of a list was pressed; such a press saves nothing."""
        rows = self._fields.get(request.form.get("add_row", ""))
        if isinstance(rows, FieldList) and (rows.max_entries is None or len(rows) < rows.max_entries):
            rows.append_entry()
        return "add_row" in request.form

    def _claim(self) -> None:
        user_id = current_user.id if current_user.is_authenticated else None
        once.claim(self.token.data[:40], user_id=user_id, at=clock.now())

    def _check_version(self) -> None:
        if self._seen is not None and str(self._seen.version) != (self.version.data or ""):
            raise StaleEdit(
                _(
                    "Somebody else changed this record while you had it open. Nothing of yours is lost: compare and save again."
                )
            )

    def _show_theirs(self) -> None:
        self.stale = True
        if self._seen is None:
            return
        db.session.refresh(self._seen)
        current = type(self)(formdata=None, obj=self._seen)
        for name, field in self._fields.items():
            if name in HOUSEKEEPING or name not in current or isinstance(field, FieldList | FormField):
                continue
            theirs = _shown(current[name])
            if field.data != current[name].data and _shown(field) != theirs:
                self.theirs[name] = theirs
        self.version.data = str(self._seen.version)
        self.token.data = secrets.token_urlsafe(16)

    def _field(self, name: str) -> Field | None:
        """Return a field by name; ``contacts-1-mobile`` finds it inside a row."""
        holder: Any = self
        for part in name.split("-"):
            try:
                holder = holder[int(part)] if part.isdigit() else holder[part]
            except (KeyError, IndexError, TypeError):
                return None
        return holder if isinstance(holder, Field) else None


def _value(field: Field) -> Any:
    if isinstance(field, FieldList):
        rows = [entry for entry in field if not (isinstance(entry, FormField) and _is_blank(entry))]
        return [_value(entry) for entry in rows]
    if isinstance(field, FormField):
        return {name: _value(inner) for name, inner in field.form._fields.items() if name not in HOUSEKEEPING}
    return None if field.data == "" else field.data


def _is_blank(entry: FormField) -> bool:
    return isinstance(entry.form, Rows) and entry.form.is_blank()


def _problems(field: Field) -> Iterator[tuple[Field, str]]:
    if isinstance(field, FieldList):
        for entry in field:
            yield from _problems(entry)
    elif isinstance(field, FormField):
        for inner in field.form:
            yield from _problems(inner)
    else:
        for error in field.errors:
            yield field, str(error)


def _shown(field: Field) -> str:
    """Return a field's value as a person reads it: the labels of choices, the text as typed, nothing as nothing."""
    chosen = field.data if isinstance(field.data, list | tuple) else [field.data]
    labels = [
        str(c.label) for c in getattr(field, "choices", None) or () if getattr(c, "value", None) in chosen
    ]
    if labels:
        return "、".join(labels)
    value = field._value() if hasattr(field, "_value") else field.data
    return "" if value in (None, [], ()) else str(value)
