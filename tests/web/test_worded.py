"""Codes that people see as words in coloured tags."""

from salesapp.activities.visits.rules import Status as Visit
from salesapp.contracts.rules import Status as Contract
from salesapp.support.rules import Status as Support
from salesapp.words import Worded


def test_every_code_has_its_own_word_and_a_colour_or_none(app):
    for kind in (Visit, Contract, Support):
        assert issubclass(kind, Worded)
        assert len({one.label for one in kind}) == len(kind)
        assert {one.tone for one in kind} <= {"", "warn", "blue", "ok", "no"}
    assert (Support.ASKED.tone, Support.WITHDRAWN.tone, Contract.VOID.tone) == ("warn", "", "no")
