"""Files as people hand them over on the desktop: pasted, dropped, and a photo that this browser cannot read."""

from __future__ import annotations

import io
import re
from base64 import b64encode

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

HEIC = b"\0\0\0\x18ftypheic" + b"\0" * 200
#: A picture comes to the clipboard of a real browser, as from a tool that takes screenshots.
COPY = """async () => {
    const canvas = new OffscreenCanvas(60, 40);
    canvas.getContext("2d").fillRect(5, 5, 20, 20);
    await navigator.clipboard.write([new ClipboardItem({ "image/png": canvas.convertToBlob({ type: "image/png" }) })]);
}"""
DROP = """(target, [name, type, content]) => {
    const carrier = new DataTransfer(), bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
    carrier.items.add(new File([bytes], name, { type }));
    const drag = (kind) => new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: carrier });
    return [target.dispatchEvent(drag("dragover")), target.dispatchEvent(drag("drop"))];
}"""


@pytest.fixture
def files(open_page) -> Page:
    """The page of a customer's files."""
    page = open_page("lin", "/customers")
    page.locator("#customers .lead a").first.click()
    page.goto(re.search(r"/customers/\d+", page.url).group(0) + "/attachments")
    return page


def keep(page: Page) -> None:
    page.get_by_role("button", name="保存附件").click()


def photo() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (80, 60), "navy").save(made, "JPEG")
    return made.getvalue()


def test_a_picture_from_the_clipboard_is_kept(files):
    files.context.grant_permissions(["clipboard-read", "clipboard-write"])
    files.evaluate(COPY)
    files.locator("body").press("Control+V")
    expect(files.locator(".file-list")).to_contain_text("image.png")
    keep(files)
    kept = files.locator("#files li", has_text="image.png")
    expect(kept.locator("img")).to_be_visible()


def test_a_dropped_file_is_kept_beside_those_chosen_before(files):
    files.locator("#files-form input[type=file]").set_input_files(
        {"name": "门头.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    )
    expect(files.locator(".file-list")).to_contain_text("门头.jpg")
    pdf = b64encode(b"%PDF-1.4\n%%EOF\n").decode()
    allowed = files.locator("[data-shrink-images]").evaluate(DROP, ["样本.pdf", "application/pdf", pdf])
    assert allowed == [False, False], "the browser would open the file instead"
    expect(files.locator(".file-list li")).to_have_count(2)
    keep(files)
    for name in ("门头.jpg", "样本.pdf"):
        expect(files.locator("#files li", has_text=name)).to_have_count(1)


def test_a_photo_that_no_browser_here_can_read_is_named_with_the_way_on(files):
    files.locator("#files-form input[type=file]").set_input_files(
        {"name": "IMG_0001.HEIC", "mimeType": "image/heic", "buffer": HEIC}
    )
    expect(files.locator(".file-list")).to_contain_text("IMG_0001.HEIC")
    keep(files)
    refused = files.locator("#files-form .error-summary")
    expect(refused).to_contain_text("“IMG_0001.HEIC”是 HEIC 照片，多数电脑打不开。请改用 JPEG 再传。")
    files.locator("#files-form input[type=file]").set_input_files(
        {"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    )
    keep(files)
    expect(files.locator("#files li", has_text="IMG_0001.jpg")).to_have_count(1)
