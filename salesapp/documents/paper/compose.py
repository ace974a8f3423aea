"""A sheet as HTML: the print templates, outside Flask, with everything they show handed in."""

from __future__ import annotations

import functools
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from salesapp.config import PROJECT
from salesapp.documents.paper.cells import Sheet
from salesapp.documents.paper.values import SheetData
from salesapp.words import TEMPLATE_WORDS
from salesapp.words import gettext as _

TEMPLATES = PROJECT / "templates"
NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Imprint:
    """What stands around the form: whose company, printed by whom, when, for the how many-th time, which copy."""

    company: str
    base_url: str
    zone: ZoneInfo
    locale: str = "zh_Hans_CN"
    printed_by: str = ""
    printed_at: datetime | None = None
    nth: int = 0
    copy: str = ""
    code: str = ""  # of this print, by which whoever holds it finds out whether it is current
    #: What the letterhead of what goes to a customer says besides, each where it is set: the picture as an address that
    #: holds it, and the account that is paid into.
    logo: str = ""
    address: str = ""
    phone: str = ""
    bank: str = ""
    account: str = ""

    @property
    def chinese(self) -> bool:
        """Whether the sheet is written in Chinese."""
        return self.locale.startswith("zh")

    @property
    def printed_on(self) -> str:
        """The time of printing where the team works."""
        return f"{self.printed_at.astimezone(self.zone):%Y-%m-%d %H:%M}" if self.printed_at else ""

    @property
    def codes(self) -> str:
        """What the codes of the pages say, but for the page's number: in capitals, so that the code is small (V2-M)."""
        if not self.code:
            return ""
        address = urlsplit(self.base_url)
        return f"{address.scheme}://{address.netloc}".upper() + f"{address.path}/P/{self.code}-"


@functools.cache
def environment() -> Environment:
    """Return the Jinja environment of the sheets."""
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals.update(TEMPLATE_WORDS, qr=qr, numeral=numeral, page_words=page_words)
    return env


def compose(sheet: Sheet, imprint: Imprint) -> str:
    """Return the HTML of one sheet."""
    return environment().get_template("documents/paper/sheet.html").render(sheet=sheet, imprint=imprint)


@functools.lru_cache(maxsize=256)
def qr(address: str, words: str) -> Markup:
    """Return a QR code as inline SVG; ``words`` are what a screen reader says of it."""
    code = segno.make(address, error="m", micro=False)
    return Markup(
        code.svg_inline(
            scale=1, border=0, omitsize=True, dark="#000", svgclass="qr", lineclass=None, title=words
        )
    )  # noqa: S704


def page_words() -> list[str]:
    """Return what stands before, between and after the page number and the number of pages."""
    words = _("Page {page} of {pages}")
    before, _number, rest = words.partition("{page}")
    between, _total, after = rest.partition("{pages}")
    return [before, between, after]


def numeral(number: int, chinese: bool) -> str:
    """Return the number of a group: 一 in Chinese, 1 elsewhere."""
    return NUMERALS[number - 1] if chinese and number <= len(NUMERALS) else str(number)


def record_json(form_code: str, data: SheetData) -> str:
    """Return the values of a record as JSON, to be kept inside its archive copy."""
    return json.dumps({"form": form_code, **asdict(data)}, ensure_ascii=False, indent=1, default=str)
