"""Answers to objections on the screen (R37)."""

import pytest
from sqlalchemy import select

from salesapp.db import db
from salesapp.playbook.objections.models import ObjectionAnswer
from tests.playbook.conftest import version_of

ANSWER = {"kind": "price", "method": "data", "objection": "太贵", "answer": "先算账", "active": "y"}


def test_answers_are_added_reworded_and_filtered(supervisor, sign_in):
    assert supervisor.post("/settings/objections", data=ANSWER).status_code == 303
    answer = db.session.scalar(select(ObjectionAnswer).filter_by(objection="太贵"))
    seen = version_of(supervisor.get(f"/settings/objections/{answer.id}"))
    supervisor.post(
        f"/settings/objections/{answer.id}", data=ANSWER | {"answer": "再算一遍", "version": seen}
    )
    rep = sign_in("lin")

    assert "再算一遍" in rep.get("/settings/objections?kind=price").text
    assert "再算一遍" not in rep.get("/settings/objections?kind=trust").text
    assert rep.post("/settings/objections", data=ANSWER).status_code == 403


@pytest.mark.parametrize(
    "values",
    [{"kind": "weather"}, {"method": "shout"}, {"objection": ""}, {"answer": ""}, {"answer": "答" * 2001}],
)
def test_a_bad_answer_is_refused(supervisor, values):
    assert supervisor.post("/settings/objections", data=ANSWER | values).status_code == 422
