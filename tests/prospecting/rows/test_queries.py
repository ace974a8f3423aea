"""Lists of rows: high intent first, searched and filtered, by keyset pages, in as many statements however long (R14)."""

from datetime import timedelta

import pytest

from salesapp.prospecting.assignment import actions as assignment
from salesapp.prospecting.rows import queries
from salesapp.prospecting.rows.queries import Wanted
from salesapp.web import clock
from tests.prospecting.factories import NOW, TODAY, add_row, commit, make_list, make_persona, person_of

pytestmark = pytest.mark.usefixtures("frozen_clock")


def names(user, found=None, **asked) -> list[str]:
    return [row.full_name for row in queries.page(user, Wanted(**asked), found).rows]


def test_high_intent_comes_first_and_who_is_not_followed_last(cast):
    found = make_list(cast.lin, make_persona(cast.xu))
    out, middle, high = add_row(found, industry="I65"), add_row(found, region="110105"), add_row(found)
    assert names(cast.lin, found) == [high.full_name, middle.full_name, out.full_name]


def test_pages_follow_one_another_without_a_gap(cast):
    found = make_list(cast.lin)
    every = [add_row(found).full_name for _n in range(5)]
    first = queries.page(cast.lin, Wanted(), found, size=2)
    second = queries.page(cast.lin, Wanted(), found, first.next, size=2)
    third = queries.page(cast.lin, Wanted(), found, second.next, size=2)
    assert [
        row.full_name for cut in (first, second, third) for row in cut.rows
    ] == every and third.next is None


def test_rows_are_found_by_name_pinyin_person_and_number(cast):
    found = make_list(cast.lin)
    row = add_row(found, full_name="苏州晨光机电有限公司", phone="0512-62881234", credit_code="91320506MA1M3XYT1C",
                  people=[person_of(name="欧阳敏", mobile="+8613800138009", landline="0512-65550001")])  # fmt: skip
    add_row(found)
    for text in ("晨光", "chenguang", "cgjd", "欧阳敏", "8009", "138 0013 8009", "0512-62881234", "65550001",
                 "91320506ma1m3xyt1c", "苏州 机电"):  # fmt: skip
        assert names(cast.lin, found, text=text) == [row.full_name], text
    assert names(cast.lin, found, text="没有的公司") == []


def test_filters_narrow(cast):
    found = make_list(cast.xu, make_persona(cast.xu))
    given, free = add_row(found), add_row(found, region="110105", channel="referral", referrer="周*")
    assignment.give(found, [given.id], cast.lin.id, TODAY, by=cast.xu, at=NOW)
    commit()
    only = {
        given.full_name: (
            {"intent": "high"},
            {"owner_id": cast.lin.id},
            {"region": "320500"},
            {"channel": "fair"},
        ),
        free.full_name: (
            {"scope": "nobody"},
            {"intent": "middle"},
            {"referrer": "周*"},
            {"channel": "referral"},
        ),
    }
    for name, ways in only.items():
        for asked in ways:
            assert names(cast.xu, found, **asked) == [name], asked
    assert names(cast.lin, scope="mine") == [given.full_name] and names(cast.xu, industry="C35") == []
    with clock.frozen(NOW + timedelta(days=1)):
        assert names(cast.xu, result="late") == [given.full_name]
    given.note_contact(None, by=cast.lin, at=NOW)
    commit()
    assert names(cast.xu, result="reached") == names(cast.xu, result="contacted") == [given.full_name]


def test_an_address_asks_for_nothing_that_cannot_be():
    asked = Wanted.of(
        {"q": "晨光", "intent": "great", "result": "x", "scope": "all", "owner": "abc", "region": "x"}
    )
    assert (asked.intent, asked.result, asked.scope, asked.owner_id) == ("", "", "", None)
    assert asked.address(region="") == {"q": "晨光"} and asked.narrowed and not Wanted().narrowed


def test_totals_and_counts_are_of_what_one_sees(cast):
    found = make_list(cast.xu)
    given, _other = add_row(found), add_row(found)
    assignment.give(found, [given.id], cast.lin.id, None, by=cast.xu, at=NOW)
    commit()
    assert queries.total(cast.xu, Wanted(), found) == "2" and queries.total(cast.lin, Wanted(), found) == "1"
    assert queries.counts(found, cast.xu) == {"todo": 2} and queries.counts(found, cast.lin) == {"todo": 1}
    heaps = queries.heaps(cast.lin, closed=False)
    assert [(heap.number, heap.all, heap.owner) for heap in heaps] == [(found.number, 1, "许*")]
    assert queries.heaps(cast.lin, closed=True) == queries.heaps(cast.chen, closed=False) == []


def test_a_list_costs_as_many_statements_however_long_it_is(cast, sign_in, count_queries):
    found = make_list(cast.xu, make_persona(cast.xu))
    add_row(found)
    commit()
    client, url = sign_in("xu"), f"/prospects/lists/{found.id}"
    client.get(url)
    with count_queries() as few:
        assert client.get(url).status_code == 200
    rows = [add_row(found) for _n in range(60)]
    assignment.give(found, [row.id for row in rows[:30]], cast.lin.id, None, by=cast.xu, at=NOW)
    commit()
    with count_queries() as many:
        assert client.get(url).status_code == 200
    assert many.total <= few.total + 1 <= 9  # a second page is counted
