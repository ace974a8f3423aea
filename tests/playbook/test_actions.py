"""What a team starts with."""

from sqlalchemy import select

from salesapp.db import db
from salesapp.playbook.dictionaries.rules import DICTIONARIES
from salesapp.playbook.objections import queries as objections
from salesapp.playbook.questions import queries as questions
from salesapp.playbook.questions.models import SpinQuestion
from salesapp.playbook.scripts import queries as scripts
from salesapp.playbook.scripts.rules import check_script
from tests.conftest import MONDAY
from tests.playbook.conftest import STARTS


def test_the_seed_fills_what_is_empty_once(playbook):
    assert sum(fill(at=MONDAY) for fill in STARTS) == 0
    db.session.delete(db.session.scalars(select(SpinQuestion)).first())
    db.session.flush()
    assert sum(fill(at=MONDAY) for fill in STARTS) == 0


def test_every_seeded_wording_passes_its_own_checks(playbook):
    for script in scripts.scripts():
        check_script(script.kind, script.subject, script.body)
    assert {script.kind for script in scripts.scripts()} == {
        "call_opening", "mail", "visit_booking", "thank_you", "quarterly", "greeting", "objection",
    }  # fmt: skip
    assert all(len(asked) >= 3 for asked in questions.questions().values())
    assert {answer.kind for answer in objections.answers()} <= set(DICTIONARIES["objection_kind"].entries)
