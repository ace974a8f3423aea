"""The floor of a screen is honest: the same HTML, the same questions to the database, the session read; nothing else."""

from __future__ import annotations

from flask import Flask

from salesapp.bench import floor, report
from salesapp.bench.browser import Answer


def test_only_what_came_from_the_database_is_filled_in():
    source, values = floor.opened("<p>客户</p><b>甲 &amp; 乙</b><i>{{ 1 }}</i>", ["甲 & 乙", 7, None])
    drawn = Flask("bare").jinja_env.from_string(source).render(v=values)
    assert values == ["甲 & 乙"] and "甲" not in source
    assert drawn == "<p>客户</p><b>甲 &amp; 乙</b><i>{{ 1 }}</i>"


def test_a_page_of_nothing_stored_is_all_fixed():
    assert floor.opened("<p>客户</p>", [])[1] == []


def answer(ms: float, status: int = 200) -> Answer:
    return Answer(status, {}, b"x", ms)


def test_a_screen_is_told_in_times_of_its_floor():
    screen = report.Screen("s", lambda: answer(6.0), 15, floor=lambda: answer(2.0), times_floor=2, warm_up=0)
    measured = report.measure(screen, 3)
    assert measured.times_floor == 3 and measured.misses == ["over 2 × its floor"]
    assert "3 × its floor of 2.0 ms (aim 2 ×)" in report.table([measured])


def test_a_floor_that_does_not_answer_is_a_miss():
    screen = report.Screen(
        "s", lambda: answer(6.0), 15, floor=lambda: answer(0.1, 502), times_floor=9, warm_up=0
    )
    measured = report.measure(screen, 3)
    assert measured.times_floor is None and measured.misses == ["its bare page does not answer"]
