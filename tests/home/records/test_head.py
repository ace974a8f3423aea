"""The head of a record: what one came for, and the acts under the thumb."""

from sqlalchemy import select

from salesapp.trail.models import AuditEntry
from tests.activities.factories import NOW
from tests.contracts.factories import make_contract, sign
from tests.customers.factories import contact_values, make_customer
from tests.home.conftest import DAY
from tests.opportunities.factories import make_opportunity
from tests.pages import part

HTMX = {"HX-Request": "true"}


def test_an_opportunity_says_grade_amount_lateness_day_and_stage(busy, sign_in):
    busy.next_due_on = (NOW - 3 * DAY).date()
    strip = part(sign_in("lin").get(f"/opportunities/{busy.id}"), "strip").text
    for words in ("S", "38.6", "逾期", "本周 0/2", busy.expected_close_on.isoformat(), "商务谈判 4/5"):
        assert words in strip, words


def test_a_customer_says_what_is_open_and_how_late_it_is(busy, sign_in):
    strip = part(sign_in("lin").get(f"/customers/{busy.customer_id}"), "strip").text
    for words in ("S", "38.6", "在谈金额", "潜在"):
        assert words in strip, words


def test_a_customer_without_business_says_how_it_stands(cast, sign_in):
    strip = part(sign_in("lin").get(f"/customers/{make_customer(cast.lin).id}"), "strip").text
    assert "潜在" in strip and "在谈金额" not in strip


def test_a_contract_says_amount_state_and_when_it_is_handed_over(cast, db_session, sign_in):
    contract = make_contract(cast.lin)
    url = f"/contracts/{contract.id}"
    before = part(sign_in("lin").get(url), "strip").text
    assert "38.60" in before and "交接" not in before
    sign(contract, cast)
    assert "交接" in part(sign_in("lin").get(url), "strip").text


def test_the_acts_are_a_call_a_record_and_the_rest(busy, sign_in):
    for path in (f"/customers/{busy.customer_id}", f"/opportunities/{busy.id}"):
        acts = part(sign_in("lin").get(path), "acts")
        assert acts.node.css_first("#call button") is not None
        assert "/activities/new" in acts.links["记一次沟通"]
        assert "更多" in acts.text and "编辑" in acts.text


def test_the_call_shows_the_number_as_a_link_that_dials_and_is_noted(cast, db_session, sign_in):
    customer = make_customer(cast.lin, contacts=[contact_values(mobile="+8613800000021")])
    (contact,) = customer.contacts
    url = f"/customers/contacts/{contact.id}/reveals"
    call = part(sign_in("lin").post(url, data={"call": "1"}, headers=HTMX), "call")
    assert call.text == "138 0000 0021"
    assert call.node.attributes["href"] == "tel:+8613800000021"
    noted = db_session.scalars(select(AuditEntry).where(AuditEntry.event == "unmask")).all()
    assert [entry.object_id for entry in noted] == [contact.id]


def test_whoever_has_no_number_is_looked_for_among_the_people(cast, sign_in):
    opportunity = make_opportunity(cast.lin)
    opportunity.key_contact_id = None
    acts = part(sign_in("lin").get(f"/opportunities/{opportunity.id}"), "acts")
    assert acts.links["电话"] == f"/customers/{opportunity.customer_id}#contacts"


def test_a_signature_bears_a_day_without_an_hour(cast, db_session, sign_in):
    contract = make_contract(cast.lin)
    sign(contract, cast)
    story = part(sign_in("lin").get(f"/opportunities/{contract.opportunity_id}?show=contract"), "story").text
    signed, approved = story.index("合同签订"), story.index("合同审批通过")
    assert "12:00" not in story
    assert signed < approved
