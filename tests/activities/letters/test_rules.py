"""The thank-you letter: its words, its hours, and when it counts as sent (R15, R21, R22)."""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import unquote
from zoneinfo import ZoneInfo

import pytest

from salesapp.activities.letters import rules
from salesapp.activities.letters.rules import (
    Letter,
    Said,
    filled,
    joined,
    noted_later,
    parted,
    tell,
    thank_you,
    without_list,
)  # fmt: skip
from salesapp.calendar.lateness.rules import Tone
from salesapp.calendar.rules import WorkCalendar

NOTICE = "We keep your business card data for this project only."
SHANGHAI = ZoneInfo("Asia/Shanghai")
SPRING_FESTIVAL = WorkCalendar(
    {date(2026, 2, day): False for day in range(16, 24)} | {date(2026, 2, 14): True}
)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def local(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=SHANGHAI)


NOON = local(2026, 11, 23, 12)


CASES, DRAWINGS = Said(True, "同行案例两份", "11月25日"), Said(False, "图纸", "11月24日")


def compose(body="{称谓}您好，谢谢。", promises=(), next_contact="", **values):
    known = {"称谓": "周经理", "客户名称": "苏州某某精密", **values}
    return thank_you(
        "谢谢 {客户名称}", body, known, to="zhou@example.cn", promises=promises, next_contact=next_contact,
        privacy_notice=NOTICE,
    )  # fmt: skip


def test_what_cannot_be_filled_is_left_out_with_its_line_and_named():
    assert filled("{称谓}您好\n我是{我方姓名}", {"称谓": "周经理", "我方姓名": None}) == (
        "周经理您好",
        ["我方姓名"],
    )


def test_a_value_with_braces_is_not_read_again():
    assert filled("{甲}", {"甲": "{乙}", "乙": "secret"}) == ("{乙}", [])


def test_who_does_what_until_when_and_the_next_time_is_what_the_customer_is_told():
    assert tell([CASES, DRAWINGS, Said(True, "报价"), Said(False, "会议室")], "11月26日 14:00, 演示").split("\n") == [
        "What we agreed on:", "1. We: 同行案例两份 (by 11月25日)", "2. You: 图纸 (by 11月24日)", "3. We: 报价", "4. You: 会议室",
        "5. We speak again: 11月26日 14:00, 演示",
    ]  # fmt: skip


def test_where_nothing_was_agreed_nothing_is_told():
    assert tell([], "") == ""
    assert compose(" 谢谢 \n").whole == f"谢谢\n\n{NOTICE}"


def test_what_a_template_says_in_a_place_of_its_own_is_not_told_twice():
    assert tell([CASES, DRAWINGS], "周四", beside="{承诺事项}") == (
        "What we agreed on:\n1. You: 图纸 (by 11月24日)\n2. We speak again: 周四"
    )
    assert (
        tell([CASES], "周四", beside="{下次时间}") == "What we agreed on:\n1. We: 同行案例两份 (by 11月25日)"
    )
    assert tell([CASES], "周四", beside="{承诺事项}{下次时间}") == ""


def test_it_stands_where_the_template_has_its_place():
    assert parted("您好\n{双方约定}\n祝好") == ("您好", "祝好")
    letter = compose("{称谓}您好\n\n{双方约定}\n\n祝好", promises=[CASES])
    assert letter.subject == "谢谢 苏州某某精密"
    assert (letter.body, letter.told) == (
        "周经理您好",
        "What we agreed on:\n1. We: 同行案例两份 (by 11月25日)",
    )
    assert letter.closing == f"祝好\n\n{NOTICE}"
    assert letter.whole == joined(letter.body, letter.told, letter.closing)


def test_an_older_templates_place_for_needs_takes_it_and_never_the_notes():
    assert parted("您好\n要点：{需求}。\n祝好") == ("您好", "祝好")
    letter = compose("您好\n要点：{需求}。\n祝好", promises=[DRAWINGS], 需求="他们预算 40 万，怕老板")
    assert "预算" not in letter.whole and "要点" not in letter.whole
    assert letter.missing == ()


def test_only_the_first_of_several_places_takes_it():
    assert parted("{需求}\n甲\n{双方约定}\n乙") == ("", "甲\n乙")


def test_a_template_without_a_place_tells_it_after_its_text():
    assert parted("谢谢\n某某") == ("谢谢\n某某", "")
    assert compose("谢谢", promises=[DRAWINGS]).whole == (
        f"谢谢\n\nWhat we agreed on:\n1. You: 图纸 (by 11月24日)\n\n{NOTICE}"
    )


def test_a_template_with_its_own_place_for_promises_lists_them_only_there():
    letter = compose("随信：\n{承诺事项}\n祝好", promises=[CASES, DRAWINGS])
    assert letter.body == "随信：\n1. 同行案例两份\n祝好"
    assert "同行案例两份" not in letter.told and "图纸" in letter.told
    assert letter.missing == ()


@pytest.mark.parametrize(
    ("body", "left"),
    [("您好\n\n随信附上：\n{承诺事项}\n\n祝好", "您好\n\n祝好"), ("您好\nEnclosed:\n{承诺事项}", "您好"),
     ("您好。\n{承诺事项}\n祝好", "您好。\n祝好"), ("随信：{承诺事项}", ""), ("{承诺事项}", "")],
)  # fmt: skip
def test_where_nothing_is_enclosed_neither_the_list_nor_its_heading_stands(body, left):
    assert without_list(body) == left
    assert compose(body).whole == joined(left, NOTICE)
    assert compose(body).missing == ()


def test_a_letter_without_subject_and_privacy_line_is_its_text_alone():
    letter = thank_you(None, "谢谢", {}, to=None, promises=[], privacy_notice="")
    assert letter == Letter(to=None, subject="Thank you for your time", body="谢谢", missing=())


def test_parts_without_words_leave_no_blank_lines():
    assert joined(" 甲\n", None, " ", "乙") == "甲\n\n乙"


def test_a_placeholder_that_nothing_fills_is_named_once_wherever_it_stands():
    letter = thank_you(
        "{甲}{乙}",
        "{乙}{丙}{丁}\n{双方约定}\n{戊}",
        {"丁": "", "丙": "x"},
        to=None,
        promises=[],
        privacy_notice="",
    )
    assert letter.missing == ("甲", "乙", "丁", "戊")


def test_a_line_that_nothing_fills_is_left_out_of_the_letter():
    body = "您好，\n{我方姓名}\n{我方电话}\n电话：{我方电话}\n{我方公司}"
    known = {"我方姓名": "林*", "我方电话": None, "我方公司": "某某软件"}
    letter = thank_you("给{联系人}", body, known, to=None, promises=[], privacy_notice="")
    assert letter.body == "您好，\n林*\n某某软件"
    assert letter.subject == "Thank you for your time"
    assert letter.missing == ("联系人", "我方电话")


def test_the_mail_program_gets_subject_and_text():
    address = compose().mailto
    assert address.startswith("mailto:zhou@example.cn?subject=")
    assert "周经理您好" in unquote(address)
    assert "1. You: 图纸" in unquote(compose(promises=[DRAWINGS]).mailto)


def test_the_mail_program_breaks_lines_with_two_signs():
    letter = Letter(to="a@b.cn", subject="s & t", body="1\n2")
    assert letter.mailto == "mailto:a@b.cn?subject=s%20%26%20t&body=1%0D%0A2"


def test_an_address_of_1800_characters_is_the_longest_that_is_passed_on():
    short = "mailto:a@b.cn?subject=s"
    room = 1800 - len(short + "&body=")
    whole = Letter(to="a@b.cn", subject="s", body="x" * room).mailto
    assert len(whole) == 1800
    assert Letter(to="a@b.cn", subject="s", body="x" * (room + 1)).mailto == short


def test_a_long_text_is_left_out_of_the_address_and_nobody_without_an_address_gets_one():
    assert "&body=" not in compose("长" * 900).mailto
    assert Letter(to=None, subject="x", body="y").mailto is None


class TestThankYouLetter:
    def test_it_is_due_24_clock_hours_after_the_contact_ended_across_midnight(self):
        assert rules.thank_you_due(local(2026, 11, 23, 23, 40), hours=24) == local(2026, 11, 24, 23, 40)

    def test_a_friday_night_contact_is_due_on_saturday_night_because_clock_hours_count(self):
        assert rules.thank_you_due(local(2026, 11, 27, 23), hours=24) == local(2026, 11, 28, 23)

    def test_with_rolling_a_friday_night_contact_is_due_on_monday_noon(self):
        due = rules.thank_you_due(
            local(2026, 11, 27, 23), hours=24, roll=True, calendar=WorkCalendar({}), zone=SHANGHAI
        )
        assert due == local(2026, 11, 30, 12)

    def test_rolling_leaves_a_due_time_on_a_working_day_alone(self):
        due = rules.thank_you_due(
            local(2026, 11, 23, 9, 15), hours=24, roll=True, calendar=WorkCalendar({}), zone=SHANGHAI
        )
        assert due == local(2026, 11, 24, 9, 15)

    def test_a_make_up_saturday_is_a_working_day_for_the_letter(self):
        due = rules.thank_you_due(
            local(2026, 2, 13, 10), hours=24, roll=True, calendar=SPRING_FESTIVAL, zone=SHANGHAI
        )
        assert due == local(2026, 2, 14, 10)

    def test_rolling_passes_over_the_whole_spring_festival(self):
        due = rules.thank_you_due(
            local(2026, 2, 14, 18), hours=24, roll=True, calendar=SPRING_FESTIVAL, zone=SHANGHAI
        )
        assert due == local(2026, 2, 24, 12)

    def test_the_day_off_is_the_teams_day_not_the_servers(self):
        ended = datetime(2026, 11, 26, 17, tzinfo=UTC)  # Friday 01:00 in Shanghai, still Thursday in UTC
        due = rules.thank_you_due(ended, hours=24, roll=True, calendar=WorkCalendar({}), zone=SHANGHAI)
        assert due == local(2026, 11, 30, 12)

    def test_rolling_without_a_calendar_is_a_mistake_of_the_caller(self):
        for known in ({}, {"calendar": WorkCalendar({})}, {"zone": SHANGHAI}):
            with pytest.raises(ValueError, match="calendar"):
                rules.thank_you_due(NOON, hours=24, roll=True, **known)

    @pytest.mark.parametrize(
        ("after", "tone"),
        [
            (timedelta(0), Tone.TODAY),
            (16 * HOUR - MINUTE, Tone.TODAY),
            (16 * HOUR, Tone.SOON),
            (24 * HOUR, Tone.SOON),
            (24 * HOUR + MINUTE, Tone.LATE),
        ],
    )
    def test_it_turns_amber_at_16_hours_and_red_after_24(self, after, tone):
        assert rules.thank_you_tone(NOON, NOON + 24 * HOUR, NOON + after, amber_hours=16) == tone

    def test_it_cannot_be_marked_as_sent_while_a_promise_is_unticked(self):
        with pytest.raises(rules.ThankYouRefused, match="two case studies") as refused:
            rules.check_thank_you_sent(
                ["two case studies"], "  ", sent_at=NOON + HOUR, ended_at=NOON, now=NOON + HOUR
            )
        assert refused.value.field == "missing_reason"

    def test_what_is_missing_is_said_in_one_sentence(self):
        with pytest.raises(rules.ThankYouRefused, match="not enclosed: a; b. Tick them"):
            rules.check_thank_you_sent(["a", "b"], "", sent_at=NOON, ended_at=NOON, now=NOON)
        with pytest.raises(rules.ThankYouRefused, match="not enclosed: a. Tick it"):
            rules.check_thank_you_sent(["a"], "", sent_at=NOON, ended_at=NOON, now=NOON)

    def test_it_may_be_marked_as_sent_with_a_reason_for_what_is_missing(self):
        rules.check_thank_you_sent(
            ["framework"], "follows on Friday", sent_at=NOON + HOUR, ended_at=NOON, now=NOON + HOUR
        )

    def test_it_may_be_sent_as_the_contact_ends_and_by_a_clock_that_runs_fast(self):
        for sent_at in (NOON, NOON + 5 * MINUTE):
            rules.check_thank_you_sent([], "", sent_at=sent_at, ended_at=NOON, now=NOON)

    @pytest.mark.parametrize("sent_at", [NOON - MINUTE, NOON + HOUR + 6 * MINUTE])
    def test_it_was_sent_neither_before_the_contact_nor_in_the_future(self, sent_at):
        with pytest.raises(rules.ThankYouRefused) as refused:
            rules.check_thank_you_sent([], "", sent_at=sent_at, ended_at=NOON, now=NOON + HOUR)
        assert refused.value.field == "sent_at"


@pytest.mark.parametrize(("passed", "later"), [(0, False), (120, False), (120.01, True), (3000, True)])
def test_a_sending_is_noted_later_after_as_many_hours_as_a_record(passed, later):
    sent = datetime(2026, 11, 23, 1, tzinfo=UTC)
    noted = sent + timedelta(minutes=passed)
    assert noted_later(sent, noted, hours=2) == (noted if later else None)
