"""The code of a print, and what tells whether the print is still current."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from salesapp.documents.forms.shape import FormSpec
from salesapp.documents.paper.values import SheetData
from salesapp.words import gettext as _

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that reads as something else
LENGTH = 6  # so that an address with a port stays a small code
CODE = re.compile(rf"[{LETTERS}]{{{LENGTH}}}")


def new_code() -> str:
    """Draw the code of a print: short, in capitals, readable by telephone."""
    return "".join(secrets.choice(LETTERS) for _position in range(LENGTH))


def read_code(typed: str) -> str | None:
    """Return the code that somebody scanned or typed, in any case; None for what is no code."""
    code = typed.strip().upper()
    return code if CODE.fullmatch(code) else None


def shown_on(form: FormSpec, data: SheetData, code: str) -> dict[str, str]:
    """Return what a print shows as hashes, by field: they tell what changed since and give nothing away."""
    values = {**data.values, **{group: rows for group, rows in data.rows.items() if rows}}
    signed = {f"signed.{key}": signature for key, signature in data.signatures.items()}
    found = {key: value for key, value in {**values, **signed}.items() if value not in (None, "", [], ())}
    found["status"] = data.status
    return {key: _hash(code, found[key]) for key in _names(form) if key in found}


def _hash(code: str, value: Any) -> str:
    return hashlib.blake2b(repr(value).encode(), key=code.encode(), digest_size=5).hexdigest()


def _names(form: FormSpec) -> Iterator[str]:
    for group in form.groups:
        yield group.key
        yield from (field.key for field in group.fields)
    yield from (f"signed.{signature.key}" for signature in form.signatures)
    yield "status"


def changed(form: FormSpec, before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """Return what differs between a print and its record, by the words of the sheet, in its order."""
    differing = {key for key in {*before, *now} if before.get(key) != now.get(key)}
    words = dict(_labels(form))
    return list(dict.fromkeys(words[key] for key in words if key in differing))


@dataclass(frozen=True, slots=True)
class Compared:
    """What differs between a print and its record, and whether something of it could not be compared."""

    changes: tuple[str, ...] = ()
    partly: bool = False


def compare(
    form: FormSpec, before: Mapping[str, str], mine: Mapping[str, str], theirs: Mapping[str, str] | None
) -> Compared:
    """Compare a print with its record as one reads it (``mine``) and as whoever printed it does, if they still may.

    What is missing was emptied, or is shown to neither of them: a field that not everybody sees is then never named.
    """
    if theirs is None:
        rest = before.keys() ^ mine.keys()
        now = mine
    else:
        secret = {field.key for group in form.groups for field in group.fields if field.mask == "hide"}
        now = {key: mine[key] for key in mine.keys() & before.keys() & secret} | dict(theirs)
        rest = (before.keys() & secret) - now.keys()
    hidden = rest | (now.keys() - mine.keys())
    changes = changed(
        form,
        {key: value for key, value in before.items() if key not in hidden},
        {key: value for key, value in now.items() if key not in hidden},
    )
    return Compared(tuple(changes), bool(rest))


def _labels(form: FormSpec) -> Iterator[tuple[str, str]]:
    yield "status", _("State of the record")
    for group in form.groups:
        yield group.key, str(group.title)
        yield from ((field.key, str(field.row_label or field.label)) for field in group.fields)
    for signature in form.signatures:
        yield f"signed.{signature.key}", _("Signature: %(who)s", who=signature.label)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a print stands today against its record and its form."""

    changes: tuple[str, ...] = ()
    version: str = ""  # of the form in force, where it is another than the print's
    reprints: int = 0  # of the same sheet, since
    partly: bool = False  # something of it could not be compared

    @property
    def is_current(self) -> bool:
        """Whether the print shows what holds today, as far as it could be compared."""
        return not self.changes and not self.version
