"""The values of the sheet F02: a persona, and the list that it screens, the best rows first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Row

from salesapp.accounts.models import User
from salesapp.documents.paper.values import SheetData, Signature
from salesapp.playbook.dictionaries.queries import label
from salesapp.prospecting.lists import queries
from salesapp.prospecting.lists.rules import RESULT_LABELS, Result
from salesapp.prospecting.matching.rules import Kind, Rank, Reason, kinds_met
from salesapp.prospecting.personas import page as personas
from salesapp.prospecting.personas.models import PersonaVersion
from salesapp.prospecting.personas.queries import version
from salesapp.words import gettext as _

#: Rows that one sheet holds: whoever needs more prints what the filters of the list show on the screen.
MOST = 200
PRINTED = (Kind.INDUSTRY, Kind.SIZE, Kind.REGION, Kind.CHAIN, Kind.PAIN)


def screening(list_id: int, user: User) -> SheetData | None:
    """Return what the sheet F02 of one list shows, or None where this person may not see it."""
    found = queries.find_list(list_id, user)
    if found is None:
        return None
    rows = queries.printed(found, user, MOST)
    return SheetData(
        number=found.number,
        values={"number": found.number, **persona(version(found.persona_version_id))},
        rows={"row": [_row(no, row) for no, row in enumerate(rows, 1)]},
        signatures={"author": Signature(found.owner.name, found.created_at)},
        url=f"/prospects/lists/{found.id}",
        subject=found.name,
    )


def persona(found: PersonaVersion | None) -> dict[str, Any]:
    """Return what the head of the sheet tells of a persona; nothing where the list has none."""
    if found is None:
        return {}
    lines = [personas.line(condition) for condition in found.conditions]
    tags: dict[str, Any] = {kind: _joined(one.words for one in lines if one.kind == kind) for kind in PRINTED}
    ranks: dict[str, Any] = {
        rank: _joined(f"{one.label}：{one.words}" for one in lines if one.rank == rank) for rank in Rank
    }
    return {
        **tags, **ranks, "product": label("product_type", found.persona.product), "name": found.persona.name,
        "version": str(found.no), "period": personas.period(found),
    }  # fmt: skip


def _joined(words: Iterable[str]) -> str | None:
    return "；".join(words) or None


def _row(no: int, row: Row) -> dict[str, Any]:
    result = str(RESULT_LABELS[Result(row.result)])
    return {
        "no": no, "company": row.full_name, "channel": label("source_channel", row.channel),
        "matched": _matched([Reason(*each) for each in row.reasons]), "score": row.score, "intent": row.intent,
        "owner": row.owner, "planned_on": row.planned_on,
        "result": _("%(result)s: %(why)s", result=result, why=row.reason) if row.reason else result,
    }  # fmt: skip


def _matched(reasons: Sequence[Reason]) -> list[str]:
    met = kinds_met(reasons)
    return [kind.value for kind in PRINTED if met.get(kind)]
