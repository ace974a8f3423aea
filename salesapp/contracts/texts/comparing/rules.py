"""The customer's text beside ours, clause by clause: which of their paragraphs say what which of our clauses says. Pure.

What is found is proposed: a person looks at it before it is the contract's text.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz

from salesapp.contracts.texts.clauses.rules import BLANK, TextRefused
from salesapp.words import gettext as _

#: How alike a heading, or the text of a clause whose heading differs, must be to ours, in per cent.
SAME_HEADING, SAME_TEXT = 80, 60
#: How alike a line must be to one of ours to belong to the clause that ours belongs to.
SAME_LINE = 75
LONGEST_HEADING = 24
_NUMBER = re.compile(
    r"^\s*(?:第\s*[零〇一二三四五六七八九十百\d]+\s*[条章节款][、:：.．]?\s*|[（(][一二三四五六七八九十\d]+[)）]\s*"
    r"|[一二三四五六七八九十]+\s*[、.．]\s*|\d+(?:\.\d+)*(?:[、.．)）]\s*|\s+))"
)
_CHAPTER = re.compile(
    r"^\s*(?:第\s*[零〇一二三四五六七八九十百\d]+\s*[条章]|[一二三四五六七八九十]+\s*[、.．])"
)
#: A line of the head of a contract: 甲方：…
_FACT = re.compile(r"^[^：:。；]{1,16}[：:]")
_STOPS = re.compile(r"[。；;，,]")
#: Where the clauses end and the hands begin.
_END = re.compile(
    r"^[（(]?\s*以下无正文|^[甲乙]方\s*[（(]?\s*(?:盖章|签章|签字|公章)|^附件\s*[一二三四五六七八九十\d]"
)


class How(StrEnum):
    """How a clause of ours stands in the customer's text."""

    SAME = "same"
    CHANGED = "changed"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of their file, and whether it is set as a heading."""

    text: str
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Ours:
    """A clause of ours: its title and our standard text of it."""

    title: str
    standard: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed for a clause of ours."""

    title: str
    text: str
    how: How


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of it: our clauses in their order, and what only their text has."""

    clauses: tuple[Proposal, ...]
    added: tuple[tuple[str, str], ...]

    def count(self, how: How) -> int:
        """Return how many clauses stand so."""
        return sum(one.how == how for one in self.clauses)


def compare(ours: Sequence[Ours], theirs: Iterable[Paragraph]) -> Comparison:
    """Propose, for each clause of ours, what their text says of it; refuse a text in which none of ours is found."""
    sections = _sections(theirs, ours)
    found = {one.title: sections.pop(one.title) for one in ours if one.title in sections}
    for one in ours:
        if one.title not in found and (near := _nearest(one, sections)):
            found[one.title] = sections.pop(near)
    if not found:
        raise TextRefused(
            _("No clause of our text was found in this file. Is it the contract? Its clauses can be typed below."), field="file"
        )  # fmt: skip
    proposals = tuple(_proposal(one, found.get(one.title)) for one in ours)
    return Comparison(proposals, tuple((title, text) for title, text in sections.items() if text))


def _proposal(one: Ours, text: str | None) -> Proposal:
    said = "" if text is None or plain(text) == BLANK else text
    if text is not None and plain(one.standard) in (plain(text), plain(said)):
        return Proposal(one.title, one.standard, How.SAME)
    return Proposal(one.title, said, How.CHANGED if said else How.MISSING)


def plain(text: str) -> str:
    """Return a text by which two are the same: without spaces, wide and narrow signs alike."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


class Body:
    """What our text of a clause says, line by line, while a file is read: what it says itself begins no other clause."""

    def __init__(self, standard: str = "") -> None:
        self._left = Counter(plain(line) for line in _lines(standard))

    def takes(self, text: str, head: tuple[str, str] | None) -> bool:
        """Tell whether a line is one of the clause, the same or nearly: “3. 质保金：…” of a payment plan is no heading."""
        line = plain(text)
        if self._left[line] > 0:
            self._left[line] -= 1
            return True
        if head is None or not head[1]:
            return False
        return any(many and fuzz.ratio(line, ours) >= SAME_LINE for ours, many in self._left.items())


def _sections(theirs: Iterable[Paragraph], ours: Sequence[Ours]) -> dict[str, str]:
    """Return their text by heading; what stands before the first and after the last is no clause."""
    standards, titles = {one.title: one.standard for one in ours}, [one.title for one in ours]
    lines: dict[str, list[str]] = {}
    now, body, above = None, Body(), set[str]()
    for paragraph in theirs:
        for text in _lines(paragraph.text):
            head = heading_of(text, paragraph.heading, titles)
            if now is not None and not paragraph.heading and body.takes(text, head):
                now.append(text)
            elif is_end(text):
                now = None
            elif head:
                title, rest = head
                if title not in standards and not lines.keys() & standards.keys() and not _NUMBER.match(text):
                    above.add(title)
                now, body = lines.setdefault(title, []), Body(standards.get(title, ""))
                if rest:
                    body.takes(rest, None)
                    now.append(rest)
            elif now is not None:
                now.append(text)
    return {
        title: "\n".join(said) for title, said in lines.items() if not (title in above and _is_head(said))
    }


def _is_head(lines: Iterable[str]) -> bool:
    """Tell whether what stands below the name of a contract is its head: number, parties, place, day."""
    return all(_FACT.match(line) for line in lines)


def is_end(text: str) -> bool:
    """Tell whether the clauses end before a paragraph: the hands, or an annex."""
    return _END.match(text.strip()) is not None


def _lines(text: str) -> Iterator[str]:
    yield from (line.strip() for line in text.splitlines() if line.strip())


def heading_of(text: str, set_so: bool, titles: Sequence[str]) -> tuple[str, str] | None:
    """Return the clause that a paragraph begins, by our title where it is one of ours, and what it says besides."""
    bare = _NUMBER.sub("", text, count=1).strip()
    for title in sorted(titles, key=len, reverse=True):
        if bare.startswith(title):
            rest = bare[len(title) :]
            if not rest or rest[0] in "：:　 ":
                return title, rest.lstrip("：:　 ").strip()
    short = bare.rstrip("：:")
    if not short or len(short) > LONGEST_HEADING or _STOPS.search(short):
        return None
    alike = [(fuzz.ratio(plain(short), plain(title)), title) for title in titles]
    if alike and max(alike)[0] >= SAME_HEADING:
        return max(alike)[1], ""
    return (short, "") if set_so or _CHAPTER.match(text) else None


def _nearest(one: Ours, sections: dict[str, str]) -> str | None:
    """Return the heading of the section that says most nearly what a clause of ours says."""
    alike = [(fuzz.ratio(plain(one.standard), plain(text)), title) for title, text in sections.items()]
    return max(alike)[1] if alike and max(alike)[0] >= SAME_TEXT else None
