"""What people type of a contact: what they are called, numbers with labels, two numbers, a switchboard."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from salesapp.activities.letters.page import _values
from salesapp.customers.contacts.models import Contact
from salesapp.db import db
from tests.customers.contacts.test_screens import contact_form
from tests.customers.factories import make_contact, make_customer
from tests.pages import part


def send(sign_in, customer, **changes):
    return sign_in("lin").post(
        f"/customers/{customer.id}/contacts", data=contact_form(name="钱伟", **changes)
    )


def added() -> Contact | None:
    return db.session.scalar(select(Contact).where(Contact.name == "钱伟"))


@pytest.fixture
def customer(cast):
    found = make_customer(cast.lin)
    db.session.commit()
    return found


@pytest.mark.parametrize(
    ("typed", "stored", "shown"),
    [
        ("女士", "ms", "女士"),
        ("先生", "mr", "先生"),
        ("mr", "mr", "先生"),
        ("钱工", "钱工", "钱工"),
        ("钱总", "钱总", "钱总"),
        ("", None, ""),
    ],
)
def test_a_contact_is_called_whatever_one_calls_them(sign_in, customer, typed, stored, shown):
    assert send(sign_in, customer, salutation=typed).status_code == 303
    assert added().salutation == stored
    page = sign_in("lin").get(f"/customers/contacts/{added().id}/edit")
    salutation = part(page, "salutation").node.attributes
    assert (salutation["value"] or "", salutation["list"]) == (shown, "salutations")
    assert shown in sign_in("lin").get(f"/customers/{customer.id}").text


@pytest.mark.parametrize("typed", ["<b>", "123", "钱" * 21])
def test_what_nobody_is_called_is_refused_beside_the_field(sign_in, customer, typed):
    answer = send(sign_in, customer, salutation=typed)
    assert answer.status_code == 422 and part(answer, "salutation-error") and added() is None


def test_a_mobile_number_may_carry_label_and_remark(sign_in, customer):
    assert send(sign_in, customer, mobile="手机：138 0013 8009（微信同号）").status_code == 303
    assert added().mobile == "+8613800138009" and added().wechat is None


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("0512-62881234-801", "0512-62881234转801"), ("0512-62881234/35", "0512-62881234/0512-62881235"),
     ("62881234", "0512-62881234"), ("0086-512-62881234", "0512-62881234")],
)  # fmt: skip
def test_a_landline_is_read_as_it_is_written(sign_in, customer, typed, stored):
    assert send(sign_in, customer, landline=typed).status_code == 303
    assert added().landline == stored and added().landline_key == "051262881234"


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [("landline", "95588", "总机短号"), ("landline", "00512-62881234", "前面多了一位"),
     ("landline", "021-6137888", "021 后应为8位"),
     ("mobile", "00512-62881234", "前面多了一位"), ("mobile", "13800138000/13900139000", "一"),
     ("landline", "0512-62881234转801/0512-62881235转802/0512-62881236转803", "最多填两个")],
)  # fmt: skip
def test_what_cannot_be_dialled_is_refused_beside_the_field(sign_in, customer, name, typed, said):
    answer = send(sign_in, customer, **{name: typed})
    assert answer.status_code == 422 and said in part(answer, f"{name}-error").text and added() is None


def test_a_letter_begins_with_what_the_contact_is_called(cast):
    customer = make_customer(cast.lin)
    for name, salutation, begins in (("西门庆", "mr", "西门先生"),
    ("阿依古丽·买买提", "ms", "阿依古丽·买买提女士"), ("周敏", "周总", "周总"),
                                     ("钱伟", None, "钱伟")):  # fmt: skip
        person = make_contact(customer, name=name, salutation=salutation)

        class Record:
            pass

        record = Record()
        record.customer, record.started_at, record.next_at, record.next_purpose = (
            customer,
            person.created_at,
            None,
            None,
        )
        record.need_payoff = record.summary = None
        assert _values(record, person, cast.lin, "某某公司")["称谓"] == begins


def test_shown_numbers_and_mails_are_copied_with_one_press(sign_in, customer, cast):
    person = make_contact(customer, name="钱伟", landline="0512-62881234", email="qian@wei.example")
    db.session.commit()
    page = sign_in("lin").get(f"/customers/{customer.id}")
    assert f'data-copy="mail-{person.id}"' in page.text
    answer = sign_in("lin").post(f"/customers/contacts/{person.id}/reveals", headers={"HX-Request": "true"})
    for place, number in ((1, "138"), (2, "0512-62881234")):
        assert f'data-copy="number-{person.id}-{place}"' in answer.text
        assert number in part(answer, f"number-{person.id}-{place}").text or place == 1


def test_how_a_number_was_read_is_told_and_offered_while_one_types(sign_in):
    client = sign_in("lin")
    told = client.get(
        "/readings/numbers/telephone", query_string={"contacts-0-mobile": "手机：138 0013 8000（微信同号）"}
    ).text
    assert "= 138 0013 8000" in told and "微信同号" in told
    assert 'value="138 0013 8000" data-offer="contacts-0-mobile"' in told
    assert 'value="13800138000" data-offer="contacts-0-wechat"' in told
    plain = client.get("/readings/numbers/telephone", query_string={"landline": "0512-62881234-801"}).text
    assert "= 0512-62881234转801" in plain and "data-offer" not in plain
    assert client.get("/readings/numbers/telephone?mobile=138 0013 8000").text.strip() == ""
    assert client.get("/readings/numbers/telephone?mobile=138").text.strip() == ""
