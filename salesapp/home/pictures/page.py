"""The pictures as pages and paper show them: bars, and the table beside them, each number with its records (R24)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from salesapp.accounts.models import User
from salesapp.chinese.industries import words as industry_words
from salesapp.home.pictures import queries
from salesapp.home.pictures.rules import (
    AGES,
    MOST_MONTHS,
    PARTED_BY,
    WIN_RATES,
    WON,
    By,
    Cell,
    Chart,
    Rate,
    bars,
    stacked,
)
from salesapp.home.pictures.sums import rules as sums
from salesapp.home.pictures.sums.queries import numbers
from salesapp.opportunities.board.rules import STAGES, Stage
from salesapp.opportunities.figures.rules import percent
from salesapp.opportunities.rules import Status
from salesapp.playbook.dictionaries.queries import label
from salesapp.web import clock
from salesapp.web.addresses import address
from salesapp.web.formats import wan
from salesapp.web.spans import Span, span
from salesapp.words import gettext as _

#: The longest period that is drawn: five years.
MOST_DAYS = 366 * 5
TONES = ("moss", "blue", "amber", "seal")


def asked(first: date | None, last: date | None) -> Span:
    """Return the period that an address asks for, else the last twelve months."""
    today = clock.today()
    if first is None and last is None:
        first = today.replace(year=today.year - 1, day=1)
    return span(first, last, today, most_days=MOST_DAYS)


def usual(today: date) -> list[tuple[str, Span]]:
    """Return the periods that one tap chooses."""
    year = date(today.year, 1, 1)
    return [
        (_("Twelve months"), Span(today.replace(year=today.year - 1, day=1), today)),
        (_("This year"), Span(year, today)),
        (_("Last year"), Span(date(today.year - 1, 1, 1), date(today.year - 1, 12, 31))),
        (_("Five years"), span(date(today.year - 5, today.month, 1), today, today, most_days=MOST_DAYS)),
    ]


def charts(user: User, days: Span, now: datetime) -> list[Chart]:
    """Return every picture of a period."""
    today = clock.local(now).date()
    made = numbers(user, days, now)
    kept = sums.rhythm(made, queries.names())
    return [
        _funnel(sums.funnel(made), days), _forecast(sums.months(made, today), days),
        *(_win_rate(sums.win_rates(made, by), by, days) for by in WIN_RATES), _kept(kept), _persons(kept),
        _ages(made.ages, days),
        _causes(sums.causes(made), days), _rivals(sums.rivals(made), days),
    ]  # fmt: skip


def _records(by: By, key: str, days: Span, **more: str) -> str:
    return address("pictures.records", by=by.value, of=key, **days.address, **more)


def _share(value: Decimal | None) -> str:
    return "–" if value is None else f"{value}%"


def _funnel(found: Sequence[Any], days: Span) -> Chart:
    lines, rows = [], []
    for step in found:
        url = _records(By.FUNNEL, step.key, days)
        name = Status.WON.label if step.key == WON else Stage(step.key).label
        stay = "–" if step.days is None else str(step.days)
        share = f" · {_share(step.share)}" if step.share is not None else ""
        days_in = "" if step.days is None else f" · {_('%(days)s days', days=step.days)}"
        lines.append((name, step.count, f"{step.count}{share}{days_in}", url))
        rows.append((Cell(name), Cell(str(step.count), url), Cell(_share(step.share)), Cell(stay)))
    heads = (_("Stage"), _("Reached it"), _("Of the stage before"), _("Days in it"))
    return Chart(By.FUNNEL, bars(lines), heads, rows)


def _forecast(found: Sequence[Any], days: Span) -> Chart:
    lines, rows = [], []
    for month in found:
        name = f"{month.first:%Y-%m}"
        url = _records(By.FORECAST, name, days)
        lines.append((name, month.weighted, wan(month.weighted), url))
        rows.append((Cell(name), Cell(wan(month.amount), url), Cell(wan(month.weighted), url)))
    heads = (_("Month"), _("Amount (10,000 yuan)"), _("Weighted (10,000 yuan)"))
    return Chart(By.FORECAST, bars(lines), heads, rows)


def name_of(by: By, key: str) -> str:
    """Return what one bar is called."""
    if by is By.INDUSTRY:
        return industry_words(key) or _("Not named")
    if by is By.SOURCE:
        return label("source_channel", key)
    if by is By.CAUSE:
        return label("close_reason", key)
    if by in (By.FUNNEL, By.AGE):
        stage = key.partition(":")[0]
        return Status.WON.label if stage == WON else Stage(stage).label if stage in tuple(Stage) else ""
    return key


def _win_rate(found: Sequence[Rate], by: By, days: Span) -> Chart:
    lines, rows = [], []
    for rate in found:
        name, url = name_of(by, rate.key), _records(by, rate.key, days)
        lines.append(
            (name, rate.share or 0, f"{_share(rate.share)} · {rate.won}/{rate.won + rate.lost}", url)
        )
        won, lost = (_records(by, rate.key, days, result=one.value) for one in (Status.WON, Status.LOST))
        rows.append(
            (Cell(name), Cell(str(rate.won), won), Cell(str(rate.lost), lost), Cell(_share(rate.share), url))
        )
    return Chart(by, bars(lines), (str(PARTED_BY[by]), _("Won"), _("Lost"), _("Rate won")), rows)


def _kept(found: Sequence[tuple[int, str, date, int, int]]) -> Chart:
    sums: dict[date, tuple[int, int]] = {}
    for _owner, _name, first, on_time, due in found:
        before = sums.get(first, (0, 0))
        sums[first] = before[0] + on_time, before[1] + due
    lines, rows = [], []
    for first, (on_time, due) in sorted(sums.items()):
        name, share = f"{first:%Y-%m}", percent(on_time, due)
        url = address("opportunities.follow_ups", month=name)
        lines.append((name, share or 0, f"{_share(share)} · {on_time}/{due}", url))
        rows.append((Cell(name), Cell(str(on_time), url), Cell(str(due), url), Cell(_share(share))))
    return Chart(
        By.KEPT, bars(lines[-12:]), (_("Month"), _("In time"), _("To be followed up"), _("Share")), rows
    )


def _persons(found: Sequence[tuple[int, str, date, int, int]]) -> Chart:
    months = sorted({first for _owner, _name, first, _on_time, _due in found})[-MOST_MONTHS:]
    lines, rows = [], []
    for owner, name in dict.fromkeys((owner, name) for owner, name, *_rest in found):
        of_one = {first: (on_time, due) for who, _n, first, on_time, due in found if who == owner}
        on_time, due = (sum(each) for each in zip(*of_one.values(), strict=True))
        share, last = percent(on_time, due), max(of_one)
        url = address("opportunities.follow_ups", month=f"{last:%Y-%m}", owner=owner)
        lines.append((name, share or 0, f"{_share(share)} · {on_time}/{due}", url))
        cells = [_of_month(owner, month, *of_one.get(month, (0, 0))) for month in months]
        rows.append((Cell(name), *cells))
    return Chart(By.PERSON, bars(lines), (_("Owner"), *(f"{month:%Y-%m}" for month in months)), rows)


def _of_month(owner: int, month: date, on_time: int, due: int) -> Cell:
    if not due:
        return Cell("–")
    url = address("opportunities.follow_ups", month=f"{month:%Y-%m}", owner=owner)
    return Cell(f"{_share(percent(on_time, due))} · {on_time}/{due}", url)


def _ages(found: Mapping[str, Sequence[int]], days: Span) -> Chart:
    names = [
        _("up to %(days)s days", days=AGES[0]),
        *(_("%(first)s–%(last)s days", first=a + 1, last=b) for a, b in zip(AGES, AGES[1:], strict=False)),
        _("over %(days)s days", days=AGES[-1]),
    ]  # fmt: skip
    lines, rows = [], []
    for stage in STAGES:
        counts = found.get(stage, [0] * (len(AGES) + 1))
        urls = [_records(By.AGE, f"{stage.value}:{nth}", days) for nth in range(len(counts))]
        lines.append((stage.label, list(zip(counts, urls, strict=True)), str(sum(counts))))
        rows.append(
            (Cell(stage.label), *(Cell(str(count), url) for count, url in zip(counts, urls, strict=True)))
        )
    parts = list(zip(TONES, names, strict=True))
    return Chart(By.AGE, stacked(lines, parts), (_("Stage"), *names), rows, parts)


def _causes(found: Sequence[Any], days: Span) -> Chart:
    lines, rows = [], []
    for cause in found:
        name = name_of(By.CAUSE, cause.key)
        lines.append((name, cause.total, str(cause.total), _records(By.CAUSE, cause.key, days)))
        counts = zip(
            (Status.WON, Status.LOST, Status.PARKED), (cause.won, cause.lost, cause.parked), strict=True
        )
        rows.append(
            (
                Cell(name),
                *(Cell(str(n), _records(By.CAUSE, cause.key, days, result=one.value)) for one, n in counts),
            )
        )
    return Chart(By.CAUSE, bars(lines), (_("Main cause"), _("Won"), _("Lost"), _("Parked")), rows)


def _rivals(found: Sequence[Any], days: Span) -> Chart:
    lines, rows = [], []
    for rival in found:
        url = _records(By.RIVAL, rival.name, days)
        apart = "–" if rival.against is None else f"{rival.against:+}%"
        lines.append(
            (rival.name, rival.won + rival.lost, f"{rival.won}/{rival.won + rival.lost} · {apart}", url)
        )
        won, lost = (
            _records(By.RIVAL, rival.name, days, result=one.value) for one in (Status.WON, Status.LOST)
        )
        rows.append((Cell(rival.name), Cell(str(rival.won), won), Cell(str(rival.lost), lost), Cell(apart)))
    heads = (_("Competitor"), _("Won"), _("Lost"), _("Their price against ours"))
    return Chart(By.RIVAL, bars(lines), heads, rows)
