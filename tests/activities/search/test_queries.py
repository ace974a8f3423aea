"""Tasks in the search for everything: by the words of their title, its reading and initials, by who may see them."""

from urllib.parse import quote

import pytest

from salesapp.activities.search.actions import index_titles
from salesapp.activities.search.queries import find_tasks
from salesapp.activities.tasks.actions import create_task
from salesapp.activities.tasks.models import Task
from salesapp.db import db
from tests.activities.factories import NOW, make_record
from tests.pages import part


@pytest.fixture
def opened(at, cast):
    """A task of somebody, or given to somebody."""

    def open_(title: str, by, *, to=None, day: int = 1, **values):
        due = {"title": title, "due_at": at(2026, 12, day, 9), "assignee_id": to.id if to else None}
        return create_task(due | values, by=by, at=NOW)

    return open_


def titles(term: str, user) -> list[str]:
    return [hit.title for hit in find_tasks(term, user, 20)]


@pytest.mark.parametrize(
    "term",
    [
        "寄样品",
        "样品",
        "jiyangpin",
        "jyp",
        "ji yang pin",
        "寄 三坐标",
        "szb",
        "寄樣品",
        "cmm",
        "三坐标给重庆",
    ],
)
def test_a_task_is_found_by_words_reading_and_initials(cast, opened, term):
    opened("寄样品、三坐标给重庆（CMM）", cast.lin), opened("约拜访", cast.lin)
    assert titles(term, cast.lin) == ["寄样品、三坐标给重庆（CMM）"]


@pytest.mark.parametrize("term", ["样本", "ypj", "寄 约", "%", "_"])
def test_what_a_title_does_not_say_finds_nothing(cast, opened, term):
    opened("寄样品", cast.lin), opened("约拜访", cast.lin)
    assert titles(term, cast.lin) == []


def test_one_finds_what_one_may_see(cast, opened):
    (
        opened("寄样品 林", cast.lin),
        opened("寄样品 方", cast.fang),
        opened("寄样品 交出", cast.lin, to=cast.fang),
    )
    opened("寄样品 南", cast.chen)
    assert set(titles("寄样品", cast.lin)) == {"寄样品 林", "寄样品 交出"}
    assert set(titles("寄样品", cast.fang)) == {"寄样品 方", "寄样品 交出"}
    assert set(titles("寄样品", cast.xu)) == {"寄样品 林", "寄样品 方", "寄样品 交出"}
    assert len(titles("寄样品", cast.tang)) == 4
    assert (
        titles("寄样品", cast.admin) == titles("寄样品", cast.auditor) == titles("寄样品", cast.zheng) == []
    )


def test_open_ones_come_first_and_what_ended_is_found_too(cast, opened):
    done, late = opened("样品 甲", cast.lin, day=9), opened("样品 乙", cast.lin, day=2)
    dropped = opened("样品 丙", cast.lin, day=3)
    assert titles("样品", cast.lin) == ["样品 甲", "样品 丙", "样品 乙"]
    done.finish(by=cast.lin, at=NOW), dropped.cancel("改期", by=cast.lin, at=NOW)
    db.session.flush()
    assert titles("样品", cast.lin) == ["样品 乙", "样品 甲", "样品 丙"]
    assert [hit.record_id for hit in find_tasks("样品", cast.lin, 1)] == [late.id]


def test_the_next_contact_is_found_and_the_letter_that_nobody_wrote_is_not(cast, db_session):
    record = make_record(cast.lin, next_purpose="演示排产软件")
    db_session.commit()
    assert titles("yspc", cast.lin) == ["演示排产软件"]
    assert titles(record.customer.full_name, cast.lin) == []


def test_the_page_of_all_hits_leads_to_the_task_itself(cast, opened, sign_in, db_session):
    task = opened("寄样品", cast.lin, to=cast.fang)
    hidden = opened("寄样品", cast.chen)
    db_session.commit()
    client = sign_in("lin")
    found = part(client.get(f"/search?q={quote('jyp')}"), "main").text
    assert "寄样品" in found and "待办" in found and cast.fang.name in found
    assert f'href="/activities/tasks/{task.id}"' in client.get(f"/search?q={quote('寄样品')}").text
    shown = part(client.get(f"/activities/tasks/{task.id}"), "tasks").text
    assert "寄样品" in shown and cast.fang.name in shown
    assert client.get(f"/activities/tasks/{hidden.id}").status_code == 404
    task.finish(by=cast.fang, at=NOW)
    db_session.commit()
    assert "09:00 完成" in part(client.get(f"/activities/tasks/{task.id}"), "tasks").text


def test_tasks_from_before_are_found_after_the_next_start(cast, opened, db_session):
    opened("寄样品", cast.lin), opened("约拜访", cast.lin)
    db_session.execute(db.update(Task).values(search_text=""))
    db_session.commit()
    assert titles("jyp", cast.lin) == []
    assert index_titles(at=NOW) == 2 and index_titles(at=NOW) == 0
    assert titles("jyp", cast.lin) == ["寄样品"]


def test_a_search_for_tasks_is_one_query(cast, opened, count_queries):
    opened("寄样品", cast.lin)
    db.session.flush()
    cast.lin.id, cast.lin.role, cast.lin.team_id
    with count_queries() as counted:
        find_tasks("样品", cast.lin, 20)
    assert counted.total == 1
