"""The company's logo as papers print it: as large as it is printed, upright, and never in the way of a paper."""

import io
from base64 import b64decode
from dataclasses import replace

import pytest
from PIL import Image

from salesapp.documents.paper import house
from salesapp.documents.paper.compose import environment


def save(folder, size, *, mode="RGB", colour=(162, 40, 29), name="logo.png", **options):
    path = folder / name
    Image.new(mode, size, colour).save(path, **options)
    return path


def opened(address: str) -> Image.Image:
    kind, content = address.split(";base64,")
    image = Image.open(io.BytesIO(b64decode(content)))
    assert kind == f"data:image/{image.format.lower()}"
    return image


@pytest.fixture
def heading(app, monkeypatch):
    """Return what stands around a paper of a company with such a logo."""

    def told(path):
        monkeypatch.setitem(app.config, "SALESAPP", replace(app.config["SALESAPP"], company_logo=path))
        return house.imprint()

    return told


@pytest.mark.parametrize(
    ("size", "printed"), [((4000, 300), (1440, 108)), ((300, 3000), (26, 264)), ((120, 40), (120, 40))]
)
@pytest.mark.parametrize("name", ["logo.png", "logo.jpg"])
def test_a_logo_is_as_large_as_it_is_printed_and_keeps_its_shape(
    heading, db_session, tmp_path, size, printed, name
):
    image = opened(heading(save(tmp_path, size, name=name)).logo)
    assert image.size == printed and image.format == ("PNG" if name == "logo.png" else "JPEG")


def test_what_shows_through_stays_so(heading, db_session, tmp_path):
    clear = opened(heading(save(tmp_path, (400, 100), mode="RGBA", colour=(0, 0, 0, 0))).logo)
    assert clear.mode == "RGBA" and clear.getpixel((0, 0))[3] == 0
    few = save(tmp_path, (400, 100), mode="P", colour=0, name="few.png", transparency=0)
    assert opened(heading(few).logo).getpixel((0, 0))[3] == 0


def test_a_photo_that_lies_on_its_side_is_put_upright(heading, db_session, tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6
    path = save(tmp_path, (300, 100), name="logo.jpg", exif=exif)
    assert opened(heading(path).logo).size == (88, 264)


def test_one_that_is_damaged_later_is_left_out_and_told(heading, db_session, tmp_path, caplog):
    path = save(tmp_path, (400, 100))
    path.write_bytes(b"not a picture at all")
    assert heading(path).logo == "" and str(path) in caplog.text


@pytest.mark.slow
@pytest.mark.parametrize(("size", "room"), [((4000, 300), (60, 4.5)), ((300, 3000), (1.1, 11))])
def test_a_logo_prints_in_the_middle_within_its_room(
    heading, db_session, the_press, pages_of, tmp_path, size, room
):
    imprint = heading(save(tmp_path, size, colour=(0, 0, 0)))
    letterhead = environment().get_template("documents/paper/_letterhead.html").module.letterhead(imprint)
    html = f'<html lang="zh-CN"><title>.</title><body class="uncoded"><header>{letterhead}</header></body></html>'
    (page,) = pages_of(the_press.print(html, variant="outward").pdf)
    left, top, right, bottom = page.point(lambda shade: 255 if shade < 20 else 0).getbbox()
    mm = page.height / 297
    assert (right - left) / mm == pytest.approx(room[0], abs=0.6)
    assert (bottom - top) / mm == pytest.approx(room[1], abs=0.6)
    assert (left + right) / 2 / mm == pytest.approx(25 + 170 / 2, abs=0.6)  # between the margins
