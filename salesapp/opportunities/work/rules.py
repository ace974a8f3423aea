"""The kinds of work that opportunities ask for. Pure."""

from __future__ import annotations

FOLLOW_UP, STOPPED_FILE = "follow_up", "stopped_file"
#: The grade is suggested anew; the expected date has passed.
REGRADE, PASSED = "regrade", "expected_passed"
