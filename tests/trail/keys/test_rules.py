"""The files of the key and of noted ends are read as they were written, and nothing else is taken for one."""

import pytest

from salesapp.trail.keys.rules import Key, Note, read_key, read_notes, written_key, written_note

KEY = Key(Note(17, "ab" * 32), bytes(range(32)))


def test_a_key_is_read_as_it_was_written():
    assert read_key(written_key(KEY)) == KEY


@pytest.mark.parametrize(
    "text",
    ["", "17", written_key(KEY)[:-9], f"17 {'ab' * 32}\n", written_key(KEY) * 2, "x" + written_key(KEY)],
)
def test_a_damaged_key_is_no_key(text):
    with pytest.raises(ValueError, match="damaged"):
        read_key(text)


def test_the_proof_of_an_end_depends_on_number_hash_and_key():
    other = Key(KEY.after, b"1" * 32)
    proofs = {
        KEY.mac(1, "a"),
        KEY.mac(2, "a"),
        KEY.mac(1, "b"),
        other.mac(1, "a"),
        KEY.mac(11, "a"),
        KEY.mac(1, "1:a"),
    }
    assert len(proofs) == 6 and KEY.mac(1, "a") == KEY.mac(1, "a")


def test_notes_are_read_line_by_line_and_a_torn_one_tells_nothing():
    lines = [
        written_note(Note(3, "cd" * 32)),
        "4 abc\n",
        "",
        written_note(Note(9, "ef" * 32)),
        written_key(KEY),
    ]
    assert list(read_notes(lines)) == [Note(3, "cd" * 32), Note(9, "ef" * 32)]
