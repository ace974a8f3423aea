"""What a proposal is worth to the customer in a year, line by line, with its arithmetic (R35, F08). Pure; yuan as Decimal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import partial

from salesapp.chinese.numbers import is_share
from salesapp.chinese.texts import says
from salesapp.documents.forms import f08
from salesapp.refusals import Refusal, check_all
from salesapp.words import gettext as _

FEN = Decimal("0.01")
WAN = Decimal(10_000)
WHOLE = Decimal(100)
MOST_POINTS = 12
#: What a figure, a rate of a year and an amount may be at most, and how many places a figure has.
LARGEST_FIGURE, MOST_TIMES, LARGEST = Decimal(1_000_000_000), Decimal(10_000), Decimal("99999999999.99")
PLACES = Decimal("0.0001")


class ValueRefused(Refusal):
    """A line whose figures do not hold together."""


class Kind(StrEnum):
    """What gets better (R35)."""

    CYCLE = "cycle"
    COST = "cost"
    EFFICIENCY = "efficiency"
    REVENUE = "revenue"


KIND_LABELS = dict(f08.KINDS)
#: What is better the smaller, and what the larger it is; an efficiency is measured either way.
SMALLER, LARGER = (Kind.CYCLE, Kind.COST), (Kind.REVENUE,)


class Per(StrEnum):
    """How often a gain comes."""

    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"
    WEEK = "week"
    WORKDAY = "workday"
    TIME = "time"


PER_LABELS = dict(f08.PERS)
#: How often it comes in a year; what comes each time says itself how often.
USUAL_TIMES = {
    Per.YEAR: Decimal(1),
    Per.QUARTER: Decimal(4),
    Per.MONTH: Decimal(12),
    Per.WEEK: Decimal(52),
    Per.WORKDAY: Decimal(250),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """One pain, what is done about it, and what that is worth: in a figure that changes, and in money."""

    pain: str | None = None
    point: str | None = None
    kind: str | None = None
    metric: str | None = None
    now: Decimal | None = None
    expected: Decimal | None = None
    unit: str | None = None
    basis: str | None = None
    #: What is gained each time, for the whole or for each unit of the change.
    gain: Decimal | None = None
    by_unit: bool = False
    per: str | None = None
    times: Decimal | None = None

    @property
    def is_measured(self) -> bool:
        """Whether a figure of it changes."""
        return self.now is not None and self.expected is not None

    @property
    def times_a_year(self) -> Decimal | None:
        """How often the gain comes in a year: as written, else as its period says."""
        return self.times if self.times is not None else USUAL_TIMES.get(Per(self.per)) if self.per else None

    @property
    def change(self) -> Decimal | None:
        """By how much the figure changes, as an amount."""
        return abs(self.expected - self.now) if self.now is not None and self.expected is not None else None


def change_words(point: Point) -> str:
    """Return the change of a figure in per cent, with its sign: −15%; nothing where there was none before."""
    if not point.is_measured or not point.now:
        return ""
    assert point.now is not None and point.expected is not None
    share = ((point.expected - point.now) * WHOLE / point.now).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{'−' if share < 0 else '+'}{plain(abs(share))}%"


def yearly(point: Point) -> Decimal | None:
    """Return what one line gains in a year in yuan, to the fen; nothing where it is not reckoned in money (R35)."""
    times = point.times_a_year
    if point.gain is None or times is None:
        return None
    units = point.change if point.by_unit else Decimal(1)
    return None if units is None else (point.gain * units * times).quantize(FEN, ROUND_HALF_UP)


def total(points: Sequence[Point]) -> Decimal:
    """Return what all lines gain in a year (R35)."""
    return sum((yearly(point) or Decimal(0) for point in points), Decimal(0))


def plain(number: Decimal) -> str:
    """Return a number without superfluous zeros, with its thousands."""
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def money_words(amount: Decimal) -> str:
    """Return an amount as it is said: in units of ten thousand where that is exact to two places."""
    wan = amount / WAN
    if abs(amount) >= WAN and wan == wan.quantize(FEN):
        return _("%(amount)s x 10,000 yuan", amount=plain(wan))
    return _("%(amount)s yuan", amount=plain(amount))


def arithmetic(point: Point) -> str:
    """Return how a line's yearly gain is reckoned: 24 万元 = 每月 2 万元 × 12 (R35)."""
    result, times = yearly(point), point.times_a_year
    if result is None or point.gain is None or times is None:
        return ""
    each = _("%(gain)s %(per)s", gain=money_words(point.gain), per=PER_LABELS[Per(point.per or "")])
    if point.by_unit and point.now is not None and point.expected is not None:
        more, less = max(point.now, point.expected), min(point.now, point.expected)
        return _(
            "%(result)s = (%(more)s − %(less)s) %(unit)s × %(each)s for each × %(times)s",
            result=money_words(result), more=plain(more), less=plain(less), unit=point.unit or "", each=each,
            times=plain(times),
        )  # fmt: skip
    return _("%(result)s = %(each)s × %(times)s", result=money_words(result), each=each, times=plain(times))


def check_points(points: Sequence[Point]) -> None:
    """Refuse a proposal without a pain, and every line that does not hold together; all that is wrong is said at once."""
    if not points:
        raise ValueRefused(_("Write at least one pain and what is done about it."), field="points-0-pain")
    if len(points) > MOST_POINTS:
        raise ValueRefused(_("At most %(most)s lines.", most=MOST_POINTS), field="points-0-pain")
    check_all(*(check for no, point in enumerate(points) for check in _checks(no, point)))
    if total(points) > LARGEST:
        raise ValueRefused(_("This gain is beyond belief. Check the figures."), field="points-0-gain")


def _checks(no: int, point: Point) -> Iterator[Callable[[], None]]:
    for check in (_check_said, _check_figures, _check_better, _check_gain, _check_basis):
        yield partial(check, no, point)


def _refuse(no: int, name: str, sentence: str) -> ValueRefused:
    return ValueRefused(sentence, field=f"points-{no}-{name}")


def _check_said(no: int, point: Point) -> None:
    if not says(point.pain):
        raise _refuse(no, "pain", _("Write the pain, best in the customer's words."))
    if not says(point.point):
        raise _refuse(no, "point", _("Write what the proposal does about this pain."))


def _check_figures(no: int, point: Point) -> None:
    given = (point.kind, point.metric, point.now, point.expected, point.unit)
    if all(value in (None, "") for value in given):
        return
    asked = zip(("kind", "metric", "now", "expected", "unit"), given, strict=True)
    lacks = next((name for name, value in asked if value in (None, "")), None)
    if lacks is not None:
        raise _refuse(no, lacks, _("A value names its kind, metric, figure now, expected figure and unit."))
    if point.kind not in tuple(Kind):
        raise _refuse(no, "kind", _("Choose what gets better."))
    for name, figure in (("now", point.now), ("expected", point.expected)):
        assert figure is not None
        _check_figure(no, name, figure, percent=is_share(point.unit))


def _check_figure(no: int, name: str, figure: Decimal, *, percent: bool) -> None:
    if figure < 0:
        raise _refuse(no, name, _("A figure is 0 or more."))
    if percent and figure > WHOLE:
        raise _refuse(no, name, _("A share is at most 100 per cent."))
    if figure > LARGEST_FIGURE or figure != figure.quantize(PLACES):
        raise _refuse(no, name, _("At most a thousand million, with four places."))


def _check_better(no: int, point: Point) -> None:
    if not point.is_measured or point.kind not in tuple(Kind):
        return
    assert point.now is not None and point.expected is not None
    if point.now == point.expected:
        raise _refuse(no, "expected", _("Nothing changes: the expected figure is that of now."))
    if point.kind in SMALLER and point.expected > point.now:
        raise _refuse(
            no, "expected", _("A cycle or a cost becomes smaller: the expected figure is the larger one.")
        )
    if point.kind in LARGER and point.expected < point.now:
        raise _refuse(no, "expected", _("A revenue becomes larger: the expected figure is the smaller one."))


def _check_gain(no: int, point: Point) -> None:
    if point.gain is None:
        if point.times is not None or point.by_unit:
            raise _refuse(no, "gain", _("Write the amount that is gained."))
        return
    if point.gain <= 0:
        raise _refuse(no, "gain", _("A gain is more than 0."))
    if point.gain > LARGEST or point.gain != point.gain.quantize(FEN):
        raise _refuse(no, "gain", _("An amount ends at the fen: two places after the point."))
    if point.per not in tuple(Per):
        raise _refuse(no, "per", _("Choose how often this is gained."))
    times = point.times_a_year
    if times is None:
        raise _refuse(no, "times", _("Write how often it comes in a year."))
    if not 0 < times <= MOST_TIMES:
        raise _refuse(no, "times", _("In a year it comes more than 0 and at most 10,000 times."))
    if point.by_unit and not point.is_measured:
        raise _refuse(no, "now", _("For a gain by unit, write the figure now and the expected one."))


def _check_basis(no: int, point: Point) -> None:
    if (point.is_measured or point.gain is not None) and not says(point.basis, least=2):
        raise _refuse(no, "basis", _("Write where these figures come from."))


def check_presented(points: Sequence[Point]) -> None:
    """Refuse to present what names no value in figures (R34 量化价值)."""
    if not any(point.is_measured or yearly(point) is not None for point in points):
        sentence = _(
            "Nothing of it is put into figures yet: edit the proposal and reckon at least one value."
        )
        raise ValueRefused(sentence)
