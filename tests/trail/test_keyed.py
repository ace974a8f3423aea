"""The chain is hashed with a key that the database does not hold: whoever may write it all cannot rewrite it."""

import shutil
import stat
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, text, update

from salesapp.mail.models import OutgoingMail
from salesapp.mail.proofs.jobs import send_end
from salesapp.trail import queries as trail
from salesapp.trail.actions import record
from salesapp.trail.cli import audit
from salesapp.trail.keys import actions as keys
from salesapp.trail.keys.rules import Note
from salesapp.trail.models import AuditEntry, AuditHead, expect_end
from salesapp.trail.rules import COVERED, END, GENESIS, NO_KEY, NOTED, digest
from tests.conftest import MONDAY
from tests.trail.test_audit import tamper

TABLE, HEAD = AuditEntry.__table__, AuditHead.__table__


@pytest.fixture(autouse=True)
def folder(app, tmp_path, monkeypatch):
    """A data folder of its own, with the key that the chain was begun with."""
    monkeypatch.setattr("salesapp.web.storage.folder", lambda name: tmp_path / name)
    shutil.copy(app.config["SALESAPP"].data_dir / keys.KEY, tmp_path)
    return tmp_path


@pytest.fixture
def entries(db_session, cast, folder):
    """A trail with a few entries; returns the number of the first of them."""
    first = trail.end().seq + 1
    for number in range(6):
        record("export", detail={"number": number})
        db_session.commit()
    return first


def rewrite(session, since: int, *, secret: bytes | None = None) -> None:
    """Hash all entries again from one on, and move the end there, as a program beside the app would."""
    tamper(session)
    previous = session.scalar(select(TABLE.c.hash).where(TABLE.c.seq == since - 1)) or GENESIS
    for row in (
        session.execute(select(TABLE).where(TABLE.c.seq >= since).order_by(TABLE.c.seq)).mappings().all()
    ):
        values = {name: row[name] for name in COVERED} | {"previous_hash": previous}
        previous = digest(values, secret)
        told = {"previous_hash": values["previous_hash"], "hash": previous}
        session.execute(update(TABLE).where(TABLE.c.seq == row["seq"]).values(told))
    session.execute(update(HEAD).values(hash=previous))


def test_the_whole_trail_holds(entries):
    assert trail.first_break() is None


def test_rewriting_the_whole_chain_with_every_right_on_the_database_is_found(db_session, entries):
    rewrite(db_session, 1)
    found = trail.first_break()
    assert found.seq == 1 and not found.missing

    db_session.execute(update(HEAD).values(mac=None))
    assert trail.first_break().seq == 1


def test_an_edited_entry_with_all_hashes_made_anew_is_found_there(db_session, entries):
    tamper(db_session, f"UPDATE audit_entry SET event = 'print' WHERE seq = {entries + 2}")
    assert trail.first_break().seq == entries + 2
    rewrite(db_session, entries + 2)
    assert trail.first_break().seq == entries + 2


def test_the_last_entries_cut_off_with_the_end_moved_back_are_found(db_session, entries):
    last = db_session.execute(select(TABLE).where(TABLE.c.seq == entries + 3)).mappings().one()
    tamper(db_session, f"DELETE FROM audit_entry WHERE seq > {entries + 3}")
    db_session.execute(update(HEAD).values(seq=last["seq"], hash=last["hash"]))

    found = trail.first_break()

    assert (found.seq, found.what) == (entries + 3, END)
    assert "末尾被移动过" in str(found)


def test_an_end_that_was_copied_when_it_was_true_is_found_by_what_was_noted(db_session, entries, cast):
    then = db_session.execute(select(HEAD)).mappings().one()
    record("export")
    db_session.commit()
    send_end(at=MONDAY)
    tamper(db_session, f"DELETE FROM audit_entry WHERE seq > {then['seq']}")
    db_session.execute(update(HEAD).values(seq=then["seq"], hash=then["hash"], mac=then["mac"]))

    found = trail.first_break()

    assert found.missing and found.seq == then["seq"] + 1


def test_who_has_the_key_too_is_found_by_what_was_noted(db_session, entries):
    send_end(at=MONDAY)
    noted = trail.end()
    secret = keys.key().secret
    tamper(db_session, f"UPDATE audit_entry SET event = 'print' WHERE seq = {entries}")
    for row in (
        db_session.execute(select(TABLE).where(TABLE.c.seq >= entries).order_by(TABLE.c.seq)).mappings().all()
    ):
        previous = db_session.scalar(select(TABLE.c.hash).where(TABLE.c.seq == row["seq"] - 1)) or GENESIS
        values = {name: row[name] for name in COVERED} | {"previous_hash": previous}
        told = {"previous_hash": previous, "hash": digest(values, secret)}
        db_session.execute(update(TABLE).where(TABLE.c.seq == row["seq"]).values(told))
    end = db_session.scalar(select(TABLE.c.hash).where(TABLE.c.seq == noted.seq))
    db_session.execute(update(HEAD).values(hash=end, mac=keys.key().mac(noted.seq, end)))

    found = trail.first_break()

    assert (found.seq, found.what) == (noted.seq, NOTED)


def test_a_chain_from_before_there_was_a_key_goes_on_and_is_held_by_the_key(db_session, folder):
    (folder / keys.KEY).unlink()
    tamper(db_session, "DELETE FROM audit_entry")
    previous = GENESIS
    for seq in range(1, 4):
        row = dict.fromkeys(COVERED) | {
            "seq": seq, "at": datetime(2026, 11, 1, tzinfo=UTC), "event": "export", "changes": "{}", "previous_hash": previous,
        }  # fmt: skip
        previous = row["hash"] = digest(row)
        db_session.execute(TABLE.insert().values(row))
    db_session.execute(update(HEAD).values(seq=3, hash=previous, mac=None))
    assert trail.first_break() is None

    record("export")
    db_session.commit()

    assert keys.key().after == Note(3, previous) and trail.first_break() is None
    db_session.execute(text("UPDATE audit_entry SET event = 'print' WHERE seq = 2"))
    assert trail.first_break().seq == 2
    hashes = GENESIS
    for row in (
        db_session.execute(select(TABLE).where(TABLE.c.seq <= 3).order_by(TABLE.c.seq)).mappings().all()
    ):
        values = {name: row[name] for name in COVERED} | {"previous_hash": hashes}
        told = {"previous_hash": hashes, "hash": digest(values)}
        hashes = told["hash"]
        db_session.execute(update(TABLE).where(TABLE.c.seq == row["seq"]).values(told))
    found = trail.first_break()
    assert (found.seq, found.what) == (3, NOTED)


def test_without_its_key_the_trail_says_so(entries, folder):
    (folder / keys.KEY).unlink()
    found = trail.first_break()
    assert found.what == NO_KEY and str(found)


def test_a_new_key_is_for_the_installation_alone_and_is_made_once(folder, app):
    (folder / keys.KEY).unlink()
    made = keys.key_after(5, "ab" * 32)
    assert stat.S_IMODE((folder / keys.KEY).stat().st_mode) == 0o600
    assert keys.key_after(9, "cd" * 32) == made and made.after == Note(5, "ab" * 32)


def test_a_new_key_begins_after_an_end_that_is_held_not_after_one_that_was_read_before(
    entries, folder, db_session
):
    last = trail.end()
    (folder / keys.KEY).unlink()
    expect_end(db_session(), last.seq - 1, "f" * 64)
    record("export")
    db_session.commit()
    assert keys.key().after == last


def test_a_damaged_key_is_never_replaced(folder, db_session, cast):
    (folder / keys.KEY).write_text("torn")
    record("export")
    with pytest.raises(ValueError, match="damaged"):
        db_session.commit()
    db_session.rollback()
    assert (folder / keys.KEY).read_text() == "torn"


def test_the_end_goes_to_the_auditor_every_night_once(entries, cast, db_session, folder):
    assert send_end(at=MONDAY) == 1
    db_session.commit()
    send_end(at=MONDAY)
    db_session.commit()

    mails = db_session.scalars(select(OutgoingMail).where(OutgoingMail.about == "audit_end")).all()
    assert [mail.to for mail in mails] == ["auditor@example.cn"]
    assert keys.notes()[-1].hash in mails[0].body and "audit verify --since" in mails[0].body
    assert len(keys.notes()) == len(set(keys.notes()))
    assert stat.S_IMODE((folder / keys.NOTES).stat().st_mode) == 0o600


def test_the_shell_checks_up_to_a_hash_that_was_kept(entries, app, db_session):
    runner, kept = app.test_cli_runner(), trail.end()
    record("export")
    db_session.commit()

    known = runner.invoke(audit, ["verify", "--since", kept.hash.upper()])
    unknown = runner.invoke(audit, ["verify", "--since", "ab" * 32])

    assert known.exit_code == 0 and str(kept.seq) in known.output
    assert unknown.exit_code == 1 and unknown.output.strip()


def test_a_database_that_was_restored_begins_again(entries, db_session):
    keys.note(Note(entries + 2, "ab" * 32))
    keys.note(Note(entries + 9, "cd" * 32))
    keys.begin_again(trail.end())
    assert [note.seq for note in keys.notes()] == [entries + 2, trail.end().seq]
    keys.begin_again(Note(entries + 1, "ef" * 32))
    assert keys.notes() == [Note(entries + 1, "ef" * 32)] and keys.key().after.seq == 0


def test_a_key_that_began_after_what_was_restored_begins_there(folder, app):
    (folder / keys.KEY).unlink()
    made = keys.key_after(50, "ab" * 32)
    keys.begin_again(Note(20, "cd" * 32))
    assert keys.key().after == Note(20, "cd" * 32) and keys.key().secret == made.secret
