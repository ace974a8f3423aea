"""What takes long holds nobody up: no transaction is open meanwhile, and nothing is read that is refused or read already."""

from __future__ import annotations

import pytest

from salesapp.db import db
from salesapp.prospecting.imports import actions, forms
from salesapp.prospecting.imports.keeping import actions as keeping
from salesapp.prospecting.imports.keeping.queries import folder
from salesapp.prospecting.imports.models import ProspectImport
from salesapp.prospecting.imports.rules import MOST_OPEN
from salesapp.prospecting.imports.tables import queries as tables
from salesapp.prospecting.imports.tables import rules
from salesapp.prospecting.lists.models import ProspectList
from salesapp.reading.tables import reader
from salesapp.web import clock
from tests.pages import part
from tests.prospecting.imports.test_screens import columns_of, latest, upload


@pytest.fixture
def lin(sign_in, known, a_list):
    return sign_in("lin")


@pytest.fixture
def slow(monkeypatch):
    """What takes long, by name, and whether a transaction was open then."""
    found: list[tuple[str, bool]] = []

    def watched(place, name):
        done = getattr(place, name)

        def noted(*given):
            found.append((name, db.session().in_transaction()))
            return done(*given)

        monkeypatch.setattr(place, name, noted)

    for place, name in ((reader, "read"), (keeping, "keep"), (rules, "lay_out"), (tables, "load")):
        watched(place, name)
    return found


def kept() -> set[str]:
    return {each.name for each in folder("").iterdir() if each.is_dir()} if folder("").exists() else set()


def close(list_id: int) -> None:
    db.session.get_one(ProspectList, list_id).closed_at = clock.now()
    db.session.commit()


def test_no_transaction_is_open_while_a_table_is_read_kept_and_laid_out(lin, a_list, slow):
    url = upload(lin, a_list, "06").location
    assert slow == [("read", False), ("lay_out", False), ("keep", False)]
    slow.clear()
    assert (
        lin.post(f"{url}/sheet", data={"sheet": "1", "header_first": "1", "header_last": "1"}).status_code
        == 303
    )
    assert slow == [("load", False), ("lay_out", False)]
    slow.clear()
    assert lin.post(f"{url}/columns", data=columns_of(latest())).status_code == 303
    assert slow[0] == ("load", False) and not any(is_open for _name, is_open in slow)


def test_one_import_too_many_is_refused_before_its_table_is_read(lin, a_list, slow):
    for _turn in range(MOST_OPEN):
        upload(lin, a_list, "10")
    slow.clear()
    answer = upload(lin, a_list, "10")
    assert answer.status_code == 422 and not slow


def test_a_closed_list_is_told_of_before_the_table_is_read(lin, a_list, slow):
    close(a_list.id)
    assert upload(lin, a_list, "10").status_code == 422 and not slow


def test_a_second_table_waits_while_one_is_read(lin, a_list, cast, slow):
    upload(lin, a_list, "10")
    slow.clear()
    with keeping.alone(cast.lin.id) as free:
        assert free
        answer = upload(lin, a_list, "10")
        assert answer.status_code == 422 and "正在读取" in answer.text and not slow
        with keeping.alone(cast.xu.id) as other:
            assert other
    assert upload(lin, a_list, "10").status_code == 303


def test_the_same_form_sent_twice_is_read_once(lin, a_list, slow):
    before = kept()
    page = lin.get(f"/prospects/imports/lists/{a_list.id}")
    [token] = part(page, "main").values("token")
    rows = {"rows": "公司名称\t手机\n苏州甲有限公司\t13911110001\n", "token": token}
    first, again = (lin.post(f"/prospects/imports/lists/{a_list.id}", data=rows) for _turn in range(2))
    assert first.location == again.location
    assert [name for name, _open in slow] == ["lay_out", "keep"]
    assert db.session.query(ProspectImport).count() == len(kept() - before) == 1


def test_a_table_that_is_not_taken_in_is_not_kept(lin, a_list, monkeypatch):
    upload(lin, a_list, "10")
    before = kept()

    def closed_meanwhile(source):
        done = actions.keep(source)
        close(a_list.id)
        return done

    monkeypatch.setattr(forms, "keep", closed_meanwhile)
    assert upload(lin, a_list, "10").status_code == 422
    assert kept() == before
