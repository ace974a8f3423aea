"""A record that is approved, for tests of the engine alone: a team whose content stands in a table of its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from salesapp import capability
from salesapp.accounts.models import Team, User
from salesapp.approvals.route.rules import plan
from salesapp.approvals.subjects.rules import Described, Subject
from salesapp.capability import Capability
from salesapp.db import db
from salesapp.policies.queries import policy


@dataclass
class Probe:
    """What the engine is told of one record, and what the record was told by it."""

    owner: User
    amount: Decimal = Decimal(96_000)
    content: dict = field(default_factory=lambda: {"terms": "30/70"})
    told: list[str] = field(default_factory=list)
    unseen_by: set[int] = field(default_factory=set)
    nonstandard: bool = False
    record: Team | None = None
    asks_password: bool = False

    def __post_init__(self) -> None:
        self.owned_by(self.owner)

    def owned_by(self, owner: User) -> None:
        """Let somebody own the record; requests ask for plain values, not for a row of the test's session."""
        self.owner, self.owner_id, self.owner_name, self.team_id = owner, owner.id, owner.name, owner.team_id

    def subject(self) -> Subject:
        return Subject(
            type="probe",
            label="探针",
            load=lambda record_id: db.session.get(Team, record_id),
            sees=lambda record_id, user: user.id not in self.unseen_by,
            describe=lambda record: Described(
                number="TZ-1", title="探针", customer="苏州某某", amount=self.amount, owner_id=self.owner_id,
                owner=self.owner_name, team_id=self.team_id, url="/",
            ),
            freeze=lambda record: {"amount": self.amount, **self.content},
            rests_on=lambda record: [("customer", 1)],
            parts={"amount": "金额", "terms": "付款计划"},
            route=lambda record, submitter, vacant: plan(
                self.amount, bands=policy("approval_bands"), nonstandard=self.nonstandard,
                submitter_role=submitter.role, vacant=vacant,
            ),
            settings=("approval_bands",),
            runs=lambda record, user: user.id == self.owner_id,
            submitted=lambda record, approval, **act: self.told.append("submitted"),
            moved_on=lambda record, approval, **act: self.told.append("moved on"),
            ended=lambda record, approval, **act: self.told.append(approval.outcome),
            asks_password=self.asks_password,
        )  # fmt: skip


def install(probe: Probe, monkeypatch) -> Probe:
    """Make the probe a kind of record of the house for one test."""
    probe.record = Team(name="探针队")
    db.session.add(probe.record)
    db.session.flush()
    above = Capability(name="probe", approvals=(probe.subject(),))
    monkeypatch.setattr(capability, "_installed", (*capability.installed(), above))
    return probe
