"""What is done to scripts: one is written or reworded."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from salesapp.accounts.models import User
from salesapp.db import db
from salesapp.playbook.actions import shipped, start_with
from salesapp.playbook.scripts.models import ScriptTemplate
from salesapp.playbook.scripts.rules import check_reason, check_script

SHIPPED = Path(__file__).parent / "data" / "scripts.toml"


def save_script(
    script: ScriptTemplate | None, *, kind: str, name: str, subject: str | None, body: str, active: bool,
    why: str | None, by: User, at: datetime,
) -> ScriptTemplate:  # fmt: skip
    """Keep a script, new or changed, after checking its placeholders; a changed wording is a new version (R15)."""
    check_script(kind, subject, body)
    if script is None:
        script = ScriptTemplate(no=0)
        db.session.add(script)
    if not script.no or (script.subject, script.body) != (subject, body):
        check_reason(script.no, why)
        script.reword(subject, body, by=by, at=at, why=why)
    script.kind, script.name, script.active = kind, name, active
    script.changed_by_id, script.changed_at = by.id, at
    return script


def fill(*, at: datetime) -> int:
    """Write the scripts that the product comes with, where there is none at all."""
    return start_with(ScriptTemplate.id, (_shipped(line, at) for line in shipped(SHIPPED)))


def _shipped(line: dict[str, Any], at: datetime) -> ScriptTemplate:
    script = ScriptTemplate(kind=line["kind"], name=line["name"], no=0, changed_at=at)
    script.reword(line.get("subject"), line["body"], by=None, at=at, why=None)
    return script
