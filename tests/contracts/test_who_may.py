"""Who runs a contract is asked before two versions of it are compared and shown."""

import pytest

from salesapp.customers.ownership import actions as ownership
from salesapp.db import db
from tests.contracts.factories import NOW, make_contract


@pytest.mark.parametrize("path", ["", "/handoffs", "/archivings"])
def test_whoever_only_sees_a_contract_is_refused_before_anything_is_compared(cast, sign_in, path):
    contract = make_contract(cast.lin)
    ownership.share(contract.customer, cast.fang, by=cast.lin, at=NOW)
    db.session.commit()
    answer = sign_in("fang").post(f"/contracts/{contract.id}{path}", data={"version": "999", "name": "x"})
    assert answer.status_code == 403
    assert "毛利" not in answer.text
