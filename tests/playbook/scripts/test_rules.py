"""Placeholders, and scripts that cannot be kept (R15)."""

import pytest

from salesapp.playbook.scripts.rules import (
    Piece,
    ScriptRefused,
    check_reason,
    check_script,
    fill,
    gaps,
    pieces,
    placeholders,
    sample,
    unknown,
)


def test_placeholders_are_named_once_and_filled_once():
    text = "{称谓}您好，{称谓}，{客户名称}"

    assert placeholders(text) == ["称谓", "客户名称"]
    assert fill(text, {"称谓": "{客户名称}", "客户名称": "某某"}) == "{客户名称}您好，{客户名称}，某某"
    assert fill("{称谓}", {}) == "{称谓}"


@pytest.mark.parametrize(
    ("kind", "subject", "body", "field"),
    [
        ("mail", "主题", "{没有这个}", "body"),
        ("mail", "{没有这个}", "正文", "subject"),
        ("mail", "主题", "{称谓", "body"),
        ("mail", "主题", "称谓}", "body"),
        ("mail", "", "正文", "subject"),
        ("mail", "  ", "正文", "subject"),
        ("thank_you", None, "正文", "subject"),
        ("greeting", "{", "正文", "subject"),
        ("song", None, "正文", "kind"),
    ],
)
def test_a_script_that_could_not_be_filled_is_refused(kind, subject, body, field):
    with pytest.raises(ScriptRefused) as refusal:
        check_script(kind, subject, body)

    assert refusal.value.field == field


def test_the_first_strange_placeholder_is_named():
    assert unknown("{称谓}{甲}{节日}{乙}{甲}") == ["甲", "乙"]
    with pytest.raises(ScriptRefused, match="“{甲}” is no placeholder"):
        check_script("greeting", None, "{称谓}{甲}{节日}{乙}")


def test_only_letters_need_a_subject():
    check_script("mail", "谢谢 {客户名称}", "{称谓}您好")
    check_script("thank_you", "谢谢", "")
    for kind in ("call_opening", "visit_booking", "quarterly", "greeting", "objection"):
        check_script(kind, None, "{称谓}您好，{承诺事项}")


def test_a_preview_is_filled_with_made_up_values():
    assert sample("{称谓}，{节日}快乐") == "周经理，中秋节快乐"
    assert sample(None) == ""


@pytest.mark.parametrize(("text", "found"), [
    ("{称谓}您好", [Piece("周总"), Piece("您好")]),
    ("把{利益点}给{称谓}", [Piece("把"), Piece("利益点", gap=True), Piece("给"), Piece("周总")]),
    ("{节日}", [Piece("节日", gap=True)]),
    ("没有括号", [Piece("没有括号")]),
    ("", []),
])  # fmt: skip
def test_a_filled_wording_keeps_what_has_no_value_as_a_gap(text, found):
    assert pieces(text, {"称谓": "周总", "节日": ""}) == found


def test_gaps_are_named_once_in_their_order():
    assert gaps("{节日}{称谓}{利益点}{节日}", {"称谓": "周总", "利益点": None}) == ["节日", "利益点"]


@pytest.mark.parametrize(("versions", "why", "refused"), [
    (0, None, False), (0, "", False), (1, "更短", False), (1, None, True), (1, "  ", True), (2, "", True),
])  # fmt: skip
def test_only_a_changed_wording_needs_a_reason(versions, why, refused):
    if not refused:
        return check_reason(versions, why)
    with pytest.raises(ScriptRefused) as refusal:
        check_reason(versions, why)
    assert refusal.value.field == "why"
