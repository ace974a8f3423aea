"""A row that is a customer already is linked to it; a branch is offered both ways (R13)."""

import pytest

from salesapp.customers.models import Customer
from salesapp.opportunities.sources import page as sources
from salesapp.prospecting.assignment.actions import give
from salesapp.prospecting.conversion import page as conversion
from salesapp.prospecting.linking import actions
from salesapp.prospecting.linking.page import company_of
from salesapp.prospecting.lists.rules import ProspectRefused
from salesapp.refusals import NotAllowed
from tests.customers.factories import contact_values, make_customer
from tests.pages import filled, part
from tests.prospecting.factories import NOW, add_row, commit, make_list, person_of

pytestmark = pytest.mark.usefixtures("frozen_clock")


def link(row, customer, by, people=()):
    return actions.link(row, customer.id, {one.id for one in people}, by=by, at=NOW)


def test_a_row_points_to_the_customer_and_keeps_its_source(cast):
    customer = make_customer(cast.lin)
    row = add_row(make_list(cast.lin), channel="referral", referrer="老客户周*")
    link(row, customer, cast.lin)
    commit()
    assert (row.result, row.customer_id, row.channel, row.referrer) == (
        "customer",
        customer.id,
        "referral",
        "老客户周*",
    )
    assert row.turns[-1].what == "linked" and customer.number in row.turns[-1].words
    assert conversion.origin(customer.id, cast.lin) is None  # it was registered by itself
    told = conversion.linked(customer.id, cast.lin)
    assert [one.prospect_id for one in told] == [row.id] and conversion.linked(customer.id, cast.chen) == []
    assert sources.sources(cast.lin)[0][0].customers.count == 1
    with pytest.raises(ProspectRefused):
        link(row, customer, cast.lin)


def test_only_a_customer_that_one_works_on_and_a_row_that_one_gives_away(cast):
    row = add_row(make_list(cast.lin))
    with pytest.raises(ProspectRefused, match="您负责"):
        link(row, make_customer(cast.chen), cast.lin)
    with pytest.raises(ProspectRefused):
        actions.link(row, None, (), by=cast.lin, at=NOW)
    with pytest.raises(NotAllowed):
        link(row, make_customer(cast.fang), cast.fang)
    assert (row.result, row.customer_id) == ("todo", None)


def test_the_people_that_are_ticked_become_contacts_once(cast):
    customer = make_customer(cast.lin, contacts=[contact_values(name="周*", mobile="+8613900010021")])
    people = [
        person_of(name="周*", mobile="+8613900010021"),
        person_of(name="吴*", title=None),
        person_of(name="郑*"),
    ]
    row = add_row(make_list(cast.lin), people=people, aware=True)
    link(row, customer, cast.lin, row.people[:2])
    assert [(one.name, one.title) for one in customer.contacts][1:] == [("吴*", "未知")]
    assert len(customer.contacts) == 2


def test_somebody_whom_one_cannot_reach_or_another_customer_has_is_refused_and_nothing_happens(
    cast, sign_in, db_session
):
    customer = make_customer(cast.lin)
    make_customer(cast.lin, contacts=[contact_values(name="钱*", mobile="+8613900010033")])
    people = [{"name": "吴*"}, person_of(name="钱*", mobile="+8613900010033")]
    row = add_row(make_list(cast.lin), people=people, aware=True)
    commit()
    client, url = sign_in("lin"), f"/prospects/{row.id}/link"
    for person, words in ((row.people[0], "须有姓名和电话"), (row.people[1], "钱*")):
        form = filled(client.get(url), "link-form") | {
            "customer_id": str(customer.id),
            "people": [str(person.id)],
        }
        answer = client.post(url, data=form)
        assert answer.status_code == 422 and words in part(answer, "people").text
        assert f'value="{person.id}" checked' in answer.text
    assert row.result == "todo" and len(customer.contacts) == 1


def test_it_is_chosen_on_the_page_with_those_that_agree(cast, sign_in, db_session):
    mine = make_customer(cast.lin, phone="0512-62881234")
    theirs = make_customer(cast.chen, phone="0512-62881235")
    row = add_row(
        make_list(cast.lin), phone="0512-62881234", people=[person_of(landline="0512-62881235")], aware=True
    )
    commit()
    client = sign_in("lin")
    assert f"/prospects/{row.id}/link" in client.get(f"/prospects/{row.id}").text
    page = client.get(f"/prospects/{row.id}/link")
    told = part(page, "matches")
    assert mine.number in told.text and theirs.number not in told.text and theirs.full_name not in told.text
    chosen = client.get(told.links["选这个客户"])
    sheet = filled(chosen, "link-form")
    assert sheet["customer_id"] == [str(mine.id)] and "people" not in sheet
    sent = client.post(f"/prospects/{row.id}/link", data=sheet)
    assert sent.status_code == 303 and row.customer_id == mine.id
    assert "关联到已有客户" in part(client.get(sent.location), "turns").text
    assert row.full_name not in client.get("/prospects?result=todo").text
    assert part(client.get(f"/customers/{mine.id}/origin"), "linked").links
    assert db_session.query(Customer).count() == 2


def test_nothing_chosen_and_whose_row_it_is_not(cast, sign_in):
    found = make_list(cast.lin)
    row = add_row(found)
    commit()
    client = sign_in("lin")
    url = f"/prospects/{row.id}/link"
    answer = client.post(url, data=filled(client.get(url), "link-form"))
    assert answer.status_code == 422 and part(answer, "customer_id-notes").text
    assert sign_in("chen").get(url).status_code == 404
    give(found, [row.id], cast.fang.id, None, by=cast.xu, at=NOW)
    commit()
    assert sign_in("lin").get(url).status_code == 404
    assert sign_in("lin").post(url, data={"customer_id": "1"}).status_code == 403
    assert sign_in("fang").get(url).status_code == 200


class TestBranch:
    """A branch whose telephone is that of a customer: a contact there, or a customer below it."""

    @pytest.fixture
    def company(self, cast):
        return make_customer(cast.lin, phone="0512-62881234")

    @pytest.fixture
    def row(self, cast, company):
        made = add_row(
            make_list(cast.lin),
            full_name="某某电子有限公司无锡分公司",
            phone="0512-62881234",
            aware=True,
            people=[person_of()],
        )
        commit()
        return made

    def test_both_are_offered(self, cast, sign_in, company, row):
        client = sign_in("lin")
        offer = part(client.get(f"/prospects/{row.id}/conversion"), "above")
        assert company.number in offer.text
        there = client.get(offer.links["把人员加为该客户的联系人"])
        assert filled(there, "link-form")["customer_id"] == [str(company.id)]
        below = client.get(offer.links["登记为该公司的下级"])
        sheet = filled(below, "customer-form")
        assert sheet["parent_id"] == [str(company.id)] and "将登记为该公司的下级" in part(below, "above").text
        sent = client.post(
            f"/prospects/{row.id}/conversion", data=sheet | {"size": "small", "not_same": [str(company.id)]}
        )
        assert sent.status_code == 303, part(sent, "error-summary").text
        assert row.customer_id and sent.location.endswith(str(row.customer_id))

    def test_not_to_whom_may_not_see_the_company(self, cast, sign_in, company, row):
        assert company_of(row, cast.lin).customer_id == company.id
        assert company_of(row, cast.chen) is None
        other = make_customer(cast.chen)
        commit()
        page = sign_in("lin").get(f"/prospects/{row.id}/conversion?parent={other.id}")
        assert filled(page, "customer-form")["parent_id"] in ([""], [])

    def test_nor_for_what_is_no_branch(self, cast, company):
        row = add_row(make_list(cast.lin), phone="0512-62881234", aware=True)
        assert company_of(row, cast.lin) is None
