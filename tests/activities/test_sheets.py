"""The sheets F05 and F07 filled from contact records."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from salesapp.activities.letters import queries as letters
from salesapp.activities.letters.actions import send_letter
from salesapp.documents.paper import loaders
from tests.activities.factories import NOW, make_record, need, promise
from tests.opportunities.factories import make_opportunity

DAY = timedelta(days=1)


class TestContactRecord:
    def test_it_holds_what_was_written(self, cast, db_session):
        record = make_record(
            cast.lin, is_first=True, situation="排产靠表格", feedback="价格偏高",
            needs=[need("预算不超四十万", "budget", value=Decimal("40.00"), unit="万元"), need("很急", source="judgement")],
            promises=[promise("案例两份", due_on=date(2026, 11, 29))],
        )  # fmt: skip
        values = loaders.load("F05", record.id, cast.lin).values
        assert values["number"] == record.number
        assert values["is_first"] is True
        assert values["situation"] == "排产靠表格"
        assert values["needs"] == "“预算不超四十万” 40万元（客户原话）；很急（我方判断）"
        assert values["promises"] == "我方 2026-11-29 前 案例两份"
        assert values["thank_you_sent_at"] is None

    def test_a_short_record_stands_in_the_first_box(self, cast, db_session):
        record = make_record(cast.lin, summary="约好下周演示")
        assert loaders.load("F05", record.id, cast.lin).values["situation"] == "约好下周演示"

    def test_the_letter_and_the_comment_leave_their_time_and_hand(self, cast, db_session):
        record = make_record(cast.lin, is_first=True)
        letter, at = letters.of_record(record.id), NOW + timedelta(hours=2)
        send_letter(
            letter, record, {"enclosed": [], "sent_at": at, "missing_reason": None}, by=cast.lin, at=at
        )
        record.comment("推副总", by=cast.xu, at=at)
        db_session.flush()
        sheet = loaders.load("F05", record.id, cast.lin)
        assert sheet.values["thank_you_sent_at"] == at
        assert (sheet.signatures["read_by"].name, sheet.signatures["read_by"].at) == (cast.xu.name, at)

    @pytest.mark.parametrize(("name", "sees"), [("xu", True), ("fang", False), ("admin", False)])
    def test_it_is_there_only_for_those_who_see_the_record(self, cast, db_session, name, sees):
        record = make_record(cast.lin)
        assert (loaders.load("F05", record.id, getattr(cast, name)) is not None) is sees


class TestFollowUps:
    def test_each_record_is_a_row_with_what_became_of_its_next_step(self, cast, db_session):
        opportunity = make_opportunity(cast.lin)
        about = {"customer": opportunity.customer, "opportunity_id": opportunity.id}
        make_record(cast.lin, **about, summary="发资料", next_purpose="电话确认")
        opportunity.move_to("need_confirmed", by=cast.lin, at=NOW + timedelta(hours=1))
        make_record(
            cast.lin,
            **about,
            at=NOW + 2 * DAY,
            summary="电话确认",
            feedback="担心上线",
            next_at=NOW + 5 * DAY,
        )
        db_session.commit()
        rows = loaders.load("F07", opportunity.id, cast.lin).rows["row"]
        assert [(row["no"], row["content"], row["feedback"], row["outcome"]) for row in rows] == [
            (1, "发资料", "无", "done"),
            (2, "电话确认", "担心上线", "open"),
        ]
        assert rows[0]["stage_change"] == "初步接触→需求确认"

    def test_an_opportunity_without_records_prints_without_rows(self, cast, db_session):
        opportunity = make_opportunity(cast.lin)
        assert loaders.load("F07", opportunity.id, cast.lin).rows["row"] == []

    def test_nobody_else_gets_it(self, cast, db_session):
        assert loaders.load("F07", make_opportunity(cast.lin).id, cast.chen) is None
