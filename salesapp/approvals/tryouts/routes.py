"""Trying the bands of approval out: by the rules in force, or as they are typed and not saved yet."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request
from flask_login import current_user

from salesapp.approvals.tryouts import page, rules
from salesapp.approvals.tryouts.forms import TryForm
from salesapp.approvals.tryouts.rules import Case
from salesapp.policies import access, actions
from salesapp.policies.forms import RulesForm, rules_form
from salesapp.policies.queries import history, in_group
from salesapp.policies.rules import GROUP_LABELS, Group
from salesapp.refusals import Refusal
from salesapp.rights.rules import Role

bp = Blueprint("tryouts", __name__, url_prefix="/approvals/try-outs")


def _case(form: TryForm) -> Case:
    by = form.try_by.data if form.try_by.data in (Role.REP, Role.SUPERVISOR) else Role.REP
    return Case(rules.check_amount(form.try_amount.data), bool(form.try_nonstandard.data), by)


def _tried(form: TryForm, typed: page.Ruleset | None = None) -> page.Tried | None:
    """Return the way of the contract that was typed; nothing where none was."""
    try:
        return page.tried(_case(form), typed)
    except Refusal as refusal:
        form.refuse(refusal)
        return None


@bp.get("")
def index():
    """Show which way a contract would go by the rules in force."""
    asked = "try_amount" in request.args
    form = TryForm(request.args if asked else None, meta={"csrf": False})
    return render_template("approvals/tryouts/index.html", form=form, tried=_tried(form) if asked else None)


@bp.post("")
def create():
    """Show which way it would go by rules that are typed and not saved: nothing is changed."""
    if not access.may_change(Group.APPROVALS, current_user):
        abort(403)
    form, trial = rules_form(Group.APPROVALS)(), TryForm()
    tried = _as_typed(form, trial)
    return render_template(
        "policies/edit.html", form=form, trial=trial, tried=tried, group=form.group, policies=in_group(form.group),
        title=GROUP_LABELS[form.group], history=history(form.group),
    )  # fmt: skip


def _as_typed(form: RulesForm, trial: TryForm) -> page.Tried | None:
    try:
        values = actions.check_group(form.group, form.values())
    except Refusal as refusal:
        form.refuse(refusal)
        return None
    return _tried(trial, page.as_typed(values))
