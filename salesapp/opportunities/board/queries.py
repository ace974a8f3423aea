"""The board: one column a stage, the most overdue on top, in one statement however many opportunities there are."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import BigInteger, Select, case, func, or_, select, tuple_, type_coerce, union_all

from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.opportunities.access import Far, branches, far, reach
from salesapp.opportunities.board.models import StageChange
from salesapp.opportunities.board.rules import STAGES, Board, Column, Stage, Sums
from salesapp.opportunities.cards.queries import DETAILS, Card, cards_of
from salesapp.opportunities.figures.rules import yuan
from salesapp.opportunities.lists.narrowing.queries import conditions, days, filters
from salesapp.opportunities.lists.rules import CHIPS, Wanted
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.pulse.queries import kept as once_a_beat
from salesapp.opportunities.pulse.queries import pulse
from salesapp.opportunities.rules import Status
from salesapp.statements import kept
from salesapp.web import cache, clock, pages, params
from salesapp.words import spoken

_of = Opportunity.__table__.c
FIRST_CARDS = 20
MOST_CARDS = 200  # of a column that a person scrolled down, when a colleague's move redraws it
MOST_BOARDS = 30  # in a process, with how they were drawn
OVERLAP = timedelta(minutes=1)  # a slow transaction may commit after a quicker, later one


def board(
    user: User,
    wanted: Wanted,
    now: datetime,
    *,
    stages: Collection[str] = STAGES,
    shown: Mapping[str, int] | None = None,
) -> Board:
    """Return the board, or some of its columns, for a person; ``shown`` says how many cards a column had before.

    One that shows the very cards and sums of another is that one, with everything that was drawn of it.
    """
    seen, beat = far(user, mine=wanted.mine), pulse()
    sizes: dict[str, int] = {
        stage: min(max((shown or {}).get(stage, 0), FIRST_CARDS), MOST_CARDS)
        for stage in STAGES
        if stage in stages
    }
    cards = _cards(user, seen, wanted, now, sizes)
    sums = _totals(user, seen, wanted, now, beat)
    store: dict[Hashable, tuple[Sequence[Card], Board]] = cache.stamped("board.met", dict)
    key = (spoken(), wanted, *sizes.items(), sums, *map(id, cards))
    found = store.get(key)
    if found is None:
        if len(store) >= MOST_BOARDS:
            store.clear()
        # the cards are kept beside it: no other can have their ids
        store[key] = found = cards, _made(cards, sizes, sums)
    return replace(found[1], pulse=beat)


def _made(cards: Sequence[Card], sizes: Mapping[str, int], sums: Sums) -> Board:
    stages, totals = _by_stage(cards), {stage: rest for stage, *rest in sums.stages}
    columns = [
        _column(stage, size, stages.get(stage, []), totals.get(stage)) for stage, size in sizes.items()
    ]
    return Board(columns, dict(zip(CHIPS, sums.chips, strict=True)))


def more(user: User, wanted: Wanted, now: datetime, stage: str, cursor: str | None) -> pages.Page[Card]:
    """Return the cards of a column after those that are shown."""
    after = pages.read(cursor, params.day, params.record_id)
    seen = far(user, mine=wanted.mine)
    cards = _cards(user, seen, wanted, now, {stage: FIRST_CARDS}, after=after)
    return pages.cut(_by_stage(cards).get(stage, []), FIRST_CARDS, _cursor_of)


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
    user: User,
    seen: Far,
    wanted: Wanted,
    now: datetime,
    sizes: Mapping[str, int],
    after: tuple[date, int] | None = None,
) -> list[Card]:
    """Return the cards of some columns, one more than asked of each, in one statement: first the ids, then the rest."""
    values = (user, seen.team, seen.shared, *days(now), wanted.grade, *(after or (None, None)))
    most = [size + 1 for size in sizes.values()]
    made = _picked(*values, *most, mine=wanted.mine, stages=tuple(sizes), chips=wanted.chips)
    return cards_of(made, now)


def _by_stage(cards: Iterable[Card]) -> dict[str, list[Card]]:
    columns: dict[str, list[Card]] = {}
    for card in sorted(cards, key=_order):
        columns.setdefault(card.stage, []).append(card)
    return columns


@kept
def _picked(
    user: User, team: Sequence[int] | None, shared: Sequence[int] | None,
    today: date, month: date, next_month: date, stuck: datetime, grade: str, due_on: date | None, last_id: int | None,
    *most: int, mine: bool, stages: Sequence[str], chips: Sequence[str],
) -> Select:  # fmt: skip
    asked = filters(today, month, next_month, stuck, grade)
    narrowed, picks = [asked[name] for name in chips], []
    for branch in branches(user, team, shared, mine=mine):
        first = (
            select(_of.id)
            .where(_of.status == Status.OPEN, branch, *narrowed)
            .order_by(_of.next_due_on, _of.id)
        )
        if due_on is not None:
            last = type_coerce(due_on, _of.next_due_on.type), type_coerce(last_id, _of.id.type)
            first = first.where(tuple_(_of.next_due_on, _of.id) > tuple_(*last))
        for stage, size in zip(stages, most, strict=True):
            pick = first.where(_of.stage == stage).limit(size)
            picks.append(select(pick.subquery().c.id))
    return DETAILS.where(_of.id.in_(union_all(*picks) if len(picks) > 1 else picks[0]))


def _order(one: Card) -> tuple[date, int]:
    return (one.pace.due_on or date.max, one.id)


def _cursor_of(one: Card) -> tuple[str, int]:
    return ((one.pace.due_on or date.max).isoformat(), one.id)


def _column(stage: str, size: int, cards: list[Card], totals: Sequence[int] | None) -> Column:
    page = pages.cut(cards, size, _cursor_of)
    count, fen, weighted = totals or (0, 0, 0)
    return Column(
        stage, Stage(stage).label, count, yuan(fen),
        yuan(round(Decimal(weighted) / 100)), page.rows, page.next,
    )  # fmt: skip


def _totals(user: User, seen: Far, wanted: Wanted, now: datetime, beat: str) -> Sums:
    """Return count, amount and weighted amount of each stage, and the counts on the chips.

    Adding up is the one thing that grows with the number of opportunities, so it is done once a pulse.
    """
    key = ("totals", seen.key, wanted, clock.local(now).date())
    return once_a_beat(key, beat, lambda: _add_up(user, seen, wanted, now))


def _add_up(user: User, seen: Far, wanted: Wanted, now: datetime) -> Sums:
    values = (user, seen.team, seen.shared, *days(now))
    rows = db.session.execute(*_sums(*values, "S", mine=wanted.mine, chips=None)).all()
    chips = tuple(int(sum(row[4 + n] or 0 for row in rows)) for n in range(len(CHIPS)))
    if wanted.narrowed:
        made = _sums(*values, wanted.grade, mine=wanted.mine, chips=wanted.chips)
        rows = db.session.execute(*made).all()
    totals: dict[str, tuple[int, int, int]] = {}
    for row in rows:
        before = totals.get(row[0], (0, 0, 0))
        totals[row[0]] = (before[0] + row[1], before[1] + int(row[2]), before[2] + int(row[3]))
    return Sums(tuple((stage, *added) for stage, added in totals.items()), chips)


@kept
def _sums(
    user: User, team: Sequence[int] | None, shared: Sequence[int] | None,
    today: date, month: date, next_month: date, stuck: datetime, grade: str,
    *, mine: bool, chips: Sequence[str] | None,
) -> Select:  # fmt: skip
    """Select the sums of each stage: of what some chips show, or of everything with what each chip would."""
    asked = filters(today, month, next_month, stuck, grade)
    fen = type_coerce(Opportunity.amount, BigInteger)
    # By owner too: so the index is walked in its order and no row is read.
    base = (
        select(Opportunity.stage, func.count(), func.sum(fen), func.sum(fen * Opportunity.win_rate))
        .where(Opportunity.status == Status.OPEN, or_(*branches(user, team, shared, mine=mine)))
        .group_by(Opportunity.owner_id, Opportunity.stage)
    )
    if chips is not None:
        return base.where(*(asked[name] for name in chips))
    return base.add_columns(*(func.sum(case((asked[name], 1), else_=0)) for name in CHIPS))


def find_stage_change(change_id: int, opportunity: Opportunity) -> StageChange | None:
    """Return one move of an opportunity that was found before."""
    change = db.session.get(StageChange, change_id)
    return change if change is not None and change.opportunity_id == opportunity.id else None
