"""What is typed in a shell is read in the language of the code; an installation to be backed up and restored."""

import pytest

from salesapp.accounts.models import Team
from salesapp.db import db
from tests.conftest import _application, _database


@pytest.fixture(autouse=True)
def english(monkeypatch):
    """Speak English in the shell; the tests of its language choose theirs."""
    monkeypatch.setenv("SALESAPP_LOCALE", "en")


@pytest.fixture
def installation(empty_database, tmp_path_factory):
    """A migrated application with one team and one attached file."""
    for url in _database("backup", tmp_path_factory, copy_of=empty_database):
        app = _application(url, tmp_path_factory.mktemp("data"))
        with app.app_context():
            db.session.add(Team(name="华东"))
            db.session.commit()
            attachment = app.config["SALESAPP"].data_dir / "attachments" / "ab" / "abcdef"
            attachment.parent.mkdir(parents=True)
            attachment.write_bytes(b"a photo of a business card")
            yield app
            db.session.remove()
            db.engine.dispose()
