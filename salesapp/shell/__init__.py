"""What an operator reads in the shell, in the language of ``SALESAPP_LOCALE``.

The screens find their language by the person who looks; a command is typed by somebody whom the app does not know. So
commands, their help and refused settings look into one small catalogue of their own, without the app.
"""

from __future__ import annotations

import contextlib
import functools
import gc
import inspect
import io
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import click
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask_babel import force_locale

from salesapp.words import LOCALES

__all__ = ["gettext", "in_its_language", "locale", "reading_in", "speak"]

FOLDER = Path(__file__).parent / "translations"


@contextlib.contextmanager
def reading_in() -> Iterator[None]:
    """Read in an app without looking for garbage meanwhile: there is none, and looking takes a quarter of a start.

    Nor is it looked for afterwards among what was read in; in a copy of the process that would write to all of it.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def locale() -> str:
    """Return the language of the shell; a setting that names none that we speak gets the default."""
    asked = os.environ.get("SALESAPP_LOCALE", "").strip()
    return asked if asked in LOCALES else LOCALES[0]


@functools.cache
def _catalogue(asked: str) -> NullTranslations:
    path = FOLDER / f"{asked}.po"
    if not path.exists():
        return NullTranslations()
    compiled = io.BytesIO()
    with path.open("rb") as source:
        write_mo(compiled, read_po(source, locale=asked))
    compiled.seek(0)
    return Translations(compiled)


def gettext(string: str, **variables: object) -> str:
    """Return a line for the shell in its language, its ``%(name)s`` filled in."""
    text = _catalogue(locale()).gettext(string)
    return text % variables if variables else text


class Formatter(click.HelpFormatter):
    """Writes the frame of a help page in the language of the shell."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the first line."""
        super().write_usage(prog, args, prefix or gettext("Usage: "))

    def write_heading(self, heading: str) -> None:
        """Write the heading of a section; an unknown one (of a library) as it is."""
        super().write_heading(gettext(heading))


def in_its_language() -> AbstractContextManager[None]:
    """Return a context in which the app's own words (a refusal, a label) come in the language of the shell."""
    return force_locale(locale())


def speak(command: click.Command) -> None:
    """Put the help of a command, of its options and of all below it into the language of the shell."""
    click.Context.formatter_class = Formatter
    if command.help:
        command.help = gettext(inspect.cleandoc(command.help))
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.help:
            parameter.help = gettext(parameter.help)
    if command.add_help_option and not any("--help" in each.opts for each in command.params):
        command = click.help_option("--help", help=gettext("Show this message and exit."))(command)
    if isinstance(command, click.Group):
        for below in command.commands.values():
            speak(below)
