"""The library on the screen: read by all who work with customers, kept by those who rule (R17)."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, render_template, request, url_for
from flask_login import current_user

from salesapp.chinese.industries import words
from salesapp.db import db
from salesapp.playbook.library import actions, queries
from salesapp.playbook.library.forms import ItemForm
from salesapp.playbook.library.page import page
from salesapp.playbook.library.rules import KIND_NAMES
from salesapp.web import clock, htmx, menu
from salesapp.words import gettext as _

bp = Blueprint("library", __name__, url_prefix="/library")


@bp.get("")
def index():
    """List the library: by kind, by industry, by words."""
    asked: dict[str, Any] = {
        name: request.args.get(name, "").strip()[:60] for name in ("kind", "industry", "words")
    }
    found = queries.items(**asked, with_closed=menu.may_open("library.new"), cursor=request.args.get("after"))
    return render_template(
        "playbook/library/index.html", page=found, kinds=KIND_NAMES, industries=queries.industries(),
        industry_name=words, today=clock.today(), **asked,
    )  # fmt: skip


@bp.get("/new")
def new():
    """Ask for a new piece."""
    return render_template("playbook/library/item.html", form=ItemForm(), item=None)


@bp.post("")
def create():
    """Keep a new piece."""
    form = ItemForm()
    item = form.carry_out(lambda: actions.save_item(None, form.values(), by=current_user, at=clock.now()))
    if item is None:
        return form.again("playbook/library/item.html", item=None)
    return _kept(form, item)


def _kept(form: ItemForm, item):
    target = url_for(".show", library_item_id=item.id)
    form.settle(target)
    db.session.commit()
    flash(_("Saved."), "ok")
    return htmx.go(target)


@bp.get("/<int:library_item_id>")
def show(library_item_id: int):
    """Show one piece with every version of it, and who gave it to whom."""
    item = queries.find(library_item_id) or abort(404)
    return render_template("playbook/library/show.html", **page(item, current_user, clock.today()))


@bp.get("/<int:library_item_id>/edit")
def edit(library_item_id: int):
    """Show a piece, to be changed or renewed."""
    item = queries.find(library_item_id) or abort(404)
    form = ItemForm(formdata=None, kind=item.kind, name=item.name, figure=item.figure, summary=item.summary,
                    expires_on=item.expires_on, active=item.active)  # fmt: skip
    form.show(item)
    form.expect_version(item)
    return render_template("playbook/library/item.html", form=form, item=item)


@bp.post("/<int:library_item_id>")
def update(library_item_id: int):
    """Keep a changed piece; other words or another file are its next version."""
    item = queries.find(library_item_id) or abort(404)
    form = ItemForm()
    form.expect_version(item)
    kept = form.carry_out(lambda: actions.save_item(item, form.values(), by=current_user, at=clock.now()))
    if kept is None:
        return form.again("playbook/library/item.html", item=item)
    return _kept(form, item)
