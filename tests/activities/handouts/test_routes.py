"""Who used what with whom (R17, R22)."""

import pytest

from salesapp.activities.handouts import queries
from salesapp.db import db
from tests.customers.factories import make_customer
from tests.pages import part
from tests.playbook.library.test_routes import TODAY, item

GIVEN = {"way": "mail"}


@pytest.fixture
def customer(db_session, cast):
    customer = make_customer(cast.lin)
    db.session.commit()
    return customer


def test_what_was_given_stands_with_the_piece_and_with_the_customer(customer, cast, sign_in):
    case = item(cast.xu, name="某泵业")
    db.session.commit()
    rep = sign_in("lin")
    answer = rep.post("/handouts", data=GIVEN | {"item_id": case.id, "customer_id": customer.id})

    assert answer.status_code == 303
    assert "某泵业" in part(rep.get(f"/handouts?customer={customer.id}"), "handouts").text
    used = part(rep.get(f"/library/{case.id}"), "uses").text
    assert (customer.short_name or customer.full_name) in used and "林*" in used and "第 1 版" in used
    assert [row.no for row in queries.of_item(case.id, cast.xu)] == [1]
    assert not queries.of_item(case.id, cast.chen)


def test_an_expired_piece_a_colleagues_customer_and_no_way_are_refused(customer, cast, sign_in):
    old = item(cast.xu, name="旧案例", expires_on=TODAY.replace(day=22))
    fresh = item(cast.xu, name="新案例")
    db.session.commit()
    post = lambda who, **data: sign_in(who).post("/handouts", data=GIVEN | data)  # noqa: E731

    assert post("lin", item_id=old.id, customer_id=customer.id).status_code == 422
    assert post("chen", item_id=fresh.id, customer_id=customer.id).status_code == 422
    assert post("lin", item_id=fresh.id, customer_id=customer.id, way="song").status_code == 422
    assert post("lin", item_id=fresh.id).status_code == 422
    assert not queries.of_customer(customer.id, cast.lin)


def test_the_form_offers_what_suits_the_customer_first(customer, cast, sign_in):
    item(cast.xu, name="通用")
    item(cast.xu, name="本行业", industries=[customer.industry])
    item(cast.xu, name="旧案例", expires_on=TODAY.replace(day=1))
    db.session.commit()
    page = part(sign_in("lin").get(f"/handouts/new?customer={customer.id}"), "handout-form").text

    assert page.index("本行业") < page.index("通用")
    assert "旧案例" not in page
    assert "暂时没有" not in page
