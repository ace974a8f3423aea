"""From the plot to deeds: what was agreed after the signature, a draft, on its way or in force."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from io import BytesIO

from werkzeug.datastructures import FileStorage

from salesapp.accounts.models import User
from salesapp.approvals import actions as approvals
from salesapp.approvals import queries as rounds
from salesapp.contracts.amendments import actions
from salesapp.contracts.amendments.models import Amendment
from salesapp.contracts.amendments.planning import rules as planning
from salesapp.contracts.amendments.planning.rules import Terms
from salesapp.contracts.amendments.queries import TYPE
from salesapp.contracts.amendments.rules import Kind
from salesapp.contracts.payments.rules import Node
from salesapp.db import db
from salesapp.demo.papers import APPROVERS, TEXT, Agreement
from salesapp.web import clock

MORE = Decimal(12000)


class Supplementing:
    """The supplement of one contract, drawn up so many working days ago."""

    amendment: Amendment  # once drawn up

    def __init__(self, agreement: Agreement, ago: int, *, drafted_only: bool = False):
        self.agreement, self.ago, self.diary = agreement, ago, agreement.diary
        self.drafted_only = drafted_only

    def plan(self) -> None:
        """Write what happens into the diary: a draft, as far as its approval, or in force."""
        owner, write, on = self.agreement.story.company.owner, self.diary.write, self.diary.on
        write(on(self.ago, 14), owner, self.draw_up)
        if self.drafted_only:
            return
        write(on(self.ago, 15), owner, self.submit)
        if self.ago > 2:
            write(on(self.ago - 1, 10), self.agreement.story.lead(), self.decide)
            write(on(self.ago - 1, 11), self.agreement.story.lead(), self.decide)
            write(on(self.ago - 2, 16), owner, self.sign)

    def draw_up(self, by: User, at: datetime) -> None:
        """Add a module: the first instalment that is open grows by its price."""
        contract, day = self.agreement.contract, clock.local(at).date()
        standing = contract.standing()
        stays = planning.kept(standing)
        first, *others = [node for node in standing.nodes if node not in stays]
        nodes: list[Node] = [replace(first, amount=(first.amount or Decimal(0)) + MORE), *others]
        what = f"增购报表模块一套，合同总额由 {contract.amount:,.2f} 元变更为 {contract.amount + MORE:,.2f} 元，其余条款不变。"
        terms = Terms(Kind.SUPPLEMENT, what, contract.amount + MORE, None, None, nodes)
        confirmed = {"confirmed_by": self.agreement.key_name(), "confirmed_way": "mail", "confirmed_on": day}
        text = FileStorage(BytesIO(TEXT), filename="补充协议一.pdf")
        self.amendment = actions.draw_up(contract, terms, confirmed, [text], by=by, at=at)

    def submit(self, by: User, at: datetime) -> None:
        """Send it into approval."""
        actions.submit(self.amendment, answer=None, by=by, at=at)

    def decide(self, by: User, at: datetime) -> None:
        """Everybody whose turn it is agrees."""
        approval = rounds.latest(TYPE, self.amendment.id)
        if approval is None or not approval.is_running:
            return
        for seat in approval.open_seats:
            person = self.diary.people[APPROVERS.get(seat.role) or self.agreement.story.lead()]
            db.session.info["actor"] = person
            approvals.decide(approval, seat, "agree", "同意增购。", confirmed=True, by=person, at=at)
            db.session.flush()

    def sign(self, by: User, at: datetime) -> None:
        """Bring it into force."""
        actions.sign(self.amendment, clock.local(at).date(), by=by, at=at)
