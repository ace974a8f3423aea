"""Traditional signs as simplified ones, for comparing and finding: 蘇州 and 苏州, 臺灣 and 台湾 are one. OpenCC knows how."""

from __future__ import annotations

import functools
from typing import Any


@functools.lru_cache(maxsize=4096)
def simplified(text: str) -> str:
    """Return a text in simplified signs; what is simplified, or no Chinese, stays as it is."""
    return text if text.isascii() else _converter().convert(text)


@functools.cache
def _converter() -> Any:
    from opencc import (
        OpenCC,
    )  # its dictionaries are loaded on first use, not when a screen merely imports this

    return OpenCC("t2s")
