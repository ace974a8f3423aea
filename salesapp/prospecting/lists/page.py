"""Lists and rows in words: the filters one can press, the lines of a list, a row with its reasons (R14; F02)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Row

from salesapp.accounts.models import User
from salesapp.calendar.lateness.rules import is_late
from salesapp.calendar.page import due_in_workdays
from salesapp.chinese import industries, phones, regions
from salesapp.chinese.currencies import YUAN, word
from salesapp.playbook.dictionaries import queries as dictionaries
from salesapp.prospecting.lists import access, rules
from salesapp.prospecting.lists.models import Prospect
from salesapp.prospecting.lists.rules import OPEN, RESULT_LABELS, RESULT_TONES, TURN_LABELS, Result, Turn
from salesapp.prospecting.matching.rules import FIT_LABELS, KIND_LABELS, NOT_FOLLOWED, RANK_LABELS, Fit, Rank
from salesapp.prospecting.personas.page import reason_words, wan
from salesapp.prospecting.rows.queries import LATE, NOBODY, REACHED, Wanted
from salesapp.prospecting.scoring.rules import INTENT_LABELS, Intent
from salesapp.web import clock, formats
from salesapp.words import gettext as _

INTENT_TONES = {Intent.HIGH: "ok", Intent.MIDDLE: "blue", Intent.LOW: ""}


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter that is pressed to choose it and pressed again to drop it."""

    label: str
    name: str
    value: str
    on: bool

    @property
    def next(self) -> str:
        """What pressing it asks for."""
        return "" if self.on else self.value


def filters(asked: Wanted) -> list[Filter]:
    """Return the filters in their order: the intents, whose, the results, what is late."""
    return [
        *(Filter(str(INTENT_LABELS[code]), "intent", code, asked.intent == code) for code in Intent),
        Filter(_("Mine"), "scope", "mine", asked.scope == "mine"),
        Filter(_("Not assigned"), "scope", NOBODY, asked.scope == NOBODY),
        *(Filter(str(RESULT_LABELS[code]), "result", code, asked.result == code) for code in Result),
        Filter(_("First contact overdue"), "result", LATE, asked.result == LATE),
    ]


def chosen(asked: Wanted) -> list[Filter]:
    """Return what else narrows the list, each to be dropped: a channel, a referrer, a region, an industry."""
    words = (
        ("channel", asked.channel and dictionaries.label("source_channel", asked.channel), asked.channel),
        ("referrer", asked.referrer and _("by %(name)s", name=asked.referrer), asked.referrer),
        ("region", asked.region and regions.words(asked.region), asked.region),
        ("industry", asked.industry and industries.words(asked.industry), asked.industry),
    )
    reached = [Filter(_("Ever contacted"), "result", REACHED, True)] if asked.result == REACHED else []
    days = [Filter(f"{asked.days.first} – {asked.days.last}", "days", "", True)] if asked.days else []
    return [Filter(label, name, value, True) for name, label, value in words if label] + reached + days


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a list in words."""

    id: int
    row_no: int
    name: str
    score: str
    intent: str
    tone: str
    not_followed: str
    about: str
    person: str
    number: str
    owner: str
    when: str
    late: bool
    result: str
    result_tone: str
    reason: str


def lines(rows: Iterable[Row], now: datetime) -> list[Line]:
    """Return the lines of a list; numbers of people stay hidden."""
    today = clock.local(now).date()
    return [_line(row, now, today) for row in rows]


def _line(row: Row, now: datetime, today: date) -> Line:
    day = rules.due_on(row.result, row.planned_on, row.next_on)
    about = (industries.words(row.industry), regions.words(row.region), _output(row.annual_output))
    return Line(
        id=row.id, row_no=row.row_no, name=row.full_name, score="" if row.score is None else str(row.score),
        intent=str(INTENT_LABELS[row.intent]), tone=INTENT_TONES[row.intent],
        not_followed=str(FIT_LABELS[row.fit]) if row.fit in NOT_FOLLOWED else "",
        about=" · ".join(part for part in about if part), person=" ".join(p for p in (row.person, row.title) if p),
        number=phones.masked(row.mobile or row.landline or "") or row.phone or "", owner=row.owner or "",
        when=due_in_workdays(day, now) if day else "",
        late=day is not None and is_late(day, today), result=str(RESULT_LABELS[row.result]),
        result_tone=RESULT_TONES[row.result], reason=row.reason or "",
    )  # fmt: skip


def _output(amount: Decimal | None) -> str:
    return _("%(amount)s ten thousand yuan", amount=wan(amount)) if amount is not None else ""


@dataclass(frozen=True, slots=True)
class Said:
    """One condition of the persona, and what is known of it."""

    label: str
    rank: str
    words: str
    look: str  # "yes", "no" or "open"


@dataclass(frozen=True, slots=True)
class Told:
    """One turn of a row in words."""

    label: str
    name: str
    when: str
    words: str


@dataclass(frozen=True, slots=True)
class Desk:
    """A row on its page: what it is, why it scores so, what can be done with it."""

    row: Prospect
    result: str
    result_tone: str
    intent: str
    tone: str
    fit: str
    followed: bool
    said: Sequence[Said]
    facts: Sequence[tuple[str, Any]]
    needs: Sequence[tuple[str, Any]]
    source: Sequence[tuple[str, Any]]
    turns: Sequence[Told]
    when: str
    late: bool
    first: bool
    may: bool
    may_convert: bool
    may_take_up: bool


def desk(row: Prospect, user: User, now: datetime) -> Desk:
    """Return a row as its page shows it to a person."""
    mine = access.runs_row(row, user)
    return Desk(
        row=row, result=str(RESULT_LABELS[Result(row.result)]), result_tone=RESULT_TONES[Result(row.result)],
        intent=str(INTENT_LABELS[Intent(row.intent)]), tone=INTENT_TONES[Intent(row.intent)],
        fit=str(FIT_LABELS[Fit(row.fit)]) if row.score is not None else "", followed=row.fit not in NOT_FOLLOWED,
        said=_said(row), facts=_facts(row), needs=_needs(row), source=_source(row), turns=_turns(row),
        when=due_in_workdays(row.due_on, now) if row.due_on else "",
        late=row.due_on is not None and is_late(row.due_on, clock.local(now).date()),
        first=row.result == Result.TODO, may=mine and row.result in OPEN,
        may_convert=access.gives_away(row, user) and row.result in OPEN,
        may_take_up=mine and row.result == Result.GIVEN_UP,
    )  # fmt: skip


def _said(row: Prospect) -> list[Said]:
    looks = {"unknown": "open"}
    return [
        Said(
            str(KIND_LABELS[each.kind]), str(RANK_LABELS[Rank(each.rank)]), reason_words(each),
            looks.get(each.met) or ("yes" if each.speaks_for else "no"),
        )
        for each in row.why
    ]  # fmt: skip


def _facts(row: Prospect) -> list[tuple[str, Any]]:
    return [
        (_("Industry"), industries.words(row.industry)),
        (_("Region"), regions.words(row.region)),
        (_("Yearly output"), _output(row.annual_output)),
        (_("Headcount"), row.headcount),
        (_("Founded on"), formats.iso(row.founded_on) if row.founded_on else ""),
        (_("Registered capital"), capital(row.registered_capital, row.capital_currency)),
        (_("Address"), row.address),
        (_("Postcode"), row.postcode),
        (_("Company phone"), row.phone and phones.shown(row.phone)),
        (_("Website"), row.website),
        ("QQ", row.qq),
        (_("Unified social credit code"), row.credit_code),
    ]


def capital(amount: Decimal | None, currency: str | None) -> str:
    """Return a registered capital in words: 2000 万元, 500 万美元."""
    if amount is None:
        return ""
    if currency in (None, YUAN):
        return _output(amount)
    return _("%(amount)s ten thousand %(currency)s", amount=wan(amount), currency=word(currency))


def _needs(row: Prospect) -> list[tuple[str, Any]]:
    return [
        (_("Decision chain"), row.decision_chain),
        (_("Main pain points"), row.pain_points),
        (_("Remarks"), row.remark),
    ]


def _source(row: Prospect) -> list[tuple[str, Any]]:
    return [
        (_("Source channel"), dictionaries.label("source_channel", row.channel)),
        (_("Referrer"), row.referrer),
        (_("Owner of the list"), row.of_list.owner.name),
        (_("First contact by"), row.owner.name if row.owner else ""),
        (_("Planned day"), formats.iso(row.planned_on) if row.planned_on else ""),
        (_("Next contact on"), formats.iso(row.next_on) if row.next_on else ""),
    ]


def _turns(row: Prospect) -> list[Told]:
    told = reversed(row.turns)
    return [
        Told(str(TURN_LABELS[Turn(one.what)]), one.by.name, formats.moment(one.at), one.words or "")
        for one in told
    ]


def counted(counts: Mapping[str, int]) -> list[tuple[str, int, str]]:
    """Return how many rows of a list stand at each result: (words, how many, the result)."""
    return [(str(RESULT_LABELS[code]), counts.get(code, 0), code.value) for code in Result]
