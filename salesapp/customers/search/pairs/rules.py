"""Pieces of what is found by its line: a word that few records hold is found by its rarest piece, without reading every line.

汉字 are kept in pairs of neighbours, letters in triples, digits in fours. A piece is one whole number of 31 bits and a sign,
which both databases keep in four bytes. Two pieces may share a number: what is found by pieces is looked at again by its line.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator

from salesapp.chinese.syllables import readable
from salesapp.customers.search.rules import SHORT_LATIN

#: What is not written in Latin letters, digits or marks stands in runs.
RUN = re.compile(r"[^\x00-\x7f]+")
LETTERS, DIGITS, NAMED = re.compile("[a-z]+"), re.compile("[0-9]+"), re.compile("[a-z0-9]+")
BEGINNING = re.compile("(?:^| )([a-z]{1,3})")
#: Nearly every company is called so, and every number has a year: their pieces find nobody, and are not kept.
COMMON = "股份有限公司"
COMMON_LETTERS = "yxgs"
COMMON_DIGITS = "20"
#: No syllable begins with one of these, so that they are rare as the only letter.
RARE = "iuv"
_FIRST = 0x8000  # so that the numbers of all pairs fit into a signed column
_END = "\0"
_TRIPLE, _FOUR = SHORT_LATIN, 4
_LAST = 0x7F
#: The longest beginning of a reading that is told from others.
BEGUN = 6


def number(first: str, second: str) -> int:
    """Return the number of a pair; signs beyond the first plane share those of others."""
    return ((ord(first) & 0xFFFF) - _FIRST) << 16 | (ord(second) & 0xFFFF)


@functools.lru_cache(maxsize=32768)
def number_of_letters(piece: str, fill: int = 0) -> int:
    """Return the number of up to three letters; no pair of other signs has it."""
    first, second, third = (*map(ord, piece), *[fill] * (_TRIPLE - len(piece)))
    return (first - _FIRST) << 16 | second << 8 | third


def _number_of_digits(piece: str) -> int:
    return (1 - _FIRST) << 16 | int(piece)


def _of(run: str) -> set[int]:
    return {number(*pair) for pair in zip(run, run[1:], strict=False)}


def _cut(run: str, length: int) -> Iterator[str]:
    return (run[at : at + length] for at in range(len(run) - length + 1))


_UNKEPT = frozenset(
    _of(COMMON)
    | {number(COMMON[-1], _END)}
    | {number_of_letters(COMMON_LETTERS[at : at + _TRIPLE]) for at in range(len(COMMON_LETTERS))}
    | {number_of_letters(chr(letter)) for letter in range(ord("a"), ord("z") + 1) if chr(letter) not in RARE}
)


def pairs(line: str | None) -> set[int]:
    """Return the pieces of a search line to be kept.

    The last sign of a run counts as a piece too, so that it is found alone. Of letters those are kept that a word begins
    with, all of the initials behind the ``~``, and of the rest what stands in no reading: which nearly every line has.
    """
    words, _parted, initials = (line or "").partition("~")
    found = {number_of_letters(begun) for begun in BEGINNING.findall(words)}
    found |= _of_letters(initials, LETTERS)
    found.update(number_of_letters(piece) for run in LETTERS.findall(words) for piece in _strange(run))
    found.update(_number_of_digits(piece) for run in DIGITS.findall(line or "") for piece in _fours(run))
    return (found | _of_signs(line or "")) - _UNKEPT


def pairs_of_name(name: str | None) -> set[int]:
    """Return the pieces of a name to be kept, which is found by whatever stands in it."""
    return _of_letters(name or "", NAMED) | _of_signs(name or "") - _UNKEPT


def beginning(reading: str | None) -> set[int]:
    """Return the one piece of a reading that is found by how it begins."""
    return {_begun(reading, 0)} if reading and LETTERS.match(reading) else set()


def sought(words: Iterable[str]) -> list[tuple[int, int]]:
    """Return what a record that holds all of some words must have one of, each: the pieces from one number to another.

    A single sign is every pair that begins with it. Nothing is returned for what the pieces cannot tell.
    """
    found: dict[tuple[int, int], None] = {}
    for word in words:
        if len(word) <= SHORT_LATIN and LETTERS.fullmatch(word):
            low, high = _from_to(word)
            if not any(low <= its <= high for its in _UNKEPT):
                found[low, high] = None
            continue
        found |= dict.fromkeys(_sought_of_signs(word))
        pieces = [number_of_letters(piece) for run in LETTERS.findall(word) for piece in _strange(run)]
        pieces += [_number_of_digits(piece) for run in DIGITS.findall(word) for piece in _fours(run)]
        found |= {(its, its): None for its in pieces if its not in _UNKEPT}
    return list(found)


def sought_of_name(words: Iterable[str]) -> list[tuple[int, int]]:
    """Return the same of words that may stand anywhere in a name."""
    found: dict[tuple[int, int], None] = {}
    for word in words:
        found |= dict.fromkeys(_sought_of_signs(word))
        for run in NAMED.findall(word):
            pieces = _cut(run, _TRIPLE) if len(run) > _TRIPLE else (run,)
            found |= {_from_to(piece): None for piece in pieces}
    return list(found)


def sought_beginning(words: Iterable[str]) -> list[tuple[int, int]]:
    """Return the pieces of the readings that begin with a word."""
    return [(_begun(word, 0), _begun(word, _LAST_LETTER)) for word in words if LETTERS.fullmatch(word)]


_BITS = 5
_LAST_LETTER = (1 << _BITS) - 1


def _begun(reading: str, fill: int) -> int:
    """Return the number of how a reading begins, in the order of readings; what is no letter ends it."""
    its = LETTERS.match(reading[:BEGUN])
    letters = [ord(letter) - ord("a") + 1 for letter in its[0]] if its else []
    value = 0
    for letter in (*letters, *[fill] * (BEGUN - len(letters))):
        value = value << _BITS | letter
    return value


def _of_letters(text: str, runs: re.Pattern[str]) -> set[int]:
    """Return every piece of the letters of a text, the last ones of a run filled up."""
    return {number_of_letters(run[at : at + _TRIPLE]) for run in runs.findall(text) for at in range(len(run))}


def _of_signs(text: str) -> set[int]:
    found: set[int] = set()
    for run in RUN.findall(text):
        found |= _of(run + _END)
    return found


def _strange(run: str) -> Iterator[str]:
    """Yield the triples of letters that stand in no reading."""
    return (piece for piece in _cut(run, _TRIPLE) if piece not in readable())


def _fours(run: str) -> Iterator[str]:
    return (piece for piece in _cut(run, _FOUR) if not piece.startswith(COMMON_DIGITS))


def _from_to(piece: str) -> tuple[int, int]:
    """Return the first and the last of the pieces that begin with some letters."""
    return number_of_letters(piece), number_of_letters(piece, _LAST)


def _sought_of_signs(word: str) -> Iterator[tuple[int, int]]:
    for run in RUN.findall(word):
        if len(run) == 1 and run not in COMMON:
            yield number(run, _END), number(run, "\uffff")
        for pair in zip(run, run[1:], strict=False):
            if (its := number(*pair)) not in _UNKEPT:
                yield its, its
