"""What is done about proposals: one is written, renewed, presented, withdrawn; it follows its author and its opportunity."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from salesapp.accounts.models import User
from salesapp.activities.handouts.actions import hand_out
from salesapp.db import db
from salesapp.documents.attachments.actions import attach_all
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.rules import Status as Ending
from salesapp.playbook.library import queries as library
from salesapp.playbook.library.rules import check_offered
from salesapp.proposals import access, queries, rules
from salesapp.proposals.models import Proposal
from salesapp.proposals.value.rules import Point
from salesapp.refusals import Refusal
from salesapp.web import clock
from salesapp.words import gettext as _


def write(
    opportunity: Opportunity, values: Mapping[str, Any], points: Sequence[Point], *, by: User, at: datetime
) -> Proposal:
    """Write the first version of a proposal, or the next one where there were others before (R34)."""
    _check_begin(opportunity, by)
    major, minor = rules.next_version(queries.highest(opportunity.id), anew=True)
    return _begin(opportunity, (major, minor), values, points, why=None, by=by, at=at)


def _check_begin(opportunity: Opportunity, by: User) -> None:
    access.check_writes(opportunity, by)
    rules.check_open(opportunity.status == Ending.OPEN)
    draft = queries.draft(opportunity.id)
    rules.check_no_draft((draft.major, draft.minor) if draft is not None else None)


def _begin(
    opportunity: Opportunity, version: tuple[int, int], values: Mapping[str, Any], points: Sequence[Point], *,
    why: str | None, by: User, at: datetime,
) -> Proposal:  # fmt: skip
    major, minor = version
    proposal = Proposal(
        opportunity_id=opportunity.id, major=major, minor=minor, title="", why=why, author=by, created_at=at, updated_at=at
    )  # fmt: skip
    proposal.status = rules.Status.DRAFT
    _fill(proposal, values, points, at=at)
    db.session.add(proposal)
    db.session.flush()
    _keep_files(proposal, values, by, at)
    return proposal


def _fill(proposal: Proposal, values: Mapping[str, Any], points: Sequence[Point], *, at: datetime) -> None:
    case_id = values.get("case_id")
    if case_id and case_id != proposal.case_id:
        item = library.find(case_id)
        if item is None:
            raise rules.ProposalRefused(_("Choose a case of the library."), field="case_id")
        try:
            check_offered(item.active, item.expires_on, clock.local(at).date())
        except Refusal as refused:
            raise rules.ProposalRefused(refused.message, field="case_id") from refused
    proposal.write(values, points, at=at)


def _keep_files(proposal: Proposal, values: Mapping[str, Any], by: User, at: datetime) -> None:
    if files := values.get("files"):
        attach_all(files, proposal, by=by, at=at)


def change(
    proposal: Proposal, values: Mapping[str, Any], points: Sequence[Point], *, by: User, at: datetime
) -> Proposal:
    """Change a draft."""
    access.check_writes(proposal.opportunity, by)
    rules.check_open(proposal.opportunity.status == Ending.OPEN)
    _fill(proposal, values, points, at=at)
    _keep_files(proposal, values, by, at)
    return proposal


def renew(proposal: Proposal, why: str | None, *, anew: bool, by: User, at: datetime) -> Proposal:
    """Begin the next version with what this one says, and with what is to be new in it."""
    _check_begin(proposal.opportunity, by)
    said = rules.check_why(why)[:200]
    version = rules.next_version(queries.highest(proposal.opportunity_id), anew=anew)
    values = {"title": proposal.title, "case_id": None}
    renewed = _begin(proposal.opportunity, version, values, proposal.lines, why=said, by=by, at=at)
    renewed.case_id = proposal.case_id
    return renewed


def present(proposal: Proposal, values: Mapping[str, Any], *, by: User, at: datetime) -> Proposal:
    """Note when, how and to whom a version was presented; the case that was shown counts as given (R34, F08)."""
    opportunity = proposal.opportunity
    access.check_writes(opportunity, by)
    rules.check_open(opportunity.status == Ending.OPEN)
    wanted = set(values.get("listener_ids") or ())
    listeners = [one for one in queries.people(opportunity.customer_id, tuple(wanted)) if one.id in wanted]
    proposal.present(
        values, listeners, before=queries.presented_before(proposal),
        opened_on=clock.local(opportunity.created_at).date(), today=clock.local(at).date(), at=at,
    )  # fmt: skip
    if values.get("gave_case") and proposal.case_id:
        _give_case(proposal, by, at)
    return proposal


def check_presentation(proposal: Proposal, values: Mapping[str, Any], *, at: datetime) -> None:
    """Refuse a presentation that cannot have been: all that is wrong at once."""
    opportunity, wanted = proposal.opportunity, tuple(values.get("listener_ids") or ())
    people = queries.people(opportunity.customer_id, wanted) if wanted else ()
    rules.check_presentation(
        values["presented_on"], today=clock.local(at).date(), opened_on=clock.local(opportunity.created_at).date(),
        before=queries.presented_before(proposal), listeners=len(people),
    )  # fmt: skip


def _give_case(proposal: Proposal, by: User, at: datetime) -> None:
    try:
        hand_out(
            proposal.case_id, proposal.opportunity.customer_id, proposal.presented_way or "", by=by, at=at
        )
    except Refusal as refused:
        raise rules.ProposalRefused(refused.message, field="gave_case") from refused


def withdraw(proposal: Proposal, why: str | None, *, by: User, at: datetime) -> Proposal:
    """Take a draft back."""
    access.check_writes(proposal.opportunity, by)
    proposal.withdraw(why, at=at)
    return proposal


# ------------------------------------------------------------------- people and opportunities change


def take_over(ids: Sequence[int], to: User, *, by: User, at: datetime, reason: str | None) -> None:
    """Let a successor complete what is still written."""
    for proposal in queries.these(ids):
        proposal.pass_to(to)


def end(ids: Sequence[int], *, by: User, at: datetime, reason: str) -> None:
    """Withdraw the drafts of an opportunity that has ended."""
    for proposal in queries.these(ids):
        proposal.withdraw(reason, at=at)
