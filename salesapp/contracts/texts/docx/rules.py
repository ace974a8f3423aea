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
from salesapp.contracts.texts.comparing.rules import Body, heading_of, is_end
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


def render(content: bytes, values: Mapping[str, str], clauses: Sequence[Filled] = ()) -> bytes:
    """Return a template filled with what a contract says; what it does not say is “/”, and all of it is escaped.

    ``clauses``: those of the contract; each that deviates stands in place of ours below its heading, one that is only the
    contract's after the last. Where a heading is not in the file, that is refused with the clauses it is about.
    """
    from docxtpl import DocxTemplate

    template = DocxTemplate(io.BytesIO(content))
    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    made = {name: value or BLANK for name, value in values.items()}
    try:
        template.render(made, environment, autoescape=True)
    except TemplateError as error:
        raise TextRefused(_("The Word template cannot be filled: %(why)s", why=error)) from error
    if any(one.deviates for one in clauses):
        _deviate(template.docx, clauses)
    return _bytes(template)


def _deviate(document: Any, clauses: Sequence[Filled]) -> None:
    """Put the deviating clauses of a contract in the place of ours."""
    places = _places(document, {one.title: one.standard for one in clauses if one.standard})
    changed = [one for one in clauses if one.deviates and one.standard]
    lost = [one.title for one in changed if len(places.get(one.title, ())) < 2]
    if lost or not places:
        raise TextRefused(
            _(
                "The Word template has no heading of its own for: %(clauses)s. Take the file in our plain layout, or have"
                " legal mend the template.",
                clauses=_(", ").join(lost) or "/",
            )
        )
    for one in changed:
        heading, *below = places[one.title]
        places[one.title] = [heading, _rewritten(below, one.text or BLANK)]
    last = list(places.values())[-1][-1]
    for one in clauses:
        if not one.standard:
            last = _append(last, f"{one.no} {one.title}", one.text)


def _places(document: Any, standards: Mapping[str, str]) -> dict[str, list[Any]]:
    """Return, by clause, its heading and the paragraphs below it, in the order of the file; ``standards``: our texts."""
    from docx.text.paragraph import Paragraph

    places: dict[str, list[Any]] = {}
    now, body = "", Body()
    for element in document.element.body.iterchildren():
        if not element.tag.endswith("}p"):
            continue
        paragraph = Paragraph(element, document)
        said = paragraph.text.strip()
        style = (paragraph.style.name or "").lower() if paragraph.style else ""
        set_so = style.startswith(("heading", "标题"))
        head = heading_of(said, set_so, list(standards))
        if now and not set_so and _belongs(body, said, head):
            places[now].append(paragraph)
        elif is_end(said):
            now = ""
        elif head:
            now, body = head[0], Body(standards.get(head[0], ""))
            places[now] = [paragraph]
        elif now and said:
            places[now].append(paragraph)
    return places


def _belongs(body: Body, said: str, head: tuple[str, str] | None) -> bool:
    """Tell whether a paragraph, of one line or several, is one of a clause that our text says too."""
    lines = [body.takes(line, head) for line in said.splitlines() if line.strip()]
    return bool(lines) and lines[0]


def _rewritten(paragraphs: Sequence[Any], text: str) -> Any:
    """Let the first paragraph say the text, line by line, in its own look; the others go."""
    first, *others = paragraphs
    for run in first.runs[1:]:
        run._element.getparent().remove(run._element)
    if first.runs:
        first.runs[0].text = text
    else:
        first.add_run(text)
    for paragraph in others:
        paragraph._element.getparent().remove(paragraph._element)
    return first


def _append(after: Any, title: str, text: str) -> Any:
    """Set a heading and its text behind a paragraph; return the last of them."""
    from docx.text.paragraph import Paragraph

    for said, bold in ((title, True), (text, False)):
        element = after._element.makeelement(after._element.tag, {})
        after._element.addnext(element)
        after = Paragraph(element, after._parent)
        after.add_run(said).bold = bold
    return after


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
