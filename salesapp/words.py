"""The users' words: gettext over one Chinese catalogue per capability.

Every string of the product is an English msgid in the code. Its Chinese stands in
``salesapp/<capability>/translations/zh_Hans_CN.po``, beside the code that says it; all catalogues are
read and merged once per process, so that no compiled file has to be made, shipped or kept in step.
"""

from __future__ import annotations

import functools
import io
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, g
from flask_babel import Domain, get_locale
from flask_babel.speaklater import LazyString
from markupsafe import Markup

__all__ = [
    "LOCALES",
    "gettext",
    "lazy_gettext",
    "lazy_pgettext",
    "ngettext",
    "pgettext",
    "TEMPLATE_WORDS",
    "CapabilityDomain",
    "Worded",
    "catalogues",
    "init_app",
]

PACKAGE = Path(__file__).parent


class Worded(StrEnum):
    """A code that people see as a word, mostly in a coloured tag; ``say`` gives it both."""

    @property
    def label(self) -> str:
        """What it is called."""
        return str(_SAID[type(self)][0][self])

    @property
    def tone(self) -> str:
        """The colour of its tag."""
        return _SAID[type(self)][1].get(self, "")

    @classmethod
    def say(
        cls, labels: Mapping[Any, LazyString], tones: Mapping[Any, str] = MappingProxyType({})
    ) -> Mapping[Any, LazyString]:
        """Say what each code is called, and the colour of its tag where it has one; returns the words."""
        _SAID[cls] = labels, tones
        return labels


_SAID: dict[type, tuple[Mapping[Any, LazyString], Mapping[Any, str]]] = {}
SOURCE_LANGUAGE = "en"
#: What the product speaks; the first where nobody chose.
LOCALES = ("zh_Hans_CN", SOURCE_LANGUAGE)


def catalogues(locale: str) -> list[Path]:
    """Return the catalogue files of one locale, one for each capability that speaks."""
    return sorted(PACKAGE.glob(f"*/translations/{locale}.po"))


@functools.cache
def translations(locale: str) -> NullTranslations:
    """Return the merged catalogue of a locale; the source language needs none."""
    merged: Translations | None = None
    for path in catalogues(locale):
        with path.open("rb") as source:
            catalogue = read_po(source, locale=locale)
        compiled = io.BytesIO()
        write_mo(compiled, catalogue)
        compiled.seek(0)
        part = Translations(compiled)
        merged = part if merged is None else merged.merge(part)
    return merged or NullTranslations()


def spoken() -> NullTranslations:
    """Return the catalogue of whoever is spoken to; outside of the app that is the source language.

    A board asks a thousand times. So the catalogue is kept beside the locale that Flask-Babel keeps, and found again
    only when that changes (a switch of language, a sheet printed in another one).
    """
    try:
        state = g._flask_babel
        if state.spoken_for is state.babel_locale:
            return state.spoken
    except (AttributeError, RuntimeError):
        pass
    return _find()


def _find() -> NullTranslations:
    try:
        locale = get_locale()
    except RuntimeError:
        locale = None
    if locale is None:
        return _SOURCE
    state = g._flask_babel
    state.spoken_for, state.spoken = locale, translations(str(locale))
    return state.spoken


_SOURCE = NullTranslations()


def gettext(string: str, **variables) -> str:
    """Return a message in the reader's language, its ``%(name)s`` filled in."""
    text = spoken().gettext(string)
    return text % variables if variables else text


def ngettext(singular: str, plural: str, num: int, **variables) -> str:
    """Return a message for one or for many; ``%(num)d`` is the number."""
    return spoken().ngettext(singular, plural, num) % {"num": num, **variables}


def pgettext(context: str, string: str, **variables) -> str:
    """Return a message whose English alone is ambiguous."""
    text = spoken().upgettext(context, string)
    return text % variables if variables else text


def lazy_gettext(string: str, **variables) -> LazyString:
    """Return a message that finds its language when it is shown."""
    return LazyString(gettext, string, **variables)


def lazy_pgettext(context: str, string: str, **variables) -> LazyString:
    """Return a message in its context that finds its language when it is shown."""
    return LazyString(pgettext, context, string, **variables)


class CapabilityDomain(Domain):
    """The Flask-Babel domain that reads the capabilities' catalogues: for whatever asks Flask-Babel itself."""

    def get_translations(self):
        return spoken()


def init_app(app: Flask) -> None:
    """Give the templates words that are looked up directly. They are markup, their variables are escaped."""
    app.extensions["babel"].instance.domain_instance = CapabilityDomain()
    app.jinja_env.globals.update(TEMPLATE_WORDS)


def _shown(string: str, **variables) -> Markup:
    text = spoken().gettext(string)
    return Markup(text) % variables if variables or "%" in text else Markup(text)


def _shown_number(singular: str, plural: str, num: int, **variables) -> Markup:
    return Markup(spoken().ngettext(singular, plural, num)) % {"num": num, **variables}


def _shown_in_context(context: str, string: str, **variables) -> Markup:
    text = spoken().upgettext(context, string)
    return Markup(text) % variables if variables or "%" in text else Markup(text)


#: What a template speaks with, by the name it calls.
TEMPLATE_WORDS: dict[str, Callable[..., Markup]] = {
    "_": _shown,
    "gettext": _shown,
    "ngettext": _shown_number,
    "pgettext": _shown_in_context,
}
