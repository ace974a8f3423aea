"""Everything that is wrong is said in one round, each beside its field."""

import pytest

from salesapp.refusals import Refusal, check_all
from tests.activities.factories import sent
from tests.contracts.factories import make_contract, sign
from tests.contracts.sent import sheet_of
from tests.customers.factories import make_customer
from tests.pages import part


def refuse(field):
    def check():
        raise Refusal(f"no {field}", field=field)

    return check


def test_checks_that_need_not_one_another_refuse_all_at_once():
    check_all(lambda: None)
    with pytest.raises(Refusal, match="no one") as refused:
        check_all(refuse("one"), lambda: None, refuse("two"), refuse("three"))
    assert [each.field for each in refused.value.also] == ["two", "three"]


def said(answer, *fields):
    assert answer.status_code == 422
    return [part(answer, f"{field}-error").text for field in fields]


def test_an_empty_registration_names_every_field_in_one_round(cast, sign_in):
    answer = sign_in("lin").post("/customers", data={"source_channel": "referral", "kind": "potential"})
    fields = ("full_name", "contacts-0-name", "contacts-0-title", "contacts-0-mobile", "industry", "region", "size",
              "source_note", "first_contact_at")  # fmt: skip
    assert all(said(answer, *fields))
    assert "还差 9 处" in answer.text


def test_an_empty_record_names_what_was_said_and_what_comes_next_in_one_round(cast, db_session, sign_in):
    customer = make_customer(cast.lin)
    empty = sent(customer, summary="", next_at=None, next_purpose="", contacts=None)
    answer = sign_in("lin").post("/activities", data=empty)
    assert all(said(answer, "summary", "next_when", "next_purpose", "contacts"))
    assert "open" not in part(answer, "more").node.attributes


def test_a_next_contact_and_a_reason_for_none_are_refused_beside_the_reason(cast, db_session, sign_in):
    both = sent(make_customer(cast.lin), no_next_reason="项目暂停")
    assert said(sign_in("lin").post("/activities", data=both), "no_next_reason")


def test_each_empty_field_of_a_hand_off_is_named_beside_itself(cast, db_session, sign_in):
    contract = sign(make_contract(cast.lin), cast)
    gaps = sheet_of(contract) | {"needs": "", "delivery_place": ""}
    answer = sign_in("lin").post(f"/contracts/{contract.id}/handoffs", data=gaps)
    assert said(answer, "needs", "delivery_place") == ["请填写此项，确实没有的写“无”。"] * 2


def test_a_required_field_is_asked_for_in_the_same_words_everywhere(cast, db_session, sign_in):
    contract = make_contract(cast.lin)
    answer = sign_in("lin").post(f"/contracts/{contract.id}", data={"name": "", "version": contract.version})
    assert said(answer, "name") == ["请填写此项。"]
    assert "必填字段" not in answer.text
