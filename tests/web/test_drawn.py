"""Pieces of pages that were drawn once are shown again only where they would be drawn alike."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from flask_babel import force_locale
from markupsafe import Markup
from sqlalchemy import select

from salesapp.accounts.models import User
from salesapp.db import db, touch_config
from salesapp.statements import Stored
from salesapp.web import cache, clock
from salesapp.web.drawn import TOKEN, all_of, drawn, met, with_token
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


@dataclass(frozen=True)
class Person:
    words: str
    tone: str = ""
    drawn: dict = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Line(Entry):
    drawn: dict = field(default_factory=dict, compare=False)


PEOPLE = Stored(User.id, User.name)


def of(person: User, *by) -> Person:
    query = select(*PEOPLE.columns).where(User.id == person.id)
    (found,) = met("people", PEOPLE, query, lambda row: Person(row.name), *by)
    return found


def test_a_row_that_is_as_it_was_is_the_same_line_and_another_is_made(app, cast):
    with app.test_request_context("/"):
        first = of(cast.lin)
        assert of(cast.lin) is first
        cast.lin.name = "林<新>"
        db.session.commit()
        assert of(cast.lin).words == "林<新>"
        assert of(cast.fang).words == cast.fang.name


def test_a_line_is_made_anew_by_what_it_is_made_by_its_language_and_the_settings(app, cast):
    with app.test_request_context("/"):
        first = of(cast.lin, 1)
        assert of(cast.lin, 2) is not first and of(cast.lin, 1) is first
        with force_locale("en"):
            assert of(cast.lin, 1) is not first
        touch_config()
        db.session.commit()
        cache.forget()
        assert of(cast.lin, 1) is not first


def test_lines_are_drawn_once_in_each_way(app):
    def told(one: Line, **environ: str) -> str:
        with app.test_request_context("/", environ_overrides=environ):
            return all_of("home/records/_timeline.html", "timeline_entry", [one, one])

    one = Line(AT, "contract", "sign", "龙吟 <x>")
    first = told(one)
    assert first.count("龙吟 &lt;x&gt;") == 2
    one.drawn[next(iter(one.drawn))] = Markup("kept")
    assert told(one) == "kept\nkept"
    assert told(one, SCRIPT_NAME="/verkauf") == first
    with app.test_request_context("/"), force_locale("en"):
        assert all_of("home/records/_timeline.html", "timeline_entry", [one]) != "kept"
