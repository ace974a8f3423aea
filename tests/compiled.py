"""Templates of the tests, compiled once in a process."""

from __future__ import annotations

from typing import ClassVar

from jinja2 import BytecodeCache

from salesapp import words


class Templates(BytecodeCache):
    """Every template compiled once in a process for a language, however many applications show it."""

    kept: ClassVar[dict[str, bytes]] = {}

    def get_cache_key(self, *of: str | None) -> str:
        return f"{super().get_cache_key(*of)} {id(words.spoken())}"

    def load_bytecode(self, bucket) -> None:
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket) -> None:
        self.kept[bucket.key] = bucket.bytecode_to_string()
