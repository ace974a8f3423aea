"""What a browser keeps for ever, by an address that changes with its content."""

from __future__ import annotations

import re

import pytest

from salesapp.web.assets import FOREVER


@pytest.fixture
def client(app):
    return app.test_client()


def test_style_sheet_script_and_icon_are_kept_for_ever_by_the_address_that_a_page_names(client):
    page = client.get("/login").text
    named = re.findall(r'(?:href|src)="(/assets/[^"]+)"', page)
    assert {address.rpartition(".")[2] for address in named} == {"css", "js", "svg"}
    for address in named:
        answer = client.get(address)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, FOREVER)


def test_the_fonts_of_the_style_sheet_are_kept_for_ever_too(client):
    sheet = re.search(r'href="(/assets/[^"]+\.css)"', client.get("/login").text)[1]
    fonts = re.findall(r'url\("([^")]+)"\)', client.get(sheet).text)
    assert {font.rpartition(".")[2] for font in fonts} == {"woff2", "ttf"}
    for font in fonts:
        address = sheet.rpartition("/")[0].rpartition("/")[0] + font.removeprefix("..")
        answer = client.get(address)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, FOREVER)
        assert answer.mimetype.startswith("font/") and len(answer.data) > 10_000
        again = client.get(address, headers={"If-None-Match": answer.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("name", ["app.css", "SalesappScreenHan.woff2"])
def test_an_old_address_gets_the_present_content_and_is_not_kept(client, name):
    answer = client.get(f"/assets/000000000000/{name}")
    assert answer.status_code == 200 and "immutable" not in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    "name", ["other.css", "none.woff2", "NotoSansSC-Regular.ttf", "..%2Ficon.ttf", "app.py"]
)
def test_nothing_else_lies_at_such_an_address(client, name):
    assert client.get(f"/assets/000000000000/{name}").status_code == 404
