"""The pages of a customer and of an opportunity, composed of blocks and one story (R45)."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from salesapp.activities.tasks.models import Task
from salesapp.opportunities import access
from tests.activities.factories import NOW, make_record
from tests.contracts.factories import make_contract, sign
from tests.customers.factories import make_customer

DAY = timedelta(days=1)


def page(response) -> str:
    return response.get_data(as_text=True)


class TestRecordPages:
    def test_a_customers_page_tells_the_whole_story(self, busy, sign_in):
        text = page(sign_in("lin").get(f"/customers/{busy.customer_id}"))
        for words in ("首次沟通", "SPIN 1/4", "演示排产方案", "起草合同", "登记", busy.name, "/forms/F01/"):
            assert words in text, words

    def test_an_opportunitys_page_does_too(self, busy, sign_in):
        text = page(sign_in("lin").get(f"/opportunities/{busy.id}"))
        for words in ("首次沟通", "起草合同", busy.number, "/forms/F07/"):
            assert words in text, words

    @pytest.mark.parametrize(
        ("show", "there", "not_there"),
        [
            ("contact", "SPIN 1/4", "起草合同"),
            ("contract", "起草合同", "SPIN 1/4"),
            ("change", "登记", "SPIN 1/4"),
        ],
    )
    def test_the_story_is_narrowed_by_a_filter_in_the_address(self, busy, sign_in, show, there, not_there):
        client, url = sign_in("lin"), f"/customers/{busy.customer_id}?show={show}"
        fragment = page(client.get(url, headers={"HX-Request": "true"}))
        assert there in fragment
        assert not_there not in fragment
        assert "<html" not in fragment

    def test_a_made_up_filter_or_moment_shows_everything(self, busy, sign_in):
        client = sign_in("lin")
        for query in ("show=everything", "before=gestern", "before=2026-01-01"):
            assert "SPIN 1/4" in page(client.get(f"/customers/{busy.customer_id}?{query}"))

    def test_a_long_story_goes_on(self, cast, db_session, sign_in):
        customer = make_customer(cast.lin, at=NOW - 90 * DAY, first_contact_at=NOW - 91 * DAY)
        for days in range(30):
            at = NOW - days * DAY
            make_record(
                cast.lin,
                customer=customer,
                at=at,
                summary=f"第{days:02}天",
                next_at=NOW + 9 * DAY,
                settles=[],
            )
        for task in db_session.scalars(select(Task)):
            task.finish(by=cast.lin, at=NOW)
        db_session.commit()
        client, seen, url = sign_in("lin"), set(), f"/customers/{customer.id}"
        for _turn in range(3):
            text = page(client.get(url))
            seen |= set(re.findall(r"第\d\d天", text))
            following = re.search(r'href="([^"]*before=[^"]*)"', text)
            if not following:
                break
            url = following[1].replace("&amp;", "&")
        assert len(seen) == 30

    @pytest.mark.parametrize(
        ("name", "status"),
        [("fang", 404), ("ma", 404), ("xu", 200), ("tang", 200), ("zheng", 404), ("admin", 403)],
    )
    def test_one_sees_it_or_it_is_not_there(self, busy, sign_in, name, status):
        client = sign_in(name)
        assert client.get(f"/customers/{busy.customer_id}").status_code == status
        assert client.get(f"/opportunities/{busy.id}").status_code == status

    @pytest.mark.parametrize("name", ["lin", "xu", "tang", "zheng"])
    def test_both_stay_within_twelve_queries_with_money_to_tell_of(
        self, cast, db_session, sign_in, price, name
    ):
        contract = sign(make_contract(cast.lin), cast)
        make_record(cast.lin, customer=contract.customer, opportunity_id=contract.opportunity_id)
        client = sign_in(name)
        assert price(client, f"/customers/{contract.customer_id}") <= 12
        assert price(client, f"/opportunities/{contract.opportunity_id}") <= 12


@pytest.mark.parametrize("path", ["/opportunities/{deal}", "/activities/new?customer={customer}"])
def test_who_sees_what_is_put_into_words_of_the_database_once(busy, sign_in, monkeypatch, path):
    client, url = sign_in("lin"), path.format(deal=busy.id, customer=busy.customer_id)
    assert client.get(url).status_code == 200
    asked, reasons = [], access._reasons
    monkeypatch.setattr(access, "_reasons", lambda user, **how: asked.append(user) or reasons(user, **how))
    assert client.get(url).status_code == 200
    assert not asked
