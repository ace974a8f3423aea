"""Forty drawn cards and twenty licences, photographed badly, read by the engine itself: at least 95 % of the fields are right."""

from __future__ import annotations

import pytest

from salesapp.customers.camera.identity.rules import is_identity_card
from salesapp.customers.camera.licences import rules as licences
from salesapp.customers.camera.licences.fields.rules import is_licence
from salesapp.customers.camera.rules import Value
from salesapp.customers.camera.sides.rules import read
from tests.customers.camera.drawn_cards import cards
from tests.customers.camera.drawn_licences import licences as drawn_licences
from tests.customers.camera.photographs import taken

pytest.importorskip("rapidocr", reason="the extra `camera` is not installed")
pytestmark = pytest.mark.slow
LEAST = 0.95
#: What a card says by the names under which it was drawn.
OF_A_CARD = {
    "company": "company", "name": "name", "mobile": "mobiles", "landline": "landlines", "mail": "mails", "address": "addresses",
    "region": "region", "postcode": "postcode", "service": "services", "wechat": "wechat",
}  # fmt: skip


@pytest.fixture(scope="module")
def reader():
    from salesapp.reading.pictures.reader import Reader

    return Reader()


def said(value: Value | list[Value] | None) -> str:
    """Return what stands in a field, the first where it has several."""
    first = value[0] if isinstance(value, list) and value else value
    return first.text if isinstance(first, Value) else ""


def test_the_fields_of_forty_cards(reader):
    wrong, asked = [], 0
    for drawn in cards():
        reading, _straight = reader.read(drawn.jpeg())
        card = read(reading)
        found = {key: said(getattr(card, field)) for key, field in OF_A_CARD.items()}
        found["title"] = said(card.department) + said(card.title)
        found["second"] = card.mobiles[1].text if len(card.mobiles) > 1 else ""
        asked += len(drawn.says)
        wrong += [
            (drawn.name, key, text, found[key]) for key, text in drawn.says.items() if found[key] != text
        ]
        assert card.says_something and not is_licence(reading) and not is_identity_card(reading), drawn.name
    assert asked > 300 and len(wrong) <= (1 - LEAST) * asked, wrong


def test_the_fields_of_twenty_licences_and_never_a_wrong_code(reader):
    wrong, asked, accepted = [], 0, {}
    for drawn in drawn_licences():
        reading, _straight = reader.read(drawn.jpeg())
        licence = licences.read(reading)
        found = {key: said(getattr(licence, key)) for key in drawn.says}
        asked += len(drawn.says)
        wrong += [
            (drawn.name, key, text, found[key]) for key, text in drawn.says.items() if found[key] != text
        ]
        accepted |= {drawn.name: found["code"]} if found["code"] not in ("", drawn.says["code"]) else {}
        assert licence.says_something and is_licence(reading), drawn.name
    assert not accepted, "codes taken that are not on the paper"
    assert asked > 140 and len(wrong) <= (1 - LEAST) * asked, wrong


def test_the_fields_of_cards_photographed_with_twelve_megapixels(reader):
    """Askew on a table, from a corner, out of focus, in bad light, with noise, and turned as the phone's mark says."""
    wrong, asked = [], 0
    for seed, drawn in list(enumerate(cards()))[:8]:
        card = read(reader.read(taken(drawn.picture, seed))[0])
        found = {key: said(getattr(card, field)) for key, field in OF_A_CARD.items()}
        asked += sum(key in found for key in drawn.says)
        wrong += [
            (drawn.name, key, text, found[key])
            for key, text in drawn.says.items()
            if key in found and found[key] != text
        ]
    assert asked > 40 and len(wrong) <= (1 - LEAST) * asked, wrong
