"""The board: one column a stage, the most overdue on top, in one statement however many opportunities there are."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import (
    BigInteger,
    Row,
    case,
    func,
    select,
    tuple_,
    type_coerce,
    union_all,
)

from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.opportunities.access import Reach, reach
from salesapp.opportunities.board.models import StageChange
from salesapp.opportunities.board.rules import STAGES, Stage
from salesapp.opportunities.cards.queries import DETAILS, Card, Yardstick, card_of, cards_of
from salesapp.opportunities.figures.rules import yuan
from salesapp.opportunities.lists.queries import conditions, filters
from salesapp.opportunities.lists.rules import Wanted
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.pulse.queries import kept, pulse
from salesapp.opportunities.rules import Status
from salesapp.web import clock, pages, params

_of = Opportunity.__table__.c
FIRST_CARDS = 20
MOST_CARDS = 200  # of a column that a person scrolled down, when a colleague's move redraws it
OVERLAP = timedelta(minutes=1)  # a slow transaction may commit after a quicker, later one


@dataclass(frozen=True, slots=True)
class Column:
    """One stage: how many, how much, how much weighted, and the first cards."""

    stage: str
    label: str
    count: int
    amount: Decimal
    weighted: Decimal
    cards: Sequence[Card]
    next: str | None  # the cursor of the cards that follow

    @property
    def shown(self) -> int:
        """How many cards stand in it now."""
        return len(self.cards)

    @property
    def late(self) -> str:
        """How many of its cards are late, as a tab says it; the late ones stand on top, so beyond those shown is “+”."""
        count = sum(card.pace.late for card in self.cards)
        more = "+" if self.next and count == len(self.cards) else ""
        return f"{count}{more}" if count else ""


@dataclass(frozen=True, slots=True)
class Board:
    """The columns, the counts on the filter chips, and the pulse by which changes are noticed."""

    columns: Sequence[Column]
    chips: Mapping[str, int]
    pulse: str


def board(
    user: User,
    wanted: Wanted,
    now: datetime,
    *,
    stages: Collection[str] = STAGES,
    shown: Mapping[str, int] | None = None,
) -> Board:
    """Return the board, or some of its columns, for a person; ``shown`` says how many cards a column had before."""
    seen, beat = reach(user, mine=wanted.mine), pulse()
    sizes: dict[str, int] = {
        stage: min(max((shown or {}).get(stage, 0), FIRST_CARDS), MOST_CARDS)
        for stage in STAGES
        if stage in stages
    }
    rows = _cards(seen, wanted, now, sizes)
    totals, chips = _totals(seen, wanted, now, beat)
    columns = [_column(stage, size, rows.get(stage, []), totals.get(stage)) for stage, size in sizes.items()]
    return Board(columns, chips, beat)


def more(user: User, wanted: Wanted, now: datetime, stage: str, cursor: str | None) -> pages.Page[Card]:
    """Return the cards of a column after those that are shown."""
    after = pages.read(cursor, params.day, params.record_id)
    rows = _cards(reach(user, mine=wanted.mine), wanted, now, {stage: FIRST_CARDS}, after=after)
    return pages.cut(rows.get(stage, []), FIRST_CARDS, _cursor_of)


def place(user: User, wanted: Wanted, now: datetime, opportunity: Opportunity) -> int:
    """Return how far down its column a card stands, so that a card that was just moved is among those shown."""
    before = tuple_(Opportunity.next_due_on, Opportunity.id) <= tuple_(
        opportunity.next_due_on, opportunity.id
    )
    query = select(func.count()).where(
        Opportunity.status == Status.OPEN, Opportunity.stage == opportunity.stage, before,
        reach(user, mine=wanted.mine).condition, *conditions(wanted, now),
    )  # fmt: skip
    return db.session.scalar(query) or 0


def card(opportunity_id: int, user: User, now: datetime) -> Card | None:
    """Return one card, if this person may see it."""
    query = DETAILS.where(Opportunity.id == opportunity_id, reach(user).condition)
    return next(iter(cards_of(query, now)), None)


def touched_since(beat: str, user: User) -> set[str]:
    """Return the stages whose column a change since that pulse may have altered, of those a person sees."""
    try:
        since = datetime.fromisoformat(beat.split("~")[0]) - OVERLAP
    except (ValueError, OverflowError):
        return set(STAGES)
    if since.tzinfo is None:
        return set(STAGES)
    changed = Opportunity.updated_at >= since
    query = (
        select(Opportunity.stage, StageChange.before)
        .outerjoin(StageChange, (StageChange.opportunity_id == Opportunity.id) & (StageChange.at >= since))
        .where(changed, reach(user).condition)
        .distinct()
    )
    found = {stage for row in db.session.execute(query) for stage in row if stage}
    return found & set(STAGES)


def _cards(
    seen: Reach,
    wanted: Wanted,
    now: datetime,
    sizes: Mapping[str, int],
    after: tuple[date, int] | None = None,
) -> dict[str, list[Card]]:
    """Return the cards of some columns, one more than asked of each, in one statement: first the ids, then the rest."""
    narrowed, picks = conditions(wanted, now), []
    for branch in seen.branches:
        first = (
            select(_of.id)
            .where(_of.status == Status.OPEN, branch, *narrowed)
            .order_by(_of.next_due_on, _of.id)
        )
        if after is not None:
            first = first.where(tuple_(_of.next_due_on, _of.id) > tuple_(*after))
        for stage, size in sizes.items():
            pick = first.where(_of.stage == stage).limit(size + 1)
            picks.append(select(pick.subquery().c.id))
    ids = union_all(*picks) if len(picks) > 1 else picks[0]
    query = DETAILS.where(_of.id.in_(ids))
    yardstick = Yardstick.of(now)
    columns: dict[str, list[Card]] = {}
    for row in sorted(db.session.execute(query), key=_order):
        columns.setdefault(row.stage, []).append(card_of(row, yardstick))
    return columns


def _order(row: Row) -> tuple[date, int]:
    return (row.next_due_on or date.max, row.id)


def _cursor_of(one: Card) -> tuple[str, int]:
    return ((one.pace.due_on or date.max).isoformat(), one.id)


def _column(stage: str, size: int, cards: list[Card], totals: tuple[int, int, int] | None) -> Column:
    page = pages.cut(cards, size, _cursor_of)
    count, fen, weighted = totals or (0, 0, 0)
    return Column(
        stage, Stage(stage).label, count, yuan(fen),
        yuan(round(Decimal(weighted) / 100)), page.rows, page.next,
    )  # fmt: skip


def _totals(seen: Reach, wanted: Wanted, now: datetime, beat: str) -> tuple[dict, dict[str, int]]:
    """Return count, amount and weighted amount of each stage, and the counts on the chips.

    Adding up is the one thing that grows with the number of opportunities, so it is done once a pulse.
    """
    key = ("totals", seen.key, wanted, clock.local(now).date())
    return kept(key, beat, lambda: _add_up(seen, wanted, now))


def _add_up(seen: Reach, wanted: Wanted, now: datetime) -> tuple[dict, dict[str, int]]:
    flagged = filters(now)
    fen = type_coerce(Opportunity.amount, BigInteger)
    flags = [func.sum(case((condition, 1), else_=0)) for condition in flagged.values()]
    # By owner too: so the index is walked in its order and no row is read.
    base = (
        select(Opportunity.stage, func.count(), func.sum(fen), func.sum(fen * Opportunity.win_rate))
        .where(Opportunity.status == Status.OPEN, seen.condition)
        .group_by(Opportunity.owner_id, Opportunity.stage)
    )
    rows = db.session.execute(base.add_columns(*flags)).all()
    chips = {name: int(sum(row[4 + n] or 0 for row in rows)) for n, name in enumerate(flagged)}
    if wanted.narrowed:
        rows = db.session.execute(base.where(*conditions(wanted, now))).all()
    totals: dict[str, tuple[int, int, int]] = {}
    for row in rows:
        before = totals.get(row[0], (0, 0, 0))
        totals[row[0]] = (before[0] + row[1], before[1] + int(row[2]), before[2] + int(row[3]))
    return totals, chips


def find_stage_change(change_id: int, opportunity: Opportunity) -> StageChange | None:
    """Return one move of an opportunity that was found before."""
    change = db.session.get(StageChange, change_id)
    return change if change is not None and change.opportunity_id == opportunity.id else None
