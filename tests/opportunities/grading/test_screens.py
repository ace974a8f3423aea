"""The grading sheet on the screen, and the suggestion while somebody types."""

from datetime import date, timedelta

import pytest

from salesapp.db import db
from salesapp.opportunities import sheets
from tests.opportunities.factories import make_opportunity

pytestmark = pytest.mark.usefixtures("frozen_clock")


def text(response):
    return response.get_data(as_text=True)


@pytest.fixture
def lin(sign_in):
    return sign_in("lin")


def graded(one, **changes):
    data = {"version": one.version, "expected_close_on": one.expected_close_on.isoformat(), "budget_score": 4, "chain_score": 4,
            "urgency_score": 5, "grade": "S", "grade_reason": ""}  # fmt: skip
    return data | changes


def test_the_suggestion_follows_what_is_typed(lin):
    asked = {
        "amount": "386000",
        "expected_close_on": "2026-12-20",
        "budget_score": 4,
        "chain_score": 4,
        "urgency_score": 5,
    }
    assert "建议级别 S" in text(lin.get("/opportunities/suggestion", query_string=asked))
    for days, grade in ((30, "S"), (31, "A"), (90, "A"), (91, "B")):
        day = date(2026, 11, 23) + timedelta(days=days)
        page = text(
            lin.get("/opportunities/suggestion", query_string=asked | {"expected_close_on": day.isoformat()})
        )
        assert f"建议级别 {grade}" in page
    past = text(
        lin.get("/opportunities/suggestion", query_string=asked | {"expected_close_on": "2026-11-01"})
    )
    assert "已过" in past


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"amount": "x"},
        {"budget_score": "99", "amount": "1"},
        {"of": "9" * 40},
        {"amount": "1e9999", "of": "-1"},
    ],
)
def test_half_a_sheet_suggests_nothing_and_is_no_fault(lin, asked):
    answer = lin.get("/opportunities/suggestion", query_string=asked)
    assert answer.status_code == 200 and "建议级别 " not in text(answer)


def test_it_is_graded_again_on_its_own_sheet(lin, cast):
    one = make_opportunity(cast.lin)
    path = f"/opportunities/{one.id}/grades"
    answer = lin.post(path, data=graded(one, grade="B"))
    assert answer.status_code == 422 and 'id="grade_reason-error"' in text(answer)
    assert lin.post(path, data=graded(one, grade="B", grade_reason="客户停工", token="2")).status_code == 303
    db.session.refresh(one)
    assert (one.grade, one.suggested_grade, one.grade_reason) == ("B", "S", "客户停工")
    page = text(lin.get(f"{path}/new"))
    assert "S → B" in page and "客户停工" in page
    assert lin.post(path, data=graded(one, version=1)).status_code == 409


def test_another_date_on_the_grading_sheet_asks_why_beside_a_field_of_its_own(lin, cast):
    one = make_opportunity(cast.lin)
    path, later = f"/opportunities/{one.id}/grades", {"expected_close_on": "2027-01-20", "grade": "A"}
    answer = lin.post(path, data=graded(one, **later))
    assert answer.status_code == 422 and 'id="change_reason-error"' in text(answer)
    why = {"change_reason": "厂房晚一个月", "token": "2"}
    assert lin.post(path, data=graded(one, **later, **why)).status_code == 303
    page = text(lin.get(f"{path}/new"))
    assert "2026-12-20 → 2027-01-20" in page and "厂房晚一个月" in page


def test_why_a_grade_stays_against_the_suggestion_is_kept_with_its_history(lin, cast):
    one = make_opportunity(cast.lin, grade="A", grade_reason="预算未批")
    path = f"/opportunities/{one.id}/grades"
    assert lin.post(path, data=graded(one, grade="A", grade_reason="元旦后才开会")).status_code == 303
    page = text(lin.get(f"/opportunities/{one.id}"))
    assert "保持 A" in page and "元旦后才开会" in page
    assert (
        "保持 A 2026-11-23 元旦后才开会"
        in sheets.follow_up_sheet(one.id, cast.lin, list).values["grade_history"]
    )
    db.session.refresh(one)
    same = graded(one, grade="A", grade_reason="元旦后才开会", token="2")
    assert lin.post(path, data=same).status_code == 303
    assert text(lin.get(f"{path}/new")).count("保持 A") == 1  # nothing new was said
