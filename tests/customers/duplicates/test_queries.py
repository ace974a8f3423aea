import pytest

from salesapp.chinese.company_names import Verdict
from salesapp.customers.duplicates import queries as duplicates
from salesapp.customers.duplicates.queries import Asked
from salesapp.customers.duplicates.rules import DuplicateRefused
from salesapp.db import db
from tests.customers.factories import contact_values, make_customer

CODE = "91110000600037341L"


@pytest.fixture
def known(cast):
    """A customer of Lin's, with everything that can agree."""
    customer = make_customer(
        cast.lin, full_name="苏州宏远精密制造有限公司", credit_code=CODE, credit_code_kind="code",
        phone="0512-62881234转801", kind="intending",
        contacts=[contact_values(name="周*", mobile="+8613800000021", landline="0512-66660000", email="zhou@hongyuan.cn")],
    )  # fmt: skip
    db.session.flush()
    return customer


@pytest.mark.parametrize(
    ("asked", "verdict", "field"),
    [
        (Asked(full_name="苏州宏远精密制造有限公司"), Verdict.HARD, "full_name"),
        (Asked(full_name="苏州宏远精密制造 有限公司"), Verdict.HARD, "full_name"),
        (Asked(full_name="完全不同的名字公司", credit_code=CODE), Verdict.HARD, "credit_code"),
        (Asked(full_name="完全不同的名字公司", mobiles=("", "+8613800000021")), Verdict.HARD, "mobile"),
        (Asked(full_name="宏远精密制造（苏州）有限公司"), Verdict.SOFT, "full_name"),
        (Asked(full_name="苏州洪远精密制造有限公司"), Verdict.SOFT, "full_name"),
        (Asked(full_name="宏远精密有限公司"), Verdict.SOFT, "full_name"),
        (Asked(full_name="苏州宏远精密制造有限公司无锡分公司"), Verdict.SOFT, "full_name"),
        (Asked(full_name="完全不同的名字公司", phone="0512-62881234"), Verdict.SOFT, "phone"),
        (Asked(full_name="完全不同的名字公司", landlines=("0512-66660000",)), Verdict.SOFT, "phone"),
        (Asked(full_name="完全不同的名字公司", addresses=("li@hongyuan.cn",)), Verdict.SOFT, "email"),
    ],
)
def test_what_agrees_is_found(known, cast, asked, verdict, field):
    matches = duplicates.find(asked, cast.fang)
    assert [(m.customer_id, m.verdict, m.field) for m in matches] == [(known.id, verdict, field)]


@pytest.mark.parametrize(
    "asked",
    [
        Asked(full_name="苏州宏远贸易有限公司"),
        Asked(full_name="无锡宏远精密制造有限公司"),
        Asked(full_name="宏远有限公司"),
        Asked(full_name="完全不同的名字公司", addresses=("a@qq.com",), phone="400-820-5555"),
        Asked(),
    ],
)
def test_different_firms_are_left_alone(known, cast, asked):
    assert duplicates.find(asked, cast.fang) == []


def test_the_borders_of_likeness_are_86_88_57_and_75(known, cast):
    assert duplicates.find(Asked(full_name="宏远精密制造（苏州）有限公司"), cast.lin)
    assert duplicates.find(Asked(full_name="苏州宏元精密制造有限公司"), cast.lin)
    assert not duplicates.find(Asked(full_name="苏州宏远贸易有限公司"), cast.lin)
    assert not duplicates.find(Asked(full_name="无锡宏远精密制造有限公司"), cast.lin)


def test_public_mail_and_shared_numbers_say_nothing(cast):
    make_customer(cast.lin, phone="400-820-5555", contacts=[contact_values(email="a@163.com")])
    db.session.flush()
    assert duplicates.find(Asked(phone="400-820-5555", addresses=("b@163.com",)), cast.fang) == []


def test_a_hard_key_refuses_and_says_whose_it_is_without_data_of_people(known, cast):
    for asked, field in (
        (Asked(full_name=known.full_name), "full_name"),
        (Asked(full_name="别的名字公司", credit_code=CODE), "credit_code"),
        (Asked(full_name="别的名字公司", mobiles=("", "+8613800000021")), "contacts-1-mobile"),
    ):
        with pytest.raises(DuplicateRefused) as refused:
            duplicates.check(asked, cast.fang)
        assert refused.value.field == field
        assert cast.lin.name in refused.value.message and "0021" not in refused.value.message
    assert known.number not in refused.value.message


def test_a_soft_match_is_answered_by_saying_that_it_is_another_firm(known, cast):
    asked = Asked(full_name="宏远精密制造（苏州）有限公司")
    with pytest.raises(DuplicateRefused):
        duplicates.check(asked, cast.fang)
    duplicates.check(asked, cast.fang, aware_of=[known.id])


def test_a_hard_match_cannot_be_waved_away(known, cast):
    with pytest.raises(DuplicateRefused):
        duplicates.check(Asked(full_name=known.full_name), cast.fang, aware_of=[known.id])


def test_without_a_right_only_the_masked_line_is_given(known, cast):
    known.owner.name = "林小青"
    db.session.flush()
    stranger = duplicates.find(Asked(full_name="别的名字公司", credit_code=CODE), cast.fang)[0]
    assert (stranger.visible, stranger.name, stranger.kind) == (
        False,
        None,
        "intending",
    ) and stranger.owner_name.startswith("林*")
    owner = duplicates.find(Asked(full_name="别的名字公司", credit_code=CODE), cast.lin)[0]
    assert (owner.visible, owner.name, owner.owner_name) == (True, known.full_name, "林小青")


def test_a_customer_is_no_duplicate_of_itself(known, cast):
    assert duplicates.find(Asked(full_name=known.full_name, credit_code=CODE, but=known.id), cast.lin) == []


def test_who_left_does_not_block_their_number(known, cast):
    known.contacts[0].status = "left"
    db.session.flush()
    assert duplicates.find(Asked(mobiles=("+8613800000021",)), cast.fang) == []


@pytest.mark.parametrize(
    "name", ["%%%%有限公司", "____有限公司", "\\\\有限公司", "'; DROP TABLE customer; --", "甲" * 1000]
)
def test_strange_names_are_looked_up_literally(known, cast, name):
    assert duplicates.find(Asked(full_name=name), cast.lin) == []


def test_a_limit_set_by_the_supervisor_counts_at_once(known, cast, monkeypatch):
    monkeypatch.setattr(duplicates, "policy", lambda key: 70)
    assert duplicates.find(Asked(full_name="无锡宏远精密制造有限公司"), cast.lin)
