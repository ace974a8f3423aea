"""Pieces of pages that were drawn once are shown again only where they would be drawn alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from flask_babel import force_locale
from markupsafe import Markup

from salesapp.db import db, touch_config
from salesapp.web import cache, clock
from salesapp.web.drawn import TOKEN, drawn, with_token
from salesapp.web.story import Entry

AT = datetime(2026, 11, 23, 6, tzinfo=UTC)
ENTRY = Entry(AT, "contract", "sign", "签订 <合同>", aside="HT-1", when="11月23日")


def line(entry: Entry) -> Markup:
    return drawn("home/records/_timeline.html", "timeline_entry", entry)


def test_the_same_values_are_drawn_once_and_others_anew(app):
    with app.test_request_context("/"):
        first = line(ENTRY)

        assert line(replace(ENTRY)) is first
        assert "签订 &lt;合同&gt;" in first
        assert "HT-2" in line(replace(ENTRY, aside="HT-2"))


def test_another_language_day_or_root_draws_anew(app):
    entry = replace(ENTRY, when="")
    with app.test_request_context("/"):
        first = line(entry)
        with force_locale("en"):
            assert line(entry) != first
        with clock.frozen(AT.replace(year=2027)):
            assert "2026" in line(entry).split("</time>")[0].split(">")[-1]
    with app.test_request_context("/", environ_overrides={"SCRIPT_NAME": "/verkauf"}):
        assert 'href="/verkauf/' in line(replace(entry, pictures=(7,)))
    with app.test_request_context("/"):
        assert "/verkauf" not in line(replace(entry, pictures=(7,)))


def test_a_change_of_settings_draws_anew(app, db_session):
    with app.test_request_context("/"):
        first = line(ENTRY)
        touch_config()
        db.session.commit()
        cache.forget()

        assert line(ENTRY) is not first


def test_a_piece_takes_the_token_of_its_page():
    piece = Markup('<input value="') + TOKEN + Markup('">')

    assert with_token(piece, "abc.def") == '<input value="abc.def">'
    assert isinstance(with_token(piece, "abc"), Markup)
