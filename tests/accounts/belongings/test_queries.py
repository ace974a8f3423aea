"""Who was read in a transaction that saves is not held once more on SQLite, whose one writer it is; in the next one they are."""

from salesapp.accounts.belongings.queries import held_since_seen, note_seen
from salesapp.db import db


def test_who_was_seen_is_held_as_long_as_the_transaction_that_saw_them(cast, db_session):
    alone = db.session.get_bind().dialect.name == "sqlite"
    session, lin = db_session(), cast.lin.id
    note_seen(session, lin)
    assert held_since_seen(session) == ({lin} if alone else set())
    db_session.commit()
    assert db.session.get(type(cast.lin), lin) and held_since_seen(session) == set()


def test_who_was_not_seen_is_held_by_nobody(cast, db_session):
    assert cast.lin.id and held_since_seen(db_session()) == set()
