"""What was done by one tap is taken back by one."""

from __future__ import annotations

from typing import Any

from flask import flash


def said_with_undo(text: str, undo_url: str) -> None:
    """Say on the next page what was done, with the tap that takes it back."""
    message: Any = {"text": text, "undo_url": undo_url}  # the template of notices tells it from plain words
    flash(message, "ok")
