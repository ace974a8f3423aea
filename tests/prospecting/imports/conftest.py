"""A list of lin's, the customers of the cases, and what an import of a case comes to."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from salesapp.db import db
from salesapp.prospecting.imports import actions, jobs, queries
from salesapp.prospecting.imports.actions import Source
from salesapp.prospecting.imports.models import ImportRow, ProspectImport
from salesapp.prospecting.imports.undoing import actions as undoing
from salesapp.prospecting.lists.models import ProspectList
from salesapp.reading.tables import reader
from salesapp.web import clock
from tests.customers.factories import contact_values, make_customer
from tests.reading.tables import books

#: As 00-in-the-system.csv has them; the third is a colleague's.
KNOWN = (
    (
        "lin",
        "苏州虚屿精密制造有限公司",
        "91320505MADE00011X",
        "周望舒",
        "13900010021",
        "0512-62881201",
        "zhou@xuyu.example",
    ),
    ("lin", "无锡拟杉机电有限公司", None, "钱亦禾", "13900010022", "0510-85551202", "qian@nishan.example"),
    (
        "fang",
        "宏砚自动化（苏州）有限公司",
        "91320594MADE00281D",
        "沈听澜",
        "13900010023",
        "0512-62881203",
        None,
    ),
    ("lin", "上海澹桥模具有限公司", None, "冯知渔", "13900010024", "021-61378801", "feng@danqiao.example"),
    (
        "lin",
        "常州稚禾新材料股份有限公司",
        "91320411MADE00B89W",
        "徐砚秋",
        "13900010025",
        "0519-85551205",
        None,
    ),
)
NOW = datetime(2026, 11, 28, 1, 0, tzinfo=UTC)


@pytest.fixture
def known(cast, db_session):
    """The customers of the cases, by their names."""
    found = {}
    for owner, name, code, person, mobile, phone, mail in KNOWN:
        contact = contact_values(name=person, mobile=f"+86{mobile}", email=mail)
        kind = {"credit_code": code, "credit_code_kind": "code"} if code else {}
        found[name] = make_customer(
            getattr(cast, owner), full_name=name, phone=phone, contacts=[contact], **kind
        )
    db_session.commit()
    return found


@pytest.fixture
def a_list(cast, db_session):
    """A list of lin's."""
    made = ProspectList(
        number="MD2026-001",
        name="展会名单",
        channel="fair",
        owner=cast.lin,
        created_by_id=cast.lin.id,
        created_at=NOW,
        updated_at=NOW,
    )
    db_session.add(made)
    db_session.commit()
    return made


@pytest.fixture
def imports(a_list, cast, db_session, frozen_clock, tmp_path, monkeypatch):
    """Takes tables into the list, step by step."""
    frozen_clock(NOW) if callable(frozen_clock) else None
    return Imports(a_list, cast.lin)


class Imports:
    """Imports into one list by one person."""

    def __init__(self, a_list: ProspectList, by):
        self.list_id, self.by = a_list.id, by

    def take(self, source: str | bytes, name: str = "名单.xlsx") -> ProspectImport:
        """Take a case or bytes in, with the columns that are guessed."""
        book = books.read(source) if isinstance(source, str) else reader.read(source)
        found = actions.take_in(
            db.session.get_one(ProspectList, self.list_id),
            actions.keep(Source(name, book)),
            by=self.by,
            at=clock.now(),
        )
        db.session.commit()
        return found

    def look(self, source: str | bytes) -> ProspectImport:
        """Take a table in and give every row its verdict."""
        found = self.take(source)
        units = {int(column): unit for column, unit in found.units.items()}
        actions.choose_columns(found, found.mapping, units, by=self.by, total=0)
        db.session.commit()
        self.work()
        return found

    def run(self, source: str | bytes, **choices: str) -> ProspectImport:
        """Take a table in, and carry it out."""
        found = self.look(source)
        actions.confirm(found, choices, by=self.by, total=0)
        db.session.commit()
        self.work()
        return found

    def undo(self, found: ProspectImport) -> None:
        """Take an import back."""
        undoing.undo(found, by=self.by, at=clock.now(), total=0)
        db.session.commit()
        self.work()

    def work(self) -> None:
        """Let the jobs process have its minute."""
        jobs.work_off(at=clock.now())
        db.session.expire_all()

    def rows(self, found: ProspectImport) -> dict[int, ImportRow]:
        """Return the rows of an import by their numbers."""
        return {row.number: row for row in queries.all_rows(found.id)}

    def verdicts(self, found: ProspectImport) -> dict[int, str]:
        """Return the verdicts of an import's rows."""
        return {number: row.verdict for number, row in self.rows(found).items()}
