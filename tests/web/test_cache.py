"""What a process keeps is worked out once, however many ask for it in the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from salesapp.web import cache


def get(store, key="k", *, fresh=True, make, most=10):
    return cache.once(store, key, fresh=lambda found: fresh, make=make, most=most)


def test_of_many_who_ask_at_once_one_makes_it_and_the_others_wait():
    store, made, begin, go_on = {}, [], Barrier(4), Event()

    def make(before):
        made.append(before)
        go_on.wait(60)
        return "value"

    def ask(_number):
        begin.wait(60)
        return get(store, make=make)

    with ThreadPoolExecutor(4) as pool:
        answers = [pool.submit(ask, number) for number in range(4)]
        go_on.set()
        assert [one.result(120) for one in answers] == ["value"] * 4
    assert made == [None]


def test_what_is_fresh_is_not_made_again_and_what_is_not_is_made_from_what_was():
    store = {"k": 1}
    assert get(store, make=pytest.fail) == 1
    assert get(store, fresh=False, make=lambda before: before + 1) == 2
    assert store == {"k": 2}


def test_what_fails_is_made_again_by_the_next_who_asks():
    store = {}

    def broken(before):
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        get(store, make=broken)
    assert get(store, make=lambda before: "value") == "value"


def test_who_waited_long_enough_makes_it_beside_whoever_is_stuck(monkeypatch):
    monkeypatch.setattr(cache, "PATIENCE", 0.01)
    store, begun, go_on = {}, Event(), Event()

    def stuck(before):
        begun.set()
        assert go_on.wait(60)
        raise ConnectionError("the database is silent")

    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(get, store, make=stuck)
        try:
            assert begun.wait(60)
            assert get(store, make=lambda before: "value") == "value"
        finally:
            go_on.set()
        with pytest.raises(ConnectionError):
            first.result(60)
    assert store == {"k": "value"}
    assert get(store, make=pytest.fail) == "value"


def test_what_is_made_of_another_kept_value_does_not_wait_for_itself():
    store = {}
    assert get(store, make=lambda before: get(store, make=lambda inner: 1) + 1) == 2


def test_of_too_many_keys_all_are_forgotten_but_the_one_asked_for():
    store = {"a": 1, "b": 2}
    assert get(store, "c", make=lambda before: 3, most=2) == 3
    assert store == {"c": 3}


def test_locks_do_not_grow_for_ever(monkeypatch):
    monkeypatch.setattr(cache, "LOCKS", 5)
    store = {}
    for number in range(20):
        get(store, number, make=lambda before: 1, most=100)
    assert len(cache._locks) <= 6
