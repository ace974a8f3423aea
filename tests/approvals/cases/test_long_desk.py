"""Five hundred decisions wait for one person: read by pages, with as many statements as ten."""

import re

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from salesapp.bench import desk as bench
from salesapp.db import db
from salesapp.web import clock
from tests.pages import part


@pytest.fixture
def fill(cast, monkeypatch):
    def fill(count: int) -> None:
        monkeypatch.setattr(bench, "WAITING", count)
        bench.decisions(cast.lin, cast.xu, clock.now())
        db.session.commit()

    return fill


def rows(answer) -> list[str]:
    return re.findall(r"BJ-\d{4}-V\d", part(answer, "waiting").text)


def test_the_inbox_is_read_by_pages_and_none_is_lost(fill, sign_in):
    fill(60)
    xu, address, found = sign_in("xu"), "/approvals", []
    for count in (25, 25, 10):
        answer = xu.get(address)
        assert len(rows(answer)) == count and "60" in part(answer, "waiting").text
        found += rows(answer)
        onward = re.search(r'rel="next" href="(/approvals\?after=\d+)"', answer.text)
        address = onward[1] if onward else ""
    assert not address and len(set(found)) == 60
    assert rows(xu.get("/approvals?after=999999")) == found[:25]  # what is gone leads to the first page


def test_each_row_says_amount_deviation_and_the_last_objection(fill, sign_in):
    fill(5)
    said = part(sign_in("xu").get("/approvals"), "waiting").text
    assert "8,600,000.00" in said or "86,000.00" in said
    assert said.count("减 12%") == 5 and said.count("请写明客户的预算") == 1


def asked_by(client) -> int:
    asked: list[str] = []

    def note(connection, cursor, statement, *rest) -> None:
        asked.append(statement)

    client.get("/approvals")
    event.listen(Engine, "before_cursor_execute", note)
    try:
        assert client.get("/approvals").status_code == 200
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    return sum(not statement.startswith(("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK")) for statement in asked)


@pytest.mark.parametrize("count", [10, 200])
def test_as_many_statements_however_many_wait(fill, sign_in, count):
    fill(count)
    assert asked_by(sign_in("xu")) <= 11
