"""A product table looked at before it is taken in: what becomes of each row, and what is wrong with it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import partial
from typing import Any, Protocol

from salesapp.chinese.texts import line
from salesapp.quotations.lines.rules import number_in, read_rate
from salesapp.quotations.products import rules
from salesapp.quotations.products.prices.rules import Price, check_prices
from salesapp.quotations.tables.rules import FIELDS
from salesapp.refusals import Refusal
from salesapp.words import gettext as _
from salesapp.words import lazy_pgettext

#: Rows that are taken at once.
MOST_ROWS = 5000
#: What a table may say of a product that is known already.
UPDATED = ("name", "spec", "unit", "tax_rate")
LENGTHS = {"name": 200, "spec": 200, "unit": 20, "note": 500}


class Verdict(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    PRICED = "priced"
    SAME = "same"
    REFUSED = "refused"


VERDICT_LABELS = {
    Verdict.NEW: lazy_pgettext("product table", "New product"),
    Verdict.CHANGED: lazy_pgettext("product table", "Changes the product"),
    Verdict.PRICED: lazy_pgettext("product table", "Another price"),
    Verdict.SAME: lazy_pgettext("product table", "As it is"),
    Verdict.REFUSED: lazy_pgettext("product table", "Not taken"),
}
TONES = {
    Verdict.NEW: "ok",
    Verdict.CHANGED: "blue",
    Verdict.PRICED: "blue",
    Verdict.SAME: "",
    Verdict.REFUSED: "no",
}


class Known(Protocol):
    """What is asked of a product that is known already."""

    name: str
    spec: str | None
    unit: str
    tax_rate: str
    price_places: int


@dataclass(slots=True)
class Judged:
    """A row with its verdict: what it says, what it changes, and every sentence of what is wrong."""

    number: int
    code: str
    name: str
    values: dict[str, Any] = field(default_factory=dict)
    price: Price | None = None
    errors: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    verdict: Verdict = Verdict.REFUSED
    #: The list price as the table writes it, and the prices that hold before it is taken in.
    said: str = ""
    was: Price | None = None

    @property
    def is_taken(self) -> bool:
        """Whether something comes of it."""
        return self.verdict not in (Verdict.REFUSED, Verdict.SAME)


def judge(
    rows: Sequence[Mapping[str, Any]], known: Mapping[str, Known], prices: Mapping[str, Price]
) -> list[Judged]:
    """Judge every row: ``known`` and ``prices`` are by the code, in small letters. A code twice is taken once."""
    seen: dict[str, int] = {}
    found = []
    for row in rows:
        one = _judged(row, known, prices)
        key = one.code.casefold()
        if key in seen:
            one.errors.append(_("Row %(number)s has this code already.", number=seen[key]))
            one.verdict = Verdict.REFUSED
        else:
            seen[key] = one.number
        found.append(one)
    return found


def _judged(row: Mapping[str, Any], known: Mapping[str, Known], prices: Mapping[str, Price]) -> Judged:
    texts = row["texts"]
    one = Judged(int(row["number"]), line(texts.get("code", "")), line(texts.get("name", "")))
    before, price = known.get(one.code.casefold()), prices.get(one.code.casefold())
    one.said, one.was = texts.get("list_price", "").strip(), price
    _take(one, "code", lambda: _code(one.code))
    _take(one, "name", lambda: _name(one.name or (before.name if before else "")))
    for name in ("spec", "unit", "note"):
        if name in texts:
            _take(one, name, partial(_text, texts[name], LENGTHS[name]))
    if texts.get("rate", "").strip() or before is None:
        _take(one, "tax_rate", lambda: read_rate(texts.get("rate", "")))
    if texts.get("list_price", "").strip() or texts.get("floor_price", "").strip():
        _price(one, texts, before, price)
    if not one.errors:
        _verdict(one, before, price)
    return one


def _take(one: Judged, name: str, read: Callable[[], Any]) -> None:
    try:
        one.values[name] = read()
    except Refusal as refused:
        one.errors.append(_of(name, refused))


def _of(name: str, refused: Refusal) -> str:
    """Say what is wrong after the name of the column: a row has many cells, and a sentence may be of any."""
    label = FIELDS[{"tax_rate": "rate"}.get(name, name)][0]
    return _("%(where)s: %(what)s", where=label, what=refused)


def _code(code: str) -> str:
    rules.check_code(code)
    return code


def _name(name: str) -> str:
    rules.check_name(name)
    return _text(name, LENGTHS["name"])


def _text(text: str, most: int) -> str:
    words = line(text)
    if len(words) > most:
        raise rules.ProductRefused(_("At most %(max)d characters.", max=most))
    return words


def _price(one: Judged, texts: Mapping[str, str], before: Known | None, price: Price | None) -> None:
    """Read list and floor price; a new product is as fine as its prices need."""
    found: dict[str, Decimal] = {}
    for name in ("list_price", "floor_price"):
        if typed := texts.get(name, "").strip():
            try:
                found[name] = number_in(typed)
            except Refusal as refused:
                one.errors.append(_of(name, refused))
                return
    listed, floor = found.get("list_price"), found.get("floor_price")
    try:
        listed = price.listed if listed is None and price else listed
        needed = max(
            (rules.places_of(each) for each in (listed, floor) if each is not None), default=rules.PLACES
        )
        places = before.price_places if before else min(max(rules.PLACES, needed), rules.MOST_PLACES)
        check_prices(listed, floor, places)
    except Refusal as refused:
        one.errors += [str(each) for each in (refused, *refused.also)]
        return
    if before is None:
        one.values["price_places"] = places
    one.price = Price(listed or Decimal(0), floor if floor is not None or price is None else price.floor)


def _verdict(one: Judged, before: Known | None, price: Price | None) -> None:
    if before is None:
        one.values.setdefault("price_places", rules.PLACES)
        one.verdict = Verdict.NEW
        return
    changed = [
        name for name in UPDATED if name in one.values and one.values[name] != (getattr(before, name) or "")
    ]
    one.values = {name: one.values[name] for name in changed}
    repriced = one.price is not None and one.price != price
    one.price = one.price if repriced else None
    one.changes = [*changed, *(["list_price"] if repriced else [])]
    one.verdict = Verdict.CHANGED if changed else Verdict.PRICED if repriced else Verdict.SAME
