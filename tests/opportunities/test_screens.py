"""The sheet F06, grading, endings and lists on the screen: what is saved, what is refused, that nothing typed is lost."""

import re

import pytest

from salesapp.db import db
from tests.opportunities.factories import make_opportunity, sent

pytestmark = pytest.mark.usefixtures("frozen_clock")


def text(response):
    return response.get_data(as_text=True)


def ids(response):
    return [int(each) for each in re.findall(r'id="opportunity-(\d+)"', text(response))]


@pytest.fixture
def lin(sign_in):
    return sign_in("lin")


def edited(one, **changes):
    data = sent(one, name=one.name, version=one.version, change_reason="") | {
        "owner_id": one.owner_id,
        "win_rate": one.win_rate,
    }
    return {name: value for name, value in (data | changes).items() if value is not None}


def closure(one, **changes):
    return {"version": one.version, "status": "lost", "close_reason": "price", "close_note": "“报价来晚了”",
            "recontact_on": "2027-05-10"} | changes  # fmt: skip


def test_the_sheet_is_changed(lin, cast):
    one = make_opportunity(cast.lin)
    answer = lin.post(f"/opportunities/{one.id}", data=edited(one, name="新名称", support_needed="价格"))
    assert answer.status_code == 303
    db.session.refresh(one)
    assert (one.name, one.support_needed) == ("新名称", "价格")


def test_a_changed_amount_asks_why_beside_the_reason(lin, cast):
    one = make_opportunity(cast.lin)
    answer = lin.post(f"/opportunities/{one.id}", data=edited(one, amount="500000"))
    assert (
        answer.status_code == 422 and 'id="change_reason-error"' in text(answer) and "500000" in text(answer)
    )
    answer = lin.post(
        f"/opportunities/{one.id}", data=edited(one, amount="500000", change_reason="加一条线", token="t2")
    )
    assert answer.status_code == 303
    assert "500000" in text(lin.get(f"/opportunities/{one.id}/grades/new")).replace(",", "")


@pytest.mark.parametrize(
    ("rate", "reason", "status"),
    [("20", "推荐", 303), ("21", "推荐", 422), ("20", "", 422), ("x", "", 422), ("101", "", 422)],
)
def test_the_win_rate_is_bent_within_ten_points(lin, cast, rate, reason, status):
    one = make_opportunity(cast.lin)
    answer = lin.post(f"/opportunities/{one.id}", data=edited(one, win_rate=rate, win_rate_reason=reason))
    assert answer.status_code == status


def test_of_two_who_edit_the_second_sees_both_versions_and_loses_none(lin, cast, sign_in):
    one = make_opportunity(cast.lin)
    mine, theirs = edited(one, name="我的名称"), edited(one, name="他的名称", owner_id=cast.lin.id)
    assert sign_in("xu").post(f"/opportunities/{one.id}", data=theirs).status_code == 303
    answer = lin.post(f"/opportunities/{one.id}", data=mine)
    page = text(answer)
    assert answer.status_code == 409
    assert "我的名称" in page and "他的名称" in page
    db.session.refresh(one)
    assert one.name == "他的名称"
    again = mine | {"version": re.search(r'name="version"[^>]*value="(\d+)"', page)[1], "token": "again"}
    assert lin.post(f"/opportunities/{one.id}", data=again).status_code == 303


def test_a_supervisor_hands_it_over_with_a_reason(sign_in, cast):
    one = make_opportunity(cast.lin)
    xu = sign_in("xu")
    assert f"/opportunities/{one.id}/owner-changes/new" in text(xu.get(f"/opportunities/{one.id}"))
    assert xu.get(f"/opportunities/{one.id}/owner-changes/new").status_code == 200
    data = {"owner_id": cast.fang.id, "reason": ""}
    answer = xu.post(f"/opportunities/{one.id}/owner-changes", data=data)
    assert answer.status_code == 422 and 'id="reason-error"' in text(answer)
    answer = xu.post(f"/opportunities/{one.id}/owner-changes", data=data | {"reason": "换区", "token": "2"})
    assert answer.status_code == 303
    db.session.refresh(one)
    assert one.owner_id == cast.fang.id
    # who owns the customer goes on seeing it, and no longer gives it away
    assert "owner-changes/new" not in text(sign_in("lin").get(f"/opportunities/{one.id}"))


def test_a_new_suggestion_after_a_change_is_said(lin, cast):
    one = make_opportunity(cast.lin)
    data = edited(one, expected_close_on="2027-01-20", change_reason="延期")
    page = text(lin.post(f"/opportunities/{one.id}", data=data, follow_redirects=True))
    assert "建议级别变为 A" in page


def test_it_ends_and_begins_again_on_the_screen(lin, cast):
    one = make_opportunity(cast.lin, stage="proposal")
    path = f"/opportunities/{one.id}"
    assert "输单" in text(lin.get(f"{path}/closures/new?status=lost"))
    answer = lin.post(f"{path}/closures", data=closure(one, recontact_on=""))
    assert (
        answer.status_code == 422
        and 'id="recontact_on-error"' in text(answer)
        and "报价来晚了" in text(answer)
    )
    assert lin.post(f"{path}/closures", data=closure(one, token="2")).status_code == 303
    page = text(lin.get(path))
    assert "输单" in page and "价格" in page and "报价来晚了" in page and "2027-05-10" in page
    assert f'id="card-{one.id}"' not in text(lin.get("/opportunities/board"))
    assert ids(lin.get("/opportunities?status=lost")) == [one.id]
    assert lin.post(f"{path}/reopenings", data={"reason": ""}).status_code == 422
    assert lin.post(f"{path}/reopenings", data={"reason": "新预算", "token": "3"}).status_code == 303
    assert f'id="card-{one.id}"' in text(lin.get("/opportunities/board"))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"status": ""}, "status"), ({"status": "moon"}, "status"), ({"status": "won"}, "status"),
        ({"close_reason": ""}, "close_reason"), ({"close_reason": "weather"}, "close_reason"),
        ({"close_note": ""}, "close_note"), ({"recontact_on": "2026-11-23"}, "recontact_on"),
        ({"recontact_on": "x"}, "recontact_on"),
    ],
)  # fmt: skip
def test_an_ending_that_lacks_something_is_refused_beside_it(lin, cast, changes, field):
    one = make_opportunity(cast.lin, stage="proposal")
    answer = lin.post(f"/opportunities/{one.id}/closures", data=closure(one, **changes))
    assert answer.status_code == 422 and f'href="#{field}"' in text(answer)
    db.session.refresh(one)
    assert one.status == "open"


def test_of_two_who_end_it_the_second_is_told_of_the_first_not_of_what_ended_with_it(lin, cast, sign_in):
    one = make_opportunity(cast.lin, stage="proposal")
    mine = closure(one, ends=["quotations", "visits"], close_note="“我的理由”")
    assert sign_in("xu").post(f"/opportunities/{one.id}/closures", data=closure(one)).status_code == 303
    answer = lin.post(f"/opportunities/{one.id}/closures", data=mine)
    page = text(answer)
    assert answer.status_code == 409 and "我的理由" in page
    assert "valid choice" not in page and "不是有效" not in page
