"""The file of an opportunity and its endings; board, grading and cadence own their columns of it (F06, R6, R29)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, WriteOnlyMapped, mapped_column, relationship, validates

from salesapp.accounts.models import User
from salesapp.customers.contacts.models import Contact
from salesapp.customers.models import Customer
from salesapp.customers.search import rules as search_text
from salesapp.customers.search.pairs import models as pairs
from salesapp.db import DERIVED, Base, Money, UTCDateTime, known, moment
from salesapp.opportunities import rules
from salesapp.opportunities.board.models import Staged
from salesapp.opportunities.board.rules import WIN_RATES, Stage
from salesapp.opportunities.cadence.models import Followed, FollowUp
from salesapp.opportunities.cadence.rules import Calendar
from salesapp.opportunities.grading.models import Graded
from salesapp.opportunities.rules import Decision, Status
from salesapp.opportunities.worth.models import LISTED, Worth
from salesapp.opportunities.worth.rules import won_by_contract
from salesapp.web import clock
from salesapp.words import gettext as _

#: The fields of the file whose change is kept with its reason (F07 级别/金额/日期变化).
WATCHED = ("amount", "expected_close_on")


class OpportunityCollaborator(Base):
    """A colleague who shares the work on an opportunity."""

    __tablename__ = "opportunity_collaborator"
    __table_args__ = (
        UniqueConstraint("opportunity_id", "user_id"),
        Index("ix_opportunity_collaborator_user", "user_id", "opportunity_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunity.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    added_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    added_at: Mapped[moment]

    user: Mapped[User] = relationship(foreign_keys=user_id)


class Opportunity(Staged, Graded, Followed, Worth, Base):
    """A chance to sell, from bud to deal (R29)."""

    __tablename__ = "opportunity"
    __table_args__ = (
        # a column of the board, most overdue first: everybody's, one person's; what the totals and the forecast add up
        Index("ix_opportunity_board", "status", "stage", "next_due_on", "id", "owner_id"),
        Index("ix_opportunity_owner", "owner_id", "status", "stage", "next_due_on", "id"),
        Index("ix_opportunity_due", "owner_id", "status", "next_due_on", "id", "grade"),
        Index(
            "ix_opportunity_all_due", "status", "next_due_on", "id", "owner_id", "grade", "week_of", "week_quota", "week_count",
            "lapsed",
        ),
        Index(
            "ix_opportunity_totals", "status", "owner_id", "stage", "grade", "next_due_on", "amount", "win_rate",
            "expected_close_on", "stage_since",
        ),
        Index("ix_opportunity_forecast", "status", "expected_close_on", "win_rate", "amount", "owner_id"),
        Index("ix_opportunity_updated", "updated_at", "id", "search_text"),
        #: One's own that run, the latest changed first: what is offered to be quoted for.
        Index("ix_opportunity_latest", "owner_id", "status", "updated_at", "id"),
        Index("ix_opportunity_closed", "status", "closed_on", "owner_id", "cycle_days"),
        # the latest of a stage, and the few that were won without a contract: what a contract is drawn up from
        Index("ix_opportunity_since", "status", "stage", "stage_since", "id", "owner_id"),
        known("ix_opportunity_by_hand", "status", "stage_since", "id", of="close_reason"),
        *LISTED,
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    search_text: Mapped[str] = mapped_column(Text, default="", server_default="", info=DERIVED)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    key_contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))
    owner_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    need: Mapped[str] = mapped_column(Text)
    product_type: Mapped[str] = mapped_column(String(40))
    amount: Mapped[Decimal] = mapped_column(Money)
    expected_close_on: Mapped[date]
    competitors: Mapped[str | None] = mapped_column(Text)
    support_needed: Mapped[str | None] = mapped_column(Text)
    decision: Mapped[str | None] = mapped_column(String(20))
    decision_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    decision_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    status: Mapped[str] = mapped_column(String(10), default=Status.OPEN)
    closed_on: Mapped[date | None]
    cycle_days: Mapped[int | None] = mapped_column(
        info=DERIVED
    )  # from its registration to its end, by the calendar
    close_reason: Mapped[str | None] = mapped_column(String(40))
    close_note: Mapped[str | None] = mapped_column(Text)
    recontact_on: Mapped[date | None]
    #: Which of its endings is the present, or was the last: another one has another review (F24).
    endings: Mapped[int] = mapped_column(default=0, server_default="0", info=DERIVED)
    #: By when its ending is to be reviewed (F24).
    review_due_on: Mapped[date | None] = mapped_column(info=DERIVED)
    #: How many objections of the customer wait for an answer; the floor above counts them.
    open_objections: Mapped[int] = mapped_column(default=0, info=DERIVED)
    created_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[moment]
    updated_at: Mapped[moment] = mapped_column(UTCDateTime, default=clock.now, onupdate=clock.now)
    version: Mapped[int] = mapped_column(default=1)

    customer: Mapped[Customer] = relationship()
    key_contact: Mapped[Contact | None] = relationship()
    owner: Mapped[User] = relationship(foreign_keys=owner_id)
    decision_by: Mapped[User | None] = relationship(foreign_keys=decision_by_id)
    follow_ups: WriteOnlyMapped[FollowUp] = relationship(order_by=FollowUp.day)
    collaborations: Mapped[list[OpportunityCollaborator]] = relationship(cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}

    @validates("name", "number")
    def _index(self, key: str, value: str) -> str:
        name, number = (value, self.number) if key == "name" else (self.name, value)
        if name and number:
            self.search_text = search_text.titled(name, number)
        return value

    @property
    def status_label(self) -> str:
        """Whether it is worked on, or how it ended, in words."""
        return Status(self.status).label

    @property
    def standing(self) -> str:
        """Where it stands, in words: its stage, or how it ended."""
        return rules.standing(self.stage, self.status)

    # ---------------------------------------------------------------------------------- the file

    def let_help(self, user: User, *, by: User, at: datetime) -> None:
        """Let a colleague work along; who does already goes on."""
        if not any(each.user_id == user.id for each in self.collaborations):
            self.collaborations.append(
                OpportunityCollaborator(user_id=user.id, added_by_id=by.id, added_at=at)
            )

    def describe(
        self, values: Mapping[str, Any], *, by: User, at: datetime, reason: str | None = None
    ) -> None:
        """Change what its file says; a changed amount or date is kept with the reason (F06, F07)."""
        rules.check_open(self.status)
        changed = [name for name in WATCHED if name in values and values[name] != getattr(self, name)]
        if changed and not (reason or "").strip():
            raise rules.FileRefused(_("The amount or the date changes: write why."), field="change_reason")
        for name in changed:
            self.note_change(name, getattr(self, name), values[name], by=by, at=at, reason=reason)
        if "expected_close_on" in changed:
            self.redate_since = None
        for name, value in values.items():
            setattr(self, name, value)

    def decide(self, decision: str, *, by: User, at: datetime) -> Decision:
        """Put the supervisor's word on the file: agreed, to be completed, or not to be opened (F06 立项意见)."""
        rules.check_open(self.status)
        rules.check_decision(decision, may=by.id != self.owner_id)
        word = Decision(decision)
        self.decision, self.decision_by, self.decision_at = word, by, at
        return word

    def await_decision(self) -> None:
        """Take the last word off the file: it is decided anew."""
        self.decision = self.decision_by = self.decision_at = None

    def count_objections(self, count: int) -> None:
        """Keep how many objections wait for an answer, so that its card can say so (R36)."""
        if self.open_objections != count:
            self.open_objections = count

    # ---------------------------------------------------------------------------------- ending

    def close(
        self,
        status: str,
        *,
        by: User,
        at: datetime,
        reason: str | None,
        note: str | None,
        recontact_on: date | None = None,
        causes=rules.CAUSES,
        calendar: Calendar,
    ) -> None:
        """End it as won, lost or parked, with the cause, the words and the day of the next contact (R6, F24)."""
        today = clock.local(at).date()
        rules.check_open(self.status)
        rules.check_close(
            status, self.stage, reason=reason, note=note, recontact_on=recontact_on, today=today, causes=causes,
        )  # fmt: skip
        self.close_reason, self.close_note = reason, (note or "").strip()
        self.recontact_on = None if status == Status.WON else recontact_on
        self.lapse(today, calendar)
        self._end(status, by, at)

    def win(self, *, by: User, at: datetime) -> None:
        """End it as won because its contract was signed; a second signature changes nothing."""
        if self.status == Status.WON:
            return
        rules.check_open(self.status)
        self._end(Status.WON, by, at)

    def ask_for_review(self, due_on: date) -> None:
        """Ask to review its ending by a day (F24)."""
        self.review_due_on = due_on

    def reopen(self, *, by: User, at: datetime, reason: str | None, calendar: Calendar) -> None:
        """Take a closed one up again, in the stage where it ended; the ending stays in the history (R6).

        What a signed contract won stays won.
        """
        rules.check_reopen(
            self.status, reason, signed=won_by_contract(self.status, self.close_reason, self.contracted)
        )
        self._take_up(by, at, reason, calendar)

    def take_back_win(self, *, by: User, at: datetime, reason: str, calendar: Calendar) -> None:
        """Open again what only a contract had won, since that contract is void (R6); another ending stays."""
        if self.status == Status.WON and self.close_reason is None:
            self._take_up(by, at, reason, calendar)

    def _take_up(self, by: User, at: datetime, reason: str | None, calendar: Calendar) -> None:
        self.remember(self.status, self.stage, by=by, at=at, reason=reason)
        self.status, self.stage_since, self.win_rate = Status.OPEN, at, WIN_RATES[Stage(self.stage)]
        self.closed_on = self.cycle_days = self.close_reason = self.close_note = self.recontact_on = (
            self.review_due_on
        ) = None
        self.begin_rhythm(clock.local(at).date(), calendar)

    def _end(self, status: str, by: User, at: datetime) -> None:
        self.remember(self.stage, status, by=by, at=at, reason=self.close_reason)
        self.status, self.closed_on, self.endings = status, clock.local(at).date(), (self.endings or 0) + 1
        self.cycle_days = (self.closed_on - clock.local(self.created_at).date()).days
        self.win_rate, self.win_rate_reason = (100 if status == Status.WON else 0), None
        self.next_due_on = self.approval_with = None


pairs.keep(3, Opportunity.search_text)
