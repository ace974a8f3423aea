"""Who sees which customers."""

from salesapp import capability
from salesapp.capability import Capability
from salesapp.customers import access
from salesapp.customers.lists import queries as lists
from salesapp.customers.lists.queries import Wanted
from salesapp.customers.models import Customer
from salesapp.customers.ownership import actions as ownership
from salesapp.db import db
from salesapp.rights.rules import Role
from tests.customers.factories import NOW, make_customer


def test_who_sees_which_customer(cast):
    lins, chens = make_customer(cast.lin), make_customer(cast.chen)
    ownership.share(chens, cast.he, by=cast.chen, at=NOW)
    db.session.flush()

    def seen(user):
        return set(db.session.scalars(access.visible_to(user).with_only_columns(Customer.id)))

    assert seen(cast.lin) == {lins.id} and seen(cast.fang) == set() and seen(cast.chen) == {chens.id}
    assert seen(cast.xu) == {lins.id} and seen(cast.ma) == {chens.id}
    assert seen(cast.tang) == {lins.id, chens.id}
    assert seen(cast.he) == {chens.id}
    for user in (cast.admin, cast.auditor):
        assert seen(user) == set()


def test_a_higher_floor_can_open_customers_to_a_role(cast, monkeypatch):
    customer = make_customer(cast.lin)
    db.session.flush()
    seen = lambda user: db.session.scalars(access.visible_to(user)).all()  # noqa: E731
    assert seen(cast.zheng) == []
    shown = db.select(Customer.id).where(Customer.id == customer.id)
    floor = Capability(name="above", shows={"customer": {Role.FINANCE: lambda user: shown}})
    monkeypatch.setattr(capability, "_installed", (floor,))
    assert seen(cast.zheng) == [customer]
    assert seen(cast.gao) == [] and not access.may_change(cast.zheng)


def test_a_colleague_of_no_team_sees_no_team(cast):
    cast.xu.team_id = None
    make_customer(cast.lin)
    db.session.flush()
    assert lists.page(cast.xu, Wanted()).rows == []
