"""What approvals bring to the day (R3)."""

from __future__ import annotations

from salesapp.approvals.work import page
from salesapp.capability import Capability
from salesapp.work.rules import Work

CAPABILITY = Capability(name="approvals.work", work=Work(todo=page.todo))
