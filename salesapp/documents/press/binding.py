"""Printed sheets bound into one PDF: pages as they are, a bookmark for each sheet, the tags for screen readers kept."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import cast

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)


def bind(parts: Mapping[Path, str], target: Path, *, title: str) -> int:
    """Write the parts, each with its bookmark, into one file in their order; return the number of pages."""
    writer = _together({part.read_bytes(): words for part, words in parts.items()}, title)
    pages = len(writer.pages)
    fresh = target.with_suffix(".new")
    with fresh.open("wb") as file:
        writer.write(file)
    fresh.replace(target)
    return pages


def bound(parts: Mapping[bytes, str], *, title: str) -> bytes:
    """Return the parts, each with its bookmark, as one document in their order."""
    target = io.BytesIO()
    _together(parts, title).write(target)
    return target.getvalue()


def _together(parts: Mapping[bytes, str], title: str) -> PdfWriter:
    writer = PdfWriter()
    tags = Tags(writer)
    for part, words in parts.items():
        reader = PdfReader(io.BytesIO(part))
        first = len(writer.pages)
        writer.append(reader, outline_item=words, import_outline=False)
        tags.add(reader, writer.pages[first:])
    tags.close(lang=str(reader.root_object.get("/Lang", "zh-CN")))
    writer.add_metadata({"/Title": title})
    writer.compress_identical_objects(remove_duplicates=False)  # equal empty tags are not the same tag
    return writer


class Tags:
    """The structure trees of several documents as one: pypdf copies pages, but not what a screen reader walks by.

    Each document numbers its pages in its own tree of parents; here the numbers go on from document to document.
    """

    def __init__(self, writer: PdfWriter):
        self.writer = writer
        self.sheets, self.parents, self.used = ArrayObject(), ArrayObject(), 0
        self.root = DictionaryObject({NameObject("/Type"): NameObject("/StructTreeRoot")})
        self.root_reference = writer._add_object(self.root)
        self.document = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/StructElem"),
                NameObject("/S"): NameObject("/Document"),
                NameObject("/P"): self.root_reference,
            }
        )
        self.document_reference = writer._add_object(self.document)

    def add(self, reader: PdfReader, pages: Iterable[PageObject]) -> None:
        """Take over the tree of a document whose pages were appended: it becomes one part of the whole."""
        source = reader.root_object.get("/StructTreeRoot")
        if source is None:
            return
        tree = source.get_object().clone(self.writer)
        for sheet in tree["/K"]:
            element = sheet.get_object()
            element[NameObject("/S")] = NameObject("/Part")
            element[NameObject("/P")] = self.document_reference
            self.sheets.append(sheet)
        base = self.used
        numbers = tree["/ParentTree"]["/Nums"]
        for number, entry in zip(numbers[::2], numbers[1::2], strict=True):
            self.parents += [NumberObject(base + int(number)), entry]
            self.used = max(self.used, base + int(number) + 1)
        for before, page in zip(reader.pages, pages, strict=True):
            self._renumber(before, page, "/StructParents", base)
            notes = zip(before.get("/Annots", ()), page.get("/Annots", ()), strict=True)
            for old, new in notes:
                self._renumber(old.get_object(), new.get_object(), "/StructParent", base)

    @staticmethod
    def _renumber(before: DictionaryObject, after: DictionaryObject, key: str, base: int) -> None:
        if key in before:  # pypdf leaves these numbers behind
            after[NameObject(key)] = NumberObject(base + cast(NumberObject, before[key]))

    def close(self, *, lang: str) -> None:
        """Hang the tree into the document."""
        if not self.sheets:
            return
        self.document[NameObject("/K")] = self.sheets
        self.root[NameObject("/K")] = ArrayObject([self.document_reference])
        numbers = DictionaryObject({NameObject("/Nums"): self.parents})
        self.root[NameObject("/ParentTree")] = self.writer._add_object(numbers)
        self.root[NameObject("/ParentTreeNextKey")] = NumberObject(self.used)
        catalogue = self.writer.root_object
        catalogue[NameObject("/StructTreeRoot")] = self.root_reference
        catalogue[NameObject("/MarkInfo")] = DictionaryObject({NameObject("/Marked"): BooleanObject(True)})
        catalogue[NameObject("/Lang")] = TextStringObject(lang)
