"""What an address, a cursor or a hidden field asks for, read strictly: what no database can look up is as good as nothing."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal

from salesapp.chinese import dates
from salesapp.chinese.texts import UNHOLDABLE
from salesapp.web import clock

#: The largest id of any record: whole numbers beyond it fit no column.
LARGEST_ID = 2**31 - 1
#: Yuan, more than any contract has.
AMOUNT = re.compile(r"-?\d{1,13}(\.\d{1,6})?")
#: Days between which every moment can be told in every time zone.
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(9998, 12, 31)


def record_id(value: object) -> int:
    """Return an id, 0 for none; ValueError for what no record can have. Serves as a type of arguments and fields."""
    text = str(value)
    if not (text.isascii() and text.isdecimal() and len(text) <= 10 and int(text) <= LARGEST_ID):
        raise ValueError("no record has such an id")
    return int(text)


def id_or(value: object, default: int | None = None) -> int | None:
    """Return an id, or a default where there is none or one that somebody made up."""
    try:
        return record_id(value)
    except ValueError:
        return default


def day(value: object) -> date:
    """Return a day from ISO; ValueError for none and for one that is out of this world."""
    found = date.fromisoformat(str(value))
    if found < FIRST_DAY:
        raise ValueError("a day since 1900")
    return found


def shown_day(value: object) -> date:
    """Return a day from ISO around which others are shown; ValueError for none and for the last ones of all."""
    found = day(value)
    if found > LAST_DAY:
        raise ValueError("a day until 9998")
    return found


def month(value: object) -> date:
    """Return the first day of a month as an address names it (2026-11); ValueError for none."""
    return shown_day(f"{value}-01")


def month_or_none(value: object) -> date | None:
    """Return the first day of a month, or None where there is none or one that somebody made up."""
    try:
        return month(value)
    except ValueError:
        return None


def typed_day(value: object) -> date:
    """Return a day as people write it in an address that looks back (2026/12/31, 12-31); ValueError for none."""
    try:
        found = dates.read(str(value), today=clock.today(), ahead=False)
    except dates.DateRefused as refused:
        raise ValueError("a day") from refused
    return day(found)


def moment(value: object) -> datetime:
    """Return a moment from ISO, UTC where it names no zone; ValueError for none and for one that is out of this world."""
    found = datetime.fromisoformat(str(value))
    if not FIRST_DAY <= found.date() <= LAST_DAY:
        raise ValueError("a moment between 1900 and 9998")
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def zoned_moment(value: object) -> datetime:
    """Return a moment from ISO that names its zone; ValueError for every other."""
    if datetime.fromisoformat(str(value)).tzinfo is None:
        raise ValueError("a moment with its zone")
    return moment(value)


def amount(value: object) -> Decimal:
    """Return an amount in yuan with two places; ValueError for none and for one that no contract can have."""
    if not AMOUNT.fullmatch(str(value)):
        raise ValueError("an amount")
    return Decimal(str(value)).quantize(Decimal("0.01"))


def words(value: object) -> str:
    """Return a short text; ValueError for one that no database can hold."""
    if not isinstance(value, str) or len(value) > 300 or UNHOLDABLE.search(value):
        raise ValueError("a short text")
    return value
