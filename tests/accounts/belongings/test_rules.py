"""When a record goes to another owner, and what of it goes along."""

from types import SimpleNamespace

import pytest

from salesapp.accounts.belongings.rules import Belonging, HandingRefused, Heap, Held, check_receiver, goes

FANG = SimpleNamespace(id=2)


def test_a_record_goes_to_somebody_else_for_a_reason():
    check_receiver(current=1, to=FANG, fit=True, reason="调岗")
    check_receiver(current=None, to=FANG, fit=True, reason="调岗")


@pytest.mark.parametrize(
    ("change", "sentence", "field"),
    [
        ({"current": 2}, "already owns", "owner_id"),
        ({"current": 2, "fit": False}, "already owns", "owner_id"),
        ({"to": None, "fit": False}, "active sales rep", "owner_id"),
        ({"fit": False}, "active sales rep", "owner_id"),
        ({"reason": " "}, "Say why", "reason"),
        ({"reason": None}, "Say why", "reason"),
    ],
)
def test_not_to_the_same_not_to_the_wrong_one_not_without_a_reason(change, sentence, field):
    with pytest.raises(HandingRefused, match=sentence) as refused:
        check_receiver(**({"current": 1, "to": FANG, "fit": True, "reason": "调岗"} | change))
    assert refused.value.field == field


def test_every_kind_goes_along_unless_somebody_said_which():
    assert goes("tasks", None) and goes("tasks", ["tasks"])
    assert not goes("tasks", []) and not goes("tasks", ["contracts"])


def test_a_heap_says_what_it_is_and_how_much():
    kind = Belonging(name="tasks", label="任务", record="task", open=lambda now: None)
    heap = Heap(kind, [Held(3, "SJ1", "某某", "/x", "林*"), Held(4, "SJ2", "某某", "/y", "林*")])
    assert (heap.name, heap.ids, heap.words) == ("tasks", [3, 4], "任务 (2)")
