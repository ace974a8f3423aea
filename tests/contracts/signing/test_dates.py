"""Dates that are past at the signing are asked for anew, old beside new."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from salesapp.contracts.checklist import rules as checklist
from salesapp.contracts.payments.rules import Node
from salesapp.contracts.rules import ContractRefused
from salesapp.contracts.signing import actions
from salesapp.contracts.signing.rules import Promised, both, past, renewed
from salesapp.documents.paper import loaders
from tests.contracts.factories import NOW, SEALED, TODAY, approve, check, make_contract
from tests.contracts.sent import signature

DAY = timedelta(days=1)
DELIVERY, ADVANCE = Promised("delivery_on", "Delivery", TODAY - DAY), Promised("node_1", "Advance", TODAY)


def test_what_is_promised_on_the_day_of_signing_can_still_be_kept():
    assert past([DELIVERY, ADVANCE], TODAY) == [DELIVERY]
    assert past([DELIVERY, ADVANCE], TODAY - DAY) == []
    assert past([DELIVERY, ADVANCE], TODAY + DAY) == [DELIVERY, ADVANCE]


@pytest.mark.parametrize(
    ("typed", "said"),
    [({}, "Give the new date"), ({"new_delivery_on": TODAY - DAY}, "lies before the signing, too")],
)
def test_a_new_date_is_given_and_not_past_again(typed, said):
    with pytest.raises(ContractRefused, match=said) as refused:
        renewed([DELIVERY, ADVANCE], typed, signed_on=TODAY)
    assert refused.value.field == "new_delivery_on"


def test_only_what_is_past_is_changed():
    typed = {"new_delivery_on": TODAY, "new_node_1": TODAY + DAY}
    assert renewed([DELIVERY, ADVANCE], typed, signed_on=TODAY) == {"delivery_on": TODAY}
    assert both("2026-12-20", "") == "2026-12-20"
    assert both("2026-12-20", "2026-11-20") == "2026-12-20 (approved: 2026-11-20)"


@pytest.fixture
def late(cast):
    """An approved contract whose delivery and advance payment are past."""
    plan = [
        Node("advance", "签后 5 日", TODAY - 3 * DAY, Decimal(30)),
        Node("acceptance", "验收后 10 日", TODAY + 30 * DAY, Decimal(70)),
    ]
    contract = approve(make_contract(cast.lin, plan=plan, delivery_on=TODAY - DAY), cast)
    return check(contract, checklist.BEFORE_SIGNING)


def test_the_signature_keeps_the_old_dates_beside_the_new(cast, late):
    new = {"new_delivery_on": date(2026, 12, 20), "new_node_1": date(2026, 11, 30)}
    approved = late.approved_sha256
    handoff = actions.sign(late, SEALED | new, by=cast.lin, at=NOW)
    first, second = late.payment_nodes
    assert (late.delivery_on, late.delivery_approved_on) == (date(2026, 12, 20), TODAY - DAY)
    assert (first.planned_on, first.approved_on) == (date(2026, 11, 30), TODAY - 3 * DAY)
    assert second.approved_on is None and late.approved_sha256 == approved
    assert handoff.contract is late
    values = loaders.load("F11", late.id, cast.lin).values
    assert values["delivery_on"] == "2026-12-20（审批时 2026-11-22）"
    assert "2026-11-30（审批时 2026-11-20）" in values["payment_terms"]


def test_a_signature_of_an_earlier_day_asks_only_for_what_was_past_then(cast, late):
    late.approved_at = NOW - 2 * DAY
    signed = {"signed_on": TODAY - 2 * DAY, "sealed_on": TODAY - 2 * DAY}
    with pytest.raises(ContractRefused) as refused:
        actions.sign(late, SEALED | signed, by=cast.lin, at=NOW)
    assert refused.value.field == "new_node_1"


def test_the_screen_asks_with_the_old_date_beside_the_field(cast, late, sign_in):
    lin, at = sign_in("lin"), f"/contracts/{late.id}"
    page = lin.get(at).text
    assert "交付日期：新日期" in page and "审批时为 2026-11-22，已过" in page
    assert 'name="new_node_1"' in page and 'name="new_node_2"' not in page
    refused = lin.post(f"{at}/signatures", data=signature(new_node_1="2026-11-30"))
    assert refused.status_code == 422 and "2026-11-22 早于签订日，请填写新日期" in refused.text
    assert 'value="2026-11-30"' in refused.text and late.status == "approved"
    sent = signature(new_node_1="2026-11-30", new_delivery_on="2026-12-20")
    assert lin.post(f"{at}/signatures", data=sent).status_code == 303
    page = lin.get(at).text
    assert "2026-12-20（审批时 2026-11-22）" in page and "审批时 2026-11-20" in page


def test_nothing_is_asked_where_nothing_is_past(cast, sign_in):
    contract = approve(make_contract(cast.lin), cast)
    assert 'name="new_' not in sign_in("lin").get(f"/contracts/{contract.id}").text
