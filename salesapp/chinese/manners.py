"""How one speaks with a customer: an answer that begins by contradicting is known by its first words."""

from __future__ import annotations

#: How an answer begins that contradicts flatly.
FLAT = (
    "您错了", "你错了", "您说得不对", "你说得不对", "您说的不对", "你说的不对", "不对，", "不对,",
    "不可能", "胡说", "不是这样", "没有的事",
    "您不懂", "你不懂", "you are wrong", "that is not true",
)  # fmt: skip


def contradicts(text: str | None) -> bool:
    """Return whether a text begins by contradicting whoever reads it."""
    return (text or "").strip().lower().startswith(FLAT)
