"""An order to print: which form, of which record, in which kind, and what its print is called."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import version
from typing import Any

from salesapp.config import PROJECT
from salesapp.documents.forms.shape import FormSpec
from salesapp.documents.paper.compose import Imprint
from salesapp.documents.paper.values import Ahead, SheetData
from salesapp.documents.press.cache import key
from salesapp.web import clock
from salesapp.web.inline import paper_name
from salesapp.words import gettext as _

DESIGN = ("templates/documents/paper", "static/css/print", "salesapp/documents", "static/fonts")


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be printed: which form, of which record, in which kind."""

    form: FormSpec
    record_id: int | None = None
    data: SheetData | None = None
    masked: bool = False
    copy: int = 0
    archive: bool = False
    compact: bool = False
    ahead: Ahead | None = None
    #: The rules in force, which its words name: it is printed while no transaction is open.
    numbers: Mapping[str, Any] = field(default_factory=dict)
    sha256: str = ""  # of the data

    @property
    def kind(self) -> str:
        """One of blank, filled and masked."""
        if self.data is None:
            return "blank"
        return "masked" if self.masked else "filled"

    @property
    def identity(self) -> tuple[str, int | None, str, int, bool]:
        """What its prints are counted by: each kind, copy and variant of a record by itself."""
        return self.form.code, self.record_id, self.kind, self.copy, self.archive


def content_key(order: Order, imprint: Imprint) -> str:
    """Return what two prints of the same content share, whoever made them and when."""
    parts = (
        order.form.code,
        order.kind,
        order.record_id,
        order.copy,
        order.archive,
        order.compact,
        order.sha256 or order.data,
        order.ahead,
        sorted(order.numbers.items()),
    )
    where = (imprint.company, imprint.base_url, str(imprint.zone), imprint.locale, imprint.printed_by)
    return key(design(), repr(parts), repr(where))


def print_key(content: str, imprint: Imprint) -> str:
    """Return the name that one print is kept under."""
    return key(content, str(imprint.nth), imprint.printed_on, imprint.code)


@functools.cache
def design() -> str:
    """Return a hash of everything but the data that decides how sheets look: templates, styles, code, fonts, engine."""
    digest = hashlib.sha256(version("weasyprint").encode())
    for folder in DESIGN:
        for path in sorted((PROJECT / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(path.name.encode())
                digest.update(
                    str(path.stat().st_size).encode() if path.suffix == ".ttf" else path.read_bytes()
                )
    return digest.hexdigest()


def _subject(order: Order) -> list[str]:
    """Return what the sheet is about; the name of a masked one tells no customer's."""
    if order.data is None:
        return [_("blank, compact") if order.compact else _("blank")]
    if order.masked:
        return [order.data.number, _("masked")]
    return [order.data.subject or order.data.number]


def file_name(order: Order, at: datetime) -> str:
    """Return 表单名_客户简称_日期.pdf, the way people look for it on disk (conventions 3.16)."""
    return paper_name(str(order.form.title), *_subject(order), f"{clock.local(at):%Y-%m-%d}")
