"""W15, W17, W26, W28 and the borders of the bands: whom a submission asks."""

from decimal import Decimal

import pytest

from salesapp.approvals import actions
from salesapp.approvals.rules import ApprovalRefused
from salesapp.policies.actions import change as set_policy
from salesapp.web import clock

BELOW_100, BELOW_500 = ["supervisor"], ["supervisor", "finance"]
WHOLE = ["supervisor", "legal", "finance", "director"]


@pytest.mark.parametrize(
    ("amount", "nonstandard", "roles"),
    [
        ("0.01", False, BELOW_100),
        ("99999.99", False, BELOW_100),
        ("100000.00", False, BELOW_500),
        ("499999.99", False, BELOW_500),
        ("500000.00", False, WHOLE),
        ("999999.99", False, WHOLE),
        ("1000000.00", False, WHOLE),
        ("96000.00", True, ["supervisor", "legal", "director"]),
        ("104000.00", False, BELOW_500),  # 96,000.00 and a supplement of 8,000.00: the new total
        ("120000.00", False, BELOW_500),  # three of 40,000.00 are not three small ones
    ],
)
def test_borders_the_preview_on_the_page_and_the_real_route_are_one(desk, amount, nonstandard, roles):
    desk.probe.amount, desk.probe.nonstandard = Decimal(amount), nonstandard
    tried = [seat.role for seat in actions.route_of(desk.probe.subject(), desk.probe.record, desk.cast.lin)]
    round_ = desk.submit()
    assert tried == roles == [seat.role for seat in round_.seats]
    for place in round_.places():
        for seat in [s for s in desk.round.seats if s.seq == place]:
            who = {"supervisor": "xu", "finance": "zheng", "legal": "lu", "director": "tang"}[seat.role]
            assert desk.asked(who)
            desk.agreed(who)
    assert desk.round.outcome == "approved"


def test_w15_a_vacant_role_is_named_before_anything_starts(desk):
    desk.cast.lu.active = False
    with pytest.raises(ApprovalRefused, match="没有人担任“法务”.*管理员|法务.*管理员"):
        desk.submit("600000")
    assert "TZ-1" not in desk.inbox("xu")


def test_w17_another_band_is_another_route_and_earlier_agreements_are_void(desk):
    desk.submit("96000.00")
    assert desk.decide("xu", "return", "数量不对").status_code == 303
    desk.submit("104000.00")
    said = desk.page("lin")
    assert "金额由 96,000.00 改为 104,000.00。 路线增加：财务" in said
    desk.agreed("xu")
    assert desk.decide("zheng", "return", "税率不对").status_code == 303
    desk.submit("96000")
    assert "不再需要：财务" in desk.page("lin") and not desk.round.decided
    desk.agreed("xu")
    assert desk.round.outcome == "approved" and desk.round.round == 3


def test_w26_the_rules_of_the_submission_hold_and_their_version_stands_on_the_page(desk):
    desk.submit("90000")
    bands = [{"below": "80000", "roles": ["supervisor"]}, {"below": None, "roles": ["supervisor", "finance"]}]
    set_policy("approval_bands", bands, by=desk.cast.tang, at=clock.now())
    assert "按规则第 1 版" in desk.page("xu")
    desk.agreed("xu")
    assert desk.round.outcome == "approved" and not desk.asked("zheng")
    desk.probe.content["terms"] = "50/50"
    desk.submit()
    assert [seat.role for seat in desk.round.seats] == BELOW_500 and "按规则第 2 版" in desk.page("xu")


def test_w28_a_supervisor_s_own_submission_goes_up(desk):
    desk.probe.owned_by(desk.cast.xu)
    desk.submit("60000")
    assert desk.asked("tang") and "TZ-1" not in desk.inbox("xu")
    assert desk.decide("xu").status_code == 422 and not desk.round.decided
    desk.agreed("tang")


def test_w28_without_anybody_above_it_is_refused_at_the_submission(desk):
    desk.probe.owned_by(desk.cast.xu)
    desk.cast.tang.active = False
    with pytest.raises(ApprovalRefused, match="总监"):
        desk.submit("60000")
