"""W35: a sheet that is printed while the approval runs, and the same sheet afterwards."""

from decimal import Decimal

import pytest

from salesapp.contracts.approval import actions as approving
from salesapp.documents.paper import loaders
from salesapp.web import clock
from tests.contracts.factories import _HASH, decide, make_contract, submit

pytestmark = pytest.mark.usefixtures("frozen_clock")


def sheet(contract, reader):
    return loaders.load("F11", contract.id, reader)


def signed(data):
    """Return who has signed which opinion when."""
    return [(row["approver"], row["decided_at"]) for row in data.rows["node"] if row.get("approver")]


def test_w35_a_sheet_of_a_running_approval_says_so_with_the_signatures_and_the_frozen_hash(cast):
    contract = submit(make_contract(cast.lin, amount=Decimal(200_000)))
    decide(contract, cast.xu, comment="同意")
    running, frozen = sheet(contract, cast.lin), contract.latest_round.sha256
    assert running.status == "approving"
    assert running.values["sha256"] == f"{frozen[:12]}…（审批中，非最终）" and len(frozen) == 64
    assert signed(running) == [("许*", clock.now())]
    decide(contract, cast.zheng)
    final, round_ = sheet(contract, cast.lin), contract.seats[0].approval
    assert final.status == "" and final.values["sha256"] == round_.sha256 == contract.approved_sha256
    assert signed(final) == [("许*", clock.now()), ("郑*", clock.now())]


@pytest.mark.parametrize("ends", ["return", "veto", "withdraw", "never begun"])
def test_w35_what_is_not_being_approved_shows_no_hash_and_does_not_say_so(cast, ends):
    contract = make_contract(cast.lin, amount=Decimal(200_000))
    if ends != "never begun":
        submit(contract)
    if ends == "withdraw":
        approving.withdraw(contract, by=cast.lin, at=clock.now())
    elif ends in ("return", "veto"):
        decide(contract, cast.xu, ends, "付款计划待补")
    before = sheet(contract, cast.lin)
    assert before.status == ("vetoed" if ends == "veto" else "draft") and not before.values["sha256"]


def test_w35_who_stood_in_is_printed_with_for_whom(cast, sign_in):
    contract = submit(make_contract(cast.lin, amount=Decimal(200_000)))
    days = {"starts_on": f"{clock.today()}", "ends_on": f"{clock.today()}"}
    data = {"principal": cast.xu.id, "deputy": cast.ma.id, **days}
    assert sign_in("admin").post("/approvals/deputies", data=data).status_code == 303
    cast.ma.password_hash = _HASH
    seat = contract.seats[0]
    path = f"/approvals/{seat.approval_id}/decisions"
    assert sign_in("ma").post(path, data={"seat_id": seat.id, "verdict": "agree"}).status_code == 303
    ((name, _at),) = signed(sheet(contract, cast.lin))
    assert "马*" in name and "代" in name and "许*" in name
