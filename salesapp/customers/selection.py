"""Which registration sheets (F01) can be printed together: what the list shows (3.16)."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from salesapp.accounts.models import User
from salesapp.customers import lists
from salesapp.customers.models import Customer
from salesapp.customers.sight import visible_to
from salesapp.db import db
from salesapp.documents.batches.rules import Filter, Pick, Selection
from salesapp.documents.forms import registry
from salesapp.words import lazy_gettext as _l


def find(code: str, user: User, args: Mapping[str, str], most: int) -> list[Pick]:
    """Return the customers that the filters of an address show, in the order of the list."""
    owner = args.get("owner", "")
    wanted = lists.Wanted(
        text=args.get("q", ""), scope=args.get("scope", ""), kind=args.get("kind", ""), tier=args.get("tier", ""),
        activity=args.get("activity", ""), region=args.get("region", ""), sort=args.get("sort", "updated"),
        owner_id=int(owner) if owner.isdecimal() and len(owner) < 10 else None,
    )  # fmt: skip
    rows = lists.page(user, wanted, size=most).rows
    return [Pick(line.id, line.number, line.full_name, line.owner_name or "") for line in rows]


def named(code: str, user: User, ids: Collection[int]) -> list[Pick]:
    """Return those of some customers that a person may see."""
    columns = (Customer.id, Customer.number, Customer.full_name)
    query = visible_to(user).where(Customer.id.in_(ids)).with_only_columns(*columns).order_by(None)
    return [Pick(*row) for row in db.session.execute(query)]


def _choices(field: str) -> tuple:
    return (
        ("", _l("All")),
        *((choice.code, choice.label) for choice in registry.spec(f"F01.{field}").choices),
    )


FILTERS = (
    Filter("kind", registry.spec("F01.kind").label, _choices("kind")),
    Filter("tier", registry.spec("F01.tier").label, _choices("tier")),
    Filter("scope", _l("Owner"), (("", _l("All")), ("mine", _l("Mine")))),
)
PRESETS = (("F01", _l("Registration sheets of all strategic customers"), {"tier": "strategic"}),)
SELECTION = Selection(find, named, FILTERS, PRESETS)
