"""What is not read, each with its sentence."""

from __future__ import annotations

from typing import ClassVar

from salesapp.reading.tables.limits import MOST_BYTES, MOST_COLUMNS, MOST_ROWS, MOST_SHEETS, MOST_SIGNS, Why
from salesapp.refusals import Refusal
from salesapp.words import lazy_gettext as _l


class TableRefused(Refusal):
    """A file that is not read as a table, and why."""

    words: ClassVar = _l("This file could not be read as a table.")

    def __init__(self) -> None:
        super().__init__(str(self.words), field="file")


class Empty(TableRefused):
    words = _l("The file is empty.")


class TooLarge(TableRefused):
    words = _l("The file is larger than %(most)s MB. Please divide it.", most=MOST_BYTES // 1024**2)


class Broken(TableRefused):
    words = _l("The file is damaged. Open it in the spreadsheet program and save it again.")


class Encrypted(TableRefused):
    words = _l("The file has a password. Save it without one, then choose it again.")


class Swollen(TableRefused):
    words = _l("Unpacked, this file would be far too large. It is not read.")


class TooManyColumns(TableRefused):
    words = _l("More than %(most)s columns are filled. Remove those that are not needed.", most=MOST_COLUMNS)


class TooManyRows(TableRefused):
    words = _l("More than %(most)s rows are filled. Please divide the table.", most=MOST_ROWS)


class TooManySheets(TableRefused):
    words = _l("The file has more than %(most)s sheets. Keep only those that are meant.", most=MOST_SHEETS)


class TooMuchText(TableRefused):
    words = _l(
        "The table holds too much text; a cell takes %(most)s characters. Please divide it.", most=MOST_SIGNS
    )


class TooWide(TableRefused):
    words = _l(
        "The table is too wide or too long to be read. Delete the columns and rows behind the last filled ones and save it again."
    )


class NoTable(TableRefused):
    words = _l(
        "This is no table. Choose a spreadsheet (xlsx, xls, et, ods) or a text with columns (csv, txt)."
    )


class Picture(NoTable):
    words = _l("This is a picture, not a table.")


class Document(NoTable):
    words = _l("This is a document, not a table. Copy the table out of it and paste it here.")


class Archive(NoTable):
    words = _l("This is an archive. Unpack it and choose the table inside.")


class OldForm(TableRefused):
    words = _l("Tables of this kind are not read. Save it as xlsx in the spreadsheet program.")


class UnknownEncoding(TableRefused):
    words = _l("The encoding of this text cannot be told. Save it as “CSV UTF-8” or as xlsx.")


BY_REASON: dict[Why, type[TableRefused]] = {
    Why.EMPTY: Empty,
    Why.TOO_LARGE: TooLarge,
    Why.BROKEN: Broken,
    Why.ENCRYPTED: Encrypted,
    Why.SWOLLEN: Swollen,
    Why.TOO_MANY_COLUMNS: TooManyColumns,
    Why.TOO_MANY_ROWS: TooManyRows,
    Why.TOO_MANY_SHEETS: TooManySheets,
    Why.TOO_MUCH_TEXT: TooMuchText,
    Why.TOO_WIDE: TooWide,
    Why.NO_TABLE: NoTable,
    Why.PICTURE: Picture,
    Why.DOCUMENT: Document,
    Why.ARCHIVE: Archive,
    Why.OLD_FORM: OldForm,
    Why.UNKNOWN_ENCODING: UnknownEncoding,
}
