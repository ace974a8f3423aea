"""Which due dates a new calendar moved: the first few named, the others folded or counted."""

from datetime import date, timedelta

from flask import get_template_attribute

from salesapp.calendar.rules import Moved
from tests.pages import part

DAY = date(2026, 11, 24)


def shown(app, rows) -> str:
    with app.test_request_context():
        return str(get_template_attribute("layout/_moved.html", "moved_list")(rows))


def moved(count: int, **more) -> list[Moved]:
    return [Moved(f"第{n}项", DAY, DAY + timedelta(days=n), **more) for n in range(1, count + 1)]


def test_ten_stand_open_and_the_others_are_folded(app):
    assert "另有" not in shown(app, moved(10))
    page = shown(app, moved(13))
    assert len(part(page, "moved").node.css("tbody tr")) == 10
    assert "另有 3 项" in page and "第13项" in page


def test_what_is_not_the_reader_s_to_see_is_a_number(app):
    page = shown(app, [*moved(1), *moved(4, hidden=True)])
    assert "第1项" in page and "第2项" not in page and "另有 4 项，属您查看范围以外的记录" in page
    assert "<table" not in shown(app, moved(2, hidden=True))
