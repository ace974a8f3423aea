"""How contracts end: completed, renewed, never forgotten; originals issued again."""

from datetime import date
from decimal import Decimal

import pytest

from salesapp.contracts.endings import actions, rules
from salesapp.contracts.endings.rules import EndingRefused
from salesapp.web import clock
from tests.contracts.factories import mails, make_contract, send, sign
from tests.pages import part

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("left", "told", "due"),
    [
        (61, None, None), (60, None, 60), (60, 60, None), (45, None, 60), (30, 60, 30), (30, None, 30), (8, 30, None),
        (7, 30, 7), (0, 7, None), (0, None, 7), (-1, None, None),
    ],
)  # fmt: skip
def test_reminders_come_sixty_thirty_and_seven_days_ahead(left, told, due):
    ends_on = date.fromordinal(TODAY.toordinal() + left)
    assert rules.reminder(ends_on, TODAY, told) == due


@pytest.mark.parametrize("on", [None, date(2026, 11, 24), date(2025, 12, 31)])
def test_an_end_has_its_day(on):
    with pytest.raises(EndingRefused):
        rules.check_day(on, signed_on=date(2026, 1, 1), today=TODAY)


@pytest.mark.parametrize(("status", "ended"), [("signed", False), ("handed_over", True), ("void", False)])
def test_only_what_was_handed_over_ends_and_once(status, ended):
    with pytest.raises(EndingRefused):
        rules.check_ends(status, ended=ended)


def handed(cast, **changes):
    contract = send(make_contract(cast.lin, **changes), cast)
    contract.status = "handed_over"
    return contract


def settle(contract) -> None:
    for node in contract.payment_nodes:
        node.record(received=node.amount, in_hand=Decimal(0), written_off=Decimal(0))
    contract.record_received()


def test_a_contract_is_completed_once_nothing_is_owed(cast, db_session, sign_in):
    contract = handed(cast)
    lin, url = sign_in("lin"), f"/contracts/{contract.id}"
    refused = lin.post(f"{url}/completions", data={"ended_on": "2026-11-23", "remark": "全部履行"})
    assert refused.status_code == 422 and "386,000.00" in refused.text and "全部履行" in refused.text
    settle(contract)
    db_session.commit()
    assert lin.post(f"{url}/completions", data={"ended_on": "2026-11-23"}).status_code == 303
    assert contract.ending.kind == "completed" and "履行完毕" in lin.get(url).text
    assert lin.post(f"{url}/completions", data={"ended_on": "2026-11-23"}).status_code == 422


def test_a_contract_goes_on_in_another_one(cast, db_session, sign_in):
    contract = handed(cast)
    lin, url = sign_in("lin"), f"/contracts/{contract.id}"
    assert lin.post(f"{url}/renewals", data={"ended_on": "2026-11-23"}).status_code == 422
    way = part(lin.get(f"{url}/ending"), "renewal").links
    assert way == {"为续签立商机": f"/opportunities/new?customer={contract.customer_id}"}
    other = sign(make_contract(cast.lin, opportunity=contract.opportunity), cast)
    data = {"successor": str(other.id), "ended_on": "2026-11-23", "agreed": "y"}
    assert lin.post(f"{url}/renewals", data=data).status_code == 303
    assert contract.ending.successor is other and other.number in lin.get(f"{url}/ending").text


def test_the_end_of_a_contract_is_announced_and_stands_in_the_day(cast, db_session, sign_in):
    contract = handed(cast, ends_on=date(2027, 1, 20))
    db_session.commit()
    assert "续签或办结" in sign_in("lin").get("/").text
    assert actions.remind(at=clock.now()) == 1 and actions.remind(at=clock.now()) == 0
    assert contract.expiry_told == 60 and mails(db_session, "到期") == {"lin"}
    settle(contract)
    sign_in("lin").post(f"/contracts/{contract.id}/completions", data={"ended_on": "2026-11-23"})
    assert "续签或办结" not in sign_in("lin").get("/").text


def test_a_lost_original_is_issued_again(cast, db_session, sign_in):
    contract = sign(make_contract(cast.lin), cast)
    lu, url = sign_in("lu"), f"/contracts/{contract.id}"
    data = {"copies": "1", "issued_on": "2026-11-23", "reason": "客户搬迁遗失，来函申请"}
    assert lu.post(f"{url}/reissues", data=data | {"reason": " "}).status_code == 422
    assert lu.post(f"{url}/reissues", data=data | {"issued_on": "2026-11-24"}).status_code == 422
    assert lu.post(f"{url}/reissues", data=data).status_code == 303
    assert "补发 1 份" in lu.get(url).text
    draft = make_contract(cast.lin)
    assert sign_in("lin").post(f"/contracts/{draft.id}/reissues", data=data).status_code == 422
    many = sign_in("lu").post(f"{url}/reissues", data=data | {"copies": "99"})
    assert many.status_code == 422 and "请填 1 到 20 之间的数。" in many.text


@pytest.mark.parametrize(("who", "status"), [("fang", 404), ("zheng", 403), ("xu", 422)])
def test_who_ends_a_contract(cast, db_session, sign_in, who, status):
    contract = handed(cast)
    answer = sign_in(who).post(f"/contracts/{contract.id}/completions", data={"ended_on": "2026-11-23"})
    assert answer.status_code == status


def test_what_is_not_handed_over_says_when_it_ends(cast, db_session, sign_in):
    draft = make_contract(cast.lin)
    assert "合同交接后才会结束" in part(sign_in("lin").get(f"/contracts/{draft.id}/ending"), "ending").text
