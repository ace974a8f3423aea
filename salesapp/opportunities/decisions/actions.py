"""The decision on an opportunity's file: put to the supervisor, for grade S to the director too (F06 立项意见)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from salesapp.accounts.models import User
from salesapp.approvals import access
from salesapp.approvals import actions as approvals
from salesapp.approvals.content.actions import content_changed, terminate
from salesapp.approvals.models import Approval
from salesapp.approvals.route.rules import PlannedSeat, route
from salesapp.approvals.rules import ApprovalRefused, Outcome, Verdict
from salesapp.approvals.subjects.rules import Described, Subject
from salesapp.documents.forms.registry import spec
from salesapp.opportunities.access import sees
from salesapp.opportunities.decisions.queries import latest, load
from salesapp.opportunities.decisions.rules import decided_by
from salesapp.opportunities.grading.rules import S
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.rules import DECISION_LABELS, FILE, Decision, Status, check_open, standing
from salesapp.playbook.dictionaries.queries import label
from salesapp.policies.queries import policy
from salesapp.web import formats
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l

#: What an end of the round puts on the file.
WORDS = {
    Outcome.APPROVED: Decision.AGREE,
    Outcome.RETURNED: Decision.SUPPLEMENT,
    Outcome.VETOED: Decision.REJECT,
}
#: The answers as the sheet words them.
ANSWERS = {
    Verdict.AGREE: DECISION_LABELS[Decision.AGREE],
    Verdict.RETURN: DECISION_LABELS[Decision.SUPPLEMENT],
    Verdict.VETO: DECISION_LABELS[Decision.REJECT],
}


def ask(opportunity: Opportunity, *, answer: str | None = None, by: User, at: datetime) -> Approval:
    """Put a file before whoever decides on it; only its owner does, and not once it is agreed."""
    check_open(opportunity.status)
    if opportunity.decision == Decision.AGREE:
        raise ApprovalRefused(_("This file is agreed to already."))
    return approvals.submit(SUBJECT, opportunity, answer=answer, by=by, at=at)


def begin(opportunity: Opportunity, *, at: datetime) -> None:
    """Put a file that is open and undecided before whoever decides, in its owner's name.

    Where nobody can decide, work goes on and the owner asks later: the page says who is missing.
    """
    if opportunity.status != Status.OPEN or opportunity.decision is not None:
        return
    try:
        ask(opportunity, by=opportunity.owner, at=at)
    except ApprovalRefused:
        return


def follow(opportunity: Opportunity, *, by: User, at: datetime, handed: str = "") -> None:
    """Ask anew where a change touched what is being decided: nobody agrees to what they did not read (W24)."""
    ended = content_changed("opportunity", opportunity.id, by=by, at=at, handed=handed)
    if any(one.subject_type == FILE for one, _parts in ended):
        begin(opportunity, at=at)


def stop(opportunity: Opportunity, *, by: User, at: datetime) -> None:
    """End the question with the opportunity: it was won, lost or parked (W36)."""
    because = _("The opportunity has ended: %(how)s.", how=standing(opportunity.stage, opportunity.status))
    terminate(FILE, opportunity.id, because=because, by=by, at=at)


def decide(opportunity: Opportunity, verdict: str, words: str | None, *, by: User, at: datetime) -> None:
    """Take a person's decision on the step of a file that waits for them."""
    round_ = latest(opportunity)
    if round_ is None or not round_.open_seats:
        raise ApprovalRefused(_("Nobody is to decide on this now."))
    mine = next((seat for seat in round_.open_seats if access.holds(seat, by)), round_.open_seats[0])
    approvals.decide(round_, mine, verdict, words, by=by, at=at)


def _describe(opportunity: Opportunity) -> Described:
    return Described(
        number=opportunity.number, title=opportunity.name, customer=opportunity.customer.full_name,
        amount=opportunity.amount, owner_id=opportunity.owner_id, owner=opportunity.owner.name,
        team_id=opportunity.owner.team_id, mark=_("Grade %(letter)s", letter=opportunity.grade),
        url=f"/opportunities/{opportunity.id}",
    )  # fmt: skip


def _freeze(opportunity: Opportunity) -> Mapping[str, Any]:
    scores = (opportunity.budget_score, opportunity.chain_score, opportunity.urgency_score)
    return {
        "name": opportunity.name, "customer": opportunity.customer_id, "owner": opportunity.owner_id, "need": opportunity.need,
        "product_type": opportunity.product_type, "amount": opportunity.amount, "grade": opportunity.grade,
        "expected_close_on": opportunity.expected_close_on, "scores": list(scores),
        "competitors": opportunity.competitors, "support_needed": opportunity.support_needed,
    }  # fmt: skip


def _scores(value: Sequence[int | None], opportunity: Opportunity) -> str:
    names = (spec(f"F06.{name}_score").label for name in ("budget", "chain", "urgency"))
    return "；".join(f"{name} {score or '/'}" for name, score in zip(names, value, strict=False))


def _route(opportunity: Opportunity, submitter: Any, vacant: Collection[str]) -> Sequence[PlannedSeat]:
    roles = decided_by(opportunity.grade, director_too=policy("file_s_director"))
    return route(roles, submitter_role=submitter.role, vacant=vacant)


def _submitted(opportunity: Opportunity, approval: Approval, *, by: User, at: datetime) -> None:
    opportunity.await_decision()


def _ended(opportunity: Opportunity, approval: Approval, *, by: User | None, at: datetime) -> None:
    word = WORDS.get(Outcome(approval.outcome))
    if word is not None and by is not None:
        opportunity.decide(word, by=by, at=at)


def _facts(opportunity: Opportunity, user: Any) -> list[tuple[Any, Any]]:
    grade = _(
        "%(grade)s (suggested: %(suggested)s)", grade=opportunity.grade, suggested=opportunity.suggested_grade
    )
    scores = (
        opportunity.budget_score,
        opportunity.chain_score,
        opportunity.urgency_score,
        opportunity.amount_score,
    )
    return [
        (_("Customer"), opportunity.customer.full_name),
        (_("Owner"), opportunity.owner.name),
        (_("Expected amount"), f"¥{formats.yuan(opportunity.amount)}"),
        (_("Expected date of the deal"), formats.iso(opportunity.expected_close_on)),
        (_("Grade"), grade),
        (_("Reason for another grade"), opportunity.grade_reason),
        (_("Budget, decision chain, urgency, amount"), " / ".join(str(score) for score in scores)),
        (_("Stage"), standing(opportunity.stage, opportunity.status)),
        (_("Product / service type"), label("product_type", opportunity.product_type)),
        (_("Description of the need"), opportunity.need),
        (_("Rivals and our advantages"), opportunity.competitors),
        (_("Support needed"), opportunity.support_needed),
    ]


SUBJECT = Subject(
    type=FILE,
    record="opportunity",
    label=_l("Opportunity file"),
    load=load,
    sees=sees,
    describe=_describe,
    freeze=_freeze,
    rests_on=lambda opportunity: [("opportunity", opportunity.id)],
    parts={
        "name": _l("Opportunity name"), "owner": _l("Owner"), "need": _l("Description of the need"), "scores": _l("Scores"),
        "product_type": _l("Product / service type"), "amount": _l("Expected amount"), "grade": _l("Grade"),
        "expected_close_on": _l("Expected date of the deal"), "competitors": _l("Rivals and our advantages"),
        "support_needed": _l("Support needed"), "customer": _l("Customer"),
    },
    reads={"scores": _scores},
    points={"customer": "customer", "owner": "user"},
    route=_route,
    asks=lambda: decided_by(S, director_too=policy("file_s_director")),
    settings=("file_s_director",),
    runs=lambda opportunity, user: user.id == opportunity.owner_id,
    binds=lambda opportunity: opportunity.decision is None,
    awaits=lambda opportunity: opportunity.status == Status.OPEN and opportunity.decision != Decision.AGREE,
    submitted=_submitted,
    ended=_ended,
    answers=ANSWERS,
    task=lambda title: _("Decide on the file of %(what)s", what=title),
    asks_password=False,
    quiet=True,
    facts=_facts,
)  # fmt: skip
