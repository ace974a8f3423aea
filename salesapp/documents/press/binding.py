"""Printed sheets bound into one PDF: pages as they are, a bookmark for each sheet, the tags for screen readers kept."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from pikepdf import Array, Dictionary, Name, ObjectStreamMode, OutlineItem, Page, Pdf, String

#: What a document says of itself, besides its pages.
SAID = ("/Metadata", "/ViewerPreferences")


def bind(parts: Mapping[Path, str], target: Path, *, title: str) -> int:
    """Write the parts, each with its bookmark, into one file in their order; return the number of pages."""
    with _together({part.read_bytes(): words for part, words in parts.items()}, title) as whole:
        fresh = target.with_suffix(".new")
        with fresh.open("wb") as file:
            _write(whole, file)
        fresh.replace(target)
        return len(whole.pages)


def bound(parts: Mapping[bytes, str], *, title: str) -> bytes:
    """Return the parts, each with its bookmark, as one document in their order."""
    target = io.BytesIO()
    with _together(parts, title) as whole:
        _write(whole, target)
    return target.getvalue()


def joined(parts: Sequence[bytes]) -> bytes:
    """Return the parts of one sheet as the sheet: without bookmarks, and saying of itself what its first part says."""
    target = io.BytesIO()
    with _appended(parts) as whole, Pdf.open(io.BytesIO(parts[0])) as first:
        for name in SAID:
            if name in first.Root:
                whole.Root[name] = whole.copy_foreign(first.make_indirect(first.Root[name]))
        for name, value in first.docinfo.items():
            whole.docinfo[name] = String(str(value))
        _write(whole, target)
    return target.getvalue()


def _together(parts: Mapping[bytes, str], title: str) -> Pdf:
    begins: list[int] = []
    whole = _appended(list(parts), begins)
    with whole.open_outline() as outline:
        outline.root.extend(
            OutlineItem(words, first) for words, first in zip(parts.values(), begins, strict=True)
        )
    whole.docinfo[Name.Title] = String(title)
    return whole


def _appended(parts: Sequence[bytes], begins: list[int] | None = None) -> Pdf:
    """Return all pages in one document; ``begins`` is told with which page each part begins."""
    whole, lang = Pdf.new(), "zh-CN"
    tags = Tags(whole)
    for part in parts:
        with Pdf.open(io.BytesIO(part)) as source:
            first = len(whole.pages)
            whole.pages.extend(source.pages)
            tags.add(source, whole.pages[first:])
            lang = str(source.Root.get("/Lang", lang))
        if begins is not None:
            begins.append(first)
    tags.close(lang=lang)
    return whole


def _write(whole: Pdf, target: BinaryIO) -> None:
    """Write a document; a font that its parts have alike is written once."""
    known: dict[bytes, object] = {}
    for each in whole.objects:
        if isinstance(each, Dictionary) and "/FontFile2" in each:
            digest = hashlib.sha256(each.FontFile2.read_raw_bytes()).digest()
            each.FontFile2 = known.setdefault(digest, each.FontFile2)
    whole.save(target, min_version="1.7", object_stream_mode=ObjectStreamMode.generate, deterministic_id=True)


class Tags:
    """The structure trees of several documents as one: pages are copied by themselves, not what a screen reader walks by.

    Each document numbers its pages in its own tree of parents; here the numbers go on from document to document.
    """

    def __init__(self, whole: Pdf):
        self.whole = whole
        self.sheets, self.parents, self.used = Array(), Array(), 0
        self.root = whole.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self.document = whole.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=self.root))

    def add(self, source: Pdf, pages: Iterable[Page]) -> None:
        """Take over the tree of a document whose pages were appended: it becomes one part of the whole."""
        if "/StructTreeRoot" not in source.Root:
            return
        tree = self.whole.copy_foreign(source.Root.StructTreeRoot)
        for sheet in tree.K:
            sheet.S, sheet.P = Name.Part, self.document
            self.sheets.append(sheet)
        base, numbers = self.used, tree.ParentTree.Nums
        for place in range(0, len(numbers), 2):
            number = base + int(numbers[place])
            self.parents.append(number)
            self.parents.append(numbers[place + 1])
            self.used = max(self.used, number + 1)
        for page in pages:
            self._renumber(page.obj, "/StructParents", base)
            for note in page.obj.get("/Annots", ()):
                self._renumber(note, "/StructParent", base)

    @staticmethod
    def _renumber(thing: Any, key: str, base: int) -> None:
        if key in thing:
            thing[key] = base + int(thing[key])

    def close(self, *, lang: str) -> None:
        """Hang the tree into the document."""
        if not len(self.sheets):
            return
        self.document.K = self.sheets
        self.root.K = Array([self.document])
        self.root.ParentTree = self.whole.make_indirect(Dictionary(Nums=self.parents))
        self.root.ParentTreeNextKey = self.used
        self.whole.Root.StructTreeRoot = self.root
        self.whole.Root.MarkInfo = Dictionary(Marked=True)
        self.whole.Root.Lang = String(lang)
