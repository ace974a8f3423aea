"""One line of today's work, whatever capability it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Todo:
    """Something a person must do: what, by when, and the one tap that does it."""

    due_at: datetime
    kind: str
    title: str
    detail: str
    url: str
    action_label: str
    action_url: str
    overdue: bool = False
    soon: bool = False
    due_words: str | None = None  # overrides the words made from due_at, e.g. "剩 2 小时"
    grade: str | None = None
    owner: str | None = None
    waiting: bool = False  # True: waits for my decision (等我处理); False: my own work (先做这些)
