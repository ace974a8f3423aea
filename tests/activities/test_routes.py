"""The form of a contact on the screen (F05)."""

import io
import re
from datetime import timedelta

import pytest
from PIL import Image
from sqlalchemy import func, select

from salesapp.activities.letters import queries as letters
from salesapp.activities.models import Activity, Need
from salesapp.activities.tasks.models import Task
from tests.activities.factories import NOW, make_record, sent
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
        assert letters.of_record(record.id).due_at == NOW + DAY

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


def test_needs_are_rows_of_their_own(cast, db_session, sign_in):
    customer = make_customer(cast.lin)
    rows = {f"needs-{nth}-{name}": value for nth in range(3) for name, value in
            {"category": "time", "content": f"需求{nth}", "source": "judgement"}.items()}  # fmt: skip
    sign_in("lin").post("/activities", data=sent(customer, **rows))
    assert db_session.scalar(select(func.count(Need.id))) == 3
