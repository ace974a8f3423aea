"""Visits on the screen: planned, agreed, moved, called off; what is refused stands beside its field (R16, F04)."""

import pytest
from sqlalchemy import select

from salesapp.activities.visits.models import Visit
from salesapp.activities.visits.rules import mark_of
from salesapp.db import db
from tests.activities.visits.factories import booked, make_visit, sent
from tests.customers.factories import make_customer
from tests.opportunities.factories import make_opportunity
from tests.pages import filled, part


@pytest.fixture
def customer(cast):
    made = make_customer(cast.lin)
    db.session.commit()
    return made


def only() -> Visit:
    """Return the one visit that there is."""
    db.session.expire_all()
    return db.session.scalars(select(Visit)).unique().one()


def test_a_visit_is_planned_and_says_so(customer, sign_in):
    client = sign_in("lin")
    page = client.get(f"/visits/new?customer={customer.id}")
    assert "周" in page.text or "首访" in page.text
    answer = client.post("/visits", data=sent(customer))
    assert answer.status_code == 303
    visit = only()
    assert (visit.status, visit.number, visit.booked_way) == ("planned", "BF202611-001", None)
    assert visit.place == customer.address and visit.region == customer.region
    shown = client.get(answer.headers["Location"])
    assert "拟定" in shown.text and part(shown, "booking")
    assert [item.done_at for item in visit.preparation] == [None] * 7


def test_with_its_way_it_is_booked_at_once_and_without_a_time_refused(customer, sign_in):
    client = sign_in("lin")
    answer = client.post("/visits", data=sent(customer, starts_at=None, ends_at=None, booked_way="phone"))
    assert answer.status_code == 422
    assert "请填写开始时间" in part(answer, "starts_at-field").text
    assert client.post("/visits", data=sent(customer, booked_way="wechat", confirmed="y")).status_code == 303
    visit = only()
    assert (visit.status, visit.booked_way, visit.confirmed) == ("booked", "wechat", True)
    assert [turn.what for turn in visit.turns] == ["planned", "booked"]


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"starts_at": "2026-11-20T14:00", "ends_at": None}, "starts_at", "已经过去"),
        ({"ends_at": "2026-11-24T13:00"}, "ends_at", "早于开始时间"),
        ({"purpose": ""}, "purpose", "请填写此项"),
        ({"contact_ids": None}, "contact_ids", "请勾选拜访对象"),
        ({"region": "999999"}, "region", "请从列表中选择"),
        ({"repeats": "week"}, "repeat_until", "重复到哪一天"),
        ({"repeats": "week", "repeat_until": "2028-01-01"}, "repeat_until", "最多重复"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(customer, sign_in, changes, field, words):
    answer = sign_in("lin").post("/visits", data=sent(customer, **changes))
    assert answer.status_code == 422
    assert words in part(answer, f"{field}-field").text
    assert db.session.scalars(select(Visit)).all() == []


def test_nobody_plans_for_a_customer_of_others_or_sends_who_does_not_see_it(customer, cast, sign_in):
    assert sign_in("fang").post("/visits", data=sent(customer)).status_code == 404
    assert sign_in("zheng").post("/visits", data=sent(customer)).status_code == 403
    answer = sign_in("xu").post("/visits", data=sent(customer, owner_id=cast.fang.id))
    assert answer.status_code == 422 and "看不到这个客户" in part(answer, "owner_id-field").text
    assert sign_in("xu").post("/visits", data=sent(customer, owner_id=cast.lin.id)).status_code == 303
    assert only().owner_id == cast.lin.id


def test_it_is_agreed_later_and_confirmed(customer, cast, sign_in):
    visit = make_visit(cast.lin, customer=customer)
    client = sign_in("lin")
    answer = client.post(f"/visits/{visit.id}/bookings", data={"starts_at": "2026-11-25T10:00"})
    assert answer.status_code == 422 and "预约方式" in answer.text
    form = {"starts_at": "2026-11-25T10:00", "booked_way": "mail"}
    assert client.post(f"/visits/{visit.id}/bookings", data=form).status_code == 303
    assert only().status == "booked" and not only().confirmed
    assert client.post(f"/visits/{visit.id}/confirmations").status_code == 303
    assert client.post(f"/visits/{visit.id}/confirmations").status_code == 303
    assert [turn.what for turn in only().turns] == ["planned", "booked", "confirmed"]


def test_it_is_moved_with_a_reason_to_a_new_time_or_to_none(cast, sign_in):
    visit, client = booked(cast.lin), sign_in("lin")
    url, form = f"/visits/{visit.id}/moves", {"starts_at": "2026-11-26T10:00"}
    assert "请填写此项" in client.post(url, data=form).text
    assert client.post(url, data=form | {"reason": "副总出差"}).status_code == 303
    visit = only()
    assert (visit.status, visit.booked_way, visit.sequence) == ("booked", "phone", 2)
    assert (
        visit.turns[-2].reason == "副总出差"
        and "原定11月24日 14:00" in client.get(f"/visits/{visit.id}").text
    )
    assert client.post(url, data={"reason": "对方停产"}).status_code == 303
    assert (only().status, only().starts_at, only().booked_way) == ("moved", None, None)
    assert "改期待约" in client.get(f"/visits/{visit.id}").text
    assert client.post(url, data={"reason": "再改"}).status_code == 422


def test_it_is_called_off_with_a_reason_and_then_takes_no_turn(cast, sign_in):
    visit, client = booked(cast.lin), sign_in("lin")
    assert client.post(f"/visits/{visit.id}/cancellations", data={"reason": "。"}).status_code == 422
    assert client.post(f"/visits/{visit.id}/cancellations", data={"reason": "项目取消"}).status_code == 303
    assert only().status == "cancelled"
    again = client.post(f"/visits/{visit.id}/cancellations", data={"reason": "再次"})
    assert again.status_code == 422 and "“取消”" in again.text
    assert client.post(f"/visits/{visit.id}/starts").status_code == 422


def test_who_goes_changes_it_and_its_supervisor_nobody_else(cast, sign_in):
    visit = booked(cast.lin, companion_ids=[cast.he.id])
    for name, code in (("fang", 404), ("chen", 404), ("he", 403), ("tang", 403)):
        assert (
            sign_in(name).post(f"/visits/{visit.id}/cancellations", data={"reason": "不去"}).status_code
            == code
        )
    for turn in (
        "bookings",
        "moves",
        "cancellations",
    ):  # whoever may not is told so, not what else is missing
        assert sign_in("he").post(f"/visits/{visit.id}/{turn}", data={"reason": ""}).status_code == 403
    assert sign_in("he").get(f"/visits/{visit.id}").status_code == 200
    assert sign_in("tang").get(f"/visits/{visit.id}").status_code == 200
    answer = sign_in("xu").post(f"/visits/{visit.id}/cancellations", data={"reason": "不去"})
    assert answer.status_code == 303


def test_two_who_edit_it_lose_nothing(customer, cast, sign_in):
    visit = booked(cast.lin, customer=customer)
    mine, theirs = sign_in("lin"), sign_in("xu")
    first = filled(mine.get(f"/visits/{visit.id}/edit"), "visit-form")
    second = filled(theirs.get(f"/visits/{visit.id}/edit"), "visit-form")
    assert mine.post(f"/visits/{visit.id}", data=first | {"purpose": "先写的目的"}).status_code == 303
    assert theirs.post(f"/visits/{visit.id}", data=second | {"risks": "价格"}).status_code == 303
    assert (only().purpose, only().risks) == ("先写的目的", "价格")
    clash = theirs.post(f"/visits/{visit.id}", data=second | {"purpose": "后写的目的", "token": "another"})
    assert clash.status_code == 409 and "先写的目的" in clash.text and "后写的目的" in clash.text


def test_repeated_ones_are_rows_of_their_own_with_a_link(customer, sign_in):
    client = sign_in("lin")
    form = sent(customer, booked_way="phone", repeats="week", repeat_until="2026-12-08")
    answer = client.post("/visits", data=form)
    found = db.session.scalars(select(Visit).order_by(Visit.id)).unique().all()
    assert [visit.status for visit in found] == ["booked", "planned", "planned"]
    assert {visit.repeat_of_id for visit in found[1:]} == {found[0].id} and found[0].repeats == "week"
    text = part(client.get(answer.headers["Location"]), "repeated").text
    assert found[1].number in text and found[2].number in text
    assert found[0].number in part(client.get(f"/visits/{found[1].id}"), "repeated").text


def test_the_supervisor_who_comes_along_stays_when_editing(customer, cast, sign_in):
    visit = booked(cast.lin, customer=customer, companion_ids=[cast.xu.id, cast.he.id])
    client = sign_in("xu")
    form = filled(client.get(f"/visits/{visit.id}/edit"), "visit-form") | {"risks": "价格"}
    assert client.post(f"/visits/{visit.id}", data=form).status_code == 303
    assert set(only().companion_ids) == {cast.xu.id, cast.he.id} and only().risks == "价格"
    form = sent(customer, owner_id=cast.lin.id, companion_ids=cast.xu.id)
    assert client.post("/visits", data=form).status_code == 303
    db.session.expire_all()
    second = db.session.scalars(select(Visit).order_by(Visit.id.desc())).unique().first()
    assert (second.owner_id, second.companion_ids) == (cast.lin.id, [cast.xu.id])


@pytest.mark.parametrize(
    ("turn", "form"),
    [
        ("moves", {"starts_at": "2026-11-27T10:00", "reason": "副总出差"}),
        ("cancellations", {"reason": "项目取消"}),
        ("confirmations", {}),
        ("starts", {}),
    ],
)
def test_a_stale_page_turns_no_appointment_that_its_reader_did_not_see(cast, sign_in, turn, form):
    """Two move one visit, or a tab of this morning confirms an hour that the customer never heard of."""
    visit = booked(cast.lin)
    rep, url = sign_in("lin"), f"/visits/{visit.id}"
    page = rep.get(url)
    seen = part(page, "main").node.css_first(f'form[action$="{turn}"] input[name="seen"]').attributes["value"]
    moved = {"starts_at": "2026-11-26T10:00", "reason": "对方来电"}
    assert sign_in("xu").post(f"{url}/moves", data=moved).status_code == 303

    answer = rep.post(f"{url}/{turn}", data=form | {"seen": seen})
    assert answer.status_code == 409
    assert "这次拜访的时间刚才改了，现在是：11月26日 10:00" in answer.text
    visit = only()
    assert (visit.status, visit.confirmed, visit.starts_at.hour) == ("booked", False, 2)
    again = mark_of(visit.starts_at, visit.ends_at)
    if turn != "confirmations":
        assert f'value="{again}"' in answer.text and form.get("reason", "") in answer.text
    assert rep.post(f"{url}/{turn}", data=form | {"seen": again}).status_code == 303


def test_who_comes_along_is_not_told_the_opportunity_that_they_do_not_see(customer, cast, sign_in):
    deal = make_opportunity(cast.lin, customer=customer, name="二期产线改造")
    visit = booked(cast.lin, customer=customer, opportunity_id=deal.id, companion_ids=[cast.he.id])
    assert "二期产线改造" in sign_in("lin").get(f"/visits/{visit.id}").text
    page = sign_in("he").get(f"/visits/{visit.id}")
    assert page.status_code == 200 and "二期产线改造" not in page.text
