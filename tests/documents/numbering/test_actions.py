"""Business numbers: taken without gaps or doubles."""

from __future__ import annotations

import threading
from datetime import date

import pytest

from salesapp.db import db
from salesapp.documents.numbering.actions import next_number, next_numbers


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("customer", "KH2026-0001"),
        ("opportunity", "SJ2026-0001"),
        ("activity", "GT202611-001"),
        ("contract", "XS-HT-2026-0001"),
        ("handoff", "JJ202611-001"),
    ],
)
def test_each_kind_is_written_its_own_way(db_session, kind, number):
    assert next_number(kind, date(2026, 11, 23)) == number


def test_a_year_is_enough_for_a_kind_that_counts_by_the_year(db_session):
    assert [next_number("customer", 2026), next_number("customer", 2026)] == ["KH2026-0001", "KH2026-0002"]


def test_a_new_year_and_a_new_month_begin_at_one(db_session):
    next_number("customer", 2026)
    next_number("activity", 2026, 11)
    assert next_number("customer", 2027) == "KH2027-0001"
    assert next_number("activity", 2026, 12) == "GT202612-001"


def test_a_kind_that_counts_by_the_month_wants_the_month(db_session):
    with pytest.raises(ValueError, match="month"):
        next_number("activity", 2026)


def test_an_unknown_kind_names_the_known_ones(db_session):
    with pytest.raises(KeyError, match="customer"):
        next_number("invoice", 2026)


def test_a_number_of_a_rolled_back_registration_is_given_again(db_session):
    with pytest.raises(RuntimeError), db_session.begin_nested():
        next_number("customer", 2026)
        raise RuntimeError
    assert next_number("customer", 2026) == "KH2026-0001"


def test_many_numbers_at_once_follow_the_last_one(db_session):
    next_number("customer", 2026)
    assert next_numbers("customer", 2026, 3) == ["KH2026-0002", "KH2026-0003", "KH2026-0004"]
    assert next_number("customer", 2026) == "KH2026-0005"


def test_people_who_save_at_once_get_different_numbers_without_a_gap(fresh_app):
    taken, lock = [], threading.Lock()

    def register(rolls_back: bool) -> None:
        with fresh_app.app_context():
            for turn in range(10):
                number = next_number("contract", 2026)
                if rolls_back and turn % 2:
                    db.session.rollback()
                    continue
                db.session.commit()
                with lock:
                    taken.append(number)

    threads = [threading.Thread(target=register, args=(number % 2 == 1,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == [f"XS-HT-2026-{number:04d}" for number in range(1, 46)]
