"""Is this row known: among the customers by their own rules, and among the rows of all lists (3.2)."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ColumnElement, or_, select

from salesapp.accounts.models import User
from salesapp.chinese import company_names, emails, masks, phone_search
from salesapp.chinese.company_names import SHORTEST_SOUND, Verdict
from salesapp.customers.duplicates import queries as customers
from salesapp.customers.duplicates.rules import Asked
from salesapp.db import db
from salesapp.prospecting.duplicates.rules import Known, Twin
from salesapp.prospecting.lists.access import visible_to
from salesapp.prospecting.lists.models import Prospect, ProspectList
from salesapp.prospecting.lists.people.models import ProspectPerson

MOST = 5


def find(asked: Asked, user: User, *, but: int | None = None) -> Known:
    """Return who agrees with a row, ``but`` the row that is edited."""
    return Known(customers.find(asked, user), _rows(asked, user, but))


def _rows(asked: Asked, user: User, but: int | None) -> list[Twin]:
    found: dict[int, tuple[Verdict, str]] = {}
    for verdict, field, condition in _ways(asked):
        query = select(Prospect.id).where(condition).order_by(Prospect.id).limit(MOST + 1)
        for prospect_id in db.session.scalars(query):
            if prospect_id != but:
                found.setdefault(prospect_id, (verdict, field))
    return _described(dict(list(found.items())[:MOST]), user)


def _ways(asked: Asked) -> Iterator[tuple[Verdict, str, ColumnElement[bool]]]:
    """Yield the ways in which a row can agree, the certain ones first."""
    key, core = company_names.normalise(asked.full_name), company_names.core(asked.full_name)
    person = select(ProspectPerson.prospect_id)
    if key:
        yield Verdict.HARD, "full_name", Prospect.name_key == key
    if asked.credit_code:
        yield Verdict.HARD, "credit_code", Prospect.credit_code == asked.credit_code
    if mobiles := [mobile for mobile in asked.mobiles if mobile]:
        yield Verdict.HARD, "mobile", Prospect.id.in_(person.where(ProspectPerson.mobile.in_(mobiles)))
    if len(core) >= SHORTEST_SOUND:
        alike = or_(Prospect.core_name == core, Prospect.core_sound == company_names.sound(core))
        yield Verdict.SOFT, "full_name", alike
    numbers = {key for key in map(phone_search.comparable, (asked.phone, *asked.landlines)) if key}
    if numbers:
        of_person = Prospect.id.in_(person.where(ProspectPerson.landline_key.in_(numbers)))
        yield Verdict.SOFT, "phone", or_(Prospect.phone_key.in_(numbers), of_person)
    domains = {domain for domain in map(emails.company_domain, asked.addresses) if domain}
    if domains:
        yield Verdict.SOFT, "email", Prospect.id.in_(person.where(ProspectPerson.mail_domain.in_(domains)))


def _described(found: dict[int, tuple[Verdict, str]], user: User) -> list[Twin]:
    if not found:
        return []
    seen = set(
        db.session.scalars(visible_to(user).with_only_columns(Prospect.id).where(Prospect.id.in_(found)))
    )
    query = (
        select(Prospect.id, Prospect.list_id, ProspectList.name, Prospect.row_no, Prospect.full_name, Prospect.result,
               User.name.label("owner"))
        .join(ProspectList, ProspectList.id == Prospect.list_id)
        .outerjoin(User, User.id == Prospect.owner_id)
        .where(Prospect.id.in_(found))
    )  # fmt: skip
    rows = {row.id: row for row in db.session.execute(query)}
    return [
        Twin(
            prospect_id=i, list_id=rows[i].list_id, list_name=rows[i].name, row_no=rows[i].row_no,
            full_name=rows[i].full_name, verdict=verdict, field=field, result=rows[i].result, visible=i in seen,
            owner_name=(rows[i].owner or "") if i in seen else masks.name(rows[i].owner or ""),
        )
        for i, (verdict, field) in found.items()
    ]  # fmt: skip
