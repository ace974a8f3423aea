"""Dictionaries, read (R13)."""

from sqlalchemy import select

from salesapp.db import db
from salesapp.playbook.actions import move
from salesapp.playbook.dictionaries import queries as dictionaries
from salesapp.playbook.dictionaries.models import DictionaryEntry


def test_dictionaries_work_before_anything_is_filled(db_session):
    assert [word.code for word in dictionaries.dictionary("source_channel")][:3] == [
        "database",
        "fair",
        "referral",
    ]
    assert dictionaries.label("source_channel", "fair")


def test_seeded_words_follow_the_readers_language_until_they_are_reworded(app, playbook):
    from flask_babel import force_locale

    with force_locale("en"):
        assert dictionaries.label("source_channel", "fair") == "Trade fair"
    fair = db.session.scalar(select(DictionaryEntry).filter_by(dictionary="source_channel", code="fair"))
    assert fair.label == "行业展会"
    fair.label = "大型展会"
    from salesapp.db import touch_config
    from salesapp.web import cache

    touch_config()
    cache.forget()
    with force_locale("en"):
        assert dictionaries.label("source_channel", "fair") == "大型展会"


def test_moving_mends_equal_positions(playbook):
    rows = dictionaries.entries("product_type")
    for row in rows:
        row.position = 0
    move(rows[2], rows, up=True)

    assert [row.code for row in dictionaries.entries("product_type")][:3] == [
        "software",
        "maintenance",
        "implementation",
    ]


def test_a_dictionary_costs_no_query_the_second_time(playbook, count_queries):
    dictionaries.dictionary("source_channel")
    with count_queries() as counted:
        dictionaries.dictionary("source_channel")
        dictionaries.label("product_type", "software")

    assert counted.total == 0
