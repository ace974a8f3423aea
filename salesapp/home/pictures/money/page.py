"""The pictures of money as pages and paper show them: bars, and the table beside them, each number with its records."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from salesapp.accounts.models import User
from salesapp.home.pictures.money import queries
from salesapp.home.pictures.money.rules import LATE, LATER, UNMET, By, MoneyChart, drawn, parts
from salesapp.home.pictures.rules import Bar, Cell, bars
from salesapp.opportunities.figures.rules import percent
from salesapp.payments.ageing.rules import Bucket
from salesapp.web.addresses import address
from salesapp.web.formats import wan, yuan
from salesapp.words import gettext as _

#: The colour of what is overdue, and of what is not.
OVERDUE, IN_TIME, WAITING = "seal", "blue", "amber"


def charts(user: User, today: date) -> list[MoneyChart]:
    """Return both pictures as of today."""
    return [_ages(queries.aged(user, today)), _weeks(user, today)]


def _toned(found: Sequence[Bar], tones: Sequence[str]) -> list[Bar]:
    return [
        Bar(bar.label, bar.words, bar.url, bar.y, bar.width, bar.x, tone, bar.said)
        for bar, tone in zip(found, tones, strict=True)
    ]


def _ages(found: dict[Bucket, Decimal]) -> MoneyChart:
    total = sum(found.values(), Decimal(0))
    lines, rows, tones = [], [], []
    for bucket in Bucket:
        amount = found.get(bucket, Decimal(0))
        url = address("ageing.rows", bucket=bucket.value)
        share = percent(int(amount * 100), int(total * 100))
        said = f"{wan(amount)} · {share}%" if share is not None else wan(amount)
        lines.append((bucket.label, amount, said, url))
        tones.append({Bucket.UNMET: WAITING, Bucket.NOT_DUE: IN_TIME}.get(bucket, OVERDUE))
        rows.append(
            (Cell(bucket.label), Cell(yuan(amount), url), Cell("–" if share is None else f"{share}%"))
        )
    heads = (_("Age"), _("Open (yuan)"), _("Share of all"))
    return MoneyChart(By.AGE, _toned(bars(lines), tones), heads, rows if total else ())


def _weeks(user: User, today: date) -> MoneyChart:
    found = parts(queries.expected(user, today), today)
    lines, tones = [], []
    for part in drawn(found):
        lines.append((name_of(part.key), part.total, wan(part.total), _url(part.key)))
        tones.append(OVERDUE if part.key == LATE else IN_TIME)
    rows = [
        (
            Cell(long_name(part.key)), Cell(yuan(part.amount), _url(part.key)), Cell(yuan(part.bills), _url(part.key)),
            Cell(str(part.count), _url(part.key)),
        )
        for part in found
    ]  # fmt: skip
    heads = (_("Week"), _("Instalments (yuan)"), _("Bills in hand (yuan)"), _("How many"))
    return MoneyChart(
        By.WEEK, _toned(bars(lines), tones), heads, rows if any(part.count for part in found) else ()
    )


def _url(key: str) -> str:
    return address("money_pictures.records", of=key)


def name_of(key: str) -> str:
    """Return what a part is called beside its bar: a week by its Monday."""
    named = {LATE: _("Overdue"), LATER: _("Later"), UNMET: _("Condition not met")}
    return named.get(key) or _("from %(day)s", day=f"{date.fromisoformat(key):%m-%d}")


def long_name(key: str) -> str:
    """Return what a part is called where there is room: a week by its first and its last day."""
    if key in (LATE, LATER, UNMET):
        return name_of(key)
    first = date.fromisoformat(key)
    return f"{first.isoformat()} – {first + timedelta(days=6):%m-%d}"


def lines(rows: Sequence[Any]) -> list[dict[str, Any]]:
    """Return what stands behind a bar, row by row."""
    return [
        {
            "url": address("chasing.show", node_id=row.node_id), "number": row.number, "seq": row.seq, "amount": row.amount,
            "customer": row.customer, "customer_id": row.customer_id, "owner": row.owner, "day": row.day, "bill": row.bill,
            "promised": not row.bill and row.day != row.planned_on,
        }
        for row in rows[: queries.MOST]
    ]  # fmt: skip
