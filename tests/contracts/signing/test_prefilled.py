"""What is known stands in the form of the signature: who keeps the seal is mostly who set the last one."""

from tests.contracts.factories import approve, make_contract, sign
from tests.pages import filled


def test_the_sealer_of_the_last_signature_is_filled_in(cast, db_session, sign_in):
    lin = sign_in("lin")
    first = approve(make_contract(cast.lin), cast)
    assert filled(lin.get(f"/contracts/{first.id}"), "sign-form")["sealed_by"] == [""]
    sign(make_contract(cast.lin), cast)
    assert filled(lin.get(f"/contracts/{first.id}"), "sign-form")["sealed_by"] == ["郑*"]
