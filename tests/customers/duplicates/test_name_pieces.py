"""The index of name pieces leaves out nobody who is similar, and follows the names."""

import itertools
import random

import pytest
from rapidfuzz import fuzz
from sqlalchemy import select

from salesapp.chinese import company_names
from salesapp.customers.duplicates import queries, rules
from salesapp.customers.duplicates.models import name_piece
from salesapp.customers.models import Customer
from tests.customers.factories import make_customer

LETTERS = "苏州宏远精密制造科技"


def shared(one: str, other: str) -> int:
    return len(set(rules.pieces(one)) & set(rules.pieces(other)))


def variant(name: str, chance: random.Random) -> str:
    """Return a name with a few characters changed, put in or left out."""
    letters = list(name)
    for _edit in range(chance.randint(0, 3)):
        at, kind = chance.randrange(len(letters)), chance.choice("cid")
        if kind == "c":
            letters[at] = chance.choice(LETTERS)
        elif kind == "i":
            letters.insert(at, chance.choice(LETTERS))
        elif len(letters) > 2:
            del letters[at]
    return "".join(letters)


@pytest.mark.parametrize("limit", [60, 80, 95])
def test_who_is_similar_shares_enough_pairs(limit):
    chance = random.Random(limit)
    similar = 0
    for _round in range(20_000):
        one = "".join(chance.choice(LETTERS) for _letter in range(chance.randint(2, 14)))
        other = variant(one, chance)
        if round(fuzz.ratio(one, other)) < limit or not shared(one, other):
            continue  # two names without one pair in common, AB and ACB, are left alone
        similar += 1
        shortest, longest = rules.lengths(len(one), limit)
        assert shortest <= len(other) <= longest, (one, other)
        pairs = len(rules.pieces(one))
        assert shared(one, other) >= rules.shared_at_least(len(one), pairs, len(other), limit), (
            one,
            other,
        )
    assert similar > 2_000


@pytest.mark.parametrize("end", ["rarest", "commonest"])
@pytest.mark.parametrize("length", [2, 3, 6, 9])
def test_the_database_counts_as_the_rule_does(cast, db_session, length, end):
    core = "甲乙丙丁戊己庚辛壬癸"[:length]
    for shared, other in ((s, n) for s in range(1, length) for n in range(2, 14)):
        db_session.execute(name_piece.delete())
        one = make_customer(cast.lin)
        db_session.execute(name_piece.delete())
        pairs = rules.pieces(core)
        rows = [
            {"piece": pair, "customer_id": one.id, "length": other}
            for pair in (pairs[:shared] if end == "rarest" else pairs[-shared:])
        ]
        db_session.execute(name_piece.insert(), rows)
        shortest, longest = rules.lengths(length, 80)
        needed = rules.shared_at_least(length, length - 1, other, 80) if other <= longest else length - 1
        possible = other >= shortest and shared >= needed and (other <= longest or length >= 4)
        assert found(core) == ({one.id} if possible else set()), (shared, other)
        db_session.rollback()


def found(core: str) -> set[int]:
    from salesapp.db import db

    return set(db.session.scalars(*queries.alike(core, 80)))


def test_a_name_inside_a_longer_one_is_found_and_a_common_word_alone_is_not(cast, db_session):
    one = make_customer(cast.lin, full_name="苏州宏远精密制造有限公司")
    make_customer(cast.lin, full_name="苏州恒达科技有限公司")
    assert found("宏远精密") == {one.id}
    assert found("南京通用科技") == set()


def test_what_is_common_is_looked_up_last_and_changes_nothing_that_is_found(cast, db_session, monkeypatch):
    one = make_customer(cast.lin, full_name="苏州宏远恒达科技有限公司")
    for common in ({}, {"苏州": 900, "科技": 2000}, {"宏远": 900, "远恒": 800, "恒达": 700}):
        monkeypatch.setattr(queries, "_frequency", common)
        assert found("苏州宏远恒通科技") == {one.id}
    monkeypatch.setattr(queries, "_frequency", {"苏州": 900, "科技": 2000})
    rarest = queries.alike("苏州宏远恒通科技", 80)[1]["rarest"]
    assert (
        len(rarest) == 6 and "科技" not in rarest
    )  # two of seven pairs must be shared, so one may be left out


def test_common_pairs_are_counted_now_and_then(cast, db_session, monkeypatch, count_queries):
    make_customer(cast.lin, full_name="苏州宏远恒达科技有限公司")
    monkeypatch.setattr(queries, "_frequency", {})
    monkeypatch.setattr(queries, "_lookups", itertools.count())
    with count_queries() as counted:
        for _lookup in range(3):
            queries.count_now_and_then(db_session)
    assert counted.total == 1


def test_pieces_follow_the_name(cast, db_session):
    one = make_customer(cast.lin, full_name="苏州宏远精密制造有限公司")
    one.describe({"full_name": "无锡通达机电有限公司"}, at=one.created_at)
    db_session.flush()
    kept = set(db_session.scalars(select(name_piece.c.piece).where(name_piece.c.customer_id == one.id)))
    assert kept == set(rules.pieces(company_names.core("无锡通达机电有限公司")))
    one.describe({"full_name": "无锡通达机电有限公司", "remarks": "无"}, at=one.created_at)
    db_session.flush()
    assert set(db_session.scalars(select(Customer.id))) == {one.id}
