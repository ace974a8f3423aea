from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from salesapp.trail.rules import GENESIS, Break, digest, first_break

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def chain(length):
    entries, previous = [], GENESIS
    for seq in range(1, length + 1):
        entry = {
            "seq": seq,
            "at": AT + timedelta(seconds=seq),
            "actor_id": 1,
            "actor_name": "林*",
            "ip": "10.0.0.7",
            "event": "change",
            "object_type": "customer",
            "object_id": seq,
            "object_label": "KH2026-0001",
            "changes": '{"name": ["a", "b"]}',
            "previous_hash": previous,
        }
        previous = entry["hash"] = digest(entry)
        entries.append(entry)
    return entries


def test_a_hash_made_once_is_made_for_ever():
    (entry,) = chain(1)
    assert entry["previous_hash"] == "0" * 64
    assert entry["hash"] == "e176a24f0642b8f0b4e8f6384b9fb6d24e4f1c35e1100ee65deedc6359535906"
    elsewhere = entry | {"at": entry["at"].astimezone(ZoneInfo("Asia/Shanghai"))}
    assert digest(elsewhere) == entry["hash"]


def broken(entries, *, original=None):
    last = (original or entries)[-1]
    return first_break(entries, last_seq=last["seq"], last_hash=last["hash"])


def test_a_whole_chain_holds():
    assert broken(chain(5)) is None
    assert first_break([], last_seq=0, last_hash="") is None


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("changes", '{"name": ["a", "c"]}'),
        ("actor_id", 2),
        ("actor_name", "方*"),
        ("at", AT),
        ("ip", None),
        ("event", "print"),
        ("object_id", 99),
        ("object_type", "contract"),
        ("object_label", ""),
        ("hash", GENESIS),
        ("previous_hash", GENESIS),
    ],
)
def test_an_edited_entry_is_named(column, value):
    entries = chain(5)
    entries[2][column] = value

    assert broken(entries) == Break(3, missing=False)


def test_an_edited_entry_with_a_hash_made_anew_breaks_at_the_next_one():
    entries = chain(5)
    entries[2]["changes"] = "{}"
    entries[2]["hash"] = digest(entries[2])

    assert broken(entries) == Break(4, missing=False)


def test_a_deleted_entry_is_named():
    entries = chain(5)
    original = list(entries)
    del entries[1]

    assert broken(entries, original=original) == Break(2, missing=True)


def test_two_entries_that_changed_places_are_named():
    entries = chain(5)
    entries[1]["seq"], entries[2]["seq"] = 3, 2
    entries.sort(key=lambda entry: entry["seq"])

    assert broken(entries) == Break(2, missing=False)


def test_a_chain_cut_off_at_its_end_is_noticed_by_its_head():
    entries = chain(5)

    assert broken(entries[:4], original=entries) == Break(5, missing=True)
    assert first_break([], last_seq=5, last_hash="x") == Break(1, missing=True)


def test_a_rewritten_last_entry_is_noticed_by_the_head():
    entries = chain(3)
    head = entries[-1]["hash"]
    entries[-1]["changes"] = "{}"
    entries[-1]["hash"] = digest(entries[-1])

    assert first_break(entries, last_seq=3, last_hash=head) == Break(3, missing=False)


def test_entries_beyond_the_head_are_noticed():
    entries = chain(3)
    assert first_break(entries, last_seq=2, last_hash=entries[-1]["hash"]) == Break(3, missing=False)
    assert first_break(entries, last_seq=0, last_hash="") == Break(3, missing=False)


def test_the_break_is_said_in_words():
    assert str(Break(7, missing=True)) == "Entry 7 is missing."
    assert str(Break(7, missing=False)) == "Entry 7 was changed or moved after it was written."
