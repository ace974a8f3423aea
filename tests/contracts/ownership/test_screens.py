"""A contract goes to another owner, on the screen."""

import re

import pytest

from salesapp.approvals import queries as approvals
from salesapp.customers.ownership.requests.queries import open_of
from salesapp.db import db
from tests.contracts.factories import make_contract, submit

pytestmark = pytest.mark.usefixtures("frozen_clock")


def test_a_supervisor_gives_a_contract_to_a_colleague(cast, sign_in):
    contract = make_contract(cast.lin)
    xu, page = sign_in("xu"), f"/contracts/{contract.id}/owner-changes"
    assert f"{page}/new" in xu.get(f"/contracts/{contract.id}").text
    form = xu.get(f"{page}/new").text
    assert cast.fang.name in form and cast.chen.name not in form
    refused = xu.post(page, data={"owner_id": cast.fang.id, "reason": ""})
    assert refused.status_code == 422 and 'id="reason-error"' in refused.text
    assert xu.post(page, data={"owner_id": cast.fang.id, "reason": "调岗", "token": "2"}).status_code == 303
    db.session.expire_all()
    assert contract.owner_id == cast.fang.id
    # whoever owns the customer goes on seeing what hangs on it
    assert sign_in("lin").get(f"/contracts/{contract.id}").status_code == 200
    assert "owner-changes/new" not in sign_in("lin").get(f"/contracts/{contract.id}").text
    assert sign_in("fang").get(f"/opportunities/{contract.opportunity_id}").status_code == 200
    told = sign_in("fang").get(f"/contracts/{contract.id}?history=all").text
    assert "林* → 方*" in told and "调岗" in told


@pytest.mark.parametrize("keeps", [True, False])
def test_the_former_owner_goes_on_reading_it_where_wanted(cast, sign_in, keeps):
    contract = make_contract(cast.lin)
    contract.opportunity, contract.customer.owner = None, cast.fang  # a contract at a colleague's customer
    db.session.commit()
    data = {"owner_id": cast.fang.id, "reason": "调岗"} | ({"keeps_reader": "y"} if keeps else {})
    assert sign_in("xu").post(f"/contracts/{contract.id}/owner-changes", data=data).status_code == 303
    assert sign_in("lin").get(f"/contracts/{contract.id}").status_code == (200 if keeps else 404)


@pytest.mark.parametrize(
    ("who", "status"), [("lin", 403), ("fang", 403), ("ma", 404), ("zheng", 403), ("tang", 303)]
)
def test_who_gives_a_contract_away(cast, sign_in, who, status):
    contract = submit(make_contract(cast.lin))
    data = {"owner_id": cast.fang.id, "reason": "调岗"}
    client = sign_in(who)
    assert client.post(f"/contracts/{contract.id}/owner-changes", data=data).status_code == status
    shown = client.get(f"/contracts/{contract.id}").text
    assert ("owner-changes/new" in shown) is (status == 303)


def test_a_void_contract_keeps_its_owner(cast, sign_in):
    contract = make_contract(cast.lin)
    contract.void("作废", by=cast.lin, at=contract.created_at)
    db.session.commit()
    data = {"owner_id": cast.fang.id, "reason": "调岗"}
    answer = sign_in("xu").post(f"/contracts/{contract.id}/owner-changes", data=data)
    assert answer.status_code == 422 and "已作废的合同" in answer.text


def test_a_customer_is_given_with_what_hangs_on_it_ticked(cast, sign_in):
    contract = make_contract(cast.lin)
    page = sign_in("xu").get(f"/customers/{contract.customer_id}/ownership").text
    ticked = re.findall(r'name="along"[^>]*value="(\w+)"\s+checked', page)
    assert ticked == ["opportunities", "contracts"]
    assert contract.number in page and contract.opportunity.number in page
    data = {"owner_id": cast.fang.id, "reason": "调区", "along": ticked}
    answer = sign_in("xu").post(f"/customers/{contract.customer_id}/owner-changes", data=data)
    assert answer.status_code == 303
    db.session.expire_all()
    assert contract.owner_id == contract.opportunity.owner_id == contract.customer.owner_id == cast.fang.id


def test_a_rep_who_asks_answers_the_same_and_it_is_done_as_asked(cast, sign_in):
    contract = make_contract(cast.lin)
    page = f"/customers/{contract.customer_id}/owner-requests"
    assert 'value="contracts" checked' in re.sub(r"\s+", " ", sign_in("lin").get(f"{page}/new").text)
    data = {"to_id": cast.fang.id, "reason": "调区", "along": ["opportunities"], "keeps_reader": "y"}
    assert sign_in("lin").post(page, data=data).status_code == 303
    xu = sign_in("xu")
    number = approvals.latest("owner_request", open_of(contract.customer_id).id).id
    shown = xu.get(f"/approvals/{number}").text
    assert "商机（1）" in shown and "合同及其交接（1）" not in shown
    seat = re.search(r'name="seat_id"[^>]*value="(\d+)"', shown)[1]
    answer = xu.post(
        f"/approvals/{number}/decisions", data={"seat_id": seat, "verdict": "agree", "comment": ""}
    )
    assert answer.status_code == 303
    db.session.expire_all()
    assert contract.customer.owner_id == contract.opportunity.owner_id == cast.fang.id
    assert contract.owner_id == cast.lin.id
    assert sign_in("lin").get(f"/contracts/{contract.id}").status_code == 200
