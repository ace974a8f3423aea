"""By what lists are scored, and which of them must be scored anew."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Row, select

from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.policies.queries import policy
from salesapp.prospecting.lists import access
from salesapp.prospecting.lists.models import Prospect, ProspectList
from salesapp.prospecting.matching.rules import Facts
from salesapp.prospecting.personas import queries as personas
from salesapp.prospecting.personas.models import PersonaVersion
from salesapp.prospecting.scoring.rules import Scale, scale_key


def scale(version_id: int | None) -> Scale:
    """Return the scale of a version as the team's numbers are now."""
    version = personas.version(version_id)
    conditions = version.asked if version else ()
    return Scale(version_id, conditions, policy("prospect_high"), policy("prospect_middle"))


def behind() -> Sequence[Row]:
    """Return the open lists whose rows are scored by something else than the list says: (id, persona_version_id)."""
    high, middle = policy("prospect_high"), policy("prospect_middle")
    query = select(ProspectList.id, ProspectList.persona_version_id, ProspectList.scored_by)
    rows = db.session.execute(query.where(ProspectList.closed_at.is_(None)).order_by(ProspectList.id))
    return [
        row for row in rows if row.scored_by != scale_key(row.persona_version_id, high=high, middle=middle)
    ]


def rows(list_id: int, after: int, size: int) -> Sequence[Row]:
    """Return some rows of a list with what they are scored by, in the order of their ids."""
    query = select(
        Prospect.id, Prospect.industry, Prospect.region, Prospect.annual_output, Prospect.decision_chain, Prospect.pain_points,
        Prospect.full_name, Prospect.address, Prospect.remark, Prospect.intent_said,
    ).where(Prospect.list_id == list_id, Prospect.id > after)  # fmt: skip
    return db.session.execute(query.order_by(Prospect.id).limit(size)).all()


def facts(row: Row) -> Facts:
    """Return what is known of a row, as a persona asks."""
    words = "\n".join(part for part in (row.full_name, row.address, row.remark) if part)
    return Facts(row.industry, row.region, row.annual_output, row.decision_chain, row.pain_points, words)


def lists_of(persona_id: int, user: User | None = None) -> Sequence[ProspectList]:
    """Return the open lists that are scored by any version of a persona; for a ``user`` those that this person may see."""
    lists = access.lists_visible_to(user) if user is not None else select(ProspectList)
    query = lists.join(PersonaVersion, PersonaVersion.id == ProspectList.persona_version_id)
    query = query.where(PersonaVersion.persona_id == persona_id, ProspectList.closed_at.is_(None))
    return db.session.scalars(query.order_by(ProspectList.id)).all()
