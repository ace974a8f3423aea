"""What type-ahead fields are offered."""

import re

from sqlalchemy import func, select

from salesapp.customers.models import Customer
from salesapp.db import db
from tests.customers.factories import make_customer


def customers() -> int:
    return db.session.scalar(select(func.count()).select_from(Customer))


def text(response) -> str:
    return response.get_data(as_text=True)


def test_type_aheads_offer_lines_of_options(sign_in, cast):
    customer = make_customer(cast.lin, full_name="苏州某某<b>精密".replace("<b>", "") + "制造有限公司")
    client = sign_in("lin")
    assert f'value="{customer.id}"' in text(client.get("/customers/pick?q=mmjm"))
    assert "江苏省 苏州市 吴中区" in text(client.get("/customers/regions/pick?q=wuzhong"))
    assert "通用设备制造业" in text(client.get("/customers/industries/pick?q=tysb"))
    assert "周敏" in text(client.get(f"/customers/{customer.id}/contacts/pick"))
    unseen = text(sign_in("fang").get("/customers/pick?q=mmjm"))
    assert "某某" not in unseen and re.findall(r'value="([^"]*)"', unseen) == ["", ""]
