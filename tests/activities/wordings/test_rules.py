"""A wording for one customer, and the links that carry it (R15)."""

from datetime import date

from salesapp.activities.wordings.rules import listed, mail, next_of, sms, worded

KNOWN = {"称谓": "周总", "客户名称": "某某精密"}


def test_what_is_missing_stands_in_the_text_marked():
    wording = worded("{客户名称}：{利益点}", "\n{称谓}，{利益点}，{节日}", KNOWN)

    assert wording.gaps == ("利益点", "节日")
    assert wording.plain_title == "某某精密：[利益点: to be filled in]"
    assert wording.plain == "周总，[利益点: to be filled in]，[节日: to be filled in]"


def test_a_wording_without_a_subject_has_none():
    assert worded(None, "{称谓}", KNOWN).plain_title == ""
    assert worded(None, "{称谓}", KNOWN).gaps == ()


def test_a_value_with_braces_is_not_read_again():
    assert worded(None, "{称谓}", {"称谓": "{节日}"}).plain == "{节日}"


def test_links_carry_the_text_and_nothing_without_an_address():
    wording = worded("给{客户名称}", "{称谓}&你", KNOWN)

    assert sms("+8613800138000", wording.plain) == "sms:+8613800138000?&body=%E5%91%A8%E6%80%BB%26%E4%BD%A0"
    assert mail("zhou@example.cn", wording) == (
        "mailto:zhou@example.cn?subject=%E7%BB%99%E6%9F%90%E6%9F%90%E7%B2%BE%E5%AF%86&body=%E5%91%A8%E6%80%BB%26%E4%BD%A0"
    )
    assert mail(None, wording) is None


def test_promises_are_numbered_and_none_are_no_value():
    assert listed(["案例", "方案"]) == "1. 案例\n2. 方案"
    assert listed([]) is None


def test_the_festival_of_the_day_itself_is_the_next_one():
    days = [(date(2027, 2, 6), "春节"), (date(2027, 1, 1), "元旦")]

    assert next_of(days, date(2027, 1, 1)) == "元旦"
    assert next_of(days, date(2027, 1, 2)) == "春节"
    assert next_of(days, date(2027, 2, 7)) is None
