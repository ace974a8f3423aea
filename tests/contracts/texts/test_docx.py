"""Contracts as Word files: broken placeholders named with their place, eighty pages, nothing but text is filled in."""

import io
import zipfile

import pytest
from docx import Document
from docx.oxml import OxmlElement

from salesapp.contracts.texts.clauses.rules import FIELDS, Filled, TextRefused
from salesapp.contracts.texts.docx import rules


def word(*lines, table=()) -> bytes:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    if table:
        cells = document.add_table(rows=1, cols=len(table)).rows[0].cells
        for cell, text in zip(cells, table, strict=True):
            cell.text = text
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def text_of(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


LOOP = "{% for no in range(9999) %}x{% endfor %}"


def made_of(place: str, text: str) -> bytes:
    """Return a template with a text where few people look."""
    document = Document()
    paragraph, section = document.add_paragraph("编号 {{合同编号}}"), document.sections[0]
    if place == "first":
        section.different_first_page_header_footer = True
        section.first_page_header.paragraphs[0].text = text
    elif place == "even":
        document.settings.odd_and_even_pages_header_footer = True
        section.even_page_footer.paragraphs[0].text = text
    elif place == "title":
        document.core_properties.title = text
    elif place == "words":
        paragraph._p.set("descr", text)
    else:
        inserted = OxmlElement("w:ins")
        run = paragraph.add_run(text)
        inserted.append(run._r)
        paragraph._p.append(inserted)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


@pytest.mark.parametrize("place", ["first", "even", "title", "words", "inserted"])
@pytest.mark.parametrize("text", [LOOP, "{{ 7 * 191 }}", "{# 留空", "{{未知}}"])
def test_what_is_filled_in_is_checked_wherever_it_stands(place, text):
    with pytest.raises(TextRefused):
        rules.check(made_of(place, text))
    rules.check(made_of(place, "{{客户}}"))


VALUES = dict.fromkeys(FIELDS, "") | {"合同编号": "HT-1", "客户": "A<B> & C", "付款节点": "1. 预付\n2. 验收"}


def test_a_template_is_filled_escaped_and_struck_through():
    content = word("编号 {{合同编号}}，甲方 {{客户}}", table=("{{付款节点}}", "{{交付周期}}"))
    rules.check(content)
    made = text_of(rules.render(content, VALUES))
    assert "编号 HT-1，甲方 A<B> & C" in made and "2. 验收" in made and made.endswith("/")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (word("甲方", "总额 {{合同金额 元"), "Paragraph 2"), (word("{{客户名}}"), "客户"),
        (word("一", table=("{{nichts}}",)), "nichts"),
        (word("{% for x in y %}"), "{%"), (b"PK\x03\x04 broken", "Word"), (b"%PDF-1.4", "Word"),
    ],
)  # fmt: skip
def test_a_broken_template_is_refused_with_its_place(content, words):
    with pytest.raises(TextRefused, match=words.replace("{", r"\{")):
        rules.check(content)


def test_a_file_that_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(rules, "LARGEST", 1000)
    with pytest.raises(TextRefused):
        rules.check(word("一"))


def test_eighty_pages_are_checked_and_filled():
    lines = [f"{n}. 乙方应按附件约定履行。{'条款内容' * 40} {{{{合同编号}}}}" for n in range(1400)]
    content = word(*lines)
    rules.check(content)
    assert text_of(rules.render(content, VALUES)).count("HT-1") == 1400


def test_a_plain_file_has_the_clauses():
    made = rules.plain(
        "销售合同", [("合同编号", "HT-1")], [Filled(1, "价款", "一\n二", "一"), Filled(2, "验收", "", "三")]
    )
    assert zipfile.is_zipfile(io.BytesIO(made))
    assert text_of(made).splitlines() == ["销售合同", "合同编号：HT-1", "1 价款", "一", "二", "2 验收", "/"]


OWN = (
    Filled(1, "价款", "总额 5 元", "总额 5 元"), Filled(2, "违约责任", "以 10% 为限。\n另赔实损。", "以 5% 为限。"),
    Filled(3, "保险", "乙方投保。", ""),
)  # fmt: skip


def test_deviations_stand_in_the_template_of_word():
    content = word(
        "合同 {{合同编号}}", "一、价款", "总额 5 元", "二、违约责任", "以 5% 为限。", "以上。", "甲方（盖章）"
    )
    made = text_of(rules.render(content, VALUES, OWN)).splitlines()
    assert made[:6] == ["合同 HT-1", "一、价款", "总额 5 元", "二、违约责任", "以 10% 为限。", "另赔实损。"]
    assert made[6:9] == ["3 保险", "乙方投保。", "甲方（盖章）"]


def test_a_template_of_word_without_the_heading_says_so():
    with pytest.raises(TextRefused, match="违约责任"):
        rules.render(word("一、价款", "总额 5 元"), VALUES, OWN)
    nothing = [Filled(1, "价款", "总额 5 元", "总额 5 元")]
    assert "总额 5 元" in text_of(rules.render(word("总额 5 元"), VALUES, nothing))
