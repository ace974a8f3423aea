"""The mutants of a rule: what is changed, what is left alone, and that the changed module is the one that is tested."""

from __future__ import annotations

import pytest

from tests.mutation.mutants import mutants


def changes(source: str) -> list[str]:
    """Return what stands in each mutant instead."""
    return [mutant.change.partition(" → ")[2].removeprefix("x = ") for mutant in mutants(source)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x = a < 3", ["a <= 3", "a >= 3", "a < 4", "a < 2"]),
        ("x = a and b", ["a or b", "not a and b", "a and (not b)"]),
        ("x = a + b", ["a - b"]),
        ("x = Decimal('0.5')", ["Decimal('0.5E1')"]),
        ("x = q(ROUND_HALF_UP)", ["q('ROUND_HALF_DOWN')"]),
        ("x = {a, b}", ["{b}", "{a}"]),
        ("x = min(a, 1)", ["max(a, 1)", "min(a, 2)", "min(a, 0)"]),
        ("def f():\n    return x", ["return None"]),
        ("if x:\n    raise E('no')", ["not x", "pass"]),
    ],
)
def test_what_decides_is_changed(source, expected):
    assert changes(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        '"""Words."""',
        "class Kind(StrEnum):\n    A = 'a'",
        "def f(x: tuple[int, str]) -> dict[int, int]: ...",
        "@dataclass(frozen=True)\nclass A:\n    pass",
        "x = f'{a:>10}'",
        "x = tuple[int, str]",
        "x = zip(strict=True)",
    ],
)
def test_words_types_and_the_making_of_things_are_left_alone(source):
    assert changes(source) == []


def test_a_mutant_is_known_by_its_place_and_runs_as_changed():
    [mutant] = mutants("class A:\n    def f(self, a, b):\n        c = a * b\n")
    assert (mutant.line, mutant.key) == (3, "A.f: c = a * b → c = a // b")
    [changed] = [mutant for mutant in mutants("x = 2 + 1") if mutant.key == "module: x = 2 + 1 → x = 2 - 1"]
    module: dict[str, object] = {}
    exec(changed.code, module)
    assert module["x"] == 1
