"""What a follow-up of each grade is about is offered to be ticked, and stands before the words (R30–R32)."""

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from sqlalchemy import select

from salesapp.activities.models import Activity
from tests.activities.factories import sent
from tests.customers.factories import make_customer
from tests.opportunities.factories import make_opportunity

OF_GRADE = {
    "S": ["同步方案进展", "解决客户异议"],
    "A": ["行业对比资料", "邀请线上交流会"],
    "B": ["行业动态", "产品更新"],
}


def offered(client, customer_id):
    page = HTMLParser(client.get(f"/activities/new?customer={customer_id}").text)
    return [label.text().strip() for label in page.css("label:has(input[name=topics])")]


@pytest.mark.parametrize("grade", OF_GRADE)
def test_a_grade_offers_what_its_follow_ups_are_about(cast, sign_in, grade):
    opportunity = make_opportunity(cast.lin, grade=grade)
    assert offered(sign_in("lin"), opportunity.customer_id) == OF_GRADE[grade]


def test_two_opportunities_offer_both_each_with_its_grade_and_none_offers_nothing(cast, sign_in):
    customer = make_customer(cast.lin)
    assert offered(sign_in("lin"), customer.id) == []
    for grade in ("B", "S"):
        make_opportunity(cast.lin, customer=customer, grade=grade)
    both = [(grade, words) for grade in ("S", "B") for words in OF_GRADE[grade]]
    found = [(label[0], label.split()[-1]) for label in offered(sign_in("lin"), customer.id)]
    assert found == both


@pytest.mark.parametrize(
    ("ticked", "words", "kept"),
    [
        (["progress"], "已发对比表", "同步方案进展：已发对比表"),
        (["progress", "doubts"], "", "同步方案进展、解决客户异议"),
        ([], "已发对比表", "已发对比表"),
    ],
)
def test_what_was_ticked_stands_before_the_words_and_is_enough(
    cast, db_session, sign_in, ticked, words, kept
):
    opportunity = make_opportunity(cast.lin)
    data = sent(opportunity.customer, opportunity_id=opportunity.id, summary=words, topics=ticked)
    assert sign_in("lin").post("/activities", data=data).status_code == 303
    assert db_session.scalars(select(Activity)).one().summary == kept


def test_a_topic_of_no_offered_grade_is_refused(cast, db_session, sign_in):
    opportunity = make_opportunity(cast.lin)
    data = sent(opportunity.customer, opportunity_id=opportunity.id, topics=["industry"])
    assert sign_in("lin").post("/activities", data=data).status_code == 422
    assert not db_session.scalars(select(Activity)).all()
