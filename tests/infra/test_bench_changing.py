"""The bench compares volumes, and asks as a board does whether something has changed."""

from __future__ import annotations

import pytest

from salesapp.bench import changing, report
from salesapp.bench.browser import Answer, BenchError
from tests.infra.test_bench import answers


def test_a_volume_is_compared_with_another():
    small = report.measure(report.Screen("page", answers(2, 2, 2), warm_up=0), 3)
    large = [report.measure(report.Screen(name, answers(5, 5, 5), warm_up=0), 3) for name in ("page", "new")]
    report.compare(large, report.as_json([small]))
    assert [one.times for one in large] == [2.5, None]
    assert "2.50" in report.table(large)


def test_the_poll_of_a_board_is_read_off_its_page():
    board = b'<div id="board-poll" data-poll hidden hx-get="/board/changes?since=1&amp;mine=1"'
    assert changing.poll_of(Answer(200, {}, board, 1.0)) == "/board/changes?since=1&mine=1"
    with pytest.raises(BenchError):
        changing.poll_of(Answer(200, {}, b"", 1.0))
