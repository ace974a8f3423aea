"""What the pages of an import show, as plain values."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from salesapp.prospecting.imports.cells.rules import State
from salesapp.prospecting.imports.judging.rules import label, shown, values_of
from salesapp.prospecting.imports.known.rules import somebody
from salesapp.prospecting.imports.models import ImportRow, ProspectImport
from salesapp.prospecting.imports.rules import OUTCOME_LABELS, Outcome, chosen, undone_until
from salesapp.prospecting.imports.verdicts.rules import VERDICT_LABELS, Choice, Verdict
from salesapp.reading.tables.book import Told, Workbook, letters
from salesapp.reading.tables.headers import Header
from salesapp.words import gettext as _

TONES = {
    Verdict.NEW: "ok",
    Verdict.SAME: "blue",
    Verdict.TWICE: "blue",
    Verdict.LIKE: "warn",
    Verdict.REFUSED: "no",
}
SAMPLES = 3


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of one cell; ``tick`` is its name where it can be taken or not, ``on`` whether it is."""

    field: str
    before: str
    after: str
    words: str
    tick: str = ""
    on: bool = False
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table on the page."""

    number: int
    place: str
    name: str
    verdict: str
    tone: str
    words: str
    target: str
    facts: str
    said: tuple[Said, ...]
    outcome: str
    choosable: bool
    added: bool


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the table on the page: its letter, what it is called, what stands in it."""

    letter: str
    words: str
    samples: tuple[str, ...]
    hidden: bool


def lines(rows: Sequence[ImportRow], found: ProspectImport, hidden: Collection[int]) -> list[Line]:
    """Return rows as the page shows them; of those in ``hidden`` the reader may not know whom they agree with."""
    kept = {(row, column) for row, column in found.kept}
    allowed = {(row, column) for row, column in found.allowed}
    return [_line(row, found, kept, allowed, row.number in hidden) for row in rows]


def _line(row: ImportRow, found: ProspectImport, kept: set[Any], allowed: set[Any], hidden: bool) -> Line:
    verdict = Verdict(row.verdict)
    place = (
        _("row %(row)s, line %(line)s", row=row.number, line=row.line)
        if row.line
        else _("row %(row)s", row=row.number)
    )
    return Line(
        number=row.number,
        place=place,
        name=row.full_name,
        verdict=str(VERDICT_LABELS[verdict]),
        tone=TONES.get(verdict, ""),
        words="" if hidden else row.words,
        target=somebody() if hidden else row.target_words or "",
        facts=_facts(row),
        said=tuple(_said(row.number, note, kept, allowed) for note in row.notes),
        outcome=row.came_to,
        choosable=row.is_choosable and not hidden and verdict in (Verdict.NEW, Verdict.LIKE, Verdict.HIDDEN),
        added=chosen(row.verdict, found.choices, row.choice) is Choice.ADD,
    )


def _facts(row: ImportRow) -> str:
    """Return what is known of the company in a line: values, then people."""
    values = values_of(row.values)
    parts = [_fact(name, value) for name, value in values.items() if name not in ("full_name", "remark")]
    for person in row.people:
        known = (person.get("name"), person.get("title"), shown("mobile", person.get("mobile")),
                 shown("phone", person.get("landline")), person.get("email"))  # fmt: skip
        parts.append(" ".join(part for part in known if part))
    return " · ".join(part for part in parts if part)


def _fact(name: str, value: Any) -> str:
    """Return a value; a figure with what it counts, as one of several could be meant."""
    words = shown(name, value)
    return f"{label(name)} {words}" if words and isinstance(value, Decimal | int) else words


def _said(number: int, note: Sequence[Any], kept: set[Any], allowed: set[Any]) -> Said:
    column, name, state, before, after, words = note
    asked, offered = state == State.ASKED, state == State.OFFERED
    place = (number, column)
    return Said(
        field=label(name) or letters(column),
        before=before,
        after=after if asked or offered else "",
        words=words if words != after else "",
        tick=f"{number}-{column}" if (asked or offered) and after else "",
        on=place in allowed if asked else place not in kept,
        tone="no" if state == State.EMPTY else "warn",
    )


def counted(counts: Mapping[str, int]) -> list[tuple[str, str, int]]:
    """Return how many rows have each verdict: (verdict, label, count), those that are there."""
    return [(v.value, str(VERDICT_LABELS[v]), counts[v.value]) for v in Verdict if counts.get(v.value)]


def ended(counts: Mapping[str, int]) -> list[tuple[str, str, int]]:
    """Return how many rows came to what: (outcome, label, count)."""
    return [(o.value, str(OUTCOME_LABELS[o]), counts[o.value]) for o in Outcome if counts.get(o.value)]


@dataclass(frozen=True, slots=True)
class Taken:
    """An import among one's own: what its rows came to, and until when it can be undone."""

    found: ProspectImport
    came_to: str
    until: datetime | None


def taken(
    imports: Iterable[ProspectImport], counts: Mapping[int, Mapping[str, int]], now: datetime
) -> list[Taken]:
    """Return imports with what came of them."""
    told = []
    for one in imports:
        words = [f"{label} {count}" for _outcome, label, count in ended(counts.get(one.id, {}))]
        told.append(Taken(one, " · ".join(words), undone_until(one.status, one.finished_at, now)))
    return told


def columns(header: Header, book: Workbook, place: int) -> list[Column]:
    """Return the columns with what stands in their first rows."""
    body = [row for row, _number in zip(header.body(book.sheets[place]), range(40), strict=False)]
    found = []
    for head in header.heads:
        texts = (row.cell(head.column).shown.strip() for row in body)
        samples = tuple(dict.fromkeys(text[:40] for text in texts if text))[:SAMPLES]
        found.append(Column(letters(head.column), head.shown, samples, head.hidden))
    return found


def untold(book: Workbook) -> str:
    """Return what a file of this kind does not tell, where it hides something."""
    if not book.untold:
        return ""
    if Told.HIDDEN in book.untold:
        return _(
            "A file of this kind does not tell which rows are hidden and which cells hold errors: look at them."
        )
    return ""
