"""Festivals by the lunar and the solar calendar: days off by law and days for greetings (R54, 3.10)."""

from dataclasses import dataclass
from datetime import date, timedelta

from borax.calendars.festivals2 import TermFestival
from borax.calendars.lunardate import LunarDate

from salesapp.words import lazy_gettext as _l

FIRST_YEAR, LAST_YEAR = 1901, 2099  # what the lunar table covers


@dataclass(frozen=True)
class Kind:
    """A festival: how its day is found, and whether customers are greeted on it by default."""

    key: str
    name: object  # lazily translated
    solar: tuple[int, int] | None = None
    lunar: tuple[int, int] | None = None
    term: str | None = None
    eve: bool = False
    greeting: bool = False
    tagged: bool = False  # only for contacts who carry a tag


@dataclass(frozen=True)
class Festival:
    """A festival on its day."""

    kind: Kind
    day: date


KINDS = (
    Kind("new_year", _l("New Year's Day"), solar=(1, 1), greeting=True),
    Kind("spring_eve", _l("Lunar New Year's Eve"), lunar=(1, 1), eve=True),
    Kind("spring", _l("Spring Festival"), lunar=(1, 1), greeting=True),
    Kind("lantern", _l("Lantern Festival"), lunar=(1, 15)),
    Kind("women", _l("Women's Day"), solar=(3, 8), tagged=True),
    Kind("qingming", _l("Tomb-Sweeping Day"), term="清明"),
    Kind("labour", _l("Labour Day"), solar=(5, 1)),
    Kind("dragon_boat", _l("Dragon Boat Festival"), lunar=(5, 5), greeting=True),
    Kind("qixi", _l("Double Seventh Festival"), lunar=(7, 7)),
    Kind("teachers", _l("Teachers' Day"), solar=(9, 10), tagged=True),
    Kind("mid_autumn", _l("Mid-Autumn Festival"), lunar=(8, 15), greeting=True),
    Kind("national", _l("National Day"), solar=(10, 1), greeting=True),
    Kind("double_ninth", _l("Double Ninth Festival"), lunar=(9, 9)),
    Kind("winter_solstice", _l("Winter Solstice"), term="冬至"),
    Kind("laba", _l("Laba Festival"), lunar=(12, 8)),
)


def day_of(kind: Kind, year: int) -> date:
    """Return the day of a festival; `year` is the lunar year for lunar festivals.

    So Laba of 2027 falls on 2028-01-04. An intercalary month is ignored: the ordinary month counts. Years
    outside 1901–2099 raise ValueError.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"no lunar table for {year}")
    if kind.solar:
        return date(year, *kind.solar)
    if kind.term:
        term: date = TermFestival(name=kind.term).at(year=year)
        return term
    if kind.lunar is None:
        raise ValueError(f"{kind.key} has no day")
    day: date = LunarDate(year, *kind.lunar).to_solar_date()
    return day - timedelta(days=1) if kind.eve else day


def festivals(year: int) -> list[Festival]:
    """List the festivals of a year in order of their days; Laba ends the lunar year."""
    return sorted((Festival(kind, day_of(kind, year)) for kind in KINDS), key=lambda f: f.day)


def statutory_days(year: int) -> dict[date, str]:
    """Return the thirteen statutory days off, by the law in force since 2025.

    They are what is certain of a year before its notice appears. Two that fall together make twelve.
    """
    by_key = {kind.key: day_of(kind, year) for kind in KINDS}
    spring = {by_key["spring"] + timedelta(days=n): "春节" for n in range(-1, 3)}
    return {
        date(year, 1, 1): "元旦",
        **spring,
        by_key["qingming"]: "清明节",
        date(year, 5, 1): "劳动节",
        date(year, 5, 2): "劳动节",
        by_key["dragon_boat"]: "端午节",
        by_key["mid_autumn"]: "中秋节",
        **{date(year, 10, n): "国庆节" for n in (1, 2, 3)},
    }
