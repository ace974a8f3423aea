"""The card of a row of a list: what is known of a company that nobody spoke with yet (F03)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from salesapp.accounts.models import User
from salesapp.chinese import industries, phones, regions
from salesapp.playbook.library.models import LibraryItem
from salesapp.prospecting.lists.models import Prospect
from salesapp.prospecting.lists.people.models import ProspectPerson


def person(row: Prospect) -> ProspectPerson | None:
    """Return whom one asks for: the first with a number, else the first."""
    reached = [one for one in row.people if one.mobile or one.landline]
    return next(iter(reached or row.people), None)


def number(row: Prospect) -> str | None:
    """Return what is dialled: of the person, else of the company."""
    one = person(row)
    return (one and (one.mobile or one.landline)) or row.phone


def values(
    row: Prospect, cases: Sequence[LibraryItem], *, sender: User, company: str
) -> dict[str, str | None]:
    """Return what the placeholders of an opening stand for."""
    one = person(row)
    industry = industries.find(row.industry)
    return {
        "客户名称": row.full_name,
        "客户全称": row.full_name,
        "联系人": one.name if one else None,
        "称谓": one.name if one else None,
        "职务": one.title if one else None,
        "我方姓名": sender.name,
        "我方电话": sender.phone,
        "我方公司": company,
        "行业领域": industry.name if industry else None,
        "利益点": next((case.figure for case in cases), None),
    }


def facts(row: Prospect) -> list[tuple[str, str]]:
    """Return what the list tells of the company."""
    industry = industries.find(row.industry)
    known = [
        (
            "company",
            " · ".join(filter(None, (industry.name if industry else "", regions.words(row.region or "")))),
        ),
        ("pain", row.pain_points),
        ("chain", row.decision_chain),
        ("remark", row.remark),
        ("list", row.of_list.name),
    ]
    return [(name, words) for name, words in known if words]


def known(row: Prospect) -> dict[str, Any]:
    """Return what the card says of the company and of whom one asks for."""
    stored = number(row)
    return {
        "name": row.full_name,
        "url": ("prospect", row.id),
        "contact": person(row),
        "number": phones.shown(stored) if stored else None,
        "dialled": phones.dialled(stored) if stored else None,
        "facts": facts(row),
    }
