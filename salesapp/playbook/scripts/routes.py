"""Scripts on the screen: read by all who sell, kept by those who rule (R15)."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, render_template, request
from flask_login import current_user

from salesapp.playbook.routes import saved
from salesapp.playbook.scripts import actions, queries, rules
from salesapp.playbook.scripts.forms import ScriptForm
from salesapp.web import clock, menu

bp = Blueprint("scripts", __name__, url_prefix="/settings/scripts")
PAGE = {"samples": rules.SAMPLE_VALUES}


@bp.get("")
def index():
    """List the scripts by kind, each with a preview."""
    kind = request.args.get("kind")
    return render_template(
        "playbook/scripts/index.html",
        scripts=queries.scripts(kind=kind, with_closed=menu.may_open("scripts.new")),
        kinds=rules.KIND_NAMES,
        kind=kind,
        preview=rules.sample,
    )


@bp.get("/new")
def new():
    """Ask for a new script."""
    return render_template("playbook/scripts/script.html", form=ScriptForm(), script=None, **PAGE)


@bp.post("")
def create():
    """Keep a new script."""
    form = ScriptForm()
    if form.carry_out(lambda: actions.save_script(None, **_values(form))) is None:
        return form.again("playbook/scripts/script.html", script=None, **PAGE)
    return saved(form, ".index")


def _values(form: ScriptForm) -> dict[str, Any]:
    return {**form.values(), "by": current_user, "at": clock.now()}


@bp.get("/<int:script_template_id>")
def edit(script_template_id: int):
    """Show a script, to be reworded."""
    script = queries.script(script_template_id) or abort(404)
    form = ScriptForm(obj=script)
    form.expect_version(script)
    return render_template("playbook/scripts/script.html", form=form, script=script, **PAGE)


@bp.post("/<int:script_template_id>")
def update(script_template_id: int):
    """Keep a reworded script."""
    script = queries.script(script_template_id) or abort(404)
    form = ScriptForm()
    form.expect_version(script)
    if form.carry_out(lambda: actions.save_script(script, **_values(form))) is None:
        return form.again("playbook/scripts/script.html", script=script, **PAGE)
    return saved(form, ".index")


@bp.get("/<int:script_template_id>/versions")
def versions(script_template_id: int):
    """Show every wording that a script had: since when, by whom and why."""
    script = queries.script(script_template_id) or abort(404)
    return render_template(
        "playbook/scripts/versions.html",
        script=script,
        versions=queries.versions(script.id),
        kinds=rules.KIND_NAMES,
    )


@bp.post("/previews")
def create_preview():
    """Show a wording as it would read, with sample values; nothing is kept."""
    form = ScriptForm()
    return render_template(
        "playbook/scripts/preview.html",
        title=rules.sample(form.subject.data),
        text=rules.sample(form.body.data),
        unknown=rules.unknown(form.body.data or ""),
        form=form,
    )
