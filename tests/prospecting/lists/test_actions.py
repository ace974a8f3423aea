"""Lists and their rows: filled by hand, corrected, closed, given to a successor (R13, R14)."""

import pytest

from salesapp.accounts.belongings import queries as belongings
from salesapp.accounts.people.actions import close_user
from salesapp.prospecting.assignment import actions as assignment
from salesapp.prospecting.lists import access, actions, queries
from salesapp.prospecting.lists.rules import ProspectRefused
from salesapp.refusals import NotAllowed
from tests.customers.factories import make_customer
from tests.prospecting.factories import (
    NOW,
    TODAY,
    add_row,
    commit,
    make_list,
    make_persona,
    person_of,
    values_of,
)

pytestmark = pytest.mark.usefixtures("frozen_clock")


def test_rows_are_numbered_and_scored_as_they_are_typed(cast):
    found = make_list(cast.lin, make_persona(cast.xu))
    first, second = add_row(found), add_row(found, industry="I65")
    assert (first.row_no, first.score, first.intent, first.channel) == (1, 100, "high", "fair")
    assert (second.row_no, second.fit, second.place) == (2, "lacking", 9100)
    assert found.number == "MD2026-001"


def test_without_a_persona_there_is_no_score(cast):
    row = add_row(make_list(cast.lin))
    assert (row.score, row.intent, row.reasons) == (None, "middle", [])


def test_what_somebody_said_of_the_intent_counts(cast):
    row = add_row(make_list(cast.lin, make_persona(cast.xu)), intent_said="low")
    assert (row.score, row.intent) == (100, "low")


def test_a_company_stands_in_a_list_once(cast):
    found = make_list(cast.lin)
    row = add_row(found)
    with pytest.raises(ProspectRefused, match="第 1 行") as refused:
        add_row(found, full_name=row.full_name, aware=True)
    assert refused.value.field == "full_name"


def test_a_customer_is_no_prospect_and_whose_it_is_stays_masked(cast):
    customer = make_customer(cast.chen)
    with pytest.raises(ProspectRefused, match="已经登记") as refused:
        add_row(make_list(cast.lin), full_name=customer.full_name, aware=True)
    assert refused.value.field == "full_name" and customer.number not in str(refused.value)


def test_what_is_similar_or_in_another_list_is_asked_about(cast):
    other = add_row(make_list(cast.chen))
    found = make_list(cast.lin)
    for changes in ({"full_name": other.full_name}, {"people": [person_of(mobile=other.people[0].mobile)]}):
        with pytest.raises(ProspectRefused) as refused:
            add_row(found, **changes)
        assert refused.value.field == "aware"
        add_row(found, **changes, aware=True) if "people" in changes else None


def test_a_correction_scores_anew_and_keeps_the_people_that_were(cast):
    row = add_row(make_list(cast.lin, make_persona(cast.xu)), people=[person_of(), person_of()])
    kept = row.people[0].id
    values = values_of(full_name=row.full_name, industry="C35")
    actions.change(row, values, [person_of(name="吴*")], by=cast.lin, at=NOW)
    assert [(one.id, one.name) for one in row.people] == [(kept, "吴*")]
    assert (row.score, row.fit) == (0, "lacking")


def test_a_row_that_ended_is_not_corrected(cast):
    row = add_row(make_list(cast.lin))
    row.give_up("停产", by=cast.lin, at=NOW)
    with pytest.raises(ProspectRefused):
        actions.change(row, values_of(), [], by=cast.lin, at=NOW)


def test_a_closed_list_takes_no_row_until_it_is_opened_again(cast):
    found = make_list(cast.lin)
    actions.close_list(found, by=cast.lin, at=NOW)
    with pytest.raises(ProspectRefused):
        add_row(found)
    actions.open_list_again(found, by=cast.lin, at=NOW)
    add_row(found)


def test_another_persona_is_left_to_the_job(cast):
    found, persona = make_list(cast.lin), make_persona(cast.xu)
    values = {
        "name": "新名",
        "channel": "database",
        "source_note": None,
        "persona_version_id": persona.current.id,
    }
    actions.change_list(found, values, by=cast.lin, at=NOW)
    assert (found.name, found.persona_version, found.scored_by) == ("新名", persona.current, "0:70:40")


@pytest.mark.parametrize("name", ["fang", "chen", "ma"])
def test_nobody_else_fills_or_closes_a_list(cast, name):
    found, by = make_list(cast.lin), getattr(cast, name)
    with pytest.raises(NotAllowed):
        add_row(found, by=by)
    with pytest.raises(NotAllowed):
        actions.close_list(found, by=by, at=NOW)
    assert queries.find_list(found.id, by) is None


def test_who_is_given_a_row_sees_it_and_nothing_else_of_the_list(cast):
    found = make_list(cast.xu)
    given, other = add_row(found), add_row(found)
    assignment.give(found, [given.id], cast.lin.id, None, by=cast.xu, at=NOW)
    commit()
    assert queries.find_list(found.id, cast.lin) == found
    assert queries.find(given.id, cast.lin) == given and queries.find(other.id, cast.lin) is None
    assert queries.find(other.id, cast.xu) and queries.find(other.id, cast.tang)
    assert queries.find(given.id, cast.ma) is None and queries.find(given.id, cast.he) is None
    assert access.runs_row(given, cast.lin) and not access.runs_row(other, cast.lin)


def test_when_somebody_leaves_their_lists_and_rows_go_to_the_successor(cast):
    found = make_list(cast.lin)
    row, done = add_row(found), add_row(found)
    assignment.give(found, [row.id, done.id], cast.lin.id, None, by=cast.lin, at=NOW)
    done.give_up("停产", by=cast.lin, at=NOW)
    commit()
    assert {heap.name for heap in belongings.of_person(cast.lin.id)} == {"prospects", "prospect_lists"}
    close_user(cast.lin, successor=cast.fang.id, by=cast.admin, at=NOW)
    commit()
    assert (row.owner, done.owner, found.owner) == (cast.fang, cast.lin, cast.fang)
    assert row.planned_on > TODAY and [turn.what for turn in row.turns] == ["assigned", "assigned"]
    assert belongings.of_person(cast.lin.id) == []
