"""One search for everything: each kind of record as its capability declares it (conventions 3.12)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from salesapp import capability
from salesapp.accounts.models import User
from salesapp.customers.search import rules as search_text
from salesapp.web.hits import Hit, Search

FOUND = 20
SUGGESTED = 10
#: A number is asked for in full while it is typed, once so much of it is there; of each kind so many are shown.
NUMBER_FROM, OF_EACH = 5, 4


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind."""

    search: Search
    hits: list[Hit]

    @property
    def opens(self) -> str:
        """The kind of record that its hits open."""
        return self.search.opens or self.search.kind


def search(words: str, user: User, limit: int = FOUND) -> list[Group]:
    """Return what a person may see of what they look for: by 汉字, pinyin, initials, number, last four digits."""
    term = _term(words)
    if not term:
        return []
    everything = _searches()
    numbers = [each for each in everything if each.takes(term)]
    return _found(numbers or (each for each in everything if not each.prefix), term, user, limit)


def suggestions(words: str, user: User) -> list[tuple[Group, Hit]]:
    """Return the first hits while somebody types: customers, found by their people too, and what has such a number.

    Names of other records are left to the page of all hits: they would be read through at every key.
    """
    term = _term(words)
    if not term:
        return []
    if len(term) >= NUMBER_FROM and any(letter.isdigit() for letter in term):
        groups = search(words, user, OF_EACH)
    else:
        groups = _found((each for each in _searches() if each.while_typing), term, user, SUGGESTED)
    return [(group, hit) for group in groups for hit in group.hits][:SUGGESTED]


def exact(groups: Sequence[Group], words: str) -> tuple[Group, Hit] | None:
    """Return the one thing whose number was typed in full."""
    number = _term(words).upper()
    found = [
        (group, hit) for group in groups for hit in group.hits if hit.number and hit.number.upper() == number
    ]
    return found[0] if len(found) == 1 else None


def _term(words: str) -> str:
    return search_text.normalise(words).strip()


def _searches() -> list[Search]:
    return [each for part in capability.installed() for each in part.searches]


def _found(searches: Iterable[Search], term: str, user: User, limit: int) -> list[Group]:
    groups = [Group(each, each.find(term, user, limit)) for each in searches]
    return [group for group in groups if group.hits]
