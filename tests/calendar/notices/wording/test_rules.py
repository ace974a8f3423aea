"""Sentences as companies and offices write them: understood, or named and blocking."""

from datetime import date

import pytest

from salesapp.calendar.notices.rules import read_notice
from salesapp.calendar.notices.wording.rules import Verb, sentences, tidy
from salesapp.calendar.rules import days
from tests.calendar.notices.texts import NOTICE_2026, NOTICE_2027


def read(text, year=2027):
    """Return the days off, the days worked and what blocks of a few sentences under a title."""
    notice = read_notice(f"国务院办公厅关于{year}年部分节假日安排的通知\n{text}")
    unread = [
        p.phrase for p in notice.problems if p.blocking and len(p.phrase) > 3
    ]  # the others name missing holidays
    return [d.day for d in notice.days_off], [d.day for d in notice.make_up_days], unread


def span(first, last, year=2027):
    return list(days(date(year, *first), date(year, *last)))


@pytest.mark.parametrize(
    ("text", "off", "worked"),
    [
        (
            "二、春节：2月5日（周五）至11日（周四）放假调休，共7天。1月31日（周日）、2月20日（周六）补班。",
            span((2, 5), (2, 11)), span((1, 31), (1, 31)) + span((2, 20), (2, 20)),
        ),
        ("1. 元旦：1月1日放假1天。", span((1, 1), (1, 1)), []),
        ("五一：5月1日——5日放假，4月25日为工作日。", span((5, 1), (5, 5)), span((4, 25), (4, 25))),
        ("端午节：6月9日放假，与周末不连休。", span((6, 9), (6, 9)), []),
        ("（三）清明节：4月3日到5日放假，4月6日正常上班。", span((4, 3), (4, 5)), []),
        ("10月1-7日休息，9月26日及10月9日上班。", span((10, 1), (10, 7)), span((9, 26), (9, 26)) + span((10, 9), (10, 9))),
        ("一．元旦：1月1日～3日放假", span((1, 1), (1, 3)), []),
        ("①元旦：1月1日放假", span((1, 1), (1, 1)), []),
        ("（1）元旦1月1日至3日放假，共3天", span((1, 1), (1, 3)), []),
        ("放假时间为2月5日至11日，调休上班日：1月31日", span((2, 5), (2, 11)), span((1, 31), (1, 31))),
        ("元旦：1月1日至3日放假，1月4日（周一）起上班", span((1, 1), (1, 3)), []),
        ("国庆节：10月1号至7号放假；10月10日（周日）恢复上班", span((10, 1), (10, 7)), span((10, 10), (10, 10))),
        ("元旦：2027年1月1日－2027年1月3日放假", span((1, 1), (1, 3)), []),
    ],
)  # fmt: skip
def test_what_a_clear_sentence_says_is_read(text, off, worked):
    assert read(text) == (off, worked, [])


@pytest.mark.parametrize(
    "sentence",
    [
        "2月20日另行通知",
        "2月12日不放假",
        "公司于2月27日聚餐",
        "春节从2027-02-05到2027-02-11放假",
        "2月5日起放假，2/20照常",
        "二月五日至十一日放假",
    ],
)
def test_a_date_that_was_not_understood_blocks_and_its_sentence_is_named(sentence):
    notice = read_notice(f"{NOTICE_2027}\n{sentence}。")
    assert not notice.applicable
    assert [p.phrase for p in notice.problems if p.blocking] == [tidy(sentence)]


def test_a_shutdown_of_the_company_is_no_holiday_and_blocks():
    notice = read_notice(NOTICE_2027 + "\n公司定于2月1日至2月28日停产检修。")
    (problem,) = notice.problems
    assert (problem.phrase, problem.blocking) == ("公司定于2月1日至2月28日停产检修", True)
    assert "company days" in problem.message
    assert notice.days == read_notice(NOTICE_2027).days


@pytest.mark.parametrize(
    "words",
    [
        "国办发明电〔2025〕7号", "国务院办公厅2025年11月4日", "2025年11月4日印发", "发布日期：2025-11-04",
        "自2025年1月1日起，全体公民放假的假日增加2天", "来源：中国政府网", "各部门妥善安排值班",
    ],
)  # fmt: skip
def test_when_a_notice_was_published_is_no_day_off(words):
    assert read_notice(f"{words}\n{NOTICE_2026}\n{words}。") == read_notice(NOTICE_2026)


def renumbered(style):
    text = NOTICE_2026
    for index, numeral in enumerate("一二三四五六七", start=1):
        text = text.replace(f"\n{numeral}、", "\n" + style.format(n=index, c=numeral))
    return text


@pytest.mark.parametrize("style", ["{n}.", "{n}. ", "{n}、", "({n})", "（{c}）", "{c}．", "• ", "- ", ""])
def test_holidays_may_be_numbered_in_any_way_or_not_at_all(style):
    assert read_notice(renumbered(style)).days == read_notice(NOTICE_2026).days
    assert read_notice(renumbered(style)).applicable


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("至", "——"), ("至", "到"), ("至", "~"), ("至", "－"), ("上班", "补班"), ("上班", "为工作日"), ("上班", "调休上班"),
        ("。1月4日", ",1月4日"), ("放假调休,", "放假,"), (":", " "),
    ],
)  # fmt: skip
def test_other_dashes_and_words_make_no_difference(old, new):
    head, rest = NOTICE_2026.split("一、", 1)
    changed = read_notice(head + "一、" + rest.replace(old, new))
    assert changed.days == read_notice(NOTICE_2026).days
    assert changed.applicable


def test_a_holiday_named_on_a_line_of_its_own_names_the_lines_below():
    text = "关于2027年放假安排的通知\n一、元旦\n1月1日至3日放假\n二、春节\n2月5日至11日放假\n1月31日补班"
    assert {(d.day.month, d.name) for d in read_notice(text).days} == {(1, "元旦"), (1, "春节"), (2, "春节")}


def test_days_without_a_name_are_called_after_the_holiday_on_them():
    assert {d.name for d in read_notice("2027年元旦等放假\n10月1-7日休息,9月26日上班").days} == {"国庆节"}


def test_a_sentence_knows_its_holiday_and_each_verb_its_dates():
    (one,) = sentences("一、元旦:1月1日放假,1月4日上班")
    assert (one.holiday, one.head) == ("元旦", "一、元旦:1月1日放假,1月4日上班")
    assert [phrase.verb for phrase in one.phrases] == [Verb.OFF, Verb.WORKED]
