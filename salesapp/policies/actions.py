"""Setting policies: checked together, in force with the commit, in every process."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from salesapp import capability
from salesapp.db import db, touch_config
from salesapp.policies import access, rules
from salesapp.policies.dates.rules import Along, OpenDates
from salesapp.policies.models import Setting
from salesapp.policies.queries import declared, in_group, orders, policy, totals
from salesapp.policies.reading import rules as reading
from salesapp.policies.rules import Group, PolicyRefused
from salesapp.refusals import StaleEdit
from salesapp.rights.rules import Person
from salesapp.trail.actions import record
from salesapp.web import cache
from salesapp.words import gettext as _
from salesapp.words import ngettext


def check(key: str, raw: Any) -> Any:
    """Return the JSON value for what was typed, or raise PolicyRefused with the reason."""
    if key not in declared():
        raise PolicyRefused(_("There is no such rule."), field=key)
    return reading.check(declared()[key], raw)


def check_group(group: Group, raw: Mapping[str, Any]) -> dict[str, Any]:
    """Check all policies of a group together; weights must total 100 (R60)."""
    values = {one.key: reading.check(one, raw.get(one.key)) for one in in_group(group)}
    rules.check_together(values, totals(), orders(), lambda key: declared()[key].label)
    return values


def change(key: str, value: Any, *, by: Person, at: datetime) -> Setting:
    """Set a policy to a JSON value that was checked before; the change is audited and in force after the commit."""
    if key not in declared():
        raise KeyError(key)
    setting = db.session.get(Setting, key)
    if setting is None:
        setting = Setting(key=key, value=value, changed_by_id=by.id, changed_at=at)
        db.session.add(setting)
    else:
        setting.value, setting.changed_by_id, setting.changed_at = value, by.id, at
    touch_config()
    cache.forget()
    return setting


def fingerprint(group: Group) -> str:
    """Return what tells whether a group of rules is still as somebody saw it."""
    values = {one.key: policy(one.key) for one in in_group(group)}
    return hashlib.sha256(json.dumps(values, default=str, sort_keys=True).encode()).hexdigest()[:16]


def change_rules(
    group: Group, raw: Mapping[str, Any], *, seen: str, by: Person, at: datetime, along: str | None = Along.KEEP
) -> list[str]:  # fmt: skip
    """Set the rules of a group; returns the keys whose values changed.

    `seen` is the fingerprint of what the person had before their eyes. The rules are in force with the commit,
    in every process. Open dates that the new rules would move go along with ``move`` and stay with ``keep``; with
    neither, nothing is changed where there are some, and :class:`OpenDates` shows them.
    """
    if not access.may_change(group, by):
        raise PolicyRefused(_("Only an administrator changes these rules."))
    touch_config()  # locks the stamp: of two people who save at once, the second sees what the first wrote
    cache.forget()
    if fingerprint(group) != seen:
        raise StaleEdit(
            _("Somebody else changed these rules while you had them open. Compare and save again.")
        )
    values = check_group(group, raw)
    attempt = db.session.begin_nested()
    changed = [key for key, value in values.items() if rules.parse(declared()[key], value) != policy(key)]
    for key in changed:
        change(key, values[key], by=by, at=at)
    moved = _move(changed, by=by, at=at) if along != Along.KEEP else []
    if moved and along != Along.MOVE:
        attempt.rollback()
        cache.forget()
        sentence = ngettext(
            "%(num)d open date would move. Say whether it goes along.",
            "%(num)d open dates would move. Say whether they go along.",
            len(moved),
        )
        raise OpenDates(sentence, moved)
    attempt.commit()
    _tell(changed, by=by, at=at)
    return changed


def _move(changed: list[str], *, by: Person, at: datetime) -> list[Any]:
    """Let the open dates that some rules decide follow them, and note how many did."""
    db.session.flush()
    dates = [each for part in capability.installed() if part.policies for each in part.policies.dates]
    moved = [row for each in dates if each.keys & set(changed) for row in each.move(by=by, at=at)]
    if moved:
        record("rule_dates", detail={"rules": changed, "moved": len(moved)})
    return sorted(moved, key=lambda row: row.what)


def _tell(changed: list[str], *, by: Person, at: datetime) -> None:
    """Let the capabilities whose rules were changed tell whom it concerns."""
    for part in capability.installed():
        mine = [one for one in part.policies.items if one.key in changed] if part.policies else []
        if mine and part.policies and part.policies.told:
            part.policies.told(mine, by=by, at=at)
