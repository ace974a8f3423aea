"""Which column is which field."""

from __future__ import annotations

import pytest

from salesapp.prospecting.imports.columns import rules
from salesapp.prospecting.imports.columns.rules import Head, Header


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("公司名称", "full_name"), ("客户名称", "full_name"), ("企业", "full_name"), ("统一社会信用代码", "credit_code"),
        ("手机/电话", "mobile"), ("手机／电话", "mobile"), ("联系电话", "mobile"), ("座机", "phone"), ("姓名", "contact"),
        ("年营收", "annual_output"), ("来源", "channel"), ("qq", "qq"), ("电邮", "email"), ("头衔", "title"),
        ("从哪来", "channel"), ("做什么的", "industry"), ("内部备注", ""), ("等级", ""), ("序号", ""),
    ],
)  # fmt: skip
def test_a_column_is_told_by_its_words(words, field):
    assert rules.field_of(words) == field


def test_a_serial_number_is_known_and_not_taken():
    assert rules.is_known("序号") and not rules.field_of("序号")
    assert not rules.is_known("等级")
    assert rules.names_company("企业名称") and not rules.names_company("联系人")


def header(*heads: tuple[str, str, bool]) -> Header:
    return Header(
        1, 1, tuple(Head(n, shown, name, "", hidden) for n, (shown, name, hidden) in enumerate(heads, 1))
    )


def test_a_field_is_taken_once_unless_it_can_stand_twice():
    found = rules.guessed(header(("公司名称", "公司名称", False), ("企业名称", "企业名称", False), ("电话", "电话", False),
                                 ("电话 (2)", "电话", False)))  # fmt: skip
    assert found == {1: "full_name", 2: "", 3: "mobile", 4: "mobile"}


def test_a_hidden_column_is_not_taken_by_itself():
    assert rules.guessed(header(("备注", "备注", True))) == {1: ""}


def test_what_was_chosen_for_the_source_comes_first():
    one = header(("号码一", "号码一", False), ("备注", "备注", True))
    assert rules.guessed(one, {"号码一": "mobile", "备注": "remark"}) == {1: "mobile", 2: "remark"}
    assert rules.guessed(one, {"号码一": "no such field"}) == {1: "", 2: ""}


def test_rows_without_a_header_are_told_by_what_stands_in_them():
    samples = {
        1: ["苏州甲有限公司", "无锡乙厂"], 2: ["周望舒", "钱亦禾"], 3: ["13900010021", "0512-62881234"], 4: ["a@b.cn"],
        5: ["91320505MADE00011X"], 6: ["江苏省苏州市某某路1号"],
    }  # fmt: skip
    assert list(rules.by_content(samples).values()) == [
        "full_name",
        "contact",
        "mobile",
        "email",
        "credit_code",
        "address",
    ]


def test_the_first_column_is_the_name_where_nothing_tells():
    assert rules.by_content({2: ["x1"], 3: ["y2"]}) == {2: "full_name", 3: ""}
    assert rules.by_content({}) == {}


def test_a_source_is_the_set_of_its_columns():
    one, other = (
        header(("甲", "甲", False), ("乙", "乙", False)),
        header(("乙", "乙", False), ("甲", "甲", False)),
    )
    assert rules.source_key(one.heads) == rules.source_key(other.heads)
    assert rules.source_key(one.heads) != rules.source_key(one.heads[:1])
