"""The gross margin stays with those who may see it, however a form is sent."""

from __future__ import annotations

from decimal import Decimal

import pytest

from salesapp.contracts import access
from salesapp.db import db
from tests.contracts.factories import NOW, approve, make_contract
from tests.pages import filled

PEOPLE = ("lin", "fang", "chen", "xu", "ma", "tang", "zheng", "gao", "he", "lu", "admin", "auditor")


@pytest.fixture
def contract(cast):
    """A contract of lin, approved, with a margin that stands nowhere else; fang, chen and ma work along on the customer."""
    contract = make_contract(cast.lin)
    approve(contract, cast)
    contract.gross_margin = Decimal("37.37")
    for helper in (cast.fang, cast.chen, cast.ma):
        contract.customer.share_with(helper, by=cast.lin, at=NOW)
    db.session.commit()
    return contract


def form_of(contract, client) -> dict:
    """Return what its form holds; whoever sends it does so in a session of their own."""
    sent = filled(client.get(f"/contracts/{contract.id}/edit"), "contract-form")
    return {name: value for name, value in sent.items() if name != "csrf_token"}


@pytest.mark.parametrize("username", PEOPLE)
def test_a_stale_form_shows_it_to_nobody_else(contract, cast, sign_in, username):
    address = f"/contracts/{contract.id}"
    stale = form_of(contract, sign_in("lin")) | {"version": "999", "gross_margin": "12", "name": "另一个名称"}
    client, hidden = sign_in(username), not access.sees_margin(contract, getattr(cast, username))
    may = access.may_keep(contract, getattr(cast, username))
    for base in ("", '{"gross_margin": ["0", "0"]}'):
        answer = client.post(address, data=stale | {"base": base, "token": f"{username}{len(base)}"})
        assert answer.status_code in ((409,) if may else (403, 404))
        assert not hidden or "37.37" not in answer.text
    if may:
        assert "37.37" in answer.text


@pytest.mark.parametrize("username", ["fang", "chen", "ma"])
def test_who_helps_is_told_that_others_run_it(contract, sign_in, username):
    refused = sign_in(username).post(f"/contracts/{contract.id}", data={"version": "1"})
    assert refused.status_code == 403 and "由负责的销售代表和本团队主管办理" in refused.text
    assert contract.gross_margin == Decimal("37.37")


def test_a_change_of_a_helper_is_not_saved(contract, sign_in):
    sent = form_of(contract, sign_in("lin"))
    assert (
        sign_in("fang").post(f"/contracts/{contract.id}", data=sent | {"name": "另一个名称"}).status_code
        == 403
    )
    db.session.refresh(contract)
    assert contract.name != "另一个名称"
