"""Who takes over what: one for all, one for a kind, one for a record."""

import pytest

from salesapp.accounts.belongings.rules import Belonging, Heap, Held
from salesapp.accounts.leaving.rules import Answers, check_answered
from salesapp.accounts.rules import AccountRefused

TASKS = Belonging(name="tasks", label="Tasks", record="task", open=lambda now: None)


def test_the_nearest_answer_counts():
    said = Answers(5, {"tasks": 6, "tasks-3": 7})
    assert (said.of("customers"), said.of("customers", 3)) == (5, 5)
    assert (said.of("tasks"), said.of("tasks", 2), said.of("tasks", 3)) == (6, 6, 7)
    assert Answers().of("tasks", 3) is None


def test_all_that_lacks_an_answer_is_asked_for_at_once():
    check_answered([], [])
    with pytest.raises(AccountRefused, match=r"One approval waits\. .*Tasks \(1\)") as refused:
        check_answered([Heap(TASKS, [Held(1, "1", "Call", "/x", "Lin")])], ["One approval waits."])
    assert refused.value.field == "successor"
