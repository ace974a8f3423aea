"""Dictionaries on the screen."""

import pytest
from sqlalchemy import select

from salesapp.db import db
from salesapp.playbook.dictionaries import queries as dictionaries
from salesapp.playbook.dictionaries.models import DictionaryEntry
from salesapp.playbook.dictionaries.rules import DICTIONARIES
from tests.playbook.conftest import version_of


def word(code, dictionary="source_channel"):
    return db.session.scalar(select(DictionaryEntry).filter_by(dictionary=dictionary, code=code))


def change(client, entry, **values):
    page = client.get(f"/settings/words/{entry.id}")
    data = {"label": entry.label, "active": "y", "version": version_of(page)} | values
    return client.post(f"/settings/words/{entry.id}", data={k: v for k, v in data.items() if v is not None})


def test_a_value_is_added_and_offered_at_once(supervisor):
    answer = supervisor.post("/settings/dictionaries/source_channel", data={"label": "行业协会"})

    assert answer.status_code == 303
    assert dictionaries.dictionary("source_channel")[-1].label == "行业协会"


def test_a_renamed_value_keeps_its_code(supervisor):
    change(supervisor, word("fair"), label="展会")

    assert dictionaries.label("source_channel", "fair") == "展会"


def test_a_value_out_of_use_is_offered_no_more_but_kept_where_it_stands(supervisor):
    change(supervisor, word("fair"), active=None)

    assert "fair" not in [w.code for w in dictionaries.dictionary("source_channel")]
    assert "fair" in [w.code for w in dictionaries.dictionary("source_channel", keep="fair")]
    assert dictionaries.label("source_channel", "fair") == "行业展会"


@pytest.mark.parametrize("label", ["", "行业展会", "词" * 61])
def test_an_empty_a_double_and_a_too_long_value_are_refused(supervisor, label):
    answer = supervisor.post("/settings/dictionaries/source_channel", data={"label": label})

    assert answer.status_code == 422


def test_a_value_that_forms_rely_on_stays(supervisor):
    answer = change(supervisor, word("referral"), active=None)

    assert answer.status_code == 422
    assert "登记表依赖此项" in answer.text


def test_one_value_at_least_stays_in_use(supervisor):
    for code in list(DICTIONARIES["product_type"].entries)[1:]:
        assert change(supervisor, word(code, "product_type"), active=None).status_code == 303

    answer = change(supervisor, word("software", "product_type"), active=None)

    assert answer.status_code == 422
    assert "至少保留一项" in answer.text


def test_a_value_moves_up_and_down_and_stays_at_the_ends(supervisor):
    supervisor.post(f"/settings/words/{word('fair').id}/moves", data={"to": "up"})
    assert [w.code for w in dictionaries.dictionary("source_channel")][:2] == ["fair", "database"]
    supervisor.post(f"/settings/words/{word('fair').id}/moves", data={"to": "up"})
    assert [w.code for w in dictionaries.dictionary("source_channel")][:2] == ["fair", "database"]
    supervisor.post(f"/settings/words/{word('fair').id}/moves", data={"to": "down"})
    assert [w.code for w in dictionaries.dictionary("source_channel")][:2] == ["database", "fair"]


def test_a_dictionary_that_is_not_there_is_not_found(supervisor):
    assert supervisor.get("/settings/dictionaries/nonsense").status_code == 404
    assert supervisor.post("/settings/dictionaries/nonsense", data={"label": "x"}).status_code == 404
    assert supervisor.get("/settings/words/999999").status_code == 404
