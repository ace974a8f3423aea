"""What becomes of proposals: versions, presentations, authors that change, opportunities that end."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from salesapp.accounts.belongings import queries as belongings
from salesapp.activities.handouts.models import Handout
from salesapp.db import db
from salesapp.opportunities import actions as opportunities
from salesapp.playbook.library import actions as library
from salesapp.proposals import access, actions, queries
from salesapp.proposals.models import Proposal
from salesapp.proposals.rules import ProposalRefused, Status
from salesapp.refusals import NotAllowed
from tests.opportunities.factories import make_opportunity
from tests.proposals.factories import LINE, NOW, TODAY, make_proposal, presentation

LATER = NOW + timedelta(days=1)


def shown(proposal, by, at=NOW, **changes):
    actions.present(proposal, presentation(proposal, **changes), by=by, at=at)
    db.session.commit()
    return proposal


def test_versions_go_on_from_what_was_presented(cast):
    first = shown(make_proposal(cast.lin), cast.lin)
    second = actions.renew(first, "客户要先上两条线", anew=False, by=cast.lin, at=LATER)
    assert (second.version_words, second.yearly, second.why) == (
        "V1.1",
        Decimal("240000.00"),
        "客户要先上两条线",
    )
    changed = replace(LINE, gain=Decimal("30000.00"))
    actions.change(second, {"title": "排产方案"}, [changed], by=cast.lin, at=LATER)
    db.session.commit()
    assert first.yearly == Decimal("240000.00"), "what was presented stays as it was shown"
    assert second.yearly == Decimal("360000.00")
    shown(second, cast.lin, at=LATER, presented_on=TODAY + timedelta(days=1))
    third = actions.renew(second, "换成云端", anew=True, by=cast.lin, at=LATER)
    assert third.version_words == "V2.0"
    assert queries.latest(first.opportunity_id, presented=True) is second


def test_numbers_of_withdrawn_versions_are_not_given_again(cast):
    first = make_proposal(cast.lin)
    actions.withdraw(first, "客户停了", by=cast.lin, at=NOW)
    db.session.commit()
    assert make_proposal(cast.lin, opportunity=first.opportunity).version_words == "V2.0"


def test_what_may_not_be_done_with_a_version_is_refused(cast):
    first = make_proposal(cast.lin)
    with pytest.raises(ProposalRefused, match="V1.0"):
        make_proposal(cast.lin, opportunity=first.opportunity)
    with pytest.raises(ProposalRefused):
        actions.renew(first, "新", anew=False, by=cast.lin, at=NOW)
    shown(first, cast.lin)
    for verb in (
        lambda: actions.change(first, {"title": "换"}, [LINE], by=cast.lin, at=NOW),
        lambda: actions.present(first, presentation(first), by=cast.lin, at=NOW),
        lambda: actions.withdraw(first, "不要了", by=cast.lin, at=NOW),
    ):
        with pytest.raises(ProposalRefused):
            verb()
    second = actions.renew(first, "新", anew=False, by=cast.lin, at=NOW)
    with pytest.raises(ProposalRefused) as refusal:
        actions.present(second, presentation(second, presented_on=date(2026, 11, 20)), by=cast.lin, at=NOW)
    assert refusal.value.field == "presented_on"


def test_listeners_are_people_of_the_customer(cast):
    proposal, stranger = make_proposal(cast.lin), make_opportunity(cast.fang).customer.contacts[0]
    with pytest.raises(ProposalRefused) as refusal:
        actions.present(proposal, presentation(proposal, listener_ids=[stranger.id]), by=cast.lin, at=NOW)
    assert refusal.value.field == "listener_ids"


def test_a_case_that_was_shown_counts_as_given_and_an_old_one_is_refused(cast):
    case = {"kind": "case", "name": "某泵业", "figure": "缩短 15%", "summary": "先排产", "active": True}
    fresh = library.save_item(None, case, by=cast.xu, at=NOW)
    gone = library.save_item(
        None, case | {"name": "旧案例", "expires_on": date(2026, 11, 1)}, by=cast.xu, at=NOW
    )
    db.session.commit()
    with pytest.raises(ProposalRefused) as refusal:
        make_proposal(cast.lin, case_id=gone.id)
    assert refusal.value.field == "case_id"
    db.session.rollback()
    shown(make_proposal(cast.lin, case_id=fresh.id), cast.lin, gave_case=True)
    assert db.session.scalars(select(Handout.item_id)).all() == [fresh.id]


def test_who_reads_only_does_not_write_and_technical_support_writes_where_it_helps(cast):
    mine = make_opportunity(cast.lin)
    for user in (cast.he, cast.zheng):
        assert not access.may_write(mine.id, user)
        with pytest.raises(NotAllowed):
            make_proposal(user, opportunity=mine)
    opportunities.share(mine, [cast.he.id], by=cast.lin, at=NOW)
    db.session.commit()
    assert make_proposal(cast.he, opportunity=mine).author is cast.he


def test_drafts_end_with_a_lost_opportunity_and_are_told_before(cast):
    proposal = make_proposal(cast.lin)
    heaps = belongings.ending_with(("opportunity", proposal.opportunity_id))
    assert [(heap.name, [one.words for one in heap.held]) for heap in heaps] == [
        ("proposal_drafts", ["排产方案"])
    ]
    values = {
        "status": "lost", "close_reason": "price", "close_note": "报价来晚了", "recontact_on": date(2027, 5, 10),
        "ends": ["proposal_drafts"],
    }  # fmt: skip
    opportunities.close(proposal.opportunity, values, by=cast.lin, at=NOW)
    db.session.commit()
    assert proposal.status == Status.WITHDRAWN
    assert proposal.opportunity.number in proposal.withdrawn_why
    with pytest.raises(ProposalRefused):
        make_proposal(cast.lin, opportunity=proposal.opportunity)


def test_a_draft_goes_along_to_the_next_owner(cast):
    proposal = make_proposal(cast.lin)
    assert [heap.name for heap in belongings.of_person(cast.lin.id) if heap.name == "proposal_drafts"]
    actions.take_over([proposal.id], cast.fang, by=cast.xu, at=NOW, reason="休假")
    db.session.commit()
    assert proposal.author is cast.fang


def test_only_those_who_see_the_opportunity_see_it(cast):
    proposal = make_proposal(cast.lin)
    for user, sees in (
        (cast.lin, True),
        (cast.xu, True),
        (cast.tang, True),
        (cast.fang, False),
        (cast.admin, False),
    ):
        assert access.sees(proposal.id, user) is sees, user.username
        assert (queries.find(proposal.id, user) is not None) is sees
    assert db.session.scalar(access.visible_to(cast.chen).with_only_columns(Proposal.id)) is None
