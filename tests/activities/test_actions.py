"""A contact written down and changed, with all that follows from it (F05, R20–R23)."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from salesapp.activities import actions, queries, rules
from salesapp.activities.models import Activity
from salesapp.activities.promises import queries as promises
from salesapp.activities.tasks.models import Task
from salesapp.activities.tasks.rules import TaskKind
from salesapp.customers.contacts import actions as contacts
from salesapp.policies.actions import change as set_policy
from salesapp.trail.models import AuditEntry
from tests.activities.factories import MINUTE, NOW, make_record, need, promise, record_values
from tests.customers.factories import make_contact, make_customer
from tests.opportunities.factories import make_opportunity

DAY = timedelta(days=1)


def open_tasks(db_session, kind) -> list[Task]:
    return list(
        db_session.scalars(select(Task).where(Task.kind == kind, Task.outcome.is_(None)).order_by(Task.id))
    )


class TestWritingDown:
    def test_a_record_has_a_number_of_its_month_and_its_people(self, cast, db_session):
        record = make_record(cast.lin, colleagues=[cast.xu.id, cast.lin.id])
        assert record.number == "GT202611-001"
        assert [each.name for each in record.ours] == [cast.lin.name, cast.xu.name]
        assert [each.name for each in record.theirs] == ["周敏"]

    def test_the_customer_and_the_opportunity_learn_when_they_were_spoken_to(self, cast, db_session):
        customer = make_customer(cast.lin)
        opportunity = make_opportunity(cast.lin, customer=customer)
        before = opportunity.next_due_on
        make_record(cast.lin, customer=customer, opportunity_id=opportunity.id)
        assert customer.last_contact_at == NOW
        assert opportunity.last_follow_up_at == NOW
        assert opportunity.next_due_on > before

    def test_a_contact_about_a_closed_opportunity_is_kept_without_counting_as_a_follow_up(
        self, cast, db_session
    ):
        opportunity = make_opportunity(cast.lin)
        opportunity.status = "lost"
        record = make_record(cast.lin, customer=opportunity.customer, opportunity_id=opportunity.id)
        assert record.opportunity is opportunity
        assert opportunity.last_follow_up_at is None

    def test_an_opportunity_of_another_customer_is_refused(self, cast, db_session):
        other = make_opportunity(cast.lin)
        with pytest.raises(rules.RecordRefused) as refused:
            make_record(cast.lin, opportunity_id=other.id)
        assert refused.value.field == "opportunity_id"

    def test_a_customer_one_may_not_see_is_refused(self, cast, db_session):
        customer = make_customer(cast.lin)
        with pytest.raises(rules.RecordRefused) as refused:
            make_record(cast.chen, customer=customer)
        assert refused.value.field == "customer_id"

    def test_somebody_of_the_customer_must_have_taken_part(self, cast, db_session):
        stranger = make_customer(cast.lin).contacts[0]
        with pytest.raises(rules.RecordRefused) as refused:
            make_record(cast.lin, contacts=[stranger.id])
        assert refused.value.field == "contacts"

    @pytest.mark.parametrize(("minutes", "late"), [(0, False), (120, False), (121, True), (60 * 30, True)])
    def test_what_is_written_more_than_two_hours_later_is_a_late_entry(self, cast, db_session, minutes, late):
        customer = make_customer(cast.lin)
        values = record_values(customer, at=NOW) | {"next_at": NOW + 3 * DAY}
        record = actions.record_contact(values, by=cast.lin, at=NOW + minutes * MINUTE)
        assert record.late_entry is late

    def test_a_refused_record_leaves_nothing_behind(self, cast, db_session):
        customer = make_customer(cast.lin)
        with pytest.raises(rules.RecordRefused):
            make_record(cast.lin, customer=customer, next_at=None, is_first=True)
        assert db_session.scalar(select(Activity.id)) is None
        assert db_session.scalar(select(Task.id)) is None


class TestWhatFollows:
    def test_a_first_contact_opens_the_letter_24_hours_after_its_end(self, cast, db_session):
        make_record(cast.lin, is_first=True)
        (letter,) = open_tasks(db_session, TaskKind.THANK_YOU)
        assert letter.due_at == NOW + 24 * timedelta(hours=1)
        assert letter.assignee_id == cast.lin.id

    def test_a_later_contact_opens_none(self, cast, db_session):
        make_record(cast.lin)
        assert open_tasks(db_session, TaskKind.THANK_YOU) == []

    def test_the_hours_of_the_letter_are_a_setting_and_may_roll_to_a_working_day(self, cast, db_session):
        set_policy("thank_you_hours", 12, by=cast.xu, at=NOW)
        set_policy("thank_you_next_workday", True, by=cast.xu, at=NOW)
        friday_evening = datetime(2026, 11, 27, 14, tzinfo=UTC)
        make_record(cast.lin, is_first=True, at=friday_evening)
        (letter,) = open_tasks(db_session, TaskKind.THANK_YOU)
        assert letter.due_at == datetime(2026, 11, 30, 4, tzinfo=UTC)  # Monday noon in Shanghai

    def test_the_next_contact_becomes_a_task_of_its_author(self, cast, db_session):
        record = make_record(cast.lin)
        (task,) = open_tasks(db_session, TaskKind.NEXT_CONTACT)
        assert (task.title, task.due_at, task.contact_id) == (
            "演示排产方案",
            NOW + 2 * DAY,
            record.theirs[0].id,
        )

    def test_a_reason_for_none_opens_no_task(self, cast, db_session):
        make_record(cast.lin, next_at=None, next_purpose=None, no_next_reason="等明年预算")
        assert open_tasks(db_session, TaskKind.NEXT_CONTACT) == []

    def test_the_next_record_keeps_the_appointment_that_was_due_and_leaves_later_ones(self, cast, db_session):
        customer = make_customer(cast.lin)
        make_record(cast.lin, customer=customer, next_purpose="电话确认")
        make_record(cast.lin, customer=customer, next_at=NOW + 20 * DAY, next_purpose="年底拜访", settles=[])
        make_record(cast.lin, customer=customer, at=NOW + 2 * DAY, next_purpose="签约")
        assert [task.title for task in open_tasks(db_session, TaskKind.NEXT_CONTACT)] == ["年底拜访", "签约"]

    def test_only_the_ticked_appointments_are_settled(self, cast, db_session):
        customer = make_customer(cast.lin)
        make_record(cast.lin, customer=customer, next_at=NOW + 9 * DAY, next_purpose="早约的演示")
        (early,) = open_tasks(db_session, TaskKind.NEXT_CONTACT)
        make_record(cast.lin, customer=customer, settles=[early.id], next_purpose="下一步")
        assert early.outcome == "done"

    def test_needs_and_promises_of_an_opportunity_are_there_for_the_hand_off(self, cast, db_session):
        opportunity = make_opportunity(cast.lin)
        make_record(
            cast.lin, customer=opportunity.customer, opportunity_id=opportunity.id,
            needs=[need("预算不超四十万", "budget", value=Decimal("40.00"), unit="万元"), need("他们很急", source="judgement")],
            promises=[promise("驻场培训两天", due_on=date(2026, 11, 27)), promise("提供数据样例", side="theirs")],
        )  # fmt: skip
        assert [(row.category, row.value, row.source) for row in queries.needs_of(opportunity.id)] == [
            ("budget", Decimal("40.00"), "quote"), ("time", None, "judgement"),
        ]  # fmt: skip
        assert [(row.side, row.content) for row in promises.of_opportunity(opportunity.id)] == [
            ("ours", "驻场培训两天"), ("theirs", "提供数据样例"),
        ]  # fmt: skip

    def test_when_a_contact_leaves_the_open_tasks_move_to_the_successor(self, cast, db_session):
        customer = make_customer(cast.lin)
        gone, heir = customer.contacts[0], make_contact(customer, name="沈一")
        make_record(cast.lin, customer=customer, is_first=True)
        contacts.depart(
            gone, status="left", on=NOW.date(), today=NOW.date(), reason=None, successor_id=heir.id,
            successor_values=None, by=cast.lin, at=NOW,
        )  # fmt: skip
        db_session.flush()
        everything = db_session.scalars(select(Task)).all()
        assert len(everything) == 2
        assert {task.contact_id for task in everything} == {heir.id}


class TestChanging:
    def test_the_author_changes_words_needs_and_promises_and_the_trail_keeps_the_old(self, cast, db_session):
        record = make_record(
            cast.lin, needs=[need("甲"), need("乙")], promises=[promise("一"), promise("二")]
        )
        kept, second = record.promises
        kept.keep(by=cast.lin, at=NOW)
        db_session.commit()
        actions.revise_record(
            record,
            {"summary": "改过的话", "needs": [{"id": record.needs[1].id, **need("乙改")}, need("丙")],
             "promises": [{"id": "", **promise("三")}]},
            by=cast.lin, at=NOW,
        )  # fmt: skip
        db_session.commit()
        assert [each.content for each in record.needs] == ["乙改", "丙"]
        assert [each.content for each in record.promises] == ["一", "三"]
        assert second not in record.promises
        (revision,) = queries.history(record.id)
        assert revision.changes["summary"] == ["发同行业对比资料，解释接口", "改过的话"]

    def test_after_three_days_only_the_supervisor_of_the_team_may(self, cast, db_session):
        record = make_record(cast.lin)
        later = NOW + 4 * DAY
        with pytest.raises(rules.EditRefused):
            actions.revise_record(record, {"summary": "晚了"}, by=cast.lin, at=later)
        with pytest.raises(rules.EditRefused):
            actions.revise_record(record, {"summary": "别组"}, by=cast.ma, at=later)
        actions.revise_record(record, {"summary": "主管改"}, by=cast.xu, at=later)
        assert record.summary == "主管改"

    def test_the_supervisor_comments_and_nobody_comments_on_their_own(self, cast, db_session):
        record = make_record(cast.lin)
        record.comment(" 预算已明，推副总 ", by=cast.xu, at=NOW)
        assert (record.supervisor_comment, record.commented_by_id) == ("预算已明，推副总", cast.xu.id)
        with pytest.raises(rules.EditRefused):
            record.comment("写得好", by=cast.lin, at=NOW)


def test_every_record_leaves_its_trace_in_the_trail(cast, db_session):
    record = make_record(cast.lin)
    db_session.commit()
    created = select(AuditEntry.event).where(
        AuditEntry.object_type == "activity", AuditEntry.object_id == record.id
    )
    assert db_session.scalar(created) == "create"
