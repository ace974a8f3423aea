"""Who sees what their work brings before them finds the same, whether that is little or much."""

from __future__ import annotations

import pytest

from salesapp.customers import access
from salesapp.customers.lists.queries import Wanted, page, total
from salesapp.customers.picking.queries import pick
from salesapp.db import db
from salesapp.opportunities.lists import queries as opportunities
from salesapp.opportunities.lists.rules import EVERY_STATUS, Asked
from tests.contracts.factories import NOW, make_contract, make_opportunity, sign
from tests.customers.factories import make_customer


@pytest.fixture
def contracts(cast, frozen_clock):
    """Three firms of one city: two have signed, of one the contract is a draft."""
    firms = [
        make_customer(cast.lin, full_name=f"苏州{name}包装有限公司") for name in ("远岸", "听涛", "望潮")
    ]
    deals = [make_opportunity(cast.lin, customer=firm) for firm in firms]
    for deal in deals[:2]:
        sign(make_contract(cast.lin, opportunity=deal), cast)
    make_contract(cast.lin, opportunity=deals[2])
    db.session.commit()


def found(user) -> list:
    """Return what somebody finds by the words that all of them have."""
    every = Asked(text="苏州", status=EVERY_STATUS)
    return [
        [line.id for line in page(user, Wanted(text="苏州")).rows],
        total(user, Wanted(text="苏州")),
        [row.id for row in pick("苏州", user)],
        [card.id for card in opportunities.page(user, every, NOW).rows],
        opportunities.total(user, every, NOW),
        [row.id for row in opportunities.pick("苏州", user)],
    ]


@pytest.mark.parametrize("who", ["zheng", "lu", "gao", "he"])
def test_the_same_is_found_among_few_and_among_many(cast, contracts, who, monkeypatch):
    user = getattr(cast, who)
    assert access.sees_few(user, "苏州")
    assert access.sees_few(user, "苏州", "opportunity")
    of_few = found(user)
    assert len(of_few[0]) == len(of_few[3]) == 2
    monkeypatch.setattr(access, "FEW_OF_WORK", 0)
    assert not access.sees_few(user, "苏州")
    assert found(user) == of_few


@pytest.mark.parametrize("who", ["lin", "xu", "tang", "admin", "auditor"])
def test_whoever_sells_or_sees_all_or_nothing_is_asked_nothing_for_it(cast, contracts, who, count_queries):
    user = getattr(cast, who)
    assert user.id
    with count_queries() as asked:
        assert not access.sees_few(user, "苏州")
    assert not asked.total


def test_a_search_begins_at_the_contracts_where_these_are_few(cast, contracts, count_queries):
    with count_queries() as asked:
        page(cast.zheng, Wanted(text="苏州"))
        opportunities.page(cast.zheng, Asked(text="苏州", status=EVERY_STATUS), NOW)
    assert any("customer.id IN (SELECT contract.customer_id" in each for each in asked.statements)
    assert any("opportunity.id IN (SELECT contract.opportunity_id" in each for each in asked.statements)
