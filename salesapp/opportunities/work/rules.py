"""The kinds of work that opportunities ask for. Pure."""

from __future__ import annotations

FOLLOW_UP, STOPPED_FILE = "follow_up", "stopped_file"
