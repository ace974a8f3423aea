"""Personas and lists for tests: written through the same verbs as on the screen."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime
from decimal import Decimal

from salesapp.db import db
from salesapp.prospecting.lists import actions as lists
from salesapp.prospecting.lists.models import Prospect, ProspectList
from salesapp.prospecting.matching.rules import Condition, Kind, Rank
from salesapp.prospecting.personas import actions as personas
from salesapp.prospecting.personas.models import Persona

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
WAN = Decimal(10000)
_serial = itertools.count(1)
CONDITIONS = (
    Condition(Kind.INDUSTRY, Rank.MUST, ("C34",)),
    Condition(Kind.REGION, Rank.PLUS, ("320500",)),
)


def make_persona(by, conditions=CONDITIONS, **changes) -> Persona:
    """Write a persona."""
    values = {"name": "中小制造企业", "product": "software", "why": "首版", "valid_from": TODAY} | changes
    return personas.write(values, conditions, by=by, at=NOW)


def make_list(by, persona: Persona | None = None, **changes) -> ProspectList:
    """Open a list."""
    version = persona.current.id if persona else None
    values = {"name": "装备展", "channel": "fair", "source_note": "装备展", "persona_version_id": version}
    return lists.open_list(values | changes, by=by, at=NOW)


def values_of(**changes) -> dict:
    """Return the values of a row; each call another name, unlike all others."""
    number = next(_serial)
    word = "".join(chr(0x4E00 + (number * 7717 + i * 104723) % 20000) for i in range(6))
    return {"full_name": f"{word}有限公司", "industry": "C34", "region": "320506"} | changes


def person_of(**changes) -> dict:
    """Return somebody to call; each call another number."""
    return {"name": "周*", "title": "采购经理", "mobile": f"+8613961{next(_serial):06}"} | changes


def add_row(found: ProspectList, *, by=None, people=None, aware=False, **changes) -> Prospect:
    """Add a row to a list."""
    people = [person_of()] if people is None else people
    return lists.add(found, values_of(**changes), people, by=by or found.owner, at=NOW, aware=aware)


def commit() -> None:
    """End the act, so that the work of rows follows."""
    db.session.commit()
