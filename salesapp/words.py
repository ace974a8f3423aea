"""The users' words: gettext over one Chinese catalogue per capability.

Every string of the product is an English msgid in the code. Its Chinese stands in
``salesapp/<capability>/translations/zh_Hans_CN.po``, beside the code that says it; all catalogues are
read and merged once per process, so that no compiled file has to be made, shipped or kept in step.
"""

from __future__ import annotations

import functools
import io
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask_babel import Domain, get_locale, gettext, lazy_gettext, lazy_pgettext, ngettext, pgettext

__all__ = [
    "gettext",
    "lazy_gettext",
    "lazy_pgettext",
    "ngettext",
    "pgettext",
    "CapabilityDomain",
    "catalogues",
]

PACKAGE = Path(__file__).parent
SOURCE_LANGUAGE = "en"


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


class CapabilityDomain(Domain):
    """The Flask-Babel domain that reads the capabilities' catalogues."""

    def get_translations(self):
        try:
            locale = get_locale()
        except RuntimeError:
            locale = None
        return translations(str(locale)) if locale is not None else NullTranslations()
