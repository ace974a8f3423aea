"""Lists of customers: searched, filtered, by pages."""

from datetime import timedelta

import pytest

from salesapp.customers.lists import queries as lists
from salesapp.customers.lists.queries import Wanted
from salesapp.customers.ownership import actions as ownership
from salesapp.db import db
from tests.customers.factories import NOW, contact_values, make_customer


@pytest.fixture
def suzhou(cast):
    customer = make_customer(
        cast.lin, full_name="苏州某某精密制造有限公司", short_name="某某精密",
        contacts=[contact_values(name="曾国藩", mobile="+8613800000021"), contact_values(name="𬭎", mobile="+8613800007788")],
    )  # fmt: skip
    make_customer(cast.lin, full_name="Jiangyin Sample Steel Co., Ltd.")
    make_customer(cast.lin, full_name="重庆长安某某有限公司")
    db.session.flush()
    return customer


@pytest.mark.parametrize(
    "words",
    ["精密", "某某精密", "苏州 精密", "suzhoumoumou", "SZMM", "szmmjm", "mmjm", "jm", "0021", "7788", "KH2026-0001",
     "kh2026", "曾国藩", "zengguofan",
     "cengguofan", "zgf", "13800000021",
     "+8613800000021", "𬭎", "１３８００００００２１", "精 密 制"],
)  # fmt: skip
def test_a_customer_is_found_by_what_people_remember(suzhou, cast, words):
    if words.lower() == "kh2026":
        assert suzhou.id in [line.id for line in lists.page(cast.lin, Wanted(text=words)).rows]
    else:
        assert [line.id for line in lists.page(cast.lin, Wanted(text=words)).rows] == [suzhou.id]


def test_a_foreign_name_is_found_by_the_beginning_of_its_words(suzhou, cast):
    for words in ("steel", "jia", "sam st"):
        assert [line.full_name for line in lists.page(cast.lin, Wanted(text=words)).rows] == [
            "Jiangyin Sample Steel Co., Ltd."
        ]


@pytest.mark.parametrize(
    "words", ["%", "_", "\\", "'; DROP TABLE customer; --", "😀", "~", "不存在", "精密 不存在", "9999"]
)
def test_signs_are_searched_literally_and_nothing_is_found(suzhou, cast, words):
    rows = lists.page(cast.lin, Wanted(text=words)).rows
    assert rows == [] or words == "~"


def test_a_very_long_search_is_answered(suzhou, cast):
    assert lists.page(cast.lin, Wanted(text="精" * 100_000)).rows == []


def test_a_credit_code_finds_its_company(cast):
    customer = make_customer(cast.lin, credit_code="91110000600037341L", credit_code_kind="code")
    db.session.flush()
    assert [line.id for line in lists.page(cast.lin, Wanted(text="91110000600037341l")).rows] == [customer.id]


@pytest.mark.parametrize("sort", list(lists.SORTS))
def test_pages_follow_each_other_without_gap_or_double(cast, sort):
    made = [make_customer(cast.lin, at=NOW + timedelta(minutes=i // 3)).id for i in range(11)]
    db.session.flush()
    seen, cursor = [], None
    while True:
        page = lists.page(cast.lin, Wanted(sort=sort), cursor, size=4)
        seen += [line.id for line in page.rows]
        cursor = page.next
        if cursor is None:
            break
    assert sorted(seen) == sorted(made) and len(seen) == len(set(seen))


@pytest.mark.parametrize("cursor", ["x", "W10", "WzEsMl0", "bnVsbA", "WyJhYmMiLCAxXQ", "é", "a" * 10_000])
@pytest.mark.parametrize("sort", list(lists.SORTS))
def test_a_made_up_cursor_is_no_fault_of_ours(cast, cursor, sort):
    make_customer(cast.lin)
    db.session.flush()
    lists.page(cast.lin, Wanted(sort=sort), cursor)


def test_filters_narrow_the_list(cast):
    mine = make_customer(cast.lin, kind="won")
    shared = make_customer(cast.fang, kind="potential", region="310115")
    ownership.share(shared, cast.lin, by=cast.fang, at=NOW)
    db.session.flush()

    def ids(**wanted):
        return [line.id for line in lists.page(cast.lin, Wanted(**wanted)).rows]

    assert set(ids()) == {mine.id, shared.id}
    assert (
        ids(scope="mine") == [mine.id]
        and ids(kind="won") == [mine.id]
        and ids(owner_id=cast.fang.id) == [shared.id]
    )
    assert ids(region="310000") == [shared.id] and ids(region="320500") == [mine.id]
    assert ids(kind="' OR 1=1") == [] and ids(tier="strategic") == [] and ids(activity="high") == []


def test_how_many_fit_is_counted_up_to_a_limit(cast, monkeypatch):
    for name in ("甲达精密有限公司", "北方乙通精密科技有限公司", "丙昌丁盛精密机电有限公司"):
        make_customer(cast.lin, full_name=name)
    monkeypatch.setattr(lists, "MOST_COUNTED", 3)
    monkeypatch.setattr(lists, "MOST_COUNTED_SEARCHED", 2)
    assert lists.total(cast.lin, Wanted()) == "3"
    assert lists.total(cast.lin, Wanted(text="精密")) == "2+"
    assert lists.total(cast.lin, Wanted(text="乙通精密")) == "1"
