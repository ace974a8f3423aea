"""Contracts as Word files: a template is checked when it comes, filled with what the contract says, escaped. Pure."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from salesapp.contracts.texts.clauses.rules import BLANK, Filled, TextRefused, broken
from salesapp.words import gettext as _

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#: The parts of a file, besides its body, that are filled in; and its properties.
FILLED = ("header", "footer", "footnotes", "endnotes")
PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")
_OPENS = re.compile(r"\{[{%#]|[}%#]\}")
#: What a file may unpack to: eighty pages are a tenth of it.
LARGEST = 60 * 1024 * 1024


def check(content: bytes) -> None:
    """Refuse a file that is no Word document, unpacks to too much, or holds a broken placeholder: with its place."""
    document = _opened(content)
    wrong = [
        _("Paragraph %(number)s (“%(words)s”): %(why)s", number=number, words=text.strip()[:20], why=why)
        for number, text in enumerate(_paragraphs(document), 1)
        for why in broken(text)
    ]
    if wrong:
        raise TextRefused("\n".join(wrong[:20]), field="file")


def _opened(content: bytes) -> Any:
    from docx import Document  # with lxml, which nobody else needs

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as held:
            if sum(part.file_size for part in held.infolist()) > LARGEST:
                raise TextRefused(_("This file unpacks to more than a contract holds."), field="file")
        return Document(io.BytesIO(content))
    except TextRefused:
        raise
    except Exception as error:  # whatever a broken file makes the reader raise
        raise TextRefused(_("This is no Word file (.docx) that can be read."), field="file") from error


def _paragraphs(document: Any) -> Iterator[str]:
    """Yield the text of every paragraph that is filled in: of tables, notes, heads and feet of any page, in order.

    What stands in an attribute, such as the words beside a picture, and in the properties of the file is filled in, too.
    """
    from docx.oxml.ns import qn

    for root in _roots(document):
        for element in root.iter(qn("w:p")):
            yield "".join(text.text or "" for text in element.iter(qn("w:t")))
        for element in root.iter():
            yield from (value for value in element.attrib.values() if _OPENS.search(value))
    yield from (str(getattr(document.core_properties, name) or "") for name in PROPERTIES)


def _roots(document: Any) -> Iterator[Any]:
    from docx.oxml.parser import parse_xml

    yield document.element.body
    for relation in document.part.rels.values():
        if relation.reltype.rpartition("/")[2] in FILLED:
            yield parse_xml(relation.target_part.blob)


def render(content: bytes, values: Mapping[str, str]) -> bytes:
    """Return a template filled with what a contract says; what it does not say is “/”, and all of it is escaped."""
    from docxtpl import DocxTemplate

    template = DocxTemplate(io.BytesIO(content))
    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    made = {name: value or BLANK for name, value in values.items()}
    try:
        template.render(made, environment, autoescape=True)
    except TemplateError as error:
        raise TextRefused(_("The Word template cannot be filled: %(why)s", why=error)) from error
    return _bytes(template)


def plain(title: str, facts: Sequence[tuple[str, str]], clauses: Iterable[Filled]) -> bytes:
    """Return a contract's text as a Word file of our own: headings and paragraphs, for whoever edits in Word."""
    from docx import Document

    document = Document()
    document.add_heading(title, level=0)
    for label, value in facts:
        document.add_paragraph(f"{label}：{value or BLANK}")
    for clause in clauses:
        document.add_heading(f"{clause.no} {clause.title}", level=1)
        for line in (clause.text or BLANK).splitlines():
            document.add_paragraph(line)
    return _bytes(document)


def _bytes(document: Any) -> bytes:
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()
