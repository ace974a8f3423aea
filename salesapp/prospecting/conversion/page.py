"""What a row says of a customer to be, as the registration sheet takes it; where a customer came from, in words (R13)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from salesapp.accounts.models import User
from salesapp.chinese import phones
from salesapp.chinese.currencies import YUAN
from salesapp.playbook.dictionaries import queries as dictionaries
from salesapp.prospecting.conversion import queries
from salesapp.prospecting.lists.models import Prospect
from salesapp.prospecting.lists.page import capital
from salesapp.prospecting.lists.people.models import ProspectPerson
from salesapp.web import formats
from salesapp.words import gettext as _

SAME = ("full_name", "credit_code", "industry", "region", "headcount", "address", "phone", "website", "decision_chain",
        "pain_points", "postcode", "founded_on")  # fmt: skip
OF_PEOPLE = ("name", "title", "mobile", "landline", "email", "wechat")


def sheet(row: Prospect, now: datetime) -> dict[str, Any]:
    """Return what is known of a row under the names of the registration sheet: nothing is typed twice."""
    people: list[dict[str, Any]] = [_person(each) for each in row.people] or [{}]
    people[0]["is_key"] = True
    found = {name: getattr(row, name) for name in SAME}
    return found | {
        "credit_code_kind": "code" if row.credit_code else "none", "revenue": row.annual_output,
        "source_channel": row.channel, "source_note": (row.referrer or row.of_list.source_note or "")[:100],
        "remarks": remarks(row), "registered_capital": row.registered_capital if in_yuan(row) else None,
        "first_contact_at": row.contacted_at or now, "contacts": people,
    }  # fmt: skip


def in_yuan(row: Prospect) -> bool:
    """Whether its capital is one that the sheet has a field for."""
    return row.capital_currency in (None, YUAN)


def remarks(row: Prospect) -> str:
    """Return the remarks of a customer to be: the row's own, and what the sheet has no field for."""
    rest = [f"QQ：{row.qq}"] if row.qq else []
    if not in_yuan(row):
        rest.append(f"{_('Registered capital')}：{capital(row.registered_capital, row.capital_currency)}")
    return "\n".join([*([row.remark] if row.remark else []), *rest])


def _person(person: ProspectPerson) -> dict[str, Any]:
    known = {name: getattr(person, name) for name in OF_PEOPLE}
    return {**known, "mobile": phones.shown(person.mobile) if person.mobile else None}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a customer came from, in words."""

    prospect_id: int | None
    source: str
    row: str
    when: str


def linked(customer_id: int, user: User) -> list[Origin]:
    """Return the rows of lists that turned out to be this customer."""
    return [
        Origin(
            row.id, dictionaries.label("source_channel", row.channel),
            _("%(list)s, row %(row)s", list=f"{row.number} {row.name}", row=row.row_no),
            _("%(name)s, %(day)s", name=row.by, day=formats.iso(row.at)),
        )
        for row in queries.linked(customer_id, user)
    ]  # fmt: skip


def origin(customer_id: int, user: User) -> Origin | None:
    """Return where a customer came from; nothing where it was registered by itself."""
    found = queries.origin(customer_id, user)
    if found is None:
        return None
    source = (dictionaries.label("source_channel", found.channel), found.source_note, found.referrer)
    return Origin(
        found.prospect_id if found.visible else None, " · ".join(dict.fromkeys(part for part in source if part)),
        _("%(list)s, row %(row)s", list=f"{found.number} {found.name}", row=found.row_no),
        _("%(name)s, %(day)s", name=found.by, day=formats.iso(found.at)),
    )  # fmt: skip
