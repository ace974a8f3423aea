"""Several pictures as one card: front and back, what the code says and what is printed; other people of the same firm. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace

from salesapp.chinese.person_names import HAN
from salesapp.customers.camera.cards import rules as cards
from salesapp.customers.camera.cards.rules import Card
from salesapp.customers.camera.rules import State, Value
from salesapp.customers.camera.vcards import rules as vcards
from salesapp.reading.pictures.rules import Reading

LISTS = ("mobiles", "landlines", "services", "faxes", "mails", "webs", "addresses", "remarks")


def read(reading: Reading, side: int = 0) -> Card:
    """Read one picture of a card, print and code together."""
    printed = cards.read(reading)
    coded = vcards.read(reading.codes)
    return _on(_joined(printed, coded, trusted=True), side)


def people_of(readings: Sequence[Reading]) -> list[Card]:
    """Return who is on some pictures: the two sides of a card are one person, another name is another person."""
    found: list[Card] = []
    for side, reading in enumerate(readings):
        card = read(reading, side)
        same = next((n for n, other in enumerate(found) if _one_person(other, card)), None)
        if same is None:
            found.append(card)
        else:
            found[same] = _joined(found[same], card)
    return found


def _one_person(one: Card, other: Card) -> bool:
    names = [value.text for value in (one.name, other.name) if value and HAN.search(value.text)]
    if len(names) == 2:
        return names[0] == names[1]
    latin = [value.text.lower() for value in (one.latin_name, other.latin_name) if value]
    return len(names) == 1 or len(latin) < 2 or latin[0] == latin[1]


def _joined(first: Card, second: Card, *, trusted: bool = False) -> Card:
    """Return both as one: what is Chinese goes before what is not, what the first has before the second.

    ``trusted`` is a second that came from a code: what it says in the same words makes sure what was read badly.
    """
    result = Card()
    for entry in fields(Card):
        one, other = getattr(first, entry.name), getattr(second, entry.name)
        if entry.name in LISTS:
            setattr(result, entry.name, _list(one, other))
        elif isinstance(one, bool):
            setattr(result, entry.name, one or other)
        else:
            setattr(result, entry.name, _better(one, other, trusted=trusted))
    if result.addresses and (english := [a for a in result.addresses if not HAN.search(a.text)]):
        result.addresses = [a for a in result.addresses if HAN.search(a.text)] or english
    return result


def _better(one: Value | None, other: Value | None, *, trusted: bool) -> Value | None:
    if one is None or other is None:
        return one or other
    if one.text == other.text:
        return one.as_(State.SURE) if trusted or State.SURE in (one.state, other.state) else one
    if HAN.search(other.text) and not HAN.search(one.text):
        return other
    if trusted and one.state is State.MARKED and (HAN.search(other.text) or not HAN.search(one.text)):
        return replace(one, text=other.text, state=State.OFFERED)  # beside its piece of the picture
    return one


def _list(one: Iterable[Value], other: Iterable[Value]) -> list[Value]:
    """Return the values of both, each once; what was repaired and is said twice is sure."""
    found: list[Value] = []
    for value in (*one, *other):
        n = next((n for n, seen in enumerate(found) if _key(seen) == _key(value)), None)
        if n is None:
            found.append(value)
        elif found[n].text and State.SURE in (found[n].state, value.state):
            found[n] = found[n].as_(State.SURE)
    whole = [value for value in found if value.text]
    # A number that was read too short is mended by the code that has it whole.
    return whole + [
        value for value in found if not value.text and not any(_inside(value.read, w.text) for w in whole)
    ]


def _key(value: Value) -> str:
    return "".join(c for c in (value.text or value.read).casefold() if c.isalnum() or c == "@")


def _inside(short: str, whole: str) -> bool:
    digits = "".join(c for c in short if c.isdigit())
    return len(digits) >= 8 and (digits in whole or whole.startswith(digits[:8]))


def _on(card: Card, side: int) -> Card:
    for entry in fields(Card):
        value = getattr(card, entry.name)
        if isinstance(value, Value):
            setattr(card, entry.name, value.on(side))
        elif isinstance(value, list):
            setattr(card, entry.name, [one.on(side) for one in value])
    return card
