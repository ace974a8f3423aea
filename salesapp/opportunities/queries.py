"""One opportunity: found to be changed, its whole file for its page and sheets, and what changed (F06, F07)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import InstrumentedAttribute, aliased, joinedload, selectinload

from salesapp.accounts.models import User
from salesapp.approvals.models import Approval
from salesapp.approvals.rules import Outcome, in_the_name_of
from salesapp.calendar.lateness.rules import is_late
from salesapp.chinese import phones
from salesapp.customers.contacts.models import Contact
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.opportunities.access import leads, may_change, may_decide, visible_to
from salesapp.opportunities.board.rules import STAGES, Stage, moves_from
from salesapp.opportunities.cadence.queries import Pace, Yardstick
from salesapp.opportunities.cards.queries import title
from salesapp.opportunities.decisions.queries import last_word
from salesapp.opportunities.grading.rules import score_shown
from salesapp.opportunities.models import Opportunity, OpportunityCollaborator
from salesapp.opportunities.ownership.queries import awaits_contract
from salesapp.opportunities.rules import ENDINGS, FILE, Decision, Status
from salesapp.opportunities.worth.rules import won_by_contract
from salesapp.playbook.dictionaries.queries import label
from salesapp.policies.page import how_often
from salesapp.rights.rules import runs
from salesapp.statements import kept
from salesapp.web import clock
from salesapp.words import gettext as _


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who works along."""

    id: int
    name: str
    role: str


STAMPS = {Status.WON: "ok", Status.LOST: "no", Status.PARKED: "draft"}


@dataclass(frozen=True, slots=True)
class Record:
    """The whole file of one opportunity, plain values only."""

    id: int
    number: str
    name: str
    title: str
    customer_id: int
    customer: str
    customer_full_name: str
    key_contact_id: int | None
    contact: str | None
    contact_note: str | None
    contact_phone: str  # hidden until somebody asks (PIPL)
    owner_id: int
    owner: str
    collaborators: tuple[Colleague, ...]
    need: str
    product_type: str
    product_words: str
    amount: Decimal
    contracted: Decimal | None
    framework_limit: Decimal | None
    expected_close_on: date
    expected_overdue: bool
    budget_score: int
    chain_score: int
    urgency_score: int
    amount_score: int
    total_score: Decimal
    score: Decimal  # the total as it is shown
    suggested_grade: str
    grade: str
    grade_reason: str | None
    stage: str
    stage_days: int
    win_rate: int
    win_rate_reason: str | None
    competitors: str | None
    support_needed: str | None
    decision: str | None
    decision_by: str | None
    decision_said: str | None
    decision_at: datetime | None
    approval_with: str | None
    status: str
    closed_on: date | None
    close_reason: str | None
    close_words: str
    close_note: str | None
    recontact_on: date | None
    last_follow_up_at: datetime | None
    open_objections: int
    created_at: datetime
    updated_at: datetime
    version: int
    pace: Pace
    rhythm: str
    approval_id: int | None
    approval_runs: bool
    may_change: bool
    may_decide: bool
    may_hand_over: bool
    owns: bool
    by_contract: bool
    awaits_contract: bool

    @property
    def is_open(self) -> bool:
        """Whether it is still worked on."""
        return self.status == Status.OPEN

    @property
    def may_edit(self) -> bool:
        """Whether its reader may change the file and grade it again."""
        return self.may_change and self.is_open

    @property
    def way(self) -> list[tuple[str, str, str]]:
        """The stages: in words, whether done, now, or still to come, and how long and how likely at the present one."""
        place = STAGES.index(Stage(self.stage))
        states = ["done"] * place + ["now"] + [""] * (len(STAGES) - place - 1)
        here = _("%(days)s days · %(rate)s%%", days=self.stage_days, rate=self.win_rate)
        notes = {"now": here} if self.is_open else {}
        return [(one.label, state, notes.get(state, "")) for one, state in zip(STAGES, states, strict=True)]

    @property
    def stage_now(self) -> str:
        """The stage and its place among all, in a few characters: 商务谈判 4/5."""
        return f"{Stage(self.stage).label} {STAGES.index(Stage(self.stage)) + 1}/{len(STAGES)}"

    @property
    def tone(self) -> str:
        """The kind of stamp that its ending gets."""
        return STAMPS.get(Status(self.status), "")

    @property
    def endings(self) -> tuple[Status, ...]:
        """How it can end."""
        return ENDINGS

    @property
    def status_label(self) -> str:
        """Whether it is worked on, or how it ended, in words."""
        return Status(self.status).label

    @property
    def decision_label(self) -> str:
        """The leader's word on the file, in words."""
        return Decision(self.decision).label if self.decision else ""

    @property
    def moves(self) -> tuple[Stage, ...]:
        """To which stages a person may move it now."""
        return moves_from(self.stage) if self.may_edit else ()

    @property
    def may_submit(self) -> bool:
        """Whether its reader may ask for the decision on the file: its owner, while it is open and not agreed."""
        return self.owns and self.is_open and not self.approval_runs and self.decision != Decision.AGREE

    @property
    def may_reopen(self) -> bool:
        """Whether its reader may take it up again; what a contract won stays won (R6)."""
        return self.may_change and not self.is_open and not self.by_contract


def find(opportunity_id: int, user: User) -> Opportunity | None:
    """Return one opportunity with its customer and owner, to be changed, if this person may see it."""
    query = visible_to(user).where(Opportunity.id == opportunity_id)
    return db.session.scalar(
        query.options(
            joinedload(Opportunity.customer), joinedload(Opportunity.owner), joinedload(Opportunity.key_contact),
            selectinload(Opportunity.collaborations).joinedload(OpportunityCollaborator.user),
        )
    )  # fmt: skip


def _last_round(column: InstrumentedAttribute, name: str) -> ColumnElement:
    """Return a column of the latest round in which a file was decided."""
    query = select(column).where(Approval.subject_type == FILE, Approval.subject_id == Opportunity.id)
    return query.order_by(Approval.round.desc()).limit(1).scalar_subquery().label(name)


def record_of(opportunity_id: int, user: User, now: datetime | None = None) -> Record | None:
    """Return the whole file of one opportunity, if this person may see it."""
    row = db.session.execute(*_whole_file(user, opportunity_id)).first()
    return _record(row, user, Yardstick.of(now or clock.now())) if row else None


@kept
def _whole_file(user: User, opportunity_id: int) -> Select:
    decider = aliased(User)
    return (
        visible_to(user)
        .where(Opportunity.id == opportunity_id)
        .join(Customer, Customer.id == Opportunity.customer_id)
        .join(User, User.id == Opportunity.owner_id)
        .outerjoin(Contact, Contact.id == Opportunity.key_contact_id)
        .outerjoin(decider, decider.id == Opportunity.decision_by_id)
        .with_only_columns(
            *Opportunity.__table__.c, Customer.short_name, Customer.full_name, Customer.core_name,
            User.name.label("owner"), User.team_id.label("team_id"), Contact.name.label("contact"),
            Contact.title.label("contact_title"), Contact.department, Contact.mobile, Contact.landline,
            _last_round(Approval.id, "approval_id"), _last_round(Approval.outcome, "approval_outcome"),
            decider.name.label("decider"), awaits_contract().label("awaits_contract"), *last_word(),
        )
    )  # fmt: skip


def _record(row, user: User, yardstick: Yardstick) -> Record:
    customer = row.short_name or row.full_name
    names = (Record.__dataclass_fields__.keys() & Opportunity.__table__.c.keys()) - {"updated_at"}
    copied = {name: getattr(row, name) for name in names}
    return Record(
        **copied, updated_at=row.updated_at, title=title(customer, row.core_name, row.name), customer=customer,
        customer_full_name=row.full_name, contact=row.contact, owner=row.owner, collaborators=_collaborators(row.id),
        contact_note=" ".join(part for part in (row.department, row.contact_title) if part) or None,
        contact_phone=phones.masked(row.mobile) or phones.masked(row.landline),
        expected_overdue=row.status == Status.OPEN and is_late(row.expected_close_on, yardstick.today),
        product_words=label("product_type", row.product_type), awaits_contract=bool(row.awaits_contract),
        stage_days=max((yardstick.today - clock.local(row.stage_since).date()).days, 0),
        decision_by=in_the_name_of(row.principal, row.decider) if row.principal else row.decider,
        decision_said=row.decision_said if row.decision else None, score=score_shown(row.total_score),
        close_words=label("close_reason", row.close_reason), pace=yardstick.pace(row), rhythm=how_often(row.grade),
        approval_id=row.approval_id, approval_runs=row.approval_outcome == Outcome.RUNNING, owns=row.owner_id == user.id,
        may_change=may_change(user), by_contract=won_by_contract(row.status, row.close_reason, row.contracted),
        may_decide=may_decide(user, owner_id=row.owner_id, team_id=row.team_id),
        may_hand_over=leads(user) and runs(user, owner_id=row.owner_id, team_id=row.team_id),
    )  # fmt: skip


def _collaborators(opportunity_id: int) -> tuple[Colleague, ...]:
    worked = select(User.id, User.name, User.role).join(
        OpportunityCollaborator, OpportunityCollaborator.user_id == User.id
    )
    query = worked.where(OpportunityCollaborator.opportunity_id == opportunity_id).order_by(
        OpportunityCollaborator.id
    )
    return tuple(Colleague(*row) for row in db.session.execute(query))
