from datetime import date

import chinese_calendar
import pytest

from salesapp.calendar.notices.rules import read_notice
from salesapp.calendar.rules import WorkCalendar, days
from tests.calendar.notices.texts import NOTICE_2020, NOTICE_2023, NOTICE_2024, NOTICE_2025, NOTICE_2026


def test_the_2026_notice_gives_33_days_off_and_6_make_up_days():
    notice = read_notice(NOTICE_2026)

    assert notice.year == 2026
    assert len(notice.days_off) == 33
    assert [d.day for d in notice.make_up_days] == [
        date(2026, 1, 4),
        date(2026, 2, 14),
        date(2026, 2, 28),
        date(2026, 5, 9),
        date(2026, 9, 20),
        date(2026, 10, 10),
    ]
    assert notice.problems == ()
    assert notice.applicable


@pytest.mark.parametrize(
    ("text", "year"),
    [(NOTICE_2020, 2020), (NOTICE_2023, 2023), (NOTICE_2024, 2024), (NOTICE_2025, 2025), (NOTICE_2026, 2026)],
)
def test_every_day_of_a_pasted_year_agrees_with_the_reference_library(text, year):
    notice = read_notice(text)
    calendar = WorkCalendar({d.day: d.working for d in notice.days})

    wrong = [d for d in days(date(year, 1, 1), date(year, 12, 31)) if calendar.is_working(d) != _worked(d)]

    # the Spring Festival of 2020 was lengthened after the notice
    later = {2020: [date(2020, 1, 31), date(2020, 2, 1)]}
    assert wrong == later.get(year, [])
    assert notice.applicable


def _worked(day):
    return chinese_calendar.is_workday(day)


def test_a_holiday_over_the_turn_of_the_year_keeps_both_years():
    notice = read_notice(NOTICE_2023)

    assert notice.days[0].day == date(2022, 12, 31)
    assert notice.days[2].day == date(2023, 1, 2)


def test_a_single_day_without_make_up_is_read():
    first = read_notice(NOTICE_2025).days[0]

    assert (first.day, first.working, first.name) == (date(2025, 1, 1), False, "元旦")


def test_advice_to_rest_on_a_worked_day_is_said_but_not_taken_for_a_holiday():
    notice = read_notice(NOTICE_2024)

    assert date(2024, 2, 9) not in {d.day for d in notice.days}
    (remark,) = notice.problems
    assert "2月9日" in remark.phrase
    assert not remark.blocking


def test_half_width_signs_full_width_digits_and_blanks_make_no_difference():
    full_width = str.maketrans(
        "0123456789(),:",
        "\uff10\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19\uff08\uff09\uff0c\uff1a",
    )
    spoiled = NOTICE_2026.translate(full_width).replace("\u6708", " \u6708\u3000")

    assert spoiled != NOTICE_2026
    assert read_notice(spoiled) == read_notice(NOTICE_2026)


def test_the_notice_in_one_line_is_read_too():
    assert read_notice(NOTICE_2026.replace("\n", "")).days == read_notice(NOTICE_2026).days


@pytest.mark.parametrize(
    ("old", "new", "phrase"),
    [
        ("1月4日(周日)上班", "1月5日(周一)上班", "1月5日(周一)上班"),
        ("1月4日(周日)上班", "1月4日(周一)上班", "1月4日(周一)上班"),
        ("1月4日(周日)上班", "1月3日(周六)上班", "1月3日(周六)上班"),
        ("6日(周一)放假,共3天", "6日(周一)放假,共4天", "4月4日(周六)至6日(周一)放假,共4天"),
        ("4月4日(周六)至6日(周一)放假", "4月31日至5月2日放假", "4月31日至5月2日放假,共3天"),
        ("4月4日(周六)至6日(周一)放假,共3天", "4月6日至4日放假", "4月6日至4日放假"),
        ("4月4日(周六)至6日(周一)放假,共3天", "放假安排另行通知", "三、清明节:放假安排另行通知"),
        ("三、清明节:4月4日(周六)至6日(周一)放假,共3天。\n", "", "清明节"),
        ("4月4日(周六)至6日(周一)放假,共3天", "4月11日放假,共1天", "清明节"),
    ],
)
def test_a_contradiction_names_the_phrase_and_blocks(old, new, phrase):
    assert old in NOTICE_2026
    notice = read_notice(NOTICE_2026.replace(old, new))

    assert not notice.applicable
    assert phrase in [p.phrase for p in notice.problems if p.blocking]


@pytest.mark.parametrize(
    "text", ["", "   \n", "hello", "2026年", "一、元旦:1月1日放假。", "二〇二六年放假", "一、" * 5000]
)
def test_a_text_that_is_no_notice_is_refused_in_words(text):
    notice = read_notice(text)

    assert not notice.applicable
    assert notice.problems


def test_a_text_longer_than_any_notice_is_refused_at_once():
    longest = NOTICE_2026 + "。" * (20_000 - len(NOTICE_2026))
    assert read_notice(longest).days == read_notice(NOTICE_2026).days
    too_long = read_notice(longest + "。")
    assert (too_long.year, too_long.days) == (None, ())
    assert "too long" in too_long.problems[0].message and too_long.problems[0].blocking


def test_a_problem_quotes_the_first_forty_characters_of_a_text_that_is_no_notice():
    noise = "".join(map(str, range(100)))
    for text in (noise, "2026年" + noise):
        (problem,) = read_notice(text).problems
        assert problem.phrase == text[:40]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("1999年元旦", None),
        ("2000年元旦", 2000),
        ("2099年", 2099),
        ("2100年部分节假日", None),
        ("2025年11月4日印发。2026年部分节假日安排", 2026),  # the title, not the date above it
    ],
)
def test_the_year_is_that_of_the_title(text, year):
    assert read_notice(text).year == year


def read_item(item):
    notice = read_notice(f"2026年部分节假日安排\n一、元旦:{item}")
    return [d.day for d in notice.days], [p.message for p in notice.problems if p.phrase == item]


def test_a_day_without_month_stands_in_the_month_before_it_or_nowhere():
    assert read_item("1月1日、2日放假") == ([date(2026, 1, 1), date(2026, 1, 2)], [])
    assert read_item("2日放假") == ([], ["This names a day that does not exist."])


def test_a_span_of_sixteen_days_is_the_longest():
    assert read_item("2月1日至16日放假,共16天") == (list(days(date(2026, 2, 1), date(2026, 2, 16))), [])
    first, (span, count) = read_item("2月1日至17日放假,共17天")
    assert first == [date(2026, 2, 1)]
    assert "longer than any holiday" in span
    assert count == "The notice says 17 days, the dates make 1."


@pytest.mark.parametrize(("name", "right"), [("日", True), ("天", True), ("六", False), ("一", False)])
def test_sunday_has_two_names(name, right):
    found, problems = read_item(f"1月4日(星期{name})上班")
    assert found == [date(2026, 1, 4)]
    assert problems == ([] if right else ["2026-01-04 is not the weekday that the notice says."])
