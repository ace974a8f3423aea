"""The desk of the scenarios: a record that is approved, and the people who open its pages and press."""

from __future__ import annotations

from decimal import Decimal

import pytest

from salesapp.approvals import actions, queries
from salesapp.approvals.models import Approval, Seat
from salesapp.db import db
from salesapp.web import clock
from tests.approvals.probe import Probe, install
from tests.pages import part


class Desk:
    """Everybody before their own screen, and the record that lin submits."""

    def __init__(self, probe: Probe, cast, sign_in) -> None:
        self.probe, self.cast, self.sign_in = probe, cast, sign_in

    def submit(self, amount: str | None = None, *, by=None, answer: str | None = None) -> Approval:
        """Submit the record, as its own capability does."""
        if amount is not None:
            self.probe.amount = Decimal(amount)
        by = by or self.probe.owner
        approval = actions.submit(
            self.probe.subject(), self.probe.record, answer=answer, by=by, at=clock.now()
        )
        db.session.commit()
        return approval

    @property
    def round(self) -> Approval:
        """The latest round as the database has it."""
        found = queries.latest("probe", self.probe.record.id)
        assert found is not None
        return found

    def seat(self, role: str, *, superseded: bool = False) -> Seat:
        """Return the seat of a role in the latest round."""
        return next(s for s in self.round.seats if s.role == role and s.superseded is superseded)

    def decide(
        self, who: str, verdict: str = "agree", comment: str = "", *, seat: Seat | None = None, **more
    ):
        """Press the decision on the page, on one's own seat or on a given one."""
        mine = seat or next(
            (s for s in self.round.open_seats if s.role == getattr(self.cast, who).role), None
        )
        mine = mine or (self.round.open_seats or self.round.seats)[0]
        data = {"seat_id": mine.id, "verdict": verdict, "comment": comment, **more}
        return self.sign_in(who).post(f"/approvals/{self.round.id}/decisions", data=data)

    def agreed(self, *people: str) -> None:
        """Let several agree, one after the other."""
        for who in people:
            assert self.decide(who).status_code == 303, who

    def page(self, who: str) -> str:
        """Return how the approval goes, as somebody reads it."""
        return part(self.sign_in(who).get(f"/approvals/{self.round.id}"), "flow").text

    def whole(self, who: str):
        """Return the whole page of the approval."""
        return self.sign_in(who).get(f"/approvals/{self.round.id}")

    def inbox(self, who: str) -> str:
        """Return what waits for somebody."""
        return part(self.sign_in(who).get("/approvals"), "waiting").text

    def asked(self, who: str) -> bool:
        """Tell whether the record waits for somebody's decision, in their inbox and on its page."""
        listed = "TZ-1" in self.inbox(who)
        page = self.whole(who)
        assert ('id="decision"' in page.text) is listed
        return listed

    def act(self, who: str, what: str, **data):
        """Press something else on the approval: signers, handings, withdrawals, reminders."""
        if what in ("signers", "handings"):
            data = {"seat_id": self.round.open_seats[0].id, "because": "请一并看看", **data}
        return self.sign_in(who).post(f"/approvals/{self.round.id}/{what}", data=data)

    def stand_in(self, deputy: str, principal: str, first: str = "2026-11-23", last: str = "2026-11-30"):
        """Let the administrator name a deputy for somebody who is away."""
        ids = {"principal": getattr(self.cast, principal).id, "deputy": getattr(self.cast, deputy).id}
        days = {"starts_on": first, "ends_on": last}
        return self.sign_in("admin").post("/approvals/deputies", data={**ids, **days})


@pytest.fixture
def desk(cast, monkeypatch, sign_in, frozen_clock) -> Desk:
    """A record that lin answers for, and everybody's screens."""
    return Desk(install(Probe(owner=cast.lin), monkeypatch), cast, sign_in)
