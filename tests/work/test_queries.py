"""What of a person's work is due first, however many lines of their role they are barred from."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import insert

from salesapp.work.models import WorkItem
from salesapp.work.queries import FEW, next_due
from tests.conftest import MONDAY

KIND = "handoff"


@pytest.mark.parametrize("barred", [0, 1, FEW, FEW + 3])
def test_the_first_that_one_is_not_barred_from(cast, db_session, barred):
    zheng = cast.zheng
    for number in range(barred + 2):
        values = {
            "kind": KIND, "subject_type": "contract", "subject_id": 900 + number, "part": 0, "role": zheng.role,
            "since": MONDAY, "shown_from": MONDAY, "due_at": MONDAY + timedelta(hours=number),
            "barred": [zheng.id] if number < barred else [], "facts": {}, "waiting": True,
        }  # fmt: skip
        db_session.execute(insert(WorkItem).values(**values))

    assert next_due(zheng, (KIND,), MONDAY + timedelta(days=1)).subject_id == 900 + barred


def test_nothing_where_one_is_barred_from_all(cast, db_session):
    values = {"kind": KIND, "subject_type": "contract", "subject_id": 900, "part": 0, "role": cast.zheng.role}
    values |= {
        "since": MONDAY,
        "shown_from": MONDAY,
        "due_at": MONDAY,
        "barred": [cast.zheng.id],
        "facts": {},
    }
    db_session.execute(insert(WorkItem).values(**values, waiting=True))

    assert next_due(cast.zheng, (KIND,), MONDAY + timedelta(days=1)) is None
