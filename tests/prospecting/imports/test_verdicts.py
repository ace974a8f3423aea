"""What becomes of every row of the cases, and that a second import of the same table brings nothing new."""

from __future__ import annotations

import pytest

from salesapp.db import db
from salesapp.prospecting.lists.models import Prospect

NEW, SAME, TWICE, LIKE, REFUSED, HIDDEN, PASSED = (
    "new",
    "same",
    "twice",
    "like",
    "refused",
    "hidden",
    "passed",
)
#: By the beginning of a case's name: the verdict of each row.
RIGHT = {
    "01": {8: NEW, 9: SAME, 10: NEW, 11: NEW, 12: REFUSED, 13: PASSED, 15: PASSED},
    "02": dict.fromkeys(range(2, 9), NEW),
    "03": {2: SAME, 3: NEW, 4: LIKE, 5: NEW, 6: NEW, 7: NEW, 8: NEW, 9: NEW},
    "04": {2: NEW, 3: NEW, 4: NEW},
    "05": {2: NEW, 3: NEW, 4: NEW, 5: NEW, 6: NEW, 7: REFUSED, 8: NEW},
    "06": {2: NEW, 3: PASSED, 5: NEW, 6: PASSED, 7: NEW, 8: HIDDEN, 9: PASSED, 10: PASSED, 12: PASSED},
    "07": {2: NEW, 3: TWICE, 4: SAME, 5: NEW, 6: TWICE, 7: LIKE, 8: LIKE, 9: PASSED},
    "08": {2: NEW, 3: NEW, 4: NEW, 5: TWICE},
    "09": {2: NEW, 3: NEW, 4: NEW, 5: NEW},
    "10": {2: NEW, 3: NEW},
    "11": {2: NEW, 3: NEW, 4: NEW},
    "12": {2: NEW, 3: NEW},
    "13": {2: NEW, 3: NEW, 4: SAME},
    "14": {2: NEW, 3: NEW},
    "15": {3: NEW, 4: NEW},
    "16": {2: NEW, 100_000: NEW},
}


@pytest.mark.parametrize("start", RIGHT)
def test_every_row_of_a_case_has_its_verdict(start, imports, known):
    found = imports.look(start)
    assert found.status == "judged", found.error
    assert imports.verdicts(found) == RIGHT[start]


@pytest.mark.parametrize("start", RIGHT)
def test_the_same_table_again_brings_nothing_new(start, imports, known):
    imports.run(start, same="fill", like="add", hidden="add")
    count = db.session.query(Prospect).count()
    again = imports.run(start, same="fill", like="skip", hidden="add")
    assert NEW not in imports.verdicts(again).values()
    assert db.session.query(Prospect).count() == count
    assert not {row.outcome for row in imports.rows(again).values()} & {"added", "filled", "updated"}


def test_who_is_known_is_named_and_who_is_a_colleagues_is_not(imports, known):
    rows = imports.rows(imports.look("07"))
    assert rows[4].target_words == "已有同事登记，请找主管。"
    assert (rows[4].target_kind, rows[4].target_id) == ("masked", None)
    assert "沈" not in str(rows[4].words) + str(rows[4].target_words)
    assert rows[3].target_words.startswith("第2行")
    branch = known["上海澹桥模具有限公司"]
    assert (rows[7].target_kind, rows[7].target_id) == ("customer", branch.id)
    assert "分支" in rows[7].words
    assert rows[8].target_id == branch.id
