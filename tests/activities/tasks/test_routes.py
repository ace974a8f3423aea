"""Tasks on the screen (R23)."""

import re
from datetime import timedelta

from sqlalchemy import select

from salesapp.activities.tasks import queries as tasks
from salesapp.activities.tasks.models import Task
from tests.activities.factories import NOW, make_record

DAY = timedelta(days=1)


def page(response) -> str:
    return response.get_data(as_text=True)


class TestTasks:
    def test_an_empty_list_says_what_to_do(self, cast, db_session, sign_in):
        assert "也可以自己写一条" in page(sign_in("fang").get("/activities/tasks"))

    def test_a_made_up_customer_does_not_lose_the_task(self, cast, db_session, sign_in):
        data = {"title": "", "due_at": "2026-11-24T10:00", "assignee_id": cast.lin.id, "note": "写了很多"}
        answer = sign_in("lin").post("/activities/tasks", data=data | {"customer_id": "9" * 20})
        assert answer.status_code == 422 and "2026-11-24T10:00" in page(answer)

    def test_a_task_is_written_done_and_reopened(self, cast, db_session, sign_in):
        client = sign_in("lin")
        answer = client.post(
            "/activities/tasks",
            data={"title": "寄样品", "due_at": "2026-11-24T10:00", "assignee_id": cast.lin.id},
        )
        assert answer.status_code == 303
        task = db_session.scalar(select(Task))
        client.post(f"/activities/tasks/{task.id}/completion", data={"back": "/"})
        assert db_session.get(Task, task.id).outcome == "done"
        assert "寄样品" in page(client.get("/activities/tasks?state=done"))
        client.post(f"/activities/tasks/{task.id}/reopening")
        assert db_session.get(Task, task.id).outcome is None

    def test_dropping_one_needs_a_reason(self, cast, db_session, sign_in):
        record = make_record(cast.lin)
        task = tasks.open_next_contacts(record.customer_id)[0].id
        client = sign_in("lin")
        refused = client.post(f"/activities/tasks/{task}/cancellation", data={"note": " "})
        assert refused.status_code == 422
        assert "为什么不再需要" in page(refused)
        assert client.post(f"/activities/tasks/{task}/cancellation", data={"note": "改期"}).status_code == 303
        assert db_session.get(Task, task).note == "改期"

    def test_a_task_without_words_or_in_the_past_is_refused(self, cast, db_session, sign_in):
        client = sign_in("lin")
        assert client.post("/activities/tasks", data={"due_at": "2026-11-24T10:00"}).status_code == 422
        past = client.post("/activities/tasks", data={"title": "晚了", "due_at": "2026-11-20T10:00"})
        assert "这个时间已经过去" in page(past)

    def test_a_supervisor_gives_a_task_of_the_team_to_another(self, cast, db_session, sign_in):
        record = make_record(cast.lin)
        task = tasks.open_next_contacts(record.customer_id)[0].id
        sign_in("xu").post(f"/activities/tasks/{task}/assignment", data={"assignee_id": cast.fang.id})
        assert db_session.get(Task, task).assignee_id == cast.fang.id
        assert (
            sign_in("ma")
            .post(f"/activities/tasks/{task}/assignment", data={"assignee_id": cast.chen.id})
            .status_code
            == 404
        )

    def test_a_long_list_goes_on_by_pages(self, cast, db_session, sign_in):
        for nth in range(60):
            db_session.add(
                Task(
                    kind="general",
                    title=f"待办{nth:02}",
                    due_at=NOW + DAY,
                    assignee_id=cast.lin.id,
                    created_at=NOW,
                )
            )
        db_session.commit()
        client = sign_in("lin")
        first = page(client.get("/activities/tasks"))
        following = re.search(r'href="(/activities/tasks\?[^"]*after=[^"]*)"', first)[1].replace("&amp;", "&")
        second = page(client.get(following))
        assert len(set(re.findall(r"待办\d\d", first)) | set(re.findall(r"待办\d\d", second))) == 60


def test_the_supervisor_opens_the_overdue_tasks_of_one_person(cast, db_session, sign_in):
    for person in (cast.lin, cast.fang):
        title = f"{person.username} is late"
        db_session.add(
            Task(kind="general", title=title, due_at=NOW - DAY, assignee_id=person.id, created_at=NOW - DAY)
        )
    db_session.commit()
    text = page(sign_in("xu").get(f"/activities/tasks?state=late&who=team&person={cast.fang.id}"))
    assert "fang is late" in text
    assert "lin is late" not in text
