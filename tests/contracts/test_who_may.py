"""Who runs a contract is asked before two versions of it are compared and shown."""

from io import BytesIO

import pytest

from salesapp.customers.ownership import actions as ownership
from salesapp.db import db
from tests.contracts.factories import NOW, make_contract, submit


@pytest.mark.parametrize("path", ["", "/handoffs", "/archivings"])
def test_whoever_only_sees_a_contract_is_refused_before_anything_is_compared(cast, sign_in, path):
    contract = make_contract(cast.lin)
    ownership.share(contract.customer, cast.fang, by=cast.lin, at=NOW)
    db.session.commit()
    answer = sign_in("fang").post(f"/contracts/{contract.id}{path}", data={"version": "999", "name": "x"})
    assert answer.status_code == 403
    assert "毛利" not in answer.text


def test_who_only_helps_ends_no_approval_by_a_file(cast, sign_in):
    contract = make_contract(cast.lin)
    ownership.share(contract.customer, cast.fang, by=cast.lin, at=NOW)
    submit(contract)
    url = f"/contracts/{contract.id}"

    def attach(username):
        file = (BytesIO(b"%PDF-1.4\n%%EOF\n"), "客户邮件.pdf")
        return sign_in(username).post(f"{url}/attachments", data={"files": file})

    answer = attach("fang")
    assert answer.status_code == 403 and "审批作废" in answer.text
    assert f"{url}/attachments" not in sign_in("fang").get(url).text
    assert contract.status == "approving"
    assert attach("lin").status_code == 303 and contract.status == "checking"
    assert attach("fang").status_code == 303  # nothing is ended by it now
