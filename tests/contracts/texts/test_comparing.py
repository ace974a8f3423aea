"""The customer's text beside ours: which paragraphs say what which clause says, however it is numbered and set."""

import pytest

from salesapp.contracts.texts.clauses.rules import TextRefused
from salesapp.contracts.texts.comparing.rules import How, Ours, Paragraph, compare

OURS = (
    Ours("标的", "乙方交付排产软件一套，规格见附件。"), Ours("付款方式", "预付 30%，验收 60%，质保 10%。"),
    Ours("违约责任", "任何一方违约的，违约金以合同总额的 5% 为限。"),
    Ours("争议解决", "协商不成的，提交甲方所在地人民法院诉讼解决。"),
)  # fmt: skip


def theirs(text: str) -> list[Paragraph]:
    return [Paragraph(line) for line in text.strip().splitlines()]


SAME = """
采购合同
甲方：某某公司
第一条 标的
乙方交付排产软件一套，规格见附件。
第二条　付款方式：预付30%，验收60%，质保10%。
三、违约责任
任何一方违约的，违约金以合同总额的 5％ 为限。
4. 争议解决
协商不成的，提交甲方所在地人民法院诉讼解决。
（以下无正文）
甲方（盖章）
"""


def test_the_same_clauses_in_another_dress_are_the_same():
    found = compare(OURS, theirs(SAME))
    assert [one.how for one in found.clauses] == [How.SAME] * 4 and found.added == ()
    assert [one.text for one in found.clauses] == [one.standard for one in OURS]


def test_another_figure_a_clause_left_out_and_one_of_their_own():
    text = SAME.replace("5％", "20％").replace(
        "4. 争议解决\n协商不成的，提交甲方所在地人民法院诉讼解决。", "第四条 审计\n甲方每年可审计一次。"
    )
    found = compare(OURS, theirs(text))
    assert [one.how for one in found.clauses] == [How.SAME, How.SAME, How.CHANGED, How.MISSING]
    assert "20％" in found.clauses[2].text and found.clauses[3].text == ""
    assert found.added == (("审计", "甲方每年可审计一次。"),)
    assert (found.count(How.SAME), found.count(How.MISSING)) == (2, 1)


def test_a_clause_under_another_heading_is_known_by_what_it_says():
    text = SAME.replace("三、违约责任", "三、罚则").replace("以合同总额的 5％ 为限", "以合同总额的 8％ 为限")
    found = compare(OURS, theirs(text))
    assert found.clauses[2].how == How.CHANGED and "8％" in found.clauses[2].text and found.added == ()


def test_a_heading_set_in_word_begins_a_clause_and_a_sentence_does_not():
    lines = [
        Paragraph("标的", True), Paragraph("乙方交付排产软件一套，规格见附件。"), Paragraph("保险", True),
        Paragraph("30 天内投保。"), Paragraph("一、二号机组除外，另行约定。"),
    ]  # fmt: skip
    found = compare(OURS, lines)
    assert found.clauses[0].how == How.SAME
    assert found.added == (("保险", "30 天内投保。\n一、二号机组除外，另行约定。"),)


def test_a_heading_with_a_slip_is_ours():
    found = compare(OURS, theirs("1. 违约责任条款\n任何一方违约的，违约金以合同总额的 5% 为限。"))
    assert found.clauses[2].how == How.SAME


@pytest.mark.parametrize("text", ["会议纪要\n今天讨论了排期。", "甲方（盖章）\n附件一 清单"])
def test_what_is_no_contract_of_ours_is_refused(text):
    with pytest.raises(TextRefused) as refused:
        compare(OURS, theirs(text))
    assert refused.value.field == "file"
