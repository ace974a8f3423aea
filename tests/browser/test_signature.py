"""The clauses gone through with the customer on one phone: each answered, signed with a finger, kept and printed."""

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from salesapp.contracts.models import Contract
from salesapp.db import db
from salesapp.documents.attachments import queries as attachments

#: A finger's way over the pad, in parts of its width and height.
WAY = [(0.2, 0.3), (0.35, 0.7), (0.5, 0.3), (0.65, 0.7), (0.8, 0.3)]


@pytest.fixture
def checking(site):
    """A contract of lin's whose clauses can be gone through."""
    with site.app.app_context():
        own = select(Contract.id).where(
            Contract.owner.has(username="lin"), Contract.status.in_(("draft", "checking"))
        )
        found = db.session.scalars(own.order_by(Contract.id)).first()
        db.session.remove()
    return found


def sign(page):
    """Draw over the pad as a finger does: touches that the browser turns into its own pointer events."""
    pad = page.locator("canvas.pad")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    points = [{"x": box["x"] + box["width"] * x, "y": box["y"] + box["height"] * y} for x, y in WAY]
    touch = page.context.new_cdp_session(page)
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [points[0]]})
    for point in points[1:]:
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(page.locator("#end-form input[type=file]")).to_have_js_property(
        "value", "C:\\fakepath\\客户签名.png"
    )


def dark_pixels(page) -> int:
    """Count what is drawn on the pad."""
    return page.evaluate(
        """() => { const pad = document.querySelector("canvas.pad"), copy = document.createElement("canvas");
        [copy.width, copy.height] = [pad.width, pad.height];
        const pen = copy.getContext("2d", { willReadFrequently: true });
        pen.drawImage(pad, 0, 0);
        const data = pen.getImageData(0, 0, pad.width, pad.height).data;
        let dark = 0; for (let i = 0; i < data.length; i += 4) dark += data[i] < 128; return dark; }"""
    )


def test_the_customer_signs_with_a_finger_and_it_is_kept_and_printed(open_page, site, checking):
    page = open_page("lin", f"/contracts/{checking}/explanations/new", device="phone")
    assert page.viewport_size == {"width": 390, "height": 844}
    page.locator("#begin-form input[type=radio]").first.check()
    page.get_by_role("radio", name="当面").check()
    page.locator("#begin-form button.primary").click()
    expect(page).to_have_url(re.compile(r"/explanations/\d+"))
    address = page.url.split("?")[0]
    while page.get_by_role("button", name="客户确认").count():
        count = page.locator("#clause-count").inner_text()
        page.get_by_role("button", name="客户确认").click()
        expect(page.locator("#clause-count")).not_to_have_text(count)
    expect(page.locator("canvas.pad")).to_be_visible()
    assert dark_pixels(page) == 0
    sign(page)
    assert dark_pixels(page) > 500
    page.get_by_role("button", name="重签").click()
    assert (
        dark_pixels(page) == 0
        and page.evaluate("document.querySelector('#end-form input[type=file]').files.length") == 0
    )
    sign(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("#end-form button.primary").click()
    expect(page.locator("#signature a")).to_contain_text(".png")
    picture = page.request.get(
        page.url.split("/contracts")[0] + page.locator("#signature a").get_attribute("href")
    )
    assert picture.ok and picture.headers["content-type"] == "image/png" and len(picture.body()) > 1000
    sheet = page.request.get(f"{address}.pdf")
    assert sheet.ok and sheet.body().startswith(b"%PDF") and b"/Image" in sheet.body()
    with site.app.app_context():
        kept = attachments.of("clause_explanation", int(address.rsplit("/", 1)[1]))
        assert [one.media_type for one in kept] == ["image/png"]
        db.session.remove()
