"""Lists of companies that somebody may call: a list, its rows, the people of each, and every turn that a row took (F02).

A list (``number`` MD…) has a channel, an owner, and mostly a persona's version by which its rows are scored. A row
(``prospect``) is a company: ``row_no`` counts within the list, its keys are those by which customers are compared, ``place``
sorts (high intent first), ``import_id`` names the import that made it. Who writes many rows takes keys from :func:`rules.keys`
and :func:`rules.person_keys`, the score from :func:`scoring.rules.columns`, and the numbers from ``next_rows``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from salesapp.accounts.models import User
from salesapp.db import DERIVED, Base, Money, UTCDateTime, moment
from salesapp.prospecting.lists import rules
from salesapp.prospecting.lists.people.models import ProspectPerson
from salesapp.prospecting.lists.rules import OPEN, Result, Turn
from salesapp.prospecting.matching.rules import Facts, Fit, Reason
from salesapp.prospecting.personas.models import PersonaVersion
from salesapp.prospecting.scoring.rules import Intent


class ProspectList(Base):
    """A list of companies from one source, for one persona."""

    __tablename__ = "prospect_list"
    __table_args__ = (Index("ix_prospect_list_owner", "owner_id", "closed_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(60))
    persona_version_id: Mapped[int | None] = mapped_column(ForeignKey("persona_version.id"), index=True)
    #: By what its rows are scored now (:func:`scoring.rules.scale`); anything else than the present is caught up with.
    scored_by: Mapped[str] = mapped_column(String(40), default="", info=DERIVED)
    channel: Mapped[str] = mapped_column(String(40))
    source_note: Mapped[str | None] = mapped_column(String(100))
    owner_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[moment]
    updated_at: Mapped[moment]
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    #: The highest row number given.
    last_row: Mapped[int] = mapped_column(default=0, info=DERIVED)
    version: Mapped[int] = mapped_column(default=1)

    persona_version: Mapped[PersonaVersion | None] = relationship(foreign_keys=persona_version_id)
    owner: Mapped[User] = relationship(foreign_keys=owner_id)

    __mapper_args__ = {"version_id_col": version}

    @property
    def is_open(self) -> bool:
        """Whether somebody still works on it."""
        return self.closed_at is None

    def next_rows(self, count: int = 1) -> int:
        """Return the first of some row numbers that nobody else gets; the list is held by then."""
        self.last_row += count
        return self.last_row - count + 1

    def close(self, closed_at: datetime | None, *, at: datetime) -> None:
        """End the work on it, or with none begin again; it stays readable."""
        self.closed_at, self.updated_at = closed_at, at


class Prospect(Base):
    """A row of a list: a company that nobody of us has spoken with yet."""

    __tablename__ = "prospect"
    __table_args__ = (
        Index("uq_prospect_list_row", "list_id", "row_no", unique=True),
        Index("ix_prospect_list_place", "list_id", "place", "id", "search_text"),
        Index("ix_prospect_list_owner_place", "list_id", "owner_id", "place", "id", "result"),
        Index("ix_prospect_list_result", "list_id", "result", "owner_id"),
        Index("ix_prospect_owner_place", "owner_id", "result", "place", "id"),
        Index("ix_prospect_owner_planned", "owner_id", "result", "planned_on", "place", "id", "call_at"),
        Index("ix_prospect_owner_next", "owner_id", "result", "next_on", "place", "id", "call_at"),
        Index("ix_prospect_place", "place", "id", "list_id", "owner_id", "search_text"),
        Index("ix_prospect_channel", "channel", "referrer", "result", "contacted_at", "list_id", "owner_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    list_id: Mapped[int] = mapped_column(ForeignKey("prospect_list.id"))
    row_no: Mapped[int]
    full_name: Mapped[str] = mapped_column(String(100))
    name_key: Mapped[str] = mapped_column(String(200), index=True, info=DERIVED)
    core_name: Mapped[str] = mapped_column(String(200), index=True, info=DERIVED)
    core_sound: Mapped[str] = mapped_column(String(600), index=True, default="", info=DERIVED)
    credit_code: Mapped[str | None] = mapped_column(String(30), index=True)
    industry: Mapped[str | None] = mapped_column(String(4))
    region: Mapped[str | None] = mapped_column(String(6))
    annual_output: Mapped[Decimal | None] = mapped_column(Money)
    headcount: Mapped[int | None]
    founded_on: Mapped[date | None]
    registered_capital: Mapped[Decimal | None] = mapped_column(Money)
    #: The currency of the capital; there is one where there is a capital.
    capital_currency: Mapped[str | None] = mapped_column(String(3))
    address: Mapped[str | None] = mapped_column(String(200))
    postcode: Mapped[str | None] = mapped_column(String(10))
    phone: Mapped[str | None] = mapped_column(String(60))
    phone_key: Mapped[str | None] = mapped_column(String(20), index=True, info=DERIVED)
    website: Mapped[str | None] = mapped_column(String(200))
    qq: Mapped[str | None] = mapped_column(String(11))
    decision_chain: Mapped[str | None] = mapped_column(Text)
    pain_points: Mapped[str | None] = mapped_column(Text)
    remark: Mapped[str | None] = mapped_column(Text)
    channel: Mapped[str] = mapped_column(String(40))
    referrer: Mapped[str | None] = mapped_column(String(100))
    score: Mapped[int | None] = mapped_column(info=DERIVED)
    fit: Mapped[str] = mapped_column(String(10), default=Fit.FITS, info=DERIVED)
    #: Condition by condition: kind, rank, met, found.
    reasons: Mapped[list[list[str]]] = mapped_column(JSON, default=list, info=DERIVED)
    intent: Mapped[str] = mapped_column(String(10), default=Intent.MIDDLE, info=DERIVED)
    #: What somebody called it whatever the score says.
    intent_said: Mapped[str | None] = mapped_column(String(10))
    place: Mapped[int] = mapped_column(default=2000, info=DERIVED)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    assigned_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    planned_on: Mapped[date | None]
    #: When somebody speaks with them again, as it was said when they spoke last.
    next_on: Mapped[date | None]
    #: At what time, where one was said; of another day than the present one it no longer counts.
    call_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    result: Mapped[str] = mapped_column(String(10), default=Result.TODO)
    reason: Mapped[str | None] = mapped_column(String(200))
    contacted_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"), index=True)
    import_id: Mapped[int | None] = mapped_column(index=True)
    search_text: Mapped[str] = mapped_column(Text, info=DERIVED)
    created_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[moment]
    updated_at: Mapped[moment]
    version: Mapped[int] = mapped_column(default=1)

    of_list: Mapped[ProspectList] = relationship()
    owner: Mapped[User | None] = relationship(foreign_keys=owner_id)
    people: Mapped[list[ProspectPerson]] = relationship(
        order_by="ProspectPerson.position", cascade="all, delete-orphan"
    )
    turns: Mapped[list[ProspectTurn]] = relationship(order_by="ProspectTurn.id", cascade="all")

    __mapper_args__ = {"version_id_col": version}

    @property
    def facts(self) -> Facts:
        """What is known of it, as a persona asks."""
        words = "\n".join(part for part in (self.full_name, self.address, self.remark) if part)
        chain, pain = self.decision_chain, self.pain_points
        return Facts(self.industry, self.region, self.annual_output, chain, pain, words)

    @property
    def why(self) -> tuple[Reason, ...]:
        """The reasons of its score."""
        return tuple(Reason(*each) for each in self.reasons)

    def describe(self, values: Mapping[str, Any], people: Sequence[Mapping[str, Any]], *, at: datetime) -> None:  # fmt: skip
        """Take over what is known of the company and its people, with the keys that they are found by."""
        for name, value in values.items():
            setattr(self, name, value)
        for position, person in enumerate(people):
            if position == len(self.people):
                self.people.append(ProspectPerson())
            self.people[position].describe(person, position)
        del self.people[len(people) :]
        for name, value in rules.keys({"full_name": self.full_name, "phone": self.phone}, people).items():
            setattr(self, name, value)
        self.updated_at = at

    @property
    def due_on(self) -> date | None:
        """The day on which somebody is to speak with them: first, or again."""
        return rules.due_on(self.result, self.planned_on, self.next_on)

    def assign(self, to: User, planned_on: date, *, by: User, at: datetime) -> None:
        """Give the first contact to somebody, for a day."""
        rules.check_turn(self.result, OPEN)
        self.owner, self.planned_on, self.assigned_at = to, planned_on, at
        self._turn(Turn.ASSIGNED, by, at, to.name)

    def put_off(self, day: date, call_at: datetime | None, *, by: User, at: datetime) -> None:
        """Move the first contact or the next one to a day, at a time where one was said."""
        if self.result == Result.CONTACTED:
            self.next_on = day
        else:
            self.assign(by, day, by=by, at=at)
        self.call_at = call_at

    def take_back(self, *, by: User, at: datetime) -> None:
        """Leave the first contact to nobody."""
        rules.check_turn(self.result, OPEN)
        self.owner = self.planned_on = self.assigned_at = None
        self._turn(Turn.TAKEN_BACK, by, at, None)

    def note_contact(self, words: str | None, *, by: User, at: datetime, next_on: date | None = None) -> None:
        """Remember that somebody spoke with them, and when they speak again; a second time adds to what was said."""
        rules.check_turn(self.result, OPEN)
        self.result, self.next_on = Result.CONTACTED, next_on
        if next_on is not None and self.owner is None:
            self.owner, self.assigned_at = by, at
        self.contacted_at = self.contacted_at or at
        self._turn(Turn.CONTACTED, by, at, (words or "").strip() or None)

    def give_up(self, reason: str | None, *, by: User, at: datetime) -> None:
        """End the work on it, with the reason."""
        rules.check_turn(self.result, OPEN)
        self.reason = rules.check_reason(reason)
        self.result, self.ended_at, self.next_on = Result.GIVEN_UP, at, None
        self._turn(Turn.GIVEN_UP, by, at, self.reason)

    def take_up(self, *, by: User, at: datetime) -> None:
        """Work again on what was given up."""
        rules.check_turn(self.result, {Result.GIVEN_UP})
        self.result = Result.CONTACTED if self.contacted_at else Result.TODO
        self.reason = self.ended_at = None
        self._turn(Turn.AGAIN, by, at, None)

    def become(
        self, customer_id: int, words: str, *, by: User, at: datetime, turn: Turn = Turn.CUSTOMER
    ) -> None:
        """Point to the customer that it became, or was all along (LINKED)."""
        rules.check_turn(self.result, OPEN)
        self.result, self.customer_id, self.ended_at, self.next_on = Result.CUSTOMER, customer_id, at, None
        self.contacted_at = self.contacted_at or at
        self._turn(turn, by, at, words)

    def _turn(self, what: Turn, by: User, at: datetime, words: str | None) -> None:
        self.turns.append(ProspectTurn(what=what, by=by, at=at, words=words))
        self.updated_at = at


class ProspectTurn(Base):
    """One turn of a row: who did what, when, in which words."""

    __tablename__ = "prospect_turn"
    __tracked__ = False  # it is a history itself
    id: Mapped[int] = mapped_column(primary_key=True)
    prospect_id: Mapped[int] = mapped_column(ForeignKey("prospect.id"), index=True)
    what: Mapped[str] = mapped_column(String(20))
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[moment]
    words: Mapped[str | None] = mapped_column(String(200))

    by: Mapped[User] = relationship(foreign_keys=by_id)
