import csv
import io
import json
import re
from decimal import Decimal

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from sqlalchemy import select

from salesapp.db import db
from salesapp.trail import queries as trail_queries
from salesapp.trail.actions import record
from salesapp.trail.models import AuditEntry
from salesapp.trail.page import read
from salesapp.trail.wording.page import Names
from salesapp.web import clock
from tests.conftest import MONDAY
from tests.opportunities.factories import make_opportunity


@pytest.fixture
def auditor(sign_in, cast, db_session):
    """An auditor before a trail of three days."""
    for day, (event, who) in enumerate([("print", cast.lin), ("export", cast.xu), ("unmask", cast.lin)]):
        with clock.frozen(MONDAY.replace(day=20 + day)):
            record(event, cast.chen, detail={"form": f"F0{day + 1}"}, actor=who)
            db_session.commit()
    return sign_in("auditor")


def shown(page):
    listed = page.text.partition('id="entries"')[2]
    return [word for word in ("F01", "F02", "F03") if word in listed]


def test_the_auditor_reads_the_trail_newest_first(auditor):
    page = auditor.get("/settings/audit")

    assert page.status_code == 200
    assert page.text.index("F03") < page.text.index("F02") < page.text.index("F01")
    assert "导出" in page.text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("event=print", ["F01"]),
        ("actor={lin}", ["F01", "F03"]),
        ("object=user&id={chen}", ["F01", "F02", "F03"]),
        ("object=team", []),
        ("since=2026-11-21", ["F02", "F03"]),
        ("until=2026-11-21", ["F01", "F02"]),
        ("since=2026-11-21&until=2026-11-21", ["F02"]),
        ("since=2026/11/21&until=2026年11月21日", ["F02"]),
        ("since=11-21&until=２０２６．１１．２１", ["F02"]),
        ("since=20261121&until=11月21日(周六)", ["F02"]),
        ("q=F02", ["F02"]),
        ("q=许", ["F02"]),
        ("q=%25", []),
        ("event=print&actor={lin}&q=F03", []),
        ("since=yesterday&actor=x&id=y&after=%21", ["F01", "F02", "F03"]),
    ],
)
def test_filters_narrow_it(auditor, cast, query, found):
    query = query.format(lin=cast.lin.id, chen=cast.chen.id)

    assert shown(auditor.get(f"/settings/audit?{query}")) == found


def test_pages_follow_by_key_and_keep_the_filters(auditor, cast, count_queries):
    for number in range(60):
        record("export", cast.lin, detail={"form": f"page-{number:02}"}, actor=cast.lin)
    db.session.commit()
    auditor.get("/settings/audit?event=export")
    with count_queries() as counted:
        first = auditor.get("/settings/audit?event=export").text
    address = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = auditor.get(address).text

    assert "event=export" in address
    assert "page-59" in first
    assert "page-09" not in first
    assert "page-09" in second
    # the steps of the distinct values grow with the kinds of events, not with the trail
    assert counted.total <= 30


@pytest.mark.parametrize("username", ["lin", "xu", "tang", "admin", "zheng"])
def test_nobody_else_reads_it(sign_in, cast, username):
    client = sign_in(username)

    assert client.get("/settings/audit").status_code == 403
    assert client.get("/settings/audit/export.csv").status_code == 403
    assert client.post("/settings/audit/checks").status_code == 403


def test_the_export_holds_what_is_filtered_and_is_an_entry_itself(auditor, cast):
    answer = auditor.get("/settings/audit/export.csv?event=print")

    rows = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert answer.text.startswith("\ufeff")
    assert len(rows) == 2
    assert "F01" in rows[1][7]
    assert len(rows[1][8]) == 64
    last = db.session.scalars(select(AuditEntry).order_by(AuditEntry.seq.desc())).first()
    assert (last.event, last.actor_name) == ("export", "审计员")
    assert json.loads(last.changes) == {"what": "audit trail", "event": "print"}


def test_a_long_export_comes_in_batches_and_whole(auditor, cast, monkeypatch):
    monkeypatch.setattr(trail_queries, "BATCH", 2)
    for number in range(5):
        record("export", cast.lin, detail={"number": number}, actor=cast.lin)
    db.session.commit()

    answer = auditor.get(f"/settings/audit/export.csv?event=export&id={cast.lin.id}")

    numbers = [row[7] for row in list(csv.reader(io.StringIO(answer.text)))[1:]]
    assert numbers == ["编号：0", "编号：1", "编号：2", "编号：3", "编号：4"]


def test_the_export_reads_as_the_page_reads(auditor, cast):
    opportunity = make_opportunity(cast.lin)
    opportunity.amount = Decimal("420000.00")
    db.session.commit()
    page = HTMLParser(auditor.get("/settings/audit").text)
    rows = list(
        csv.DictReader(io.StringIO(auditor.get("/settings/audit/export.csv").text.removeprefix("\ufeff")))
    )
    known = {row["序号"]: row for row in rows}
    read = 0
    for entry in page.css("#entries > li"):
        row = known[entry.attributes["id"].removeprefix("entry-")]
        told = " ".join(entry.text().split())
        for part in (row["事项"], row["类型"], row["记录"]):
            assert part in told
        for change in row["变更"].split("；"):
            for side in re.split("：| → ", change, maxsplit=2):
                assert " ".join(side.split()) in told
        read += 1
    assert read > 3
    (changed,) = [row["变更"] for row in rows if "420,000.00" in row["变更"]]
    assert changed == "金额：386,000.00 → 420,000.00"
    assert re.fullmatch(r"2026-11-23 \d\d:\d\d:\d\d", rows[-1]["时间"])
    assert not any("{" in row["变更"] for row in rows)


def test_a_spreadsheet_finds_no_formula_in_it(auditor, cast):
    cast.chen.username = "=cmd()"
    record("print", cast.chen, actor=cast.lin)
    db.session.commit()

    assert "'=cmd()" in auditor.get("/settings/audit/export.csv?event=print").text


def test_the_chain_can_be_checked_and_that_is_an_entry_too(auditor):
    answer = auditor.post("/settings/audit/checks")

    assert answer.status_code == 303
    assert "审计链完整" in auditor.get("/settings/audit").text
    assert db.session.scalar(select(AuditEntry.event).order_by(AuditEntry.seq.desc())) == "audit_check"


def test_values_are_read_as_people_read_them(auditor, cast):
    row = AuditEntry(
        seq=1,
        at=MONDAY,
        actor_name=None,
        ip=None,
        event="change",
        object_type="customer",
        object_id=7,
        object_label=None,
        changes=json.dumps(
            {"owner_id": [cast.lin.id, cast.fang.id], "active": [True, False], "x" * 9: [None, "y" * 999]}
        ),
    )
    entry = read(row, Names({cast.lin.id: "林* · lin", cast.fang.id: "方* · fang"}))

    assert (entry.changes[0].old, entry.changes[0].new) == ("林* · lin", "方* · fang")
    assert entry.changes[1].new != "False"
    assert len(entry.changes[2].new) == 301
    assert entry.label == "#7"


def test_text_in_the_trail_is_escaped(auditor, cast):
    record("print", cast.chen, detail={"form": "<script>alert(1)</script>"}, actor=cast.lin)
    db.session.commit()

    assert "<script>alert" not in auditor.get("/settings/audit").text


def test_a_typed_day_is_shown_and_kept_as_the_picker_takes_it(auditor):
    page = auditor.get("/settings/audit?since=2026/11/1&until=31.12&event=print").text
    assert 'name="since" data-back value="2026-11-01"' in page and 'name="until" data-back value=""' in page
    export = page.split('href="/settings/audit/export.csv')[1].split('"')[0].replace("&amp;", "&")
    assert "since=2026-11-01" in export and "until" not in export
