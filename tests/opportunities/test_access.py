"""Who sees which opportunities: the query is the right."""

import pytest

from salesapp import capability
from salesapp.capability import Capability
from salesapp.customers import access as customers
from salesapp.db import db
from salesapp.opportunities import access
from salesapp.opportunities.board.queries import board
from salesapp.opportunities.board.queries import card as small_card
from salesapp.opportunities.lists import queries as lists
from salesapp.opportunities.lists.rules import Asked, Wanted
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.queries import find, record_of
from salesapp.rights.rules import Role
from tests.opportunities.factories import NOW, make_opportunity

pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
def three(cast):
    """One of lin's (the technician helps), one of fang's, one of chen's in the other team."""
    return {
        "lin": make_opportunity(cast.lin, collaborators=(cast.he.id,)),
        "fang": make_opportunity(cast.fang),
        "chen": make_opportunity(cast.chen, collaborators=(cast.fang.id,)),
    }


SEES = {
    "lin": {"lin"}, "fang": {"fang", "chen"}, "chen": {"chen"}, "xu": {"lin", "fang"}, "ma": {"chen"},
    "tang": {"lin", "fang", "chen"}, "he": {"lin"}, "zheng": set(), "gao": set(), "lu": set(), "admin": set(),
    "auditor": set(),
}  # fmt: skip


def test_own_and_shared_ones_the_team_s_or_all(cast, three):
    for who, sees in SEES.items():
        user, wanted = getattr(cast, who), {three[name].id for name in sees}
        assert set(db.session.scalars(access.visible_to(user).with_only_columns(Opportunity.id))) == wanted
        assert {card.id for card in lists.page(user, Asked(), NOW).rows} == wanted, who
        drawn = board(user, Wanted(), NOW)
        assert {card.id for column in drawn.columns for card in column.cards} == wanted, who
        assert sum(column.count for column in drawn.columns) == len(wanted), who
        for one in three.values():
            assert (find(one.id, user) is not None) == (one.id in wanted), who
            assert (record_of(one.id, user) is not None) == (one.id in wanted), who
            assert (small_card(one.id, user, NOW) is not None) == (one.id in wanted), who
            assert bool(lists.of_customer(one.customer_id, user)) == (one.id in wanted), who


def test_whoever_works_along_sees_the_customer_too(cast, three):
    assert customers.sees(three["lin"].customer_id, cast.he)
    assert customers.sees(three["chen"].customer_id, cast.fang)
    assert not customers.sees(three["fang"].customer_id, cast.lin)


def test_a_floor_above_may_share_what_its_work_needs(cast, three, monkeypatch, request):
    lists._page.made.cache_clear()  # the statement of a list is made once, by what is installed
    request.addfinalizer(lists._page.made.cache_clear)
    shown = db.select(Opportunity.id).where(Opportunity.id == three["lin"].id)
    floor = Capability(name="above", shows={"opportunity": {Role.FINANCE: lambda user: shown}})
    monkeypatch.setattr(capability, "_installed", (*capability.installed(), floor))
    assert find(three["lin"].id, cast.zheng)
    assert not find(three["chen"].id, cast.zheng)
    assert [card.id for card in lists.page(cast.zheng, Asked(), NOW).rows] == [three["lin"].id]


@pytest.mark.parametrize(
    ("who", "status"), [("lin", 200), ("xu", 200), ("he", 200), ("chen", 404), ("zheng", 404), ("admin", 403)]
)
def test_what_one_may_not_see_is_not_there(cast, three, sign_in, who, status):
    assert sign_in(who).get(f"/opportunities/{three['lin'].id}").status_code == status


@pytest.mark.parametrize(("who", "status"), [("he", 403), ("zheng", 403), ("chen", 404), ("admin", 403)])
def test_whoever_only_reads_moves_nothing(cast, three, sign_in, who, status):
    one = three["lin"]
    for path in ("stage-changes", "closures", "grades", "reopenings"):
        assert (
            sign_in(who).post(f"/opportunities/{one.id}/{path}", data={"stage": "proposal"}).status_code
            == status
        )
    assert sign_in(who).get(f"/opportunities/{one.id}/edit").status_code == status
    db.session.refresh(one)
    assert one.stage == "first_contact"
