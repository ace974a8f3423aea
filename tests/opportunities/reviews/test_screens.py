"""Reviews over HTTP: from the ending through the day of owner and supervisor to the library and the sheet (R6, F24)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from salesapp.db import db
from salesapp.opportunities import actions
from salesapp.opportunities.reviews import actions as reviews
from salesapp.opportunities.reviews.queries import review_of
from salesapp.playbook.library.models import LibraryItem
from salesapp.web import clock
from salesapp.work import actions as work
from salesapp.work.models import WorkItem
from tests.opportunities.factories import NOW, make_opportunity
from tests.work.factories import todo

FORM = {
    "cause": "price", "second_cause": "response", "rival": "某品牌", "rival_price": "33.9万", "words": "报价来晚了",
    "turning": "演示推迟一周", "done_right": "技术认可", "to_improve": "报价48小时内出",
}  # fmt: skip


@pytest.fixture
def lost(cast, frozen_clock):
    """An opportunity that 林* lost today."""
    one = make_opportunity(cast.lin)
    values = {
        "status": "lost",
        "close_reason": "price",
        "close_note": "对方低一成",
        "recontact_on": date(2027, 5, 10),
    }
    actions.close(one, values, by=cast.lin, at=NOW)
    db.session.commit()
    return one


def kinds(user) -> list[str]:
    return [line.kind for line in todo(user, NOW) if line.kind.startswith("review")]


def test_from_the_ending_to_the_supervisor_and_the_library(lost, cast, sign_in):
    lin, xu, url = sign_in("lin"), sign_in("xu"), f"/opportunities/{lost.id}/review"
    assert (kinds(cast.lin), kinds(cast.xu)) == (["review"], [])
    assert lin.get(url).location == f"{url}/new"
    page = lin.get(f"{url}/new").text
    assert "对方低一成" in page
    assert lin.post(url, data=FORM).status_code == 303
    db.session.expire_all()
    assert (kinds(cast.lin), kinds(cast.xu)) == ([], ["review_opinion"])
    shown = xu.get(url).text
    for words in ("某品牌", "339,000.00", "-12.2%", "报价来晚了", "演示推迟一周"):
        assert words in shown, words
    assert lin.post(f"{url}/opinions", data={"opinion": "同意"}).status_code == 403
    assert xu.post(f"{url}/opinions", data={"opinion": ""}).status_code == 422
    assert xu.post(f"{url}/opinions", data={"opinion": "同意，列入例会检查"}).status_code == 303
    db.session.expire_all()
    assert kinds(cast.xu) == []
    assert lin.post(url, data=FORM | {"version": 2}).status_code == 422
    kept = {"kind": "material", "name": "报价时限", "summary": "48 小时内出报价"}
    assert xu.post(f"{url}/library", data=kept).status_code == 303
    assert db.session.scalars(select(LibraryItem.name)).all() == ["报价时限"]
    assert xu.post(f"{url}/library", data=kept).status_code == 422
    assert "同意，列入例会检查" in lin.get(url).text


def test_what_changes_after_an_ending_leaves_its_review_asked_for_as_it_was(lost, cast):
    asked = select(WorkItem.since, WorkItem.shown_from, WorkItem.due_at).where(WorkItem.kind == "review")
    before = db.session.execute(asked).all()
    with clock.frozen(NOW + timedelta(hours=3)):
        lost.record_contracted(Decimal("386000"))
        db.session.commit()
        assert work.compare(at=clock.now()) == 0
    assert db.session.execute(asked).all() == before != []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"cause": ""}, "请选择"), ({"second_cause": "price"}, "次因不能与主因相同"), ({"rival_price": "0"}, "价格必须大于 0"),
        ({"rival_price": "-3"}, "价格必须大于 0"), ({"rival": ""}, "请填写竞争对手"), ({"turning": "。"}, "请填写此项"),
    ],
)  # fmt: skip
def test_what_is_missing_is_said_beside_its_field(lost, sign_in, changes, words):
    answer = sign_in("lin").post(f"/opportunities/{lost.id}/review", data=FORM | changes)
    assert answer.status_code == 422
    assert words in answer.text
    assert "技术认可" in answer.text


def test_doors(lost, cast, sign_in):
    url = f"/opportunities/{lost.id}/review"
    assert sign_in("fang").get(f"{url}/new").status_code == 404
    assert sign_in("xu").post(f"{url}/opinions", data={"opinion": "同意"}).status_code == 404
    open_one = make_opportunity(cast.lin)
    assert sign_in("lin").post(f"/opportunities/{open_one.id}/review", data=FORM).status_code == 422
    assert sign_in("zheng").post(url, data=FORM).status_code == 403


def test_another_ending_asks_for_another_review(lost, cast, at):
    reviews.review(lost, FORM | {"rival_price": None}, by=cast.lin, at=NOW)
    actions.reopen(lost, "预算批了", by=cast.lin, at=NOW)
    db.session.commit()
    assert (kinds(cast.lin), kinds(cast.xu)) == ([], [])
    later = at(2026, 11, 24, 9, 0)
    values = {
        "status": "parked",
        "close_reason": "budget",
        "close_note": "明年再议",
        "recontact_on": date(2027, 5, 10),
    }
    actions.close(lost, values, by=cast.lin, at=later)
    db.session.commit()
    assert review_of(lost) is None
    assert [line.kind for line in todo(cast.lin, later)] == ["review"]


def test_the_same_ending_on_the_same_day_asks_for_another_review(lost, cast, sign_in):
    old = reviews.review(lost, FORM | {"rival_price": None}, by=cast.lin, at=NOW)
    reviews.give_opinion(lost, old, "同意", by=cast.xu, at=NOW)
    actions.reopen(lost, "客户又来询价", by=cast.lin, at=NOW)
    values = {
        "status": "lost",
        "close_reason": "price",
        "close_note": "仍低一成",
        "recontact_on": date(2027, 5, 10),
    }
    actions.close(lost, values, by=cast.lin, at=NOW)
    db.session.commit()
    assert review_of(lost) is None and kinds(cast.lin) == ["review"]
    lin, url = sign_in("lin"), f"/opportunities/{lost.id}/review"
    assert "报价来晚了" in lin.get(f"{url}/new").text  # the earlier one, as such
    assert lin.post(url, data=FORM | {"words": "二次报价仍偏高"}).status_code == 303
    db.session.expire_all()
    assert (review_of(lost).words, kinds(cast.xu)) == ("二次报价仍偏高", ["review_opinion"])
    shown = lin.get(url).text
    assert "之前的复盘" in shown and "报价来晚了" in shown and old.words == "报价来晚了"


@pytest.mark.slow
def test_the_sheet(lost, cast, sign_in):
    assert sign_in("fang").get(f"/forms/F24/{lost.id}.pdf").status_code == 404
    assert sign_in("lin").get(f"/forms/F24/{lost.id}.pdf").status_code == 200
    reviews.review(lost, FORM | {"rival_price": None}, by=cast.lin, at=NOW)
    db.session.commit()
    assert sign_in("lin").get(f"/forms/F24/{lost.id}.pdf").data.startswith(b"%PDF")


def test_whoever_only_helps_does_not_write_the_review(lost, cast, sign_in):
    lost.let_help(cast.fang, by=cast.lin, at=NOW)
    db.session.commit()
    fang, url = sign_in("fang"), f"/opportunities/{lost.id}/review"
    assert "复盘由商机责任人或其主管填写" in fang.get(f"{url}/new").text
    assert fang.post(url, data=FORM).status_code == 422 and review_of(lost) is None


def test_who_leads_reviews_for_one_who_left_and_the_director_answers(lost, cast, sign_in):
    cast.lin.active = False
    db.session.commit()
    assert kinds(cast.xu) == ["review"]
    assert sign_in("xu").post(f"/opportunities/{lost.id}/review", data=FORM).status_code == 303
    db.session.expire_all()
    assert (kinds(cast.xu), kinds(cast.tang)) == ([], ["review_opinion"])
