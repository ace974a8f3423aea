"""The question bank on the screen (R19)."""

import pytest
from sqlalchemy import select

from salesapp.db import db
from salesapp.playbook.questions import queries as questions
from salesapp.playbook.questions.models import SpinQuestion
from tests.playbook.conftest import version_of


def test_questions_are_added_reworded_moved_and_switched_off(supervisor, sign_in):
    supervisor.post("/settings/questions", data={"part": "S", "question": "几班倒？", "active": "y"})
    question = db.session.scalar(select(SpinQuestion).filter_by(question="几班倒？"))
    assert questions.questions()["S"][-1].id == question.id

    supervisor.post(f"/settings/questions/{question.id}/moves", data={"to": "up"})
    assert questions.questions()["S"][-2].id == question.id

    seen = version_of(supervisor.get(f"/settings/questions/{question.id}"))
    supervisor.post(
        f"/settings/questions/{question.id}", data={"part": "P", "question": "为什么？", "version": seen}
    )
    assert "为什么？" not in sign_in("lin").get("/settings/questions").text
    assert "为什么？" in supervisor.get("/settings/questions").text


def test_questions_of_an_industry_stand_first_beside_its_customers(supervisor, sign_in):
    data = {"part": "S", "question": "几条产线？", "industry": "C34", "active": "y"}
    assert supervisor.post("/settings/questions", data=data).status_code == 303

    assert questions.for_industry("C34")["S"][0].industry == "C34"
    assert "几条产线？" in [each.question for each in questions.for_industry("C34")["S"]]
    assert "几条产线？" not in [each.question for each in questions.for_industry("F51")["S"]]
    page = sign_in("lin").get("/settings/questions?industry=C34")
    assert "几条产线？" in page.text
    assert "一共多少个品种" not in page.text


@pytest.mark.parametrize(
    "values", [{"industry": "X99"}, {"part": "X"}, {"question": ""}, {"question": "问" * 201}]
)
def test_a_bad_question_is_refused(supervisor, values):
    data = {"part": "S", "question": "几班倒？", "active": "y"} | values

    assert supervisor.post("/settings/questions", data=data).status_code == 422
