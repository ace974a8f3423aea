"""Decisions on files for tests: taken through the same verb as on the screen."""

from __future__ import annotations

from salesapp.db import db
from salesapp.opportunities.decisions import actions
from salesapp.policies.actions import change as set_policy
from tests.opportunities.factories import NOW


def decide(opportunity, by, verdict: str = "agree", words: str | None = None, *, at=NOW) -> None:
    """Let a person decide on the step of a file that waits for them."""
    actions.decide(opportunity, verdict, words, by=by, at=at)
    db.session.commit()


def without_director(cast) -> None:
    """Let the supervisor decide on files of grade S alone."""
    set_policy("file_s_director", False, by=cast.admin, at=NOW)
    db.session.commit()
