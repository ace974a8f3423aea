"""Migrations and models agree, on the engine under test, forth and back."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from salesapp.db import Base, db
from tests.conftest import _application, _database


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
