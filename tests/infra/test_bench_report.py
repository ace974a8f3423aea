"""A bench that goes on where something breaks off."""

from __future__ import annotations

import pytest

from salesapp.bench import crowd, report
from salesapp.bench.browser import BenchError


def test_what_breaks_off_is_a_row_that_misses_and_costs_no_other_row():
    def measure():
        yield report.summed_up("first", [1.0])
        raise BenchError("43 of 200 failed")

    kept = list(report.whatever_comes("second", measure))
    assert [(one.screen, one.misses) for one in kept] == [
        ("first", []),
        ("second", ["broke off: 43 of 200 failed"]),
    ]


def test_those_who_failed_are_counted_beside_those_who_did_not():
    def fails():
        raise TimeoutError("timed out")

    assert crowd.at_once([fails, int], most=1) == ["1 of 2 failed: TimeoutError('timed out')"]
    assert crowd.at_once([int, int]) == []
    with pytest.raises(BenchError, match="1 of 2 failed"):
        crowd.at_once([fails, int])
