"""What capabilities declare of their work, and how rows that say something else are found."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from salesapp.rights.rules import BUSINESS
from salesapp.work.kinds import rules
from salesapp.work.kinds.rules import Difference, Item, Kind, Source, Touch, Work, differences

AT = datetime(2026, 11, 23, 4, tzinfo=UTC)


def item(subject_id=7, **changed):
    known = {"kind": "task", "subject_type": "task", "since": AT, "shown_from": AT, "due_at": None}
    return Item(**(known | {"subject_id": subject_id} | changed))


def test_a_thing_to_do_is_known_by_kind_record_and_part():
    assert item().key == ("task", "task", 7, 0)
    assert item(kind="letter", part=2).key == ("letter", "task", 7, 2)


def test_it_is_open_to_everybody_with_a_right_unless_it_says_more():
    assert item(user_id=1).values() == {
        "kind": "task",
        "subject_type": "task",
        "subject_id": 7,
        "part": 0,
        "user_id": 1,
        "role": None,
        "team_id": None,
        "since": AT,
        "shown_from": AT,
        "due_at": None,
        "grade": None,
        "waiting": False,
        "barred": [],
        "facts": {},
    }


def test_rows_that_say_what_records_ask_for_stay():
    items = [item(1), item(2, facts={"no": "HT2026-0001"})]
    rows = {one.key: (one.subject_id * 10, one.values()) for one in items}
    assert differences(items, rows) == Difference((), (), ())
    assert differences(items, rows).count == 0
    assert differences([], {}).count == 0


def test_what_is_missing_changed_or_needless_is_found():
    kept, moved, gone = item(1), item(2), item(3)
    rows = {one.key: (one.subject_id * 10, one.values()) for one in (kept, moved, gone)}
    new, later = item(4), item(2, due_at=AT)
    found = differences([kept, later, new], rows)
    assert found == Difference(missing=(new,), changed=((20, later),), needless=(30,))
    assert found.count == 3
    assert differences([kept, moved, gone, new, item(5)], rows).count == 2
    assert differences([kept], rows).count == 2


@pytest.mark.parametrize("column", ["user_id", "grade", "waiting", "barred"])
def test_one_column_that_differs_is_enough(column):
    one = item()
    rows = {one.key: (70, one.values() | {column: "other"})}
    assert differences([one], rows) == Difference((), ((70, one),), ())


def test_a_kind_whose_rows_make_their_lines_alone_keeps_their_order():
    lines = rules.one_by_one(lambda row, now: (row, now))
    assert lines(["b", "a"], AT) == [("b", AT), ("a", AT)]


def test_a_kind_is_for_everybody_in_the_business_unless_it_says_so():
    kind = Kind(name="task", label="Task", lines=lambda rows, now: [])
    assert (kind.roles, kind.more, kind.also) == (BUSINESS, None, None)
    assert Touch(lambda row: [row]).when == ()


def test_what_capabilities_ask_is_collected_in_their_order(monkeypatch):
    sources = [
        Source(subject_type=name, derive=lambda ids: [], askers=lambda: None, touched_by={}) for name in "abc"
    ]
    first, second = Work(sources=sources[:2]), Work(sources=sources[2:])
    parts = [SimpleNamespace(work=work) for work in (first, None, second, Work())]
    monkeypatch.setattr(rules.capability, "installed", lambda: parts)
    assert rules.works() == [first, second, Work()]
    assert rules.sources() == dict(zip("abc", sources, strict=True))
