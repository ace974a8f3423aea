"""Proposals over HTTP: written, reckoned, presented, renewed, printed, with every door open or shut as it should."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from salesapp.db import db
from salesapp.proposals import queries
from tests.opportunities.factories import make_opportunity
from tests.proposals.factories import make_proposal, presentation

FORM = {
    "title": "排产方案", "points-0-pain": "插单漏料", "points-0-point": "插单自动重排并提示缺料", "points-0-kind": "cycle",
    "points-0-metric": "交付周期", "points-0-now": "２０", "points-0-expected": "17", "points-0-unit": "天",
    "points-0-basis": "客户台账", "points-0-gain": "2万", "points-0-per": "month", "case_id": "0",
}  # fmt: skip


def text_of(pdf: bytes) -> tuple[str, int]:
    """Return the words of a PDF, and how many pages it has."""
    pages = PdfReader(BytesIO(pdf)).pages
    return "\n".join(page.extract_text() for page in pages), len(pages)


def text(response) -> str:
    return response.get_data(as_text=True)


@pytest.fixture
def opportunity(cast):
    """An opportunity of 林*."""
    return make_opportunity(cast.lin)


def test_from_the_opportunity_to_the_value_sheet(opportunity, sign_in):
    lin, page = sign_in("lin"), f"/opportunities/{opportunity.id}"
    assert f"/proposals/new?opportunity={opportunity.id}" in text(lin.get(page))
    assert "添加痛点" in text(lin.get(f"/proposals/new?opportunity={opportunity.id}"))
    made = lin.post("/proposals", data=FORM | {"opportunity_id": opportunity.id})
    assert made.status_code == 303
    shown = text(lin.get(made.location))
    for words in ("24 万元 = 每月 2 万元 × 12", "240,000.00", "−15%", "20 天 → 17 天", "草稿"):
        assert words in shown, words
    contact = opportunity.customer.contacts[0]
    presented = {
        "presented_on": "2026-11-23",
        "presented_way": "visit",
        "listener_ids": [contact.id],
        "version": 1,
    }
    assert lin.post(f"{made.location}/presentations", data=presented).status_code == 303
    assert "已呈现" in text(lin.get(page))
    renewed = lin.post(f"{made.location}/versions", data={"why": "先上两条线", "anew": "no"})
    assert "V1.1" in text(lin.get(renewed.location))
    assert lin.get(f"{made.location}/edit").status_code in (409, 422)


def test_numbers_pasted_in_every_spelling_are_understood_and_reckoned_while_typing(opportunity, sign_in):
    lin = sign_in("lin")
    typed = FORM | {"points-0-gain": "￥20，000.00 元", "points-0-times": "１１"}
    assert "22 万元 = 每月 2 万元 × 11" in text(lin.get("/proposals/reckoning", query_string=typed))
    assert "请写明数字的依据" in text(
        lin.get("/proposals/reckoning", query_string=FORM | {"points-0-basis": ""})
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": ""}, "请填写此项"), ({"points-0-pain": ""}, "请写明痛点"), ({"points-0-expected": "25"}, "预计值却比现值大"),
        ({"points-0-gain": "0"}, "收益必须大于 0"), ({"points-0-gain": "-5"}, "收益必须大于 0"),
        ({"points-0-unit": "%", "points-0-now": "120", "points-0-expected": "90"}, "比例不能超过 100%"),
        ({"points-0-per": "time"}, "请填写每年多少次"), ({"points-0-times": "0"}, "每年次数必须大于 0"),
        ({"points-0-now": "二十来天"}, "插单自动重排"), ({"points-0-basis": "。"}, "请写明数字的依据"),
    ],
)  # fmt: skip
def test_what_does_not_hold_together_is_refused_beside_its_field(opportunity, sign_in, changes, words):
    answer = sign_in("lin").post("/proposals", data=FORM | {"opportunity_id": opportunity.id} | changes)
    assert answer.status_code == 422
    assert words in text(answer)
    assert "插单自动重排并提示缺料" in text(answer), "nothing typed is lost"


def test_a_row_left_empty_between_others_is_dropped_and_the_refusal_stands_beside_the_right_one(
    opportunity, sign_in
):
    second = {
        name.replace("points-0", "points-2"): value
        for name, value in FORM.items()
        if name.startswith("points")
    }
    typed = FORM | second | {"points-1-pain": "", "points-2-pain": "月底停业盘库", "points-2-gain": "0"}
    answer = text(sign_in("lin").post("/proposals", data=typed | {"opportunity_id": opportunity.id}))
    assert 'id="points-1-gain-error"' in answer
    assert "月底停业盘库" in answer


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"presented_on": "2026-11-24"}, "这一天还没有到"), ({"presented_on": "2026-02-31"}, "2026-02-31"),
        ({"presented_on": "2026-11-01"}, "才立项"), ({"listener_ids": []}, "请选择呈现给了谁"), ({"presented_way": ""}, "请选择"),
    ],
)  # fmt: skip
def test_a_presentation_that_cannot_have_been_is_refused(cast, sign_in, changes, words):
    proposal = make_proposal(cast.lin)
    typed = presentation(proposal) | {"presented_on": "2026-11-23", "version": proposal.version} | changes
    answer = sign_in("lin").post(f"/proposals/{proposal.id}/presentations", data=typed)
    assert answer.status_code == 422
    assert words in text(answer)


def test_two_people_on_one_draft_lose_nothing(cast, sign_in):
    proposal = make_proposal(cast.lin)
    lin, xu, url = sign_in("lin"), sign_in("xu"), f"/proposals/{proposal.id}"
    seen = proposal.version
    assert xu.post(url, data=FORM | {"title": "主管改过的名称", "version": seen}).status_code == 303
    answer = lin.post(url, data=FORM | {"title": "我改的名称", "version": seen})
    assert answer.status_code == 409
    assert "主管改过的名称" in text(answer)
    assert "我改的名称" in text(answer)


def test_withdrawing_needs_its_reason(cast, sign_in):
    url, lin = f"/proposals/{make_proposal(cast.lin).id}", sign_in("lin")
    assert lin.post(f"{url}/withdrawals", data={"why": ""}).status_code == 422
    assert lin.post(f"{url}/withdrawals", data={"why": "客户停了"}).status_code == 303
    assert "客户停了" in text(lin.get(url))


def test_what_one_may_not_see_is_not_there_and_what_one_may_not_do_is_refused(cast, sign_in):
    proposal = make_proposal(cast.lin)
    url = f"/proposals/{proposal.id}"
    for path in (url, f"{url}/edit", f"{url}/value.pdf", f"{url}/versions/new", f"{url}/presentations/new"):
        assert sign_in("fang").get(path).status_code == 404, path
    assert sign_in("admin").get(url).status_code == 403
    assert sign_in("zheng").get(f"/proposals/new?opportunity={proposal.opportunity_id}").status_code == 403
    assert sign_in("he").get(url).status_code == 404
    assert "排产方案" not in text(sign_in("fang").get("/proposals"))
    assert "排产方案" in text(sign_in("lin").get("/proposals?status=draft"))


def test_it_is_found_by_its_name_and_listed_in_the_story(cast, sign_in):
    proposal, lin = make_proposal(cast.lin), sign_in("lin")
    assert f"/proposals/{proposal.id}" in text(lin.get("/search?q=排产方案"))
    assert "方案编写" in text(lin.get(f"/opportunities/{proposal.opportunity_id}?show=proposal"))
    assert "排产方案" in text(lin.get(f"/customers/{proposal.opportunity.customer_id}"))


def test_the_pages_cost_few_statements(cast, sign_in, count_queries):
    proposal, lin = make_proposal(cast.lin), sign_in("lin")
    lin.get("/proposals")
    for path, most in ((f"/proposals/{proposal.id}", 16), ("/proposals", 8)):
        with count_queries() as counted:
            assert lin.get(path).status_code == 200
        assert counted.total <= most, (path, counted.total)


@pytest.mark.slow
def test_the_value_sheet_is_one_page_without_internals(cast, sign_in):
    proposal = make_proposal(cast.lin)
    answer = sign_in("lin").get(f"/proposals/{proposal.id}/value.pdf")
    words, pages = text_of(answer.data)
    assert pages == 1
    for said in ("24 万元", "插单漏料", proposal.opportunity.customer.full_name):
        assert said.replace(" ", "") in words.replace(" ", ""), said
    for inner in ("内部", proposal.opportunity.number, "386,000", "毛利", "赢率"):
        assert inner not in words, inner


@pytest.mark.slow
def test_the_record_prints_versions_and_objections(cast, sign_in):
    proposal = make_proposal(cast.lin)
    assert queries.latest(proposal.opportunity_id) is proposal
    db.session.commit()
    words, _pages = text_of(sign_in("lin").get(f"/forms/F08/{proposal.opportunity_id}.pdf").data)
    for said in ("XS-BD-08", "V1.0", "插单漏料", "240,000.00"):
        assert said in words, said
    assert sign_in("fang").get(f"/forms/F08/{proposal.opportunity_id}.pdf").status_code == 404
