"""The code as sweeps read it: every module once in a process."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path


@cache
def tree(path: Path) -> ast.Module:
    """Return a module as Python understands it."""
    return ast.parse(path.read_text("utf-8"))
