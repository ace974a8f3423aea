"""What is asked of the board and the list: read from an address, and written back to it (R24)."""

import pytest

from salesapp.opportunities.lists.rules import Asked, Wanted


def test_without_an_address_everything_in_reach_is_shown():
    assert Wanted.read({}) == Wanted()
    assert Asked.read({}) == Asked()
    assert Wanted().args() == Asked().args() == {}
    assert not Wanted().narrowed and not Asked().narrowed and not Asked().every_status
    for name in ("mine", "late", "month", "stuck"):
        assert getattr(Wanted(), name) is False


BOARD = {"scope": "mine", "grade": "S", "late": "1", "month": "1", "stuck": "1"}


def test_the_filters_of_the_board_live_in_its_address():
    wanted = Wanted.read(BOARD)
    assert wanted == Wanted(mine=True, grade="S", late=True, month=True, stuck=True)
    assert wanted.args() == BOARD
    assert wanted.args(late=False, grade="", mine=False) == {"month": "1", "stuck": "1"}


@pytest.mark.parametrize("key", list(BOARD))
def test_each_filter_of_the_board_stands_alone(key):
    alone = {key: BOARD[key]}
    wanted = Wanted.read(alone)
    assert wanted.args() == alone
    assert wanted.narrowed is (key != "scope")


def test_what_nobody_offered_is_ignored():
    assert Wanted.read({"scope": "all", "grade": "C", "late": "yes", "month": "0", "stuck": ""}) == Wanted()
    assert Asked.read({"status": "gone", "stage": "moon", "owner": "x", "sort": "colour"}) == Asked()


LIST = {"q": "宏远", "status": "lost", "stage": "proposal", "owner": 7, "sort": "amount"}


def test_the_filters_of_the_list_live_in_its_address():
    asked = Asked.read(LIST | {"q": " 宏远 ", "owner": "7", "grade": "A", "late": "1"})
    assert asked == Asked("宏远", "lost", "proposal", 7, Wanted(grade="A", late=True), "amount")
    assert asked.args() == LIST | {"grade": "A", "late": "1"}
    assert asked.args(late=False, mine=True, sort="due") == {
        "q": "宏远",
        "status": "lost",
        "stage": "proposal",
        "owner": 7,
        "scope": "mine",
        "grade": "A",
    }
    assert asked.hidden() == {"stage": "proposal", "sort": "amount", "grade": "A", "late": "1"}


@pytest.mark.parametrize("status", ["won", "lost", "parked", "all", "open"])
def test_a_list_shows_one_status_or_every_one(status):
    asked = Asked.read({"status": status})
    assert asked.status == status
    assert asked.every_status is (status == "all")
    assert asked.narrowed is (status != "open")


@pytest.mark.parametrize("sort", ["due", "updated", "amount", "close", "number"])
def test_a_list_is_sorted_by_one_of_five(sort):
    asked = Asked.read({"sort": sort})
    assert asked.sort == sort
    assert asked.args() == ({} if sort == "due" else {"sort": sort})


def test_a_search_has_at_most_a_hundred_characters():
    assert Asked.read({"q": " " + "x" * 101}).text == "x" * 100
