"""HTML to PDF with WeasyPrint: one font configuration and one parsed style sheet for the life of the process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from weasyprint import CSS, HTML, Attachment, layout
from weasyprint.text.fonts import FontConfiguration

from salesapp.documents.press import glyphs, marks
from salesapp.documents.press.fetcher import BASE_URL, PaperFetcher

#: What goes to a customer bears none of the marks by which the house reads its own sheets.
OUTWARD = "outward"
VARIANTS = {"tagged": "pdf/ua-1", "archive": "pdf/a-3b", OUTWARD: "pdf/ua-1"}
STYLE = "paper:///css/print/sheet.css"
EPOCH = datetime(
    2000, 1, 1, tzinfo=UTC
)  # attachments carry a fixed date, so that the same sheet is the same bytes


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished PDF, its number of pages, and the characters that no font has."""

    pdf: bytes
    pages: int
    missing: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Place:
    """Where a part stands among the pages of the whole; a document by itself begins with nothing before it."""

    before: int = 0


@contextmanager
def numbered(meet: Callable[[int], tuple[int, int]] | None) -> Iterator[Place]:
    """Let the pages that are laid out meanwhile be numbered as ``meet`` says: asked when all are, before any number is set.

    WeasyPrint sets head and foot of the pages last, one page after the other, from counters of the page.
    """
    place = Place()
    if meet is None:
        yield place
        return
    plain, total = layout.make_margin_boxes, 0

    def shifted(context: Any, page: Any, state: Any) -> Any:
        nonlocal total
        quotes, counters, *more = state
        if not total:
            place.before, total = meet(counters["pages"][-1])
        counted = counters | {"page": [place.before + counters["page"][-1]], "pages": [total]}
        return plain(context, page, (quotes, counted, *more))

    layout.make_margin_boxes = shifted
    try:
        yield place
    finally:
        layout.make_margin_boxes = plain


class Renderer:
    """What a warm process keeps."""

    def __init__(self) -> None:
        self.fetcher = PaperFetcher()
        self.fonts = FontConfiguration()
        self.style = CSS(url=STYLE, font_config=self.fonts, url_fetcher=self.fetcher)

    def warm_up(self) -> None:
        """Render a small page with both weights, so that the first sheet is as fast as the next."""
        self.render("<html lang=zh-CN><title>.</title><body><p>预热 <b>表单</b> ABC 123</p>", "tagged")

    def render(
        self,
        html: str,
        variant: str = "tagged",
        attachment: tuple[str, str] | None = None,
        codes: str = "",
        meet: Callable[[int], tuple[int, int]] | None = None,
    ) -> Rendered:
        """Return the PDF of one document.

        ``attachment`` is the name and text of a file to embed; ``codes`` is what the code on each further page says, but
        for the page's number. One that is a part of another asks ``meet``, once it knows how many pages it has, how many
        are before it and how many there are in all.
        """
        html, missing = glyphs.mark_missing(html)
        options = {
            "pdf_variant": VARIANTS[variant],
            "attachments": [self._attachment(*attachment)] if attachment else None,
        }
        source = HTML(string=html, base_url=BASE_URL, url_fetcher=self.fetcher)
        with numbered(meet) as met:
            document = source.render(font_config=self.fonts, stylesheets=[self.style], **options)
        before = met.before
        finisher = None if variant == OUTWARD else lambda _document, drawn: marks.draw(drawn, codes, before)
        pdf = document.write_pdf(finisher=finisher, **options)
        return Rendered(pdf, len(document.pages), missing)

    def _attachment(self, name: str, text: str) -> Attachment:
        return Attachment(
            string=text,
            name=name,
            description=name,
            created=EPOCH,
            modified=EPOCH,
            relationship="Source",
            url_fetcher=self.fetcher,
            base_url=BASE_URL,
        )
