"""The search for everything: what is found, by whom (conventions 3.12)."""

from urllib.parse import quote

import pytest

from salesapp import capability
from salesapp.customers.search.pairs import models as pairs
from tests.activities.factories import make_record
from tests.customers.factories import contact_values, make_customer


def page(response) -> str:
    return response.get_data(as_text=True)


class TestSearch:
    @pytest.fixture
    def customer(self, cast, db_session):
        contact = contact_values(name="钱学敏", mobile="+8613800138765")
        found = make_customer(cast.lin, full_name="昆山某某塑胶有限公司", contacts=[contact])
        db_session.commit()
        return found

    def search(self, client, words):
        return client.get(f"/search?q={quote(words)}")

    @pytest.mark.parametrize("words", ["塑胶", "sujiao", "ksmm", "8765", "钱学敏", "昆山某某塑胶有限公司"])
    def test_a_customer_is_found_by_name_pinyin_initials_and_the_tail_of_a_phone(
        self, customer, sign_in, words
    ):
        text = page(self.search(sign_in("lin"), words))
        assert customer.full_name in text
        assert f"/customers/{customer.id}" in text

    def test_a_whole_number_opens_its_record(self, busy, sign_in, cast, db_session):
        client, record = sign_in("lin"), make_record(cast.lin)
        db_session.commit()
        for number, place in (
            (busy.number, f"/opportunities/{busy.id}"),
            (busy.customer.number.lower(), f"/customers/{busy.customer_id}"),
            (record.number, f"/activities/{record.id}"),
        ):
            answer = self.search(client, number)
            assert (answer.status_code, answer.headers["Location"]) == (303, place)

    @pytest.mark.parametrize("name", ["chen", "fang", "admin"])
    def test_nobody_finds_what_they_may_not_see(self, customer, busy, sign_in, name):
        client = sign_in(name)
        assert customer.full_name not in page(self.search(client, "塑胶"))
        assert self.search(client, busy.number).status_code == 200

    @pytest.mark.parametrize("words", ["", "   ", "%", "_", "不存在的公司", "'; --", "x" * 500, "\\", "~"])
    def test_nothing_found_says_what_to_try(self, customer, sign_in, words):
        assert "可输入名称中的两个字" in page(self.search(sign_in("fang"), words))

    def test_the_box_offers_addresses_while_one_types(self, customer, sign_in):
        text = page(sign_in("lin").get(f"/search/suggest?q={quote('塑胶')}"))
        assert f'<option value="/customers/{customer.id}"' in text

    def test_each_kind_of_record_takes_one_query_and_those_with_pairs_one_more(
        self, customer, sign_in, price
    ):
        kinds = sum(len(part.searches) for part in capability.installed())
        assert price(sign_in("lin"), f"/search?q={quote('塑胶')}") <= kinds + len(pairs.KEPT)
