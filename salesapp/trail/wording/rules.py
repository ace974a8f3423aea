"""The words in which the audit trail is read: each capability declares those of its own records. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

#: Words of codes: a table, or a function from the code to its words; none where it knows none.
Words = Mapping[Any, Any] | Callable[[str], str | None]


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """What a capability's records, fields, events and codes are called in the audit trail."""

    #: Kinds of record, by table.
    records: Mapping[str, Any] = field(default_factory=dict)
    events: Mapping[str, Any] = field(default_factory=dict)
    #: Columns and details of events; ``table.column`` where one kind of record means something else by it.
    fields: Mapping[str, Any] = field(default_factory=dict)
    #: Words of codes by ``table.column``, ``event.detail`` or by the name alone.
    codes: Mapping[str, Words] = field(default_factory=dict)
    #: What records of a kind are called, by id, where the trail itself cannot know: ``names()``.
    names: Mapping[str, Callable[[], Mapping[int, str]]] = field(default_factory=dict)
