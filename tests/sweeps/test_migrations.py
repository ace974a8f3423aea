"""Migrations and models agree, on the engine under test, forth and back."""

from __future__ import annotations

from datetime import UTC, timedelta
from types import SimpleNamespace

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, stamp, upgrade
from sqlalchemy import MetaData, Table, inspect, select

from salesapp.accounts.models import User
from salesapp.contracts import actions
from salesapp.contracts.models import Contract
from salesapp.contracts.signing import actions as signing
from salesapp.customers.models import Customer
from salesapp.db import Base, db
from salesapp.trail import queries as trail
from salesapp.trail.actions import record
from tests.activities.factories import make_record
from tests.conftest import CAST, _application, _database
from tests.contracts.factories import NOW, TODAY, make_contract, sign
from tests.customers.factories import make_customer


@pytest.fixture
def migrated(tmp_path_factory):
    """An application whose empty database was brought up by the migrations alone."""
    for url in _database("migrated", tmp_path_factory):
        app = _application(url, tmp_path_factory.mktemp("data"))
        with app.app_context():
            upgrade()
            yield app
            db.session.remove()
            db.engine.dispose()


def test_the_migrations_make_exactly_the_tables_of_the_models(migrated):
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_the_migrations_can_be_taken_back(migrated):
    downgrade(revision="base")
    assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}


def test_a_second_upgrade_changes_nothing(migrated):
    before = sorted(inspect(db.engine).get_table_names())
    upgrade()
    assert sorted(inspect(db.engine).get_table_names()) == before


def rows(name: str) -> list[dict]:
    """What a table holds as the database has it, in order, whatever the models say."""
    table = Table(name, MetaData(), autoload_with=db.engine)
    with db.engine.connect() as connection:
        found = [dict(row) for row in connection.execute(select(table)).mappings()]
    return sorted(found, key=lambda row: row.get("id") or row["seq"])


@pytest.fixture
def filled(fresh_app):
    """The previous revision with a draft, a filed contract and one that is void: its rows of contracts."""
    people = {user.username: user for user in db.session.scalars(select(User).where(User.username.in_(CAST)))}
    cast, ids = SimpleNamespace(**people), {name: user.id for name, user in people.items()}
    make_contract(cast.lin)
    for reason in (None, "客户付不出预付款"):
        contract = sign(make_contract(cast.lin), cast)
        filed = {"archive_no": "DA-1", "archived_by": "陆*", "archived_on": TODAY}
        signing.archive(contract, filed, by=cast.lu, at=NOW)
        for column, day in (("signed_on", TODAY), ("sealed_on", TODAY), ("archived_on", TODAY)):
            db.session.info["actor"] = cast.lu if column == "archived_on" else cast.lin
            record("change", contract, detail={column: [None, str(day)]})  # as the trail told it then
        if reason:
            actions.void(contract, reason, by=cast.xu, at=NOW)
        db.session.commit()
    db.session.remove()
    stamp()
    downgrade(revision="0003")
    return rows("contract"), ids


def test_signatures_seals_archives_and_voidings_become_rows_and_nothing_else_changes(filled):
    old, people = filled
    draft, signed, void = old
    assert draft["signed_on"] is None and not draft["conditions_met"]
    assert (signed["seal_kind"], signed["archive_no"], signed["voided_at"]) == ("contract", "DA-1", None)
    assert (void["void_reason"], void["voided_by_id"]) == ("客户付不出预付款", people["xu"])
    trail_before = rows("audit_entry")
    upgrade()
    now = rows("contract")
    kept = (set(old[0]) & set(now[0])) - {"tax_rate"}  # which is a code since 0078
    assert [{k: row[k] for k in kept} for row in old] == [{k: row[k] for k in kept} for row in now]
    assert rows("audit_entry") == trail_before
    record("export")  # the proof of the end went with its column
    db.session.commit()
    assert trail.first_break() is None
    db.session.remove()
    noted = {name: rows(f"contract_{name}") for name in ("signature", "sealing", "archiving", "voiding")}
    assert {name: [row["contract_id"] for row in each] for name, each in noted.items()} == {
        "signature": [2, 3], "sealing": [2, 3], "archiving": [2, 3], "voiding": [3],
    }  # fmt: skip
    by = {name: {row["by_id"] for row in each} for name, each in noted.items()}
    assert by == {
        "signature": {people["lin"]}, "sealing": {people["lin"]}, "archiving": {people["lu"]},
        "voiding": {people["xu"]},
    }  # fmt: skip
    assert all(row["at"] is not None for each in noted.values() for row in each)
    contract = db.session.get(Contract, 3)
    assert contract.signed_on == TODAY and contract.voiding.at == NOW.astimezone(UTC)
    db.session.remove()
    downgrade(revision="0003")
    assert rows("contract") == old


@pytest.fixture
def talked(fresh_app):
    """The revision before, with a customer whom somebody spoke with twice and one with whom nobody did."""
    lin = db.session.scalars(select(User).where(User.username == "lin")).one()
    spoken = make_customer(lin, full_name="苏州某甲机械有限公司")
    make_customer(lin, full_name="苏州某乙机械有限公司")
    ends = [make_record(lin, customer=spoken, at=NOW - timedelta(days=days)).ended_at for days in (3, 9, 6)]
    db.session.commit()
    db.session.remove()
    stamp()
    downgrade(revision="0060")
    return min(ends)


def test_a_customer_knows_since_when_somebody_speaks_with_them_by_the_records_there_are(talked):
    assert "spoken_at" not in rows("customer")[0]
    upgrade()
    customers = db.session.scalars(select(Customer).order_by(Customer.id)).all()
    assert [customer.spoken_at for customer in customers] == [talked, None]
