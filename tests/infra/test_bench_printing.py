"""The bench renders sheets anew each time, and beside them WeasyPrint alone renders the same HTML."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from salesapp.accounts.models import User
from salesapp.bench import printing
from salesapp.bench.printing import Times, measured
from salesapp.db import db
from salesapp.documents.press.pool import Press
from salesapp.documents.register.models import PrintedSheet
from salesapp.web import cache, clock
from tests.conftest import MONDAY, _application, _database


@pytest.fixture
def company(company_database, tmp_path_factory):
    for url in _database("printing", tmp_path_factory, copy_of=company_database):
        app = _application(url, tmp_path_factory.mktemp("data"))
        with app.test_request_context(), clock.frozen(MONDAY):
            cache.forget()
            yield app
            db.session.remove()
            db.engine.dispose()
        cache.forget()


def test_a_long_sheet_and_many_together_miss_their_aim_in_words():
    times = Times([200.0, 220.0], [100.0, 110.0], [9_000.0], 31, [14_000.0], 200)
    sheet, bare, long, many = measured(times)
    assert (sheet.note, bare.p50) == ("2.00 × WeasyPrint alone", 105.0)
    assert (long.note, long.misses) == ("31 pages", ["p50 over 8000 ms"])
    assert (many.note, many.misses) == ("200 pages", [])


class Counting(Press):
    rendered = 0

    def print(self, *args, **options):
        self.rendered += 1
        return super().print(*args, **options)


@pytest.mark.slow
def test_sheets_are_rendered_alone_long_and_together(company, monkeypatch):
    press = Counting(2)
    monkeypatch.setattr(printing, "press", lambda: press)
    monkeypatch.setattr("salesapp.documents.paper.rendering.press", lambda: press)
    try:
        lin = db.session.scalar(select(User.id).where(User.username == "lin"))
        before = db.session.scalar(select(db.func.count(PrintedSheet.id)))
        times = printing.printed(lin, 2, rows=30, sheets=2)
    finally:
        press.close()
    assert len(times.sheet) == len(times.bare) == len(times.long) == len(times.many) == 2
    assert press.rendered == 2 + 2 * 2  # one by one, and in each round both anew
    assert times.long_pages > 1 and times.many_pages >= 2
    assert all(ms > 1 for ms in (*times.sheet, *times.bare, *times.long, *times.many))
    assert db.session.scalar(select(db.func.count(PrintedSheet.id))) == before + 2
