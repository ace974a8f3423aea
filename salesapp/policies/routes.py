"""The rules of the team: read by everybody, set by supervisors, those of security by the administrator."""

from __future__ import annotations

from flask import Blueprint, abort, current_app, flash, render_template, url_for
from flask_login import current_user

from salesapp.db import db
from salesapp.policies import access, actions, queries
from salesapp.policies.forms import RulesForm, rules_form
from salesapp.policies.queries import in_group
from salesapp.policies.rules import GROUP_LABELS, Group
from salesapp.trail.wording import page as wording
from salesapp.web import clock, guide, htmx
from salesapp.words import gettext as _
from salesapp.words import ngettext

bp = Blueprint("rules", __name__, url_prefix="/settings/rules")


def _group(name: str) -> Group:
    """Find a group of rules that the present person may change."""
    group = next((group for group in Group if group.value == name), None) or abort(404)
    if not access.may_change(group, current_user):
        abort(403)
    return group


def _page(form: RulesForm) -> dict:
    return {
        "group": form.group, "policies": in_group(form.group), "title": GROUP_LABELS[form.group],
        "history": queries.history(form.group),
    }  # fmt: skip


def _said(count: int) -> str:
    if not count:
        return _("Nothing was changed.")
    return ngettext("%(num)d rule changed, in force now.", "%(num)d rules changed, in force now.", count)


@bp.get("")
def index():
    """Show every rule with its value, its default and who changed it."""
    return render_template(
        "policies/index.html",
        groups=[
            (group, GROUP_LABELS[group], in_group(group), access.may_change(group, current_user))
            for group in Group
        ],
        value=queries.policy,
        changed=queries.changed_rules(),
        people=wording.people(),
        steps=guide.steps(),
        unreachable=config.base_url if (config := current_app.config["SALESAPP"]).local_only else "",
    )


@bp.get("/<group>")
def edit(group: str):
    """Show the rules of a group, to be changed."""
    form = rules_form(_group(group))().load()
    return render_template("policies/edit.html", form=form, **_page(form))


@bp.post("/<group>")
def update(group: str):
    """Set the rules of a group; they are in force at once."""
    form = rules_form(_group(group))()
    values, seen, act = form.values(), form.version.data, {"by": current_user, "at": clock.now()}
    along = values.pop("dates")
    changed = form.carry_out(lambda: actions.change_rules(form.group, values, seen=seen, along=along, **act))
    if changed is None:
        return form.again("policies/edit.html", **_page(form))
    form.settle(url_for("rules.index"))
    db.session.commit()
    flash(_said(len(changed)), "ok")
    return htmx.go(url_for("rules.index", _anchor=form.group.value))
