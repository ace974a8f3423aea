"""A press that lives as long as the tests, sheets as pictures, and records to print."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from salesapp.db import db
from salesapp.documents.forms import registry
from salesapp.documents.paper import layout as paper
from salesapp.documents.paper import loaders
from salesapp.documents.paper.compose import compose
from salesapp.documents.press.pool import Press, Printed
from tests.documents.examples import EXAMPLES
from tests.documents.examples.frame import IMPRINT, ZONE

DPI = 90


@pytest.fixture(scope="session")
def the_press():
    press = Press(1)
    yield press
    press.close()


@pytest.fixture
def words(app):
    """The default language, Chinese, as in a request."""
    with app.test_request_context():
        yield


@pytest.fixture
def compose_sheet(words):
    """Return the HTML of a sheet: ``compose_sheet("F01", "blank")``."""

    def composed(code: str, kind: str = "filled", data=None, **imprint) -> str:
        form, data = registry.form(code), data or EXAMPLES[code]
        if kind in ("blank", "compact"):
            blank = paper.blank(form, ZONE, compact=kind == "compact")
            html = compose(blank, replace(IMPRINT, nth=0, **imprint))
        else:
            html = compose(
                paper.filled(form, data, ZONE, masked=kind == "masked"), replace(IMPRINT, **imprint)
            )
        db.session.rollback()  # its words named the rules in force
        return html

    return composed


@pytest.fixture
def print_sheet(compose_sheet, the_press):
    """Print an example sheet: ``print_sheet("F12", "masked")``."""

    def printed(
        code: str, kind: str = "filled", *, variant: str = "tagged", attachment=None, **options
    ) -> Printed:
        return the_press.print(
            compose_sheet(code, kind, **options),
            variant=variant,
            attachment=attachment,
            codes=IMPRINT.codes,
            seconds=90,
        )

    return printed


@pytest.fixture
def pages_of(tmp_path):
    """Return the pages of a PDF as grey pictures."""

    def drawn(pdf: bytes) -> list[Image.Image]:
        (tmp_path / "sheet.pdf").write_bytes(pdf)
        subprocess.run(
            ["pdftoppm", "-r", str(DPI), "-gray", "-png", tmp_path / "sheet.pdf", tmp_path / "page"],
            check=True,
        )
        return [Image.open(path).convert("L") for path in sorted(tmp_path.glob("page-*.png"))]

    return drawn


@pytest.fixture
def text_of(tmp_path):
    """Return the text of a PDF as a reader copies it."""

    def read(pdf: bytes) -> str:
        path = tmp_path / "text.pdf"
        path.write_bytes(pdf)
        return subprocess.run(
            ["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True
        ).stdout

    return read


@pytest.fixture
def printable(monkeypatch, the_press):
    """Record 1 of every form is the example, for everybody but the auditor; the app prints on the tests' press."""
    for code, data in EXAMPLES.items():
        monkeypatch.setitem(
            loaders._loaders,
            code,
            lambda number, user, data=data: data if number == 1 and user.role != "auditor" else None,
        )
    monkeypatch.setattr(
        "salesapp.documents.paper.readings.MOST", 0
    )  # its records change behind the database's back
    monkeypatch.setattr("salesapp.documents.paper.rendering.press", lambda: the_press)
    monkeypatch.setattr("salesapp.documents.routes.press", lambda: the_press)


GOLDENS = Path(__file__).parent / "goldens"
