"""What is done to scripts: one is written or reworded."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.playbook.actions import shipped, start_with
from salesapp.playbook.scripts.models import ScriptTemplate
from salesapp.playbook.scripts.rules import check_script

SHIPPED = Path(__file__).parent / "data" / "scripts.toml"


def save_script(
    script: ScriptTemplate | None, *, kind: str, name: str, subject: str | None, body: str, active: bool,
    by: User, at: datetime,
) -> ScriptTemplate:  # fmt: skip
    """Keep a script, new or changed, after checking its placeholders (R15)."""
    check_script(kind, subject, body)
    if script is None:
        script = ScriptTemplate()
        db.session.add(script)
    script.kind, script.name, script.subject, script.body, script.active = kind, name, subject, body, active
    script.changed_by_id, script.changed_at = by.id, at
    return script


def fill(*, at: datetime) -> int:
    """Write the scripts that the product comes with, where there is none at all."""
    return start_with(ScriptTemplate.id, (ScriptTemplate(**line, changed_at=at) for line in shipped(SHIPPED)))
