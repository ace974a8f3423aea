"""What becomes of objections: answered, resolved, counted on the card, asked for on their day, as long as it is open."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from salesapp.db import db
from salesapp.opportunities import actions as opportunities
from salesapp.playbook.objections import actions as bank
from salesapp.playbook.objections.models import ObjectionAnswer
from salesapp.proposals.objections import actions, queries
from salesapp.proposals.objections.models import CustomerObjection
from salesapp.proposals.objections.rules import ObjectionRefused, Share, View
from salesapp.proposals.rules import ProposalRefused
from salesapp.refusals import NotAllowed
from salesapp.work.models import WorkItem
from tests.opportunities.factories import make_opportunity
from tests.proposals.factories import NOW, make_objection, make_proposal, reply

LOST = {
    "status": "lost",
    "close_reason": "price",
    "close_note": "报价来晚了",
    "recontact_on": date(2027, 5, 10),
}


def asked() -> list[tuple[int | None, bool]]:
    """Return whose the rows of work about objections are, and whether each is done."""
    rows = db.session.scalars(
        select(WorkItem).where(WorkItem.kind == "customer_objection").order_by(WorkItem.id)
    )
    return [(row.user_id, row.done_at is not None) for row in rows]


def test_it_is_counted_on_the_card_until_it_is_resolved(cast):
    first = make_objection(cast.lin)
    second = make_objection(cast.lin, opportunity=first.opportunity, words="怕影响生产", kind="delivery")
    assert first.opportunity.open_objections == 2
    actions.answer(first, reply(), by=cast.lin, at=NOW)
    db.session.commit()
    assert (first.state, first.next_on, first.opportunity.open_objections) == ("eased", date(2026, 12, 1), 2)
    actions.answer(first, reply(state="resolved", next_on=None), by=cast.lin, at=NOW)
    actions.answer(second, reply(state="resolved", next_on=date(2026, 12, 1)), by=cast.lin, at=NOW)
    db.session.commit()
    assert first.opportunity.open_objections == 0
    assert (second.next_on, second.resolved_at) == (None, NOW)
    actions.answer(second, reply(state="open", next_on=date(2026, 12, 3)), by=cast.lin, at=NOW)
    assert (second.opportunity.open_objections, second.resolved_at) == (1, None)


def test_it_asks_its_owner_and_ends_with_the_opportunity_and_comes_back_with_it(cast):
    objection = make_objection(cast.lin)
    assert asked() == [(cast.lin.id, False)]
    opportunities.close(objection.opportunity, LOST, by=cast.lin, at=NOW)
    db.session.commit()
    assert asked() == [(cast.lin.id, True)]
    assert objection.state == "open", "what was not resolved is told as it is"
    with pytest.raises(ProposalRefused):
        actions.answer(objection, reply(), by=cast.lin, at=NOW)
    opportunities.reopen(objection.opportunity, "预算批了", by=cast.lin, at=NOW)
    db.session.commit()
    assert asked() == [(cast.lin.id, True), (cast.lin.id, False)]


def test_the_first_answer_may_be_written_down_with_it(cast):
    objection = make_objection(cast.lin, **reply(state="resolved", next_on=None))
    assert [each.points for each in objection.replies] == ["三年总成本对比"]
    assert (objection.state, objection.opportunity.open_objections) == ("resolved", 0)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"next_on": None}, "next_on"), ({"next_on": date(2026, 11, 22)}, "next_on"), ({"words": ""}, "words"),
        ({"state": "resolved"}, "points"), ({"method": "data"}, "points"), ({"points": "对比"}, "method"),
        ({"raised_on": date(2026, 11, 24)}, "raised_on"), ({"kind": "gone"}, "kind"),
    ],
)  # fmt: skip
def test_what_does_not_hold_together_is_refused(cast, changes, field):
    opportunity = make_opportunity(cast.lin)
    with pytest.raises(ObjectionRefused) as refusal:
        make_objection(cast.lin, opportunity=opportunity, **changes)
    assert field in {each.field for each in (refusal.value, *refusal.value.also)}


def test_contact_and_version_are_of_this_opportunity(cast):
    opportunity, other = make_opportunity(cast.lin), make_opportunity(cast.fang)
    strange = {
        "contact_id": other.customer.contacts[0].id,
        "proposal_id": make_proposal(cast.fang, opportunity=other).id,
    }
    for name, number in strange.items():
        with pytest.raises(ObjectionRefused) as refusal:
            make_objection(cast.lin, opportunity=opportunity, **{name: number})
        assert refusal.value.field == name
        db.session.rollback()


def test_shares_count_each_objection_once_and_only_the_answer_that_resolved_it(cast):
    bank.fill(at=NOW)
    first, second = db.session.scalars(select(ObjectionAnswer).order_by(ObjectionAnswer.id).limit(2)).all()
    for answers in (
        ((first, "eased"), (first, "resolved")),
        ((first, "open"), (second, "resolved")),
        ((first, "eased"),),
    ):
        objection = make_objection(cast.lin)
        for answer, state in answers:
            day = None if state == "resolved" else date(2026, 12, 1)
            actions.answer(
                objection, reply(state=state, next_on=day, answer_id=answer.id), by=cast.lin, at=NOW
            )
        db.session.commit()
    assert queries.shares() == {first.id: Share(3, 2, 1), second.id: Share(1, 0, 1)}
    assert queries.by_kind(cast.lin) == {"price": Share(3, 1, 2)}
    assert queries.by_kind(cast.fang) == {}


def test_an_answer_of_the_bank_that_is_gone_is_refused(cast):
    objection = make_objection(cast.lin)
    for name in ("answer_id", "evidence_id"):
        with pytest.raises(ObjectionRefused) as refusal:
            actions.answer(objection, reply(**{name: 999_999}), by=cast.lin, at=NOW)
        assert refusal.value.field == name


def test_only_those_who_work_on_it_answer_and_only_those_who_see_it_find_it(cast):
    objection = make_objection(cast.lin)
    with pytest.raises(NotAllowed):
        actions.answer(objection, reply(), by=cast.he, at=NOW)
    for user, sees in ((cast.lin, 1), (cast.xu, 1), (cast.fang, 0), (cast.zheng, 0)):
        assert len(queries.page(user, View.PENDING).rows) == sees, user.username
        assert (queries.find(objection.id, user) is not None) == bool(sees)


def test_the_list_goes_on_by_pages(cast):
    opportunity = make_opportunity(cast.lin)
    for n in range(5):
        make_objection(cast.lin, opportunity=opportunity, next_on=date(2026, 11, 26) + timedelta(days=n % 2))
    queries_page = queries.PAGE
    queries.PAGE = 3
    try:
        for view in View:
            first = queries.page(cast.lin, view)
            second = queries.page(cast.lin, view, cursor=first.next)
            ids = [row.id for row in (*first.rows, *second.rows)]
            assert len(ids) == len(set(ids)) == db.session.query(CustomerObjection).count() == 5
    finally:
        queries.PAGE = queries_page
