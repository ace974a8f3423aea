"""What runs on PostgreSQL asks all that was asked on SQLite."""

from __future__ import annotations

import json

from tests.statements import cover, kinds, read, shape


def test_chosen_tests_ask_everything_and_the_cheap_ones_come_first():
    notes = {
        "dear": (2.0, frozenset("abcd")),
        "cheap": (0.1, frozenset("abc")),
        "again": (0.1, frozenset("ab")),
        "alone": (3.0, frozenset("e")),
        "last": (0.2, frozenset("d")),
    }
    assert cover(notes) == {"cheap", "alone", "last"}


def test_nothing_asked_is_nothing_chosen():
    assert cover({}) == set()


def test_the_notes_of_all_processes_are_read_together(tmp_path):
    (tmp_path / "1.json").write_text(json.dumps({"one": [0.5, ["a"]]}), "utf-8")
    (tmp_path / "2.json").write_text(json.dumps({"two": [1.5, ["b", "c"]]}), "utf-8")
    assert read(tmp_path) == {"one": (0.5, frozenset("a")), "two": (1.5, frozenset("bc"))}


def test_a_statement_is_the_same_however_many_rows_and_members_it_has():
    assert shape("INSERT INTO t (a, b) VALUES (?, ?), (?, ?), (?, ?)") == "INSERT INTO t (a, b) VALUES (?)"
    assert shape("SELECT a FROM t WHERE b IN (?, ?) AND c = ?") == "SELECT a FROM t WHERE b IN (?) AND c = ?"


def test_values_differ_by_their_types():
    assert kinds((1, 2, "a", None)) == "int,str,NoneType"
    assert kinds([(1, "a"), (2, "b")]) == "int,str"
    assert kinds(()) == ""
