"""Customers changed on the screen, and what one may not see."""

import re

import pytest
from sqlalchemy import func, select

from salesapp.customers import sheets
from salesapp.customers.models import Customer
from salesapp.db import db, touch_config
from salesapp.playbook.dictionaries.models import DictionaryEntry
from tests.customers.factories import make_customer, registration


def customers() -> int:
    return db.session.scalar(select(func.count()).select_from(Customer))


def text(response) -> str:
    return response.get_data(as_text=True)


def edit_of(client, customer) -> dict:
    page = text(client.get(f"/customers/{customer.id}/edit"))
    version = re.search(r'name="version"[^>]*value="(\d+)"', page)[1]
    sent = {name: value for name, value in registration().items() if not name.startswith("contacts-")}
    return {**sent, "full_name": customer.full_name, "version": version}


def test_an_edit_is_saved_and_shown_in_the_history(sign_in, cast):
    customer = make_customer(cast.lin, address="旧路1号")
    client = sign_in("lin")
    assert (
        client.post(
            f"/customers/{customer.id}", data={**edit_of(client, customer), "address": "新路2号"}
        ).status_code
        == 303
    )
    page = text(client.get(f"/customers/{customer.id}/changes"))
    assert "旧路1号" in page and "新路2号" in page and "详细地址" in page


def test_a_stale_edit_shows_both_versions_and_loses_neither(sign_in, cast):
    customer = make_customer(cast.lin, address="原来的路", credit_code_kind="none")
    lin, xu = sign_in("lin"), sign_in("xu")
    mine = {**edit_of(lin, customer), "credit_code_kind": "none", "address": "林改的路"}
    theirs = {**edit_of(xu, customer), "address": "许改的路", "tier": "core"}
    assert xu.post(f"/customers/{customer.id}", data=theirs).status_code == 303
    response = lin.post(f"/customers/{customer.id}", data=mine)
    page = text(response)
    assert response.status_code == 409 and "林改的路" in page and "许改的路" in page
    assert re.findall(r'data-take="([^"]+)"', page) == ["address"]  # and nothing that reads alike
    assert db.session.get(Customer, customer.id).address == "许改的路"
    again = {**mine, "version": re.search(r'name="version"[^>]*value="(\d+)"', page)[1]}
    assert lin.post(f"/customers/{customer.id}", data=again).status_code == 303
    kept = db.session.get(Customer, customer.id)
    assert (kept.address, kept.tier) == ("林改的路", "core")


def test_a_company_belongs_neither_to_itself_nor_to_its_own(sign_in, cast):
    group = make_customer(cast.lin, full_name="苏州宏远集团有限公司")
    part = make_customer(cast.lin, full_name="无锡通达机电有限公司", parent_id=group.id)
    lin = sign_in("lin")
    for above in (group, part):
        answer = lin.post(f"/customers/{group.id}", data={**edit_of(lin, group), "parent_id": str(above.id)})
        assert answer.status_code == 422 and "不能是客户自己" in text(answer)
    odd = lin.post(
        f"/customers/{part.id}", data={**edit_of(lin, part), "parent_id": "9" * 20, "remarks": "写了很多"}
    )
    assert odd.status_code in (303, 422)


def test_only_a_supervisor_sets_the_tier(sign_in, cast):
    customer = make_customer(cast.lin)
    client = sign_in("lin")
    assert 'name="tier"' not in text(client.get(f"/customers/{customer.id}/edit"))
    client.post(f"/customers/{customer.id}", data={**edit_of(client, customer), "tier": "strategic"})
    assert db.session.get(Customer, customer.id).tier == "ordinary"


@pytest.mark.parametrize(
    "path", ["edit", "changes", "ownership", "attachments", "contacts/new", "contacts/pick"]
)
def test_what_one_may_not_see_is_not_there(sign_in, cast, path):
    customer = make_customer(cast.lin)
    for username in ("fang", "chen", "ma"):
        response = sign_in(username).get(f"/customers/{customer.id}/{path}")
        assert response.status_code == (404 if path != "contacts/pick" else 200)
        assert "周敏" not in text(response) and customer.full_name not in text(response)
    assert sign_in("admin").get(f"/customers/{customer.id}/{path}").status_code == 403


def test_who_only_reads_does_not_write(sign_in, cast):
    for username in ("zheng", "gao", "he", "lu"):
        client = sign_in(username)
        assert client.get("/customers").status_code == 200
        assert client.get("/customers/new").status_code == 403
        assert client.post("/customers", data=registration()).status_code == 403


def test_a_source_that_the_team_added_is_offered_shown_and_printed_and_one_switched_off_is_not(
    sign_in, cast, frozen_clock
):
    db.session.add_all(
        [
            DictionaryEntry(
                dictionary="source_channel", code="douyin", label="短视频", position=99, active=True
            ),
            DictionaryEntry(
                dictionary="source_channel", code="tender", label="招投标", position=5, active=False
            ),
        ]
    )
    touch_config()
    customer = make_customer(owner=cast.lin, source_channel="douyin")
    db.session.commit()
    client = sign_in("lin")
    offered = client.get("/customers/new").text
    assert '<option value="douyin">短视频</option>' in offered and 'value="tender"' not in offered
    assert "短视频" in client.get(f"/customers/{customer.id}").text
    assert sheets.registration(customer.id, cast.lin).values["source_channel"] == "短视频"
