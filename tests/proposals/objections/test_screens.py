"""Objections over HTTP: from the opportunity's page through the bank of answers to the day's list and the sheet."""

import pytest

from salesapp.db import db
from salesapp.opportunities.rules import Status
from salesapp.playbook.objections import actions as bank
from salesapp.playbook.objections.queries import answers
from tests.opportunities.factories import make_opportunity
from tests.proposals.factories import NOW, make_objection

FORM = {
    "words": "比别家贵一成",
    "kind": "price",
    "raised_on": "2026-11-23",
    "next_on": "2026-11-23",
    "state": "open",
}
REPLY = {"method": "data", "points": "三年总成本对比", "state": "eased", "next_on": "2026-12-01"}


def text(response) -> str:
    return response.get_data(as_text=True)


def test_from_the_opportunity_to_the_day_and_the_board(cast, sign_in):
    opportunity, lin = make_opportunity(cast.lin, stage="proposal"), sign_in("lin")
    page = f"/opportunities/{opportunity.id}"
    assert f"/objections/new?opportunity={opportunity.id}" in text(lin.get(page))
    asked = text(lin.get(f"/objections/new?opportunity={opportunity.id}"))
    assert "不直接否定" in asked
    made = lin.post("/objections", data=FORM | {"opportunity_id": opportunity.id})
    assert made.status_code == 303
    for path in (page, "/", "/objections"):
        assert "比别家贵一成" in text(lin.get(path)), path
    for path in ("/opportunities/board", "/opportunities"):
        assert "异议 1 条未解决" in text(lin.get(path)), path
    assert "1 条待处理" in text(lin.get(page))
    solved = REPLY | {"state": "resolved", "version": 1}
    assert lin.post(f"{made.location}/replies", data=solved).status_code == 303
    assert "比别家贵一成" not in text(lin.get("/"))
    assert "异议 1 条未解决" not in text(lin.get("/opportunities/board"))
    assert "已解决" in text(lin.get(page))


def test_an_answer_of_the_bank_is_taken_over_and_its_share_told(cast, sign_in):
    bank.fill(at=NOW)
    db.session.commit()
    objection, lin, first = make_objection(cast.lin), sign_in("lin"), answers(kind="price")[0]
    url = f"/objections/{objection.id}"
    shown = text(lin.get(url))
    assert first.answer in shown
    assert "还没用过" in shown
    taken = text(lin.get(f"{url}?answer={first.id}"))
    assert f'name="answer_id" type="hidden" value="{first.id}"' in taken
    sent = REPLY | {
        "points": first.answer,
        "answer_id": first.id,
        "state": "resolved",
        "version": objection.version,
    }
    assert lin.post(f"{url}/replies", data=sent).status_code == 303
    assert "用于 1 条，解决 1 条（100%）" in text(lin.get("/settings/objections"))
    assert "100%" in text(lin.get("/objections?show=all"))


def test_a_flat_contradiction_is_kept_and_reminded_of(cast, sign_in):
    objection, lin = make_objection(cast.lin), sign_in("lin")
    sent = REPLY | {"points": "您错了，我们不贵", "version": objection.version}
    answer = lin.post(f"/objections/{objection.id}/replies", data=sent, follow_redirects=True)
    assert "请先认同感受" in text(answer)
    assert "您错了，我们不贵" in text(answer)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"words": "。"}, "请照客户原话写下"), ({"kind": ""}, "请选择"), ({"raised_on": "2026-11-24"}, "这一天还没有到"),
        ({"raised_on": "2026-02-31"}, "2026-02-31"), ({"next_on": ""}, "请写明哪天再跟进"),
        ({"next_on": "2026-11-22"}, "已经过去"),
        ({"next_on": "2028-01-01"}, "一年以后"), ({"state": "resolved"}, "请写明怎样应答的"),
        ({"points": "对比"}, "请选择应答方式"),
    ],
)  # fmt: skip
def test_what_does_not_hold_together_is_refused_and_kept(cast, sign_in, changes, words):
    opportunity = make_opportunity(cast.lin)
    typed = FORM | {"opportunity_id": opportunity.id, "next_on": "2026-11-26"} | changes
    answer = sign_in("lin").post("/objections", data=typed)
    assert answer.status_code == 422
    assert words in text(answer)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"method": ""}, "请选择应答方式"), ({"points": ""}, "请填写此项"), ({"state": ""}, "请选择处理结果"),
        ({"next_on": "2026-11-20"}, "已经过去"),
    ],
)  # fmt: skip
def test_an_answer_that_does_not_hold_together_is_refused(cast, sign_in, changes, words):
    objection = make_objection(cast.lin)
    answer = sign_in("lin").post(f"/objections/{objection.id}/replies", data=REPLY | {"version": 1} | changes)
    assert answer.status_code == 422
    assert words in text(answer)


def test_doors(cast, sign_in):
    objection = make_objection(cast.lin)
    url = f"/objections/{objection.id}"
    assert sign_in("fang").get(url).status_code == 404
    assert sign_in("fang").post(f"{url}/replies", data=REPLY).status_code == 404
    assert sign_in("admin").get("/objections").status_code == 403
    assert sign_in("zheng").post(f"{url}/replies", data=REPLY).status_code == 403
    assert "比别家贵一成" not in text(sign_in("fang").get("/objections?show=all"))
    assert sign_in("xu").get(url).status_code == 200


def test_an_objection_that_nobody_answered_before_the_end_says_so(cast, sign_in):
    objection = make_objection(cast.lin)
    url = f"/objections/{objection.id}"
    assert "没有应答记录" not in text(sign_in("lin").get(url))
    objection.opportunity.status = Status.LOST
    db.session.commit()
    assert "没有应答记录" in text(sign_in("lin").get(url))
