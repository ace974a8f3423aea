"""The list of customers on paper: as a workbook, and which registration sheets (F01) are printed together (3.16)."""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache

from salesapp.accounts.models import User
from salesapp.chinese import industries, phones, regions
from salesapp.customers.lists import queries
from salesapp.customers.lists.queries import Line, Wanted
from salesapp.documents.batches.rules import Filter, Pick, Selection
from salesapp.documents.forms.registry import label, spec
from salesapp.web import clock
from salesapp.web import workbook as book
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l

WIDTHS = (14, 36, 18, 10, 10, 10, 24, 28, 12, 12, 18, 18, 18)


def workbook(lines: Iterable[Line]) -> tuple[io.BytesIO, int]:
    """Return the file and how many customers it holds; numbers of people are masked as in the list (PIPL 51)."""
    columns = list(zip(_heads(), WIDTHS, strict=True))
    said = cache(_label)  # words in the reader's language: few among many lines
    return book.write(_("Customers"), columns, (_values(line, said) for line in lines))


def _heads() -> list[str]:
    keys = (
        "number",
        "full_name",
        "short_name",
        "kind",
        "tier",
        "activity_level",
        "industry",
        "region",
        "owner",
    )
    people = ("contact.name", "contact.title", "contact.mobile")
    return [label(f"F01.{key}") for key in (*keys, *people)] + [_("Last contact")]


def _values(line: Line, said: Callable[[str, str], str]) -> list[str]:
    return [
        line.number, line.full_name, line.short_name or "", said("kind", line.kind), said("tier", line.tier),
        said("activity_level", line.activity_level), industries.words(line.industry), regions.words(line.region),
        line.owner_name or "", line.contact_name or "", line.contact_title or "", phones.masked(line.contact_mobile),
        f"{clock.local(line.last_contact_at):%Y-%m-%d %H:%M}" if line.last_contact_at else "",
    ]  # fmt: skip


def _label(key: str, code: str) -> str:
    return str(spec(f"F01.{key}").label_of(code))


def find(code: str, user: User, args: Mapping[str, str], most: int) -> list[Pick]:
    """Return the customers that the filters of an address show, in the order of the list."""
    rows = queries.page(user, Wanted.of(args), size=most).rows
    return [Pick(line.id, line.number, line.full_name, line.owner_name or "") for line in rows]


def named(code: str, user: User, ids: Collection[int]) -> list[Pick]:
    """Return those of some customers that a person may see."""
    return [Pick(*row) for row in queries.named(user, ids)]


def _choices(field: str) -> tuple:
    return (
        ("", _l("All")),
        *((choice.code, choice.label) for choice in spec(f"F01.{field}").choices),
    )


FILTERS = (
    Filter("kind", spec("F01.kind").label, _choices("kind")),
    Filter("tier", spec("F01.tier").label, _choices("tier")),
    Filter("scope", _l("Owner"), (("", _l("All")), ("mine", _l("Mine")))),
)
PRESETS = (("F01", _l("Registration sheets of all strategic customers"), {"tier": "strategic"}),)
SELECTION = Selection(find, named, FILTERS, PRESETS)
