"""Personas in versions: who wrote them, when and why; lists follow the version that counts (R11)."""

from datetime import date, timedelta

import pytest

from salesapp.db import db
from salesapp.prospecting.lists.models import Prospect
from salesapp.prospecting.matching.rules import Condition, Kind, Rank
from salesapp.prospecting.personas import actions, queries
from salesapp.prospecting.personas.rules import PersonaRefused, State
from salesapp.prospecting.scoring.actions import catch_up
from salesapp.refusals import NotAllowed
from tests.prospecting.factories import NOW, TODAY, add_row, commit, make_list, make_persona

pytestmark = pytest.mark.usefixtures("frozen_clock")
OTHER = (Condition(Kind.INDUSTRY, Rank.MUST, ("C35",)),)
ANEW = {
    "name": "设备制造企业",
    "product": "hardware",
    "why": "换了产品",
    "valid_from": TODAY + timedelta(days=7),
}


def test_the_next_version_counts_and_the_former_stays_with_who_and_why(cast):
    persona = make_persona(cast.xu)
    actions.write_anew(persona, ANEW, OTHER, by=cast.tang, at=NOW)
    first, second = persona.versions
    assert (first.no, first.by, first.why, first.valid_until) == (1, cast.xu, "首版", date(2026, 11, 30))
    assert (second.no, second.by, second.why, second.valid_until) == (2, cast.tang, "换了产品", None)
    assert persona.current.asked == OTHER and len(first.conditions) == 2
    assert (persona.name, persona.product) == ("设备制造企业", "hardware")


def test_a_version_that_ended_before_keeps_its_end(cast):
    persona = make_persona(cast.xu, valid_until=TODAY)
    actions.write_anew(persona, ANEW, OTHER, by=cast.xu, at=NOW)
    assert persona.versions[0].valid_until == TODAY


@pytest.mark.parametrize("name", ["lin", "he", "zheng", "admin"])
def test_only_supervisors_and_directors_write_them(cast, name):
    persona = make_persona(cast.xu)
    by = getattr(cast, name)
    for act in (
        lambda: make_persona(by),
        lambda: actions.write_anew(persona, ANEW, OTHER, by=by, at=NOW),
        lambda: actions.retire(persona, by=by, at=NOW),
        lambda: actions.take_up(persona, by=by, at=NOW),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_retired_persona_stays_readable_and_is_offered_to_no_new_list(cast):
    persona = make_persona(cast.xu)
    actions.retire(persona, by=cast.xu, at=NOW)
    assert queries.offered() == [] and queries.every(State.RETIRED) == [persona]
    with pytest.raises(PersonaRefused):
        actions.write_anew(persona, ANEW, OTHER, by=cast.xu, at=NOW)
    with pytest.raises(PersonaRefused):
        make_list(cast.lin, persona)
    actions.take_up(persona, by=cast.xu, at=NOW)
    assert queries.offered() == [persona.current]


def test_a_changed_persona_scores_its_open_lists_anew_as_a_job(cast):
    persona = make_persona(cast.xu)
    found, closed = make_list(cast.lin, persona), make_list(cast.lin, persona)
    row, old = add_row(found), add_row(closed)
    closed.close(NOW, at=NOW)
    commit()
    assert (row.score, row.fit, row.intent) == (100, "fits", "high") and catch_up(at=NOW) == 0
    actions.write_anew(persona, ANEW, OTHER, by=cast.xu, at=NOW)
    commit()
    assert found.persona_version == persona.current and closed.persona_version == persona.versions[0]
    assert catch_up(at=NOW) == 1 and catch_up(at=NOW) == 0
    db.session.expire_all()
    assert (row.score, row.fit, row.intent, row.place) == (0, "lacking", "low", 9100)
    assert row.reasons == [["industry", "must", "no", "C34"]]
    assert old.score == 100


def test_changed_limits_score_the_open_lists_anew_too(cast, monkeypatch):
    found = make_list(cast.lin, make_persona(cast.xu))
    row = add_row(found, region="110105")
    commit()
    assert (row.score, row.intent) == (50, "middle")
    from salesapp.prospecting.scoring import queries as scoring

    monkeypatch.setattr(scoring, "policy", {"prospect_high": 50, "prospect_middle": 40}.get)
    assert catch_up(at=NOW) == 1
    assert db.session.get(Prospect, row.id, populate_existing=True).intent == "high"
