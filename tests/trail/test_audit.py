import json
import threading

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DatabaseError

from salesapp.accounts.models import Team, User
from salesapp.db import db
from salesapp.trail import queries as trail
from salesapp.trail.actions import AppendOnly, record
from salesapp.trail.models import AuditEntry, AuditHead, expect_end


def entries(session, **where):
    query = select(AuditEntry).filter_by(**where).order_by(AuditEntry.seq)
    return session.scalars(query).all()


def test_a_change_keeps_old_new_who_when_and_where(db_session, cast, frozen_clock):
    db_session.info.update(actor=cast.admin, ip="10.0.0.7")
    cast.lin.email = "lin@new.example.cn"
    db_session.commit()

    entry = entries(db_session, event="change")[-1]
    assert json.loads(entry.changes) == {"email": ["lin@example.cn", "lin@new.example.cn"]}
    assert (entry.actor_id, entry.actor_name, entry.ip) == (cast.admin.id, "管理员", "10.0.0.7")
    assert (entry.object_type, entry.object_id, entry.object_label) == ("user", cast.lin.id, "lin")
    assert entry.at.isoformat() == "2026-11-23T01:00:00+00:00"


def test_the_old_value_is_kept_even_when_the_row_had_expired(db_session, cast):
    db_session.commit()
    cast.lin.email = "late@example.cn"
    db_session.commit()

    assert json.loads(entries(db_session, event="change")[-1].changes)["email"][0] == "lin@example.cn"


def test_a_foreign_key_set_through_a_relationship_is_a_change_too(db_session, cast):
    south = cast.chen.team
    before = cast.lin.team_id
    cast.lin.team = south
    db_session.commit()

    assert json.loads(entries(db_session, event="change")[-1].changes) == {"team_id": [before, south.id]}


def test_a_new_row_and_a_removed_row_are_entries_with_their_number(db_session, cast):
    team = Team(name="西北")
    db_session.add(team)
    db_session.commit()
    number = team.id
    db_session.delete(team)
    db_session.commit()

    made, removed = entries(db_session, object_type="team", object_id=number)
    assert (made.event, removed.event) == ("create", "remove")
    assert json.loads(made.changes)["name"] == [None, "西北"]
    assert removed.object_label == "西北"


def test_a_password_never_reaches_the_trail(db_session, cast):
    cast.lin.password_hash = "argon2-secret"
    db_session.commit()

    entry = entries(db_session, event="change")[-1]
    assert json.loads(entry.changes) == {"password_hash": ["***", "***"]}


def test_a_value_set_to_what_it_was_is_no_change(db_session, cast):
    before = db_session.scalar(select(AuditHead.seq))
    cast.lin.email = "lin@example.cn"
    db_session.commit()

    assert db_session.scalar(select(AuditHead.seq)) == before


def test_an_event_without_a_change_is_written_with_the_commit(db_session, cast):
    record("print", cast.lin, detail={"form": "F01", "masked": True}, actor=cast.xu)
    db_session.commit()

    entry = entries(db_session, event="print")[-1]
    assert json.loads(entry.changes) == {"form": "F01", "masked": True}
    assert entry.actor_name == "许*"


def test_what_is_rolled_back_leaves_no_entry(db_session, cast):
    before = db_session.scalar(select(AuditHead.seq)) or 0
    record("print", cast.lin)
    cast.lin.email = "gone@example.cn"
    db_session.flush()
    db_session.rollback()
    record("export")
    db_session.commit()

    assert db_session.scalar(select(AuditHead.seq)) == before + 1


def test_an_undone_savepoint_takes_its_entries_along_and_no_others(db_session, cast):
    cast.lin.email = "kept@example.cn"
    db_session.flush()
    with pytest.raises(ZeroDivisionError), db_session.begin_nested():
        cast.fang.email = "outer@example.cn"
        db_session.flush()
        with db_session.begin_nested():
            cast.chen.email = "inner@example.cn"
            db_session.flush()
        1 / 0  # noqa: B018
    db_session.commit()

    text_of_all = "".join(entry.changes for entry in entries(db_session, event="change"))
    assert "kept@example.cn" in text_of_all
    assert "outer@example.cn" not in text_of_all
    assert "inner@example.cn" not in text_of_all


def test_the_program_cannot_edit_or_remove_an_entry(db_session, cast):
    record("export")
    db_session.commit()
    entry = entries(db_session, event="export")[-1]

    entry.event = "print"
    with pytest.raises(AppendOnly):
        db_session.commit()
    db_session.rollback()
    db_session.delete(db_session.get(AuditEntry, entry.seq))
    with pytest.raises(AppendOnly):
        db_session.commit()
    db_session.rollback()
    for statement in (update(AuditEntry).values(event="print"), delete(AuditEntry)):
        with pytest.raises(AppendOnly):
            db_session.execute(statement)


@pytest.mark.parametrize("statement", ["UPDATE audit_entry SET event = 'x'", "DELETE FROM audit_entry"])
def test_the_database_refuses_too(db_session, cast, statement):
    record("export")
    db_session.commit()

    with pytest.raises(DatabaseError, match="append-only"), db_session.begin_nested():
        db_session.execute(text(statement))


def test_a_whole_trail_verifies(db_session, cast):
    for number in range(3):
        cast.lin.email = f"lin{number}@example.cn"
        db_session.commit()

    assert trail.first_break() is None


class TestAnEndThatWasReadBefore:
    """Who signs in to save has read the trail's end with the person: it is not looked for again where it still is the end."""

    @pytest.fixture
    def end(self, db_session, cast):
        record("export")
        db_session.commit()
        return trail.end()

    def written(self, db_session, count_queries) -> list[str]:
        record("export")
        with count_queries() as asked:
            db_session.commit()
        assert trail.first_break() is None
        return [one.split(" ", 1)[0] for one in asked.statements if "audit_" in one]

    def test_it_is_followed_at_once(self, db_session, end, count_queries):
        expect_end(db_session(), end.seq, end.hash)
        assert self.written(db_session, count_queries) == ["UPDATE", "INSERT"]
        assert trail.end().seq == end.seq + 1
        assert self.written(db_session, count_queries) == [
            "SELECT",
            "UPDATE",
            "INSERT",
        ]  # it holds for one commit

    @pytest.mark.parametrize(("seq", "digest"), [(-1, ""), (0, "f" * 64)])
    def test_one_that_has_moved_is_looked_for(self, db_session, end, count_queries, seq, digest):
        expect_end(db_session(), end.seq + seq, digest or end.hash)
        assert self.written(db_session, count_queries) == ["UPDATE", "SELECT", "UPDATE", "INSERT"]
        assert trail.end().seq == end.seq + 1

    @pytest.mark.parametrize("over", ["commit", "rollback"])
    def test_one_of_an_earlier_transaction_is_none(self, db_session, end, count_queries, over):
        expect_end(db_session(), end.seq, end.hash)
        getattr(db_session, over)()
        assert self.written(db_session, count_queries) == ["SELECT", "UPDATE", "INSERT"]


def tamper(session, *statements):
    """Edit the trail past every guard, as somebody with the database file would."""
    if session.get_bind().dialect.name == "sqlite":
        off = ["DROP TRIGGER IF EXISTS audit_entry_no_update", "DROP TRIGGER IF EXISTS audit_entry_no_delete"]
    else:
        off = ["DROP TRIGGER IF EXISTS audit_entry_append_only ON audit_entry"]
    for statement in (*off, *statements):
        session.execute(text(statement))


@pytest.mark.parametrize(
    ("statements", "offset", "missing"),
    [
        (["UPDATE audit_entry SET changes = '{}' WHERE seq = {1}"], 1, False),
        (["DELETE FROM audit_entry WHERE seq = {1}"], 1, True),
        (["DELETE FROM audit_entry WHERE seq = {3}"], 3, True),
        (
            [
                "UPDATE audit_entry SET seq = -1 WHERE seq = {1}",
                "UPDATE audit_entry SET seq = {1} WHERE seq = {2}",
                "UPDATE audit_entry SET seq = {2} WHERE seq = -1",
            ],
            1,
            False,
        ),
    ],
)
def test_an_edited_a_removed_and_a_moved_row_are_named(db_session, cast, statements, offset, missing):
    start = (db_session.scalar(select(AuditHead.seq)) or 0) + 1
    for number in range(4):
        record("export", detail={"number": number})
        db_session.commit()
    numbers = {f"{{{n}}}": str(start + n) for n in range(4)}
    for mark, number in numbers.items():
        statements = [statement.replace(mark, number) for statement in statements]
    tamper(db_session, *statements)

    found = trail.first_break()

    assert (found.seq, found.missing) == (start + offset, missing)


@pytest.mark.parametrize("expecting", [False, True])
def test_the_chain_does_not_fork_when_many_write_at_once(fresh_app, expecting):
    people, rounds, failures = 6, 5, []

    def work(number):
        with fresh_app.app_context():
            try:
                for turn in range(rounds):
                    user = db.session.scalar(select(User).where(User.username == "lin"))
                    if expecting and (end := trail.end()).seq:
                        expect_end(db.session(), end.seq, end.hash)
                    record("export", user, detail={"worker": number, "turn": turn}, actor=user)
                    db.session.commit()
            except Exception as error:  # noqa: BLE001  told to the test below
                failures.append(error)
            finally:
                db.session.remove()

    before = db.session.scalar(select(AuditHead.seq)) or 0
    db.session.commit()
    threads = [threading.Thread(target=work, args=(number,)) for number in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert db.session.scalar(select(AuditHead.seq)) == before + people * rounds
    assert trail.first_break() is None


def test_the_shell_checks_the_chain_and_fails_on_a_break(app, db_session, cast):
    from salesapp.trail.cli import audit

    runner = app.test_cli_runner()
    record("export")
    db_session.commit()
    head = db_session.scalar(select(AuditHead.seq))

    whole = runner.invoke(audit, ["verify"])
    tamper(db_session, f"UPDATE audit_entry SET event = 'print' WHERE seq = {head}")
    torn = runner.invoke(audit, ["verify"])

    assert (whole.exit_code, torn.exit_code) == (0, 1)
    assert str(head) in whole.output
    assert str(head) in torn.output
