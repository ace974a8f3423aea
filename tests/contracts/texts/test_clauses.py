"""Templates as text: clauses, conditions, placeholders with their place when broken, deviations clause by clause."""

import pytest

from salesapp.contracts.texts.clauses import rules
from salesapp.contracts.texts.clauses.rules import TextRefused, When

SOURCE = """# 标的
乙方按{{交付内容}}向甲方交付。
# 价款
合同总额 {{合同金额}} 元（{{金额大写}}）。
# 验收 [当 类型=服务]
按月考核。
# 验收 [当 类型=销售]
到货后按{{验收标准}}验收。
# 履约保证 [当 合同金额>=500000]
乙方提供 5% 履约保函。
"""
VALUES = {
    "交付内容": "排产软件一套",
    "合同金额": "386,000.00",
    "金额大写": "叁拾捌万陆仟元整",
    "类型": "销售",
    "验收标准": "",
}


def test_variants_follow_their_conditions_and_blanks_are_struck_through():
    made = rules.filled(rules.parse(SOURCE), VALUES, {})
    assert [(one.no, one.title) for one in made] == [(1, "标的"), (2, "价款"), (3, "验收")]
    assert made[2].text == "到货后按/验收。" and "叁拾捌万陆仟元整" in made[1].text
    large = rules.filled(rules.parse(SOURCE), VALUES | {"合同金额": "500,000.00"}, {})
    assert [one.title for one in large][-1] == "履约保证"


@pytest.mark.parametrize(
    ("source", "line", "words"),
    [
        ("# 价款\n总额 {{合同金额 元", 2, "{{"), ("# 价款\n总额 合同金额}} 元", 2, "}}"), ("# 价款\n{{合同总价}}", 2, "合同金额"),
        ("# 价款\n{% for x in y %}", 2, "{%"), ("前言\n# 价款\n一", 1, "heading"), ("# \n一", 1, "heading"),
        ("# 价款 [当 天气=晴]\n一", 1, "天气"), ("# 价款 [当 合同金额>很多]\n一", 1, "很多"),
    ],
)  # fmt: skip
def test_what_is_broken_is_named_with_its_line(source, line, words):
    with pytest.raises(TextRefused) as refused:
        rules.parse(source)
    assert (
        refused.value.field == "source"
        and f"Line {line}" in str(refused.value)
        and words in str(refused.value)
    )


@pytest.mark.parametrize("source", ["", "   \n"])
def test_a_template_has_a_clause(source):
    with pytest.raises(TextRefused):
        rules.parse(source)


def test_two_hundred_clauses_are_taken_and_one_more_is_not():
    many = "\n".join(f"# 第{n}条\n一" for n in range(200))
    assert len(rules.parse(many)) == 200
    with pytest.raises(TextRefused):
        rules.parse(many + "\n# 多\n一")


@pytest.mark.parametrize(
    ("how", "value", "holds"),
    [
        ("=", "销售", True), ("=", "服务", False), (">", "386000", False), (">=", "386000", True), ("<", "386,000.01", True),
        ("<=", "385999.99", False),
    ],
)  # fmt: skip
def test_conditions_at_their_borders(how, value, holds):
    field = "类型" if value in ("销售", "服务") else "合同金额"
    assert When(field, how, value).holds(VALUES) is holds
    assert not When("验收标准", ">", "1").holds(VALUES)


def test_only_what_reads_otherwise_deviates():
    clauses = rules.filled(rules.parse(SOURCE), VALUES, {})
    typed = [
        (clauses[0], clauses[0].standard + "\n "),
        (clauses[1], clauses[1].standard.replace("叁", "贰")),
        (clauses[2], ""),
    ]
    own = rules.own_of(typed)
    assert set(own) == {"价款", "验收"}
    now = rules.filled(rules.parse(SOURCE), VALUES, own)
    words = rules.deviation_words(now, "客户集团要求")
    assert "叁" in words and "贰" in words and "客户集团要求" in words and "标的" not in words
    with pytest.raises(TextRefused):
        rules.check_why(now, " ")
    assert rules.check_why(clauses, None) == ""
