"""A customer is registered in two breaths: what one knows at once, and what the sheet wants within a day (F01, R44)."""

from sqlalchemy import select

from salesapp.customers.models import Customer
from tests.customers.factories import registration
from tests.pages import filled, part

AT_ONCE = {
    "contacts-0-decision_role": None, "contacts-0-privacy_notice_way": None, "contacts-0-privacy_notice_on": None,
    "contacts-0-department": None, "size": None, "revenue": None, "headcount": "320",
}  # fmt: skip


def test_what_one_knows_at_once_is_enough_and_the_size_follows_from_the_people(sign_in, db_session):
    answer = sign_in("lin").post("/customers", data=registration(**AT_ONCE))
    assert answer.status_code == 303
    customer = db_session.scalars(select(Customer)).one()
    (contact,) = customer.contacts
    assert (customer.size, contact.is_key) == ("medium", True)
    assert (contact.decision_role, contact.privacy_notice_way, contact.privacy_notice_on) == (
        None,
        None,
        None,
    )
    page = sign_in("lin").get(f"/customers/{customer.id}")
    assert "个人信息告知" in part(page, "facts").text


def test_without_people_or_size_the_headcount_is_asked_for(sign_in):
    answer = sign_in("lin").post("/customers", data=registration(**AT_ONCE | {"headcount": None}))
    assert answer.status_code == 422
    assert "请填写人数" in part(answer, "size-error").text


def test_a_notice_has_a_way_and_a_day_or_was_not_given_yet(sign_in):
    half = registration(**AT_ONCE | {"contacts-0-privacy_notice_way": "mail"})
    answer = sign_in("lin").post("/customers", data=half)
    assert "请填写此项" in part(answer, "contacts-0-privacy_notice_on-error").text
    assert "open" in part(answer, "fold-people").node.attributes
    assert "open" not in part(answer, "fold-company").node.attributes


def test_what_is_known_is_filled_in_and_nothing_that_one_attests(sign_in):
    known = filled(sign_in("lin").get("/customers/new"), "customer-form")
    assert known["first_contact_at"][0].startswith("2026-11-23T")
    assert known["contacts-0-is_key"] == ["y"]
    assert known["contacts-0-privacy_notice_on"] == known["contacts-0-privacy_notice_way"] == [""]


def test_each_fold_says_what_it_wants_and_no_longer_once_it_is_there(sign_in):
    client = sign_in("lin")
    page = client.get("/customers/new")
    assert part(page, "wants-company").text == "24 小时内补：统一社会信用代码、地址"
    assert part(page, "wants-people").text == "24 小时内补：决策角色、个人信息告知、联系人邮箱"
    typed = registration(address="木渎镇某某路 3 号", credit_code_kind="none")
    answer = client.post("/customers/checks", data=typed, headers={"HX-Request": "true"})
    assert 'id="wants-company"></span>' in answer.text
    assert "24 小时内补：联系人邮箱" in answer.text


def test_examples_say_that_they_are_examples(sign_in):
    page = part(sign_in("lin").get("/customers/new"), "customer-form")
    shown = [one.attributes.get("placeholder") for one in page.node.css("[placeholder]")]
    assert "例：苏州某某精密制造有限公司" in shown
    assert all(words.startswith("例：") for words in shown if "某某" in words)
