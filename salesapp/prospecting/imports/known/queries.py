"""Who of the rows of a table is known: one look-up by keys for some hundred rows, never one for each (3.2)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, or_, select, union_all

from salesapp.accounts.models import User
from salesapp.customers import access as customers
from salesapp.customers.contacts.models import Contact
from salesapp.customers.contacts.rules import Status
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.prospecting.imports.known.rules import Keys, Kind, Known, Names, Ref, Target, filled_up
from salesapp.prospecting.imports.models import ImportRow
from salesapp.prospecting.lists import access as lists
from salesapp.prospecting.lists.models import Prospect, ProspectList
from salesapp.prospecting.lists.people.models import ProspectPerson


def known(keys: Sequence[Keys], list_id: int, user: User) -> tuple[Known, Known]:
    """Return the customers, and the rows of lists, that agree with some of these keys."""
    return _customers(keys, user), _prospects(keys, list_id, user)


def _all(keys: Iterable[Keys], name: str) -> list[str]:
    """Return all values of a key, to be looked up at once."""
    found: dict[str, None] = {}
    for one in keys:
        value = getattr(one, name)
        for part in value if isinstance(value, tuple) else (value,):
            if part:
                found[part] = None
    return filled_up(list(found))


def _customers(keys: Sequence[Keys], user: User) -> Known:
    names, codes, mobiles = _all(keys, "name"), _all(keys, "code"), _all(keys, "mobiles")
    numbers, domains = _all(keys, "numbers"), _all(keys, "domains")
    cores, sounds = _all(keys, "core"), _all(keys, "sound")
    found_by = (
        Contact.mobile.in_(mobiles) & (Contact.status == Status.ACTIVE.value),
        Contact.landline_key.in_(numbers),
        Contact.mail_domain.in_(domains),
    )
    of_people = select(Contact.customer_id, Contact.mobile, Contact.landline_key, Contact.mail_domain)
    people = db.session.execute(of_people.where(Contact.id.in_(filled_up(_ids(Contact.id, *found_by))))).all()
    columns = (
        Customer.id,
        Customer.number,
        Customer.full_name,
        Customer.name_key,
        Customer.credit_code,
        Customer.phone_key,
        Customer.core_name,
    )
    ids = _ids(
        Customer.id, Customer.name_key.in_(names), Customer.credit_code.in_(codes), Customer.phone_key.in_(numbers),
        Customer.core_name.in_(cores), Customer.core_sound.in_(sounds),
    ) | {row.customer_id for row in people}  # fmt: skip
    rows = db.session.execute(
        select(*columns).where(Customer.id.in_(filled_up(ids))).order_by(Customer.id)
    ).all()
    seen = _seen(
        customers.visible_to(user).with_only_columns(Customer.id), Customer.id, [row.id for row in rows]
    )
    targets = {
        row.id: Target(Kind.CUSTOMER, row.id, row.full_name, row.number, row.id in seen) for row in rows
    }
    found = Known()
    for row in rows:
        keys_of_it = {"name_key": row.name_key, "code": row.credit_code, "core": row.core_name}
        found.add(targets[row.id], numbers=(row.phone_key,), **keys_of_it)
    for one in people:
        numbers_of, domains_of = (one.landline_key,), (one.mail_domain,)
        found.add(targets[one.customer_id], mobiles=(one.mobile,), numbers=numbers_of, domains=domains_of)
    return found


def _prospects(keys: Sequence[Keys], list_id: int, user: User) -> Known:
    names, codes, mobiles = _all(keys, "name"), _all(keys, "code"), _all(keys, "mobiles")
    numbers, domains = _all(keys, "numbers"), _all(keys, "domains")
    cores, sounds = _all(keys, "core"), _all(keys, "sound")
    found_by = (
        ProspectPerson.mobile.in_(mobiles),
        ProspectPerson.landline_key.in_(numbers),
        ProspectPerson.mail_domain.in_(domains),
    )
    of_people = select(
        ProspectPerson.prospect_id,
        ProspectPerson.mobile,
        ProspectPerson.landline_key,
        ProspectPerson.mail_domain,
    )
    people = db.session.execute(
        of_people.where(ProspectPerson.id.in_(filled_up(_ids(ProspectPerson.id, *found_by)))).order_by(
            ProspectPerson.id
        )
    ).all()
    columns = (Prospect.id, Prospect.list_id, Prospect.row_no, Prospect.full_name, Prospect.name_key, Prospect.credit_code,
               Prospect.phone_key, Prospect.core_name, ProspectList.name.label("list_name"))  # fmt: skip
    here = Prospect.list_id == list_id
    ids = _ids(
        Prospect.id, Prospect.name_key.in_(names), Prospect.credit_code.in_(codes), Prospect.phone_key.in_(numbers),
        here & Prospect.core_name.in_(cores), here & Prospect.core_sound.in_(sounds),
    ) | {row.prospect_id for row in people}  # fmt: skip
    of_rows = (
        select(*columns)
        .join(ProspectList, ProspectList.id == Prospect.list_id)
        .where(Prospect.id.in_(filled_up(ids)))
    )
    rows = db.session.execute(of_rows.order_by(Prospect.list_id != list_id, Prospect.id)).all()
    seen = _seen(lists.visible_to(user).with_only_columns(Prospect.id), Prospect.id, [row.id for row in rows])
    targets = {
        row.id: Target(Kind.PROSPECT, row.id, row.full_name, f"{row.list_name} #{row.row_no}", row.id in seen,
                       row.list_id == list_id)
        for row in rows
    }  # fmt: skip
    found = Known()
    for row in rows:
        core = row.core_name if row.list_id == list_id else ""
        keys_of_it = {"name_key": row.name_key, "code": row.credit_code, "core": core}
        found.add(targets[row.id], numbers=(row.phone_key,), **keys_of_it)
    for one in sorted(people, key=lambda person: not targets[person.prospect_id].here):
        numbers_of, domains_of = (one.landline_key,), (one.mail_domain,)
        found.add(targets[one.prospect_id], mobiles=(one.mobile,), numbers=numbers_of, domains=domains_of)
    return found


def _ids(column: Any, *conditions: ColumnElement[bool]) -> set[int]:
    """Return the ids of whoever meets one of some conditions: each is looked up by its own index, whatever the planner thinks."""
    return set(db.session.scalars(union_all(*(select(column).where(one) for one in conditions))))


def _seen(query: Any, column: Any, ids: Sequence[int]) -> set[int]:
    return set(db.session.scalars(query.where(column.in_(filled_up(ids))))) if ids else set()


def hidden_rows(import_id: int, user: User, rows: Sequence[ImportRow]) -> set[int]:
    """Return the numbers of those rows, of one import and in order, whose customer or prospect this person may not see."""
    if not rows:
        return set()
    kind, target = ImportRow.target_kind, ImportRow.target_id
    theirs = customers.visible_to(user).with_only_columns(Customer.id)
    listed = lists.visible_to(user).with_only_columns(Prospect.id)
    unseen = or_(
        (kind == Kind.CUSTOMER.value) & target.not_in(theirs),
        (kind == Kind.PROSPECT.value) & target.not_in(listed),
    )
    query = select(ImportRow.number).where(ImportRow.import_id == import_id, unseen)
    return set(db.session.scalars(query.where(ImportRow.number.between(rows[0].number, rows[-1].number))))


def names(list_id: int) -> Names:
    """Return the core names of all customers and of the list's rows, to find who is similar."""
    found = Names()
    customers_ = select(Customer.core_name, Customer.id).order_by(
        Customer.core_name, Customer.id
    )  # read off the index
    of_list = select(Prospect.core_name, Prospect.id).where(Prospect.list_id == list_id).order_by(Prospect.id)
    for kind, query in ((Kind.CUSTOMER, customers_), (Kind.PROSPECT, of_list)):
        rows = db.session.execute(query.execution_options(yield_per=5000))
        found.add_many(kind, ((row[0], row[1]) for row in rows))
    return found


def named(refs: Collection[Ref], user: User) -> dict[Ref, Target]:
    """Return who they are, as far as this person may know."""
    found: dict[Ref, Target] = {}
    ids = filled_up([ref.id for ref in refs if ref.kind is Kind.CUSTOMER])
    if ids:
        seen = _seen(customers.visible_to(user).with_only_columns(Customer.id), Customer.id, ids)
        query = select(Customer.id, Customer.full_name, Customer.number).where(Customer.id.in_(ids))
        for row in db.session.execute(query):
            target = Target(Kind.CUSTOMER, row.id, row.full_name, row.number, row.id in seen)
            found[Ref(Kind.CUSTOMER, row.id)] = target
    ids = filled_up([ref.id for ref in refs if ref.kind is Kind.PROSPECT])
    if ids:
        rows = select(Prospect.id, Prospect.full_name, Prospect.row_no).where(Prospect.id.in_(ids))
        for other in db.session.execute(rows):
            mine = Target(Kind.PROSPECT, other.id, other.full_name, f"#{other.row_no}")
            found[Ref(Kind.PROSPECT, other.id)] = mine
    return found
