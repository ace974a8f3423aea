"""Hints and sheets name the numbers in force."""

import pytest

from salesapp.db import db
from salesapp.documents.forms.registry import form, spec
from salesapp.documents.paper.orders import Order, content_key
from salesapp.policies import actions
from salesapp.policies.page import how_often, numbers, saying
from salesapp.web import cache
from tests.conftest import MONDAY
from tests.documents.examples.frame import IMPRINT


def hint(key):
    return lambda: str(spec(key).hint)


def purpose(code):
    return lambda: str(form(code).purpose)


@pytest.mark.parametrize(
    ("key", "value", "say", "before", "after"),
    [
        ("thank_you_hours", 48, hint("F05.thank_you_sent_at"), "24 小时", "48 小时"),
        ("thank_you_hours", 48, hint("F05.is_first"), "24 小时", "48 小时"),
        ("record_hours", 4, purpose("F05"), "2 小时内", "4 小时内"),
        ("grade_s_max_days", 40, hint("F06.suggested_grade"), "30 天内为 S", "40 天内为 S"),
        ("followup_s_count", 3, lambda: str(spec("F06.cadence").example), "S级 每周 2 次", "S级 每周 3 次"),
        ("followup_b_days", 21, lambda: how_often("B"), "每 14 天 1 次", "每 21 天 1 次"),
        ("handoff_workdays", 5, purpose("F12"), "3 个工作日内移交", "5 个工作日内移交"),
        ("handoff_workdays", 5, hint("F12.due_on"), "签订后 3 个工作日", "签订后 5 个工作日"),
    ],
)
def test_a_hint_names_the_number_in_force(cast, key, value, say, before, after):
    assert before in say()
    actions.change(key, value, by=cast.tang, at=MONDAY)
    db.session.commit()
    cache.forget()
    assert after in say()


def test_words_are_said_with_the_numbers_that_were_read(cast, count_queries):
    read = numbers() | {"thank_you_hours": 36}
    with count_queries() as counted, saying(read):
        assert "36 小时" in hint("F05.is_first")()
    assert counted.total == 0
    assert "24 小时" in hint("F05.is_first")()


def test_a_blank_sheet_is_another_sheet_once_a_number_changed(cast):
    was = Order(form("F05"), numbers=numbers())
    now = Order(form("F05"), numbers=numbers() | {"thank_you_hours": 48})
    assert content_key(was, IMPRINT) != content_key(now, IMPRINT)
