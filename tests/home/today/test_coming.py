"""What is on its way to those who receive: seen before it is theirs to do."""

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from tests.contracts.factories import make_contract, sign, submit


def coming(client):
    page = HTMLParser(client.get("/coming").text)
    return page, [link.attributes["href"] for link in page.css("#coming .what a")]


@pytest.mark.parametrize("name", ["zheng", "gao", "lu", "tang"])
def test_the_first_page_asks_for_it_afterwards(cast, sign_in, name):
    client = sign_in(name)
    place = HTMLParser(client.get("/").text).css_first("#coming")
    assert place.attributes["hx-get"] == "/coming"
    assert "暂时没有" in client.get("/coming").text
    part = client.get("/coming", headers={"HX-Request": "true"}).text
    assert "<html" not in part and 'id="coming"' in part


@pytest.mark.parametrize("name", ["lin", "xu", "he", "admin", "auditor"])
def test_others_have_no_such_block(cast, sign_in, name):
    client = sign_in(name)
    assert 'id="coming"' not in client.get("/").text
    assert client.get("/coming").status_code == 403


def test_a_round_is_seen_by_those_whose_turn_is_later(cast, sign_in):
    contract = submit(make_contract(cast.lin))
    client = sign_in("zheng")
    page, links = coming(client)
    said = page.css_first("#coming").text()
    assert "将到我这里的审批" in said and contract.number in said and "现在：" in said
    assert [client.get(link).status_code for link in links] == [200]
    page, links = coming(sign_in("gao"))
    assert links == []


@pytest.mark.parametrize(("name", "paid"), [("zheng", True), ("gao", False)])
def test_hand_offs_are_seen_before_they_are_sent_and_payments_before_they_are_due(cast, sign_in, name, paid):
    contract = sign(make_contract(cast.lin), cast)
    client = sign_in(name)
    page, links = coming(client)
    assert "将要接收的交接" in page.text() and "林* 尚未发出" in page.text()
    assert f"/contracts/{contract.id}" in links
    assert ("30 天内计划回款" in page.text()) is paid
    assert all(client.get(link).status_code == 200 for link in links)
