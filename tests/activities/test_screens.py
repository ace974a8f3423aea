"""Contact records, letters and tasks on the screen: what is typed, refused, kept and undone (F05)."""

import io
import re
from datetime import timedelta

import pytest
from PIL import Image
from sqlalchemy import func, select

from salesapp.activities import tasks
from salesapp.activities.models import Activity, Need, Promise, Task
from tests.activities.factories import NOW, make_record, promise, sent
from tests.customers.factories import make_customer
from tests.opportunities.factories import make_opportunity

DAY = timedelta(days=1)


def page(response) -> str:
    return response.get_data(as_text=True)


def records(db_session) -> list[Activity]:
    return list(db_session.scalars(select(Activity).order_by(Activity.id)))


class TestTheForm:
    def test_it_has_the_likely_answers_filled_in(self, cast, db_session, sign_in):
        opportunity = make_opportunity(cast.lin)
        contact = opportunity.customer.contacts[0].id
        text = page(sign_in("lin").get(f"/activities/new?customer={opportunity.customer_id}"))
        assert re.search(rf'name="contacts"[^>]*value="{contact}" checked', text)
        assert re.search(rf'<option selected value="{opportunity.id}">', text)
        assert 'value="2026-11-23T09:00"' in text
        assert "明日 10:00" in text
        assert "是否首次沟通" in text

    def test_without_a_customer_it_asks_for_one(self, cast, db_session, sign_in):
        customer = make_customer(cast.lin)
        text = page(sign_in("lin").get("/activities/new"))
        assert customer.full_name in text

    def test_one_hit_of_a_typed_name_leads_on_and_none_says_so(self, cast, db_session, sign_in):
        customer = make_customer(cast.lin)
        client = sign_in("lin")
        found = client.get(f"/activities/new?customer_text={customer.full_name[:4]}")
        assert found.headers["Location"].endswith(f"customer={customer.id}")
        assert "没有这个名称的客户" in page(client.get("/activities/new?customer_text=没有这家"))

    def test_a_new_colleague_is_led_to_the_first_customer(self, cast, db_session, sign_in):
        assert "您还没有客户" in page(sign_in("fang").get("/activities/new"))

    def test_the_last_record_can_be_copied(self, cast, db_session, sign_in):
        record = make_record(cast.lin, situation="三人排产", summary="谈了接口")
        text = page(sign_in("lin").get(f"/activities/new?customer={record.customer_id}&copy=1"))
        assert "三人排产" in text
        assert "谈了接口" in text

    def test_it_stays_within_twelve_queries(self, cast, db_session, sign_in, count_queries):
        opportunity = make_opportunity(cast.lin)
        make_record(cast.lin, customer=opportunity.customer)
        client, url = sign_in("lin"), f"/activities/new?customer={opportunity.customer_id}"
        client.get(url)
        with count_queries() as counted:
            assert client.get(url).status_code == 200
        assert counted.total <= 12, counted.statements


class TestSaving:
    def test_a_record_is_saved_with_its_needs_and_promises(self, cast, db_session, sign_in):
        customer = make_customer(cast.lin)
        rows = {
            "needs-0-category": "budget", "needs-0-content": "预算不超四十万", "needs-0-value": "40", "needs-0-unit": "万元",
            "needs-0-source": "quote", "promises-0-side": "ours", "promises-0-content": "案例两份",
            "promises-0-due_on": "2026-11-29", "is_first": "y",
        }  # fmt: skip
        answer = sign_in("lin").post("/activities", data=sent(customer, **rows))
        assert answer.status_code == 303
        assert answer.headers["Location"].endswith(f"/customers/{customer.id}")
        (record,) = records(db_session)
        assert record.next_at.isoformat() == "2026-11-25T06:00:00+00:00"  # 14:00 in Shanghai
        assert [(each.content, each.unit) for each in record.needs] == [("预算不超四十万", "万元")]
        assert tasks.thank_you_of(record.id).due_at == NOW + DAY

    @pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
    def test_a_promise_of_another_age_is_refused(self, cast, db_session, sign_in, day):
        row = {"promises-0-side": "ours", "promises-0-content": "案例", "promises-0-due_on": day}
        answer = sign_in("lin").post("/activities", data=sent(make_customer(cast.lin), **row))
        assert answer.status_code == 422 and "请检查年份" in page(answer)

    def test_one_tap_chooses_the_next_contact(self, cast, db_session, sign_in):
        customer = make_customer(cast.lin)
        data = sent(customer, next_at="", next_when="2026-11-24T10:00")
        assert sign_in("lin").post("/activities", data=data).status_code == 303
        assert records(db_session)[0].next_at.isoformat() == "2026-11-24T02:00:00+00:00"

    def test_save_and_add_another_leads_to_the_next_customer(self, cast, db_session, sign_in):
        answer = sign_in("lin").post("/activities", data=sent(make_customer(cast.lin), then="new"))
        assert answer.headers["Location"].endswith("/activities/new")

    def test_a_double_tap_saves_one_record_and_leads_to_the_same_place(self, cast, db_session, sign_in):
        client, customer = sign_in("lin"), make_customer(cast.lin)
        data = sent(customer, token="the-same-token")
        answers = [client.post("/activities", data=data) for _tap in range(2)]
        assert [answer.headers["Location"] for answer in answers] == [f"/customers/{customer.id}"] * 2
        assert len(records(db_session)) == 1
        assert db_session.scalar(select(func.count(Task.id))) == 1

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"next_at": ""}, "请约定下次沟通时间"),
            ({"next_purpose": ""}, "请写明下次沟通的内容"),
            ({"next_at": "2026-11-23T08:00"}, "下次沟通应在本次之后"),
            ({"no_next_reason": "冻结"}, "请只留一个"),
            ({"ended_at": "2026-11-23T08:00"}, "结束时间早于开始时间"),
            ({"started_at": "2026-11-24T08:00", "ended_at": "2026-11-24T09:00"}, "沟通时间在将来"),
            ({"contacts": None}, "请勾选与客户方哪位沟通"),
            ({"summary": "  "}, "请写下谈了什么"),
            (
                {"needs-0-category": "time", "needs-0-source": "quote", "needs-0-value": "3"},
                "请写清具体需要什么",
            ),
            ({"promises-0-side": "ours", "promises-0-due_on": "2026-11-29"}, "请写清承诺了什么"),
            ({"started_at": "gestern"}, "started_at-error"),
            ({"channel": "smoke signals"}, "channel-error"),
        ],
    )
    def test_what_is_refused_is_said_beside_its_field_and_keeps_what_was_typed(
        self, cast, db_session, sign_in, changes, sentence
    ):
        customer = make_customer(cast.lin)
        answer = sign_in("lin").post(
            "/activities", data=sent(customer, competition="某品牌，低约一成", **changes)
        )
        assert answer.status_code == 422
        assert sentence in page(answer)
        assert "某品牌，低约一成" in page(answer)
        assert records(db_session) == []

    def test_where_there_is_an_opportunity_it_must_be_named_or_denied(self, cast, db_session, sign_in):
        opportunity = make_opportunity(cast.lin)
        client, customer = sign_in("lin"), opportunity.customer
        answer = client.post("/activities", data=sent(customer, opportunity_id=None))
        assert answer.status_code == 422
        assert "请选择本次谈的是哪个商机" in page(answer)
        assert client.post("/activities", data=sent(customer, opportunity_id="0")).status_code == 303

    def test_without_a_script_a_row_can_be_added(self, cast, db_session, sign_in):
        customer = make_customer(cast.lin)
        answer = sign_in("lin").post("/activities", data=sent(customer, add_row="needs"))
        assert "needs-1-content" in page(answer)
        assert records(db_session) == []

    def test_someone_elses_customer_is_not_found(self, cast, db_session, sign_in):
        customer = make_customer(cast.lin)
        assert sign_in("chen").post("/activities", data=sent(customer)).status_code == 404

    @pytest.mark.parametrize("name", ["zheng", "gao", "he", "lu", "admin", "auditor"])
    def test_only_sales_write_contacts_down(self, cast, db_session, sign_in, name):
        assert sign_in(name).get("/activities/new").status_code == 403

    @pytest.mark.parametrize(
        "words", ["<script>alert(1)</script>", "'; DROP TABLE activity; --", "😀" * 50, "𠅤㛃䶮"]
    )
    def test_odd_words_are_kept_as_they_are(self, cast, db_session, sign_in, words):
        client, customer = sign_in("lin"), make_customer(cast.lin)
        client.post("/activities", data=sent(customer, summary=words, no_next_reason=None))
        (record,) = records(db_session)
        assert record.summary == words
        assert "<script>alert" not in page(client.get(f"/activities/{record.id}"))

    def test_a_million_characters_are_refused_in_words(self, cast, db_session, sign_in):
        answer = sign_in("lin").post(
            "/activities",
            data=sent(make_customer(cast.lin), summary="长" * 1_000_000),
            content_type="multipart/form-data",
        )
        assert answer.status_code in (413, 422)
        assert records(db_session) == []


class TestPhotos:
    def post(self, client, customer, name, content):
        data = sent(customer, photos=(io.BytesIO(content), name))
        return client.post("/activities", data=data, content_type="multipart/form-data")

    def test_a_photo_is_kept_with_the_record_for_those_who_see_it(self, cast, db_session, sign_in):
        picture = io.BytesIO()
        Image.new("RGB", (20, 20), "white").save(picture, "PNG")
        client = sign_in("lin")
        assert self.post(client, make_customer(cast.lin), "门口.png", picture.getvalue()).status_code == 303
        (record,) = records(db_session)
        link = re.search(r'href="(/attachments/\d+)"', page(client.get(f"/activities/{record.id}")))[1]
        assert client.get(link).status_code == 200
        assert sign_in("fang").get(link).status_code == 404

    def test_what_is_no_picture_is_refused_and_nothing_is_half_written(self, cast, db_session, sign_in):
        answer = self.post(sign_in("lin"), make_customer(cast.lin), "photo.png", b"MZ this is a program")
        assert answer.status_code == 422
        assert "photos-error" in page(answer)
        assert records(db_session) == []


class TestOneRecord:
    def test_it_stands_in_the_order_of_the_sheet(self, cast, db_session, sign_in):
        record = make_record(cast.lin, situation="排产靠表格", promises=[promise("案例两份")])
        text = page(sign_in("lin").get(f"/activities/{record.id}"))
        for words in (record.number, "排产靠表格", "案例两份", "演示排产方案", "林*", "打印"):
            assert words in text

    @pytest.mark.parametrize(
        ("name", "status"), [("fang", 404), ("chen", 404), ("xu", 200), ("tang", 200), ("admin", 403)]
    )
    def test_it_is_shown_to_those_who_see_the_customer(self, cast, db_session, sign_in, name, status):
        record = make_record(cast.lin)
        db_session.commit()
        assert sign_in(name).get(f"/activities/{record.id}").status_code == status

    def test_a_change_is_kept_with_what_stood_there(self, cast, db_session, sign_in):
        record = make_record(cast.lin)
        client = sign_in("lin")
        data = {"version": record.version, "summary": "改了一句", "conclusion": "level", "kind": "general"}
        assert client.post(f"/activities/{record.id}", data=data).status_code == 303
        text = page(client.get(f"/activities/{record.id}"))
        assert "改了一句" in text
        assert "<del>发同行业对比资料，解释接口</del>" in text

    def test_a_stale_change_shows_both_versions(self, cast, db_session, sign_in):
        record = make_record(cast.lin)
        old = record.version
        record.summary = "主管刚改过"
        db_session.commit()
        data = {"version": old, "summary": "我改的", "conclusion": "level", "kind": "general"}
        answer = sign_in("lin").post(f"/activities/{record.id}", data=data)
        assert answer.status_code == 409
        assert "主管刚改过" in page(answer)
        assert "我改的" in page(answer)

    @pytest.mark.parametrize("made_up", ["²", "0001-01-01", "9" * 30, "%(x)s", "-1"])
    def test_a_row_with_an_id_that_none_has_is_a_new_row(self, cast, db_session, sign_in, made_up):
        record = make_record(cast.lin)
        need = {"id": made_up, "category": "time", "source": "quote", "content": "月底前"}
        data = {"version": record.version, "summary": "又说了", "conclusion": "level", "kind": "general"}
        data |= {f"needs-0-{name}": value for name, value in need.items()}
        assert sign_in("lin").post(f"/activities/{record.id}", data=data).status_code == 303
        assert [each.content for each in record.needs] == ["月底前"]

    def test_a_closed_record_cannot_be_opened_for_changes(self, cast, db_session, sign_in):
        record = make_record(cast.lin, at=NOW - 4 * DAY, next_at=NOW + DAY)
        assert sign_in("lin").get(f"/activities/{record.id}/edit").status_code == 422

    def test_the_supervisor_comments(self, cast, db_session, sign_in):
        record = make_record(cast.lin)
        answer = sign_in("xu").post(
            f"/activities/{record.id}/comments",
            data={"supervisor_comment": "推副总", "version": record.version},
        )
        assert answer.status_code == 303
        other = {"supervisor_comment": "我也说一句", "version": 1}
        assert sign_in("tang").post(f"/activities/{record.id}/comments", data=other).status_code == 409
        assert "推副总" in page(sign_in("lin").get(f"/activities/{record.id}"))

    def test_a_promise_is_kept_with_one_tap_and_taken_back_with_another(self, cast, db_session, sign_in):
        record = make_record(cast.lin, promises=[promise()])
        client, kept = sign_in("lin"), record.promises[0].id
        client.post(f"/activities/promises/{kept}/fulfilment")
        assert db_session.get(Promise, kept).done_at == NOW
        client.post(f"/activities/promises/{kept}/reopening")
        assert db_session.get(Promise, kept).done_at is None
        assert sign_in("fang").post(f"/activities/promises/{kept}/fulfilment").status_code == 404


class TestTheLetter:
    def test_it_lists_what_was_promised_and_is_never_sent_from_here(self, cast, db_session, sign_in):
        record = make_record(cast.lin, is_first=True, promises=[promise("案例两份")])
        letter = tasks.thank_you_of(record.id)
        text = page(sign_in("lin").get(f"/activities/thank-yous/{letter.id}"))
        assert "1. 案例两份" in text
        assert "本系统不会代您发送" in text
        assert "剩 24 小时" in text or "剩 23 小时" in text or "明日 09:00" in text

    def test_marking_it_as_sent_needs_the_promises_or_a_reason(self, cast, db_session, sign_in):
        record = make_record(cast.lin, is_first=True, promises=[promise("案例两份")])
        letter, kept, client = tasks.thank_you_of(record.id).id, record.promises[0].id, sign_in("lin")
        url, data = f"/activities/thank-yous/{letter}/sending", {"sent_at": "2026-11-23T09:00"}
        refused = client.post(url, data=data)
        assert refused.status_code == 422
        assert "承诺的资料还没有附上：案例两份" in page(refused)
        assert db_session.get(Task, letter).outcome is None
        assert client.post(url, data={"sent_at": " ", "enclosed": kept}).status_code == 422
        assert client.post(url, data=data | {"enclosed": kept}).status_code == 303
        assert db_session.get(Task, letter).outcome == "done"
        assert db_session.get(Promise, kept).done_at is not None

    def test_another_reps_letter_is_not_found(self, cast, db_session, sign_in):
        record = make_record(cast.lin, is_first=True)
        letter = tasks.thank_you_of(record.id).id
        assert sign_in("fang").get(f"/activities/thank-yous/{letter}").status_code == 404


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


def test_needs_are_rows_of_their_own(cast, db_session, sign_in):
    customer = make_customer(cast.lin)
    rows = {f"needs-{nth}-{name}": value for nth in range(3) for name, value in
            {"category": "time", "content": f"需求{nth}", "source": "judgement"}.items()}  # fmt: skip
    sign_in("lin").post("/activities", data=sent(customer, **rows))
    assert db_session.scalar(select(func.count(Need.id))) == 3


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
