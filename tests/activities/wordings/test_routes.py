"""Wordings filled for a customer, on the screen (R15)."""

import pytest

from salesapp.db import db
from salesapp.playbook.scripts import actions as scripts
from salesapp.trail.models import AuditEntry
from tests.activities.factories import make_record, need, promise
from tests.conftest import MONDAY
from tests.customers.factories import make_customer
from tests.pages import part


@pytest.fixture
def customer(db_session, cast):
    scripts.fill(at=MONDAY)
    customer = make_customer(cast.lin)
    customer.contacts[0].email = "zhou@example.cn"
    customer.contacts[0].mobile = "+8613800138000"
    db.session.commit()
    return customer


def test_a_wording_is_filled_with_the_customers_data_and_its_gaps_are_marked(customer, cast, sign_in):
    make_record(cast.lin, customer=customer, promises=[promise("同行案例两份")])
    db.session.commit()
    page = sign_in("lin").get(f"/wordings?customer={customer.id}&kind=mail")

    wording = part(page, "wording").text
    assert (customer.short_name or customer.full_name) in wording
    assert "林*" in wording
    assert "利益点" in wording and "{利益点}" not in wording
    assert "利益点" in part(page, "gaps").text
    assert "mailto:zhou@example.cn?subject=" in page.text
    assert "tel:+8613800138000" in page.text
    assert "sms:+8613800138000?&amp;body=" in page.text


def test_only_the_customers_own_words_are_said_back_to_them(customer, cast, sign_in):
    needs = [
        need("一个月内接通。", "time"), need("全厂排产", "function"), need("其实想压价", "other", source="judgement"),
        need("预算不超四十万", "budget"),
    ]  # fmt: skip
    inside = {"summary": "老板在犹豫", "need_payoff": "想明年再说"}
    make_record(cast.lin, customer=customer, needs=needs, **inside)
    db.session.commit()
    wording = part(sign_in("lin").get(f"/wordings?customer={customer.id}&kind=visit_booking"), "wording").text
    assert "上次您提到一个月内接通、全厂排产，" in wording
    assert not [words for words in (*inside.values(), "压价", "四十万") if words in wording]


def test_without_words_of_the_customer_the_place_is_a_gap(customer, cast, sign_in):
    make_record(cast.lin, customer=customer, summary="老板在犹豫", need_payoff="想明年再说")
    db.session.commit()
    page = sign_in("lin").get(f"/wordings?customer={customer.id}&kind=visit_booking")
    assert "需求" in part(page, "gaps").text and "想明年再说" not in page.text


def test_what_is_missing_is_put_in_by_hand_and_nothing_is_kept(customer, sign_in):
    client = sign_in("lin")
    page = client.get(f"/wordings?customer={customer.id}&kind=mail&with-利益点=交期缩短 15%")

    assert "交期缩短 15%" in part(page, "wording").text
    assert "交期缩短" not in client.get(f"/wordings?customer={customer.id}&kind=mail").text


def test_that_a_full_number_was_shown_is_noted(customer, sign_in):
    sign_in("lin").get(f"/wordings?customer={customer.id}")

    noted = db.session.query(AuditEntry).filter_by(event="unmask", object_id=customer.contacts[0].id).count()
    assert noted == 1


def test_who_refuses_greetings_gets_no_link(customer, sign_in):
    customer.contacts[0].accepts_greetings = False
    db.session.commit()
    page = sign_in("lin").get(f"/wordings?customer={customer.id}&kind=greeting")

    assert "不接收节日问候" in page.text
    assert "sms:" not in page.text and "mailto:" not in page.text


def test_a_colleagues_customer_is_chosen_again_and_shows_nothing(customer, sign_in):
    page = sign_in("chen").get(f"/wordings?customer={customer.id}")

    assert page.status_code == 200
    assert customer.full_name not in page.text


def test_the_customer_is_chosen_by_typing(customer, sign_in):
    answer = sign_in("lin").get(
        "/wordings", query_string={"customer_text": customer.full_name, "kind": "mail"}
    )

    assert answer.status_code == 303
    assert (
        f"customer={customer.id}" in answer.headers["Location"] and "kind=mail" in answer.headers["Location"]
    )
    assert "没有这个名称的客户" in sign_in("lin").get("/wordings?customer_text=没有这家").text


def test_a_supervisor_previews_what_is_being_written_for_a_real_customer(customer, sign_in):
    data = {
        "kind": "mail",
        "subject": "给{客户全称}",
        "body": "{称谓}您好 {节日} {利益点}",
        "customer": customer.id,
    }
    page = sign_in("xu").post("/wordings/previews", data=data)

    assert f"给{customer.full_name}" in page.text
    assert "元旦" in part(page, "preview").text
    assert "利益点" in part(page, "preview").text
    assert sign_in("lin").post("/wordings/previews", data=data).status_code == 403
    assert sign_in("ma").post("/wordings/previews", data=data).status_code == 404


def test_the_page_costs_as_much_for_many_records_as_for_one(customer, cast, sign_in, count_queries):
    client = sign_in("lin")
    client.get(f"/wordings?customer={customer.id}")
    with count_queries() as one:
        client.get(f"/wordings?customer={customer.id}")
    for _each in range(4):
        make_record(cast.lin, customer=customer, promises=[promise("案例")])
    db.session.commit()
    with count_queries() as many:
        client.get(f"/wordings?customer={customer.id}")
    assert many.total <= one.total
