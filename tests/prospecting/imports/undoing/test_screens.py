"""Before an import is taken back, whatever somebody worked on since is asked about, record by record."""

from __future__ import annotations

from datetime import timedelta

import pytest

from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.prospecting.assignment.actions import give
from salesapp.prospecting.lists.models import Prospect, ProspectTurn
from salesapp.prospecting.lists.people.models import ProspectPerson
from salesapp.web import clock
from salesapp.work.models import WorkItem
from tests.pages import filled, part
from tests.prospecting.factories import TODAY

TABLE = "公司名称,手机,联系人,地址\n"
NAMES = "苏州甲有限公司", "无锡乙丙丁有限公司", "常州戊己庚有限公司"


@pytest.fixture
def ran(imports, known, cast):
    """An import that added three rows and filled a customer; an hour later two rows and the customer are worked on."""
    lines = [f"{name},1391111000{number},周甲,\n" for number, name in enumerate(NAMES)]
    found = imports.run(
        (TABLE + "".join(lines) + "苏州虚屿精密制造有限公司,13911110009,吴乙,某某路9号\n").encode(),
        same="fill",
    )
    rows = prospects()
    customer = db.session.get_one(Customer, known["苏州虚屿精密制造有限公司"].id)
    assert customer.address == "某某路9号"
    with clock.frozen(clock.now() + timedelta(hours=1)):
        at = clock.now()
        give(
            rows[NAMES[0]].of_list,
            [rows[NAMES[0]].id],
            cast.lin.id,
            TODAY + timedelta(days=9),
            by=cast.lin,
            at=at,
        )
        rows[NAMES[0]].note_contact("要资料", by=cast.lin, at=at)
        rows[NAMES[1]].describe({"address": "新路"}, [], at=at)
        customer.address, customer.updated_at = "别处", at
        db.session.commit()
    return found, customer


def prospects() -> dict[str, Prospect]:
    return {row.full_name: row for row in db.session.query(Prospect).order_by(Prospect.id)}


def address(found) -> str:
    return f"/prospects/imports/{found.id}/undoings"


def test_what_was_worked_on_is_shown_and_kept(ran, sign_in):
    found, customer = ran
    client = sign_in("lin")
    assert address(found) in client.get(f"/prospects/imports/{found.id}").text
    page = client.get(address(found))
    told = part(page, "touched").text
    assert NAMES[0] in told and "已联系" in told and NAMES[1] in told and NAMES[2] not in told
    assert customer.full_name in told and "地址" in told and "back" not in filled(page, "undo-form")
    assert len(prospects()) == 3 and customer.address == "别处"  # nothing is undone yet
    assert client.post(address(found), data=filled(page, "undo-form")).status_code == 303
    db.session.expire_all()
    assert list(prospects()) == [NAMES[0], NAMES[1]] and customer.address == "别处"


def test_what_is_ticked_goes_back_all_the_same(ran, sign_in):
    found, customer = ran
    client = sign_in("lin")
    page = client.get(address(found))
    marks = part(page, "touched").values("back")
    assert len(marks) == 3
    assert client.post(address(found), data=filled(page, "undo-form") | {"back": marks}).status_code == 303
    db.session.expire_all()
    assert prospects() == {} and customer.address is None
    assert [contact.name for contact in customer.contacts] == ["周望舒"]
    for left in (ProspectTurn, ProspectPerson):
        assert db.session.query(left).count() == 0
    assert not db.session.query(WorkItem).filter_by(subject_type="prospect", done_at=None).count()


def test_each_is_chosen_by_itself(ran, sign_in):
    found, customer = ran
    client = sign_in("lin")
    page = client.get(address(found))
    client.post(
        address(found), data=filled(page, "undo-form") | {"back": part(page, "touched").values("back")[:1]}
    )
    db.session.expire_all()
    assert list(prospects()) == [NAMES[1]] and customer.address == "别处"


def test_what_was_worked_on_after_the_look_is_asked_again(ran, sign_in):
    found, _customer = ran
    client = sign_in("lin")
    page = client.get(address(found))
    marks = part(page, "touched").values("back")
    prospects()[NAMES[1]].describe({"address": "又一条路"}, [], at=clock.now() + timedelta(hours=2))
    db.session.commit()
    answer = client.post(address(found), data=filled(page, "undo-form") | {"back": marks})
    assert answer.status_code == 422 and "请重新查看清单" in part(answer, "error-summary").text
    assert len(prospects()) == 3
    assert client.post(address(found), data={"back": "999-1"}).status_code == 422


def test_a_customers_row_stays_and_a_colleagues_customer_is_not_named(ran, sign_in, cast):
    found, customer = ran
    row = prospects()[NAMES[0]]
    row.become(customer.id, "x", by=cast.lin, at=clock.now())
    customer.owner = cast.fang
    db.session.commit()
    page = sign_in("lin").get(address(found))
    told = part(page, "touched").text
    assert "已转为客户" in told and customer.full_name not in told
    assert len(part(page, "touched").values("back")) == 1


def test_only_who_runs_the_list_sees_it_and_only_what_ran_is_undone(ran, sign_in, imports):
    found, _customer = ran
    assert sign_in("fang").get(address(found)).status_code == 404
    assert sign_in("zheng").get(address(found)).status_code == 403
    judged = imports.look((TABLE + "南京辛壬癸厂,13911110077,周,\n").encode())
    assert sign_in("lin").get(address(judged)).status_code == 404
    assert sign_in("lin").post(address(judged)).status_code == 422
    db.session.rollback()
