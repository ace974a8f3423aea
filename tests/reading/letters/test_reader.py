"""Word files from outside: what is read of them, and what is refused with which sentence."""

import io
import zipfile

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from salesapp.reading.letters import worker
from salesapp.reading.letters.limits import Unread, Why
from salesapp.reading.letters.reader import LetterRefused, Line, read


def saved(document) -> bytes:
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def word(*lines) -> bytes:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    return saved(document)


def packed(parts: dict[str, bytes], kind=zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", kind) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return held.getvalue()


def test_headings_paragraphs_and_tables_come_in_their_order():
    document = Document()
    document.add_heading("付款方式", level=1)
    document.add_paragraph("预付 30%")
    document.add_table(rows=1, cols=1).rows[0].cells[0].text = "表内"
    document.add_paragraph("  ")
    assert read(saved(document)) == [Line("付款方式", True), Line("预付 30%"), Line("表内")]


def test_of_tracked_changes_the_new_words_count():
    document = Document()
    paragraph = document.add_paragraph("违约金 ")
    for tag, inner, said in (("w:del", "w:delText", "5%"), ("w:ins", "w:t", "10%")):
        change, run, text = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(inner)
        text.text = said
        run.append(text)
        change.append(run)
        paragraph._element.append(change)
    assert paragraph._element.findall(qn("w:del"))
    assert read(saved(document)) == [Line("违约金 10%")]


def test_eighty_pages_are_read():
    assert len(read(word(*(f"{n}. 乙方应按附件约定履行。{'条款内容' * 40}" for n in range(1400))))) == 1400


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", Why.EMPTY), (word(), Why.EMPTY), (b"\xd0\xcf\x11\xe0rest", Why.OLD_FORM), (b"%PDF-1.4", Why.NO_WORD),
        (b"PK\x03\x04 broken", Why.BROKEN), (packed({"xl/workbook.xml": b"<x/>"}), Why.NO_WORD),
        (packed({"word/document.xml": b"<w:document>"}), Why.BROKEN),
        (packed({"word/document.xml": b"x" * (8 * 1024**2)}), Why.SWOLLEN),
        (packed({f"word/{n}.xml": b"" for n in range(2001)}), Why.SWOLLEN),
    ],
)  # fmt: skip
def test_what_is_no_contract_is_refused_in_words(content, why):
    with pytest.raises(Unread) as unread:
        worker.read(content)
    assert unread.value.why == why
    assert str(LetterRefused(why)) and LetterRefused(why).field == "file"


def test_the_process_says_so():
    with pytest.raises(LetterRefused, match="Word"):
        read(b"%PDF-1.4")


def test_a_book_is_no_contract(monkeypatch):
    monkeypatch.setattr(worker, "MOST_TEXT", 100)
    with pytest.raises(Unread) as unread:
        worker.read(word("字" * 101))
    assert unread.value.why == Why.TOO_LONG
    monkeypatch.setattr(worker, "MOST_PARAGRAPHS", 2)
    with pytest.raises(Unread):
        worker.read(word("一", "二", "三"))


def test_a_process_that_its_limits_end_says_that_the_file_is_too_much(monkeypatch):
    monkeypatch.setattr("salesapp.reading.letters.reader.SECONDS", 0.01)
    with pytest.raises(LetterRefused):
        read(word("一"))
