"""What a browser sends, cleaned once: addresses, JSON, and forms as they bind their fields."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from babel.support import NullTranslations, Translations
from flask import Request
from flask_babel import get_locale
from werkzeug.datastructures import MultiDict
from werkzeug.utils import cached_property
from wtforms import Field, PasswordField, StringField, TextAreaField
from wtforms.i18n import messages_path
from wtforms.meta import DefaultMeta

from salesapp.chinese.texts import clean, deep, line
from salesapp.words import SOURCE_LANGUAGE
from salesapp.words import lazy_gettext as _l


class CleanRequest(Request):
    """A request whose address and JSON hold what was seen, not what was pasted along unseen."""

    @cached_property
    def args(self) -> MultiDict[str, str]:
        """Return what the address asks for."""
        asked = super().args
        return self.parameter_storage_class((name, clean(value)) for name, value in asked.items(multi=True))

    def get_json(self, *args: Any, **kwargs: Any) -> Any:
        """Return the body as JSON."""
        return deep(super().get_json(*args, **kwargs))


class CleanData(MultiDict):
    """What a form was sent, cleaned; a password stays as it was typed."""

    @classmethod
    def of(cls, sent: MultiDict, *, but: set[str]) -> CleanData:
        """Return what was sent, cleaned but for the fields named in ``but``."""
        return cls({
            name: values if name in but else [clean(one) if isinstance(one, str) else one for one in values]
            for name, values in sent.lists()
        })  # fmt: skip


#: What the library says stiffly, in the words of the house: by the library's own.
OURS = {"Number must be between %(min)s and %(max)s.": _l("A number from %(min)s to %(max)s.")}


class _Worded(NullTranslations):
    """What WTForms says, but for what the house says better."""

    def gettext(self, message: str) -> str:
        own = OURS.get(message)
        return str(own) if own else super().gettext(message)


@functools.cache
def _library_words(locale: str) -> NullTranslations:
    words = _Worded()
    words.add_fallback(Translations.load(messages_path(), [locale], domain="wtforms"))
    return words


def library_words() -> NullTranslations:
    """Return what WTForms itself says in the reader's language: read once, where Flask-WTF reads it for each request."""
    return _library_words(str(get_locale() or SOURCE_LANGUAGE))


@functools.cache
def _cleaning(kind: type[Field]) -> tuple[Callable[[Any], Any], ...]:
    """Return what cleans a kind of field: a text, whoever filled it in; a password stays as it was typed."""
    if not issubclass(kind, StringField) or issubclass(kind, PasswordField):
        return ()
    seen = clean if issubclass(kind, TextAreaField) else line
    return (lambda value: seen(value) if isinstance(value, str) else value,)


class CleanMeta(DefaultMeta):
    """Cleans what was sent before any field reads it, and keeps fields of one line to one."""

    def bind_field(self, form, unbound_field, options):
        first = _cleaning(unbound_field.field_class)
        if first:
            options["filters"] = (*first, *unbound_field.kwargs.get("filters", ()))
        return unbound_field.bind(form=form, **options)

    def wrap_formdata(self, form, formdata):
        """Return what was sent as it was seen."""
        sent = super().wrap_formdata(form, formdata)
        if sent is None or isinstance(sent, CleanData):
            return sent
        secrets_of = {field.name for field in form if isinstance(field, PasswordField)}
        return CleanData.of(sent, but=secrets_of)

    def get_translations(self, form):
        """Let rows speak the reader's language too; plain WTForms only knows it from the form."""
        return library_words()
