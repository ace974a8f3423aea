"""Sharing and handing over on the screen."""

from sqlalchemy import func, select

from salesapp.customers.models import Customer
from salesapp.db import db
from tests.customers.factories import make_customer
from tests.pages import part


def customers() -> int:
    return db.session.scalar(select(func.count()).select_from(Customer))


def text(response) -> str:
    return response.get_data(as_text=True)


def test_sharing_and_handing_over_on_one_page(sign_in, cast):
    customer = make_customer(cast.lin)
    lin, xu = sign_in("lin"), sign_in("xu")
    assert (
        lin.post(
            f"/customers/{customer.id}/collaborators", data={"user_id": cast.he.id, "note": "演示"}
        ).status_code
        == 303
    )
    assert "何*" in text(lin.get(f"/customers/{customer.id}/ownership"))
    assert sign_in("he").get(f"/customers/{customer.id}/ownership").status_code == 200
    assert lin.post(f"/customers/{customer.id}/collaborators/{cast.he.id}/removal").status_code == 303
    assert sign_in("he").get(f"/customers/{customer.id}/ownership").status_code == 404
    assert (
        lin.post(
            f"/customers/{customer.id}/owner-changes", data={"owner_id": cast.fang.id, "reason": "调岗"}
        ).status_code
        == 403
    )
    refused = xu.post(
        f"/customers/{customer.id}/owner-changes", data={"owner_id": cast.fang.id, "reason": ""}
    )
    assert refused.status_code == 422 and 'id="reason-error"' in text(refused)
    assert (
        xu.post(
            f"/customers/{customer.id}/owner-changes", data={"owner_id": cast.fang.id, "reason": "调岗"}
        ).status_code
        == 303
    )
    assert lin.get(f"/customers/{customer.id}/ownership").status_code == 404
    assert "调岗" in text(sign_in("fang").get(f"/customers/{customer.id}/ownership"))


def test_a_refused_form_answers_htmx_with_its_own_part(sign_in, cast):
    customer = make_customer(cast.lin)
    page, hx = f"/customers/{customer.id}", {"HX-Request": "true"}
    handing = sign_in("xu").post(
        f"{page}/owner-changes", data={"owner_id": cast.fang.id, "reason": ""}, headers=hx
    )
    assert handing.status_code == 422 and "<html" not in handing.text
    assert "请填写此项" in part(handing, "hand-over").text
    sharing = sign_in("lin").post(f"{page}/collaborators", data={"user_id": "", "note": "演示"}, headers=hx)
    assert sharing.status_code == 422 and "<html" not in sharing.text
    assert part(sharing, "colleagues").values("note") == ["演示"]
