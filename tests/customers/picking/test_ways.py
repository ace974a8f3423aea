"""A look-up that finds nothing offers a way on."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.customers.factories import make_customer

NOTHING = "zzqqzz"


def options(answer) -> list[dict[str, str]]:
    assert answer.status_code == 200
    return [
        node.attributes | {"words": node.text(strip=True)}
        for node in LexborHTMLParser(answer.text).css("option")
    ]


def test_industries_can_be_looked_through_by_section(sign_in):
    found = options(sign_in("lin").get(f"/customers/industries/pick?q={NOTHING}"))
    assert len(found) == 20 and found[2]["data-look"] == "C" and found[2]["words"] == "C 制造业"
    assert all(
        "data-look" not in one for one in options(sign_in("lin").get("/customers/industries/pick?q=光伏"))
    )


def test_regions_can_be_looked_through_by_province(sign_in):
    found = options(sign_in("lin").get(f"/customers/regions/pick?q={NOTHING}"))
    assert (
        len(found) > 30
        and {"data-look": "江苏省"}.items() <= next(o for o in found if "江苏" in o["words"]).items()
    )


def test_a_zone_stands_beside_the_place_it_led_to(sign_in):
    found = options(sign_in("lin").get("/customers/regions/pick?q=工业园区"))
    assert ("江苏省 苏州市", "苏州工业园区：请写进详细地址") in [
        (one["words"], one["data-hint"]) for one in found
    ]


@pytest.mark.parametrize("address", ["/customers/pick", "/search/suggest"])
def test_who_finds_no_customer_may_search_everything_or_register_one(sign_in, address):
    found = options(sign_in("lin").get(f"{address}?q={NOTHING}"))
    assert [one["data-href"] for one in found] == [f"/search?q={NOTHING}", "/customers/new"]
    found = options(sign_in("zheng").get(f"{address}?q={NOTHING}"))
    assert [one["data-href"] for one in found] == [f"/search?q={NOTHING}"]


def test_who_finds_no_contact_may_see_all_or_add_one(sign_in, cast, db_session):
    customer = make_customer(cast.lin)
    db_session.commit()
    address = f"/customers/{customer.id}/contacts/pick"
    for one in (address, "/opportunities/contacts/pick"):
        found = options(sign_in("lin").get(one, query_string={"q": NOTHING, "within": customer.id}))
        assert (
            found[0]["data-look"] == "" and found[1]["data-href"] == f"/customers/{customer.id}/contacts/new"
        )
    assert options(sign_in("lin").get(address))[0]["words"] == "周敏"


def test_who_finds_no_opportunity_is_led_to_the_list(sign_in):
    found = options(sign_in("lin").get(f"/opportunities/pick?q={NOTHING}"))
    assert [one["data-href"] for one in found] == ["/opportunities"]
