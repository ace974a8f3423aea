"""The dictionaries: values are added, renamed, put in order and switched off, never removed."""

from __future__ import annotations

from flask import Blueprint, abort, flash, render_template, request, url_for

from salesapp.db import db
from salesapp.playbook.actions import move
from salesapp.playbook.dictionaries import actions, queries
from salesapp.playbook.dictionaries.forms import WordForm
from salesapp.playbook.dictionaries.models import DictionaryEntry
from salesapp.playbook.dictionaries.rules import DICTIONARIES
from salesapp.web import htmx
from salesapp.words import gettext as _

bp = Blueprint("dictionaries", __name__, url_prefix="/settings")


def _entry(dictionary_entry_id: int) -> DictionaryEntry:
    return queries.entry(dictionary_entry_id) or abort(404)


@bp.get("/dictionaries")
def index():
    """List the dictionaries with their values."""
    return render_template(
        "playbook/dictionaries/index.html",
        dictionaries=[(one, queries.dictionary(one.key)) for one in DICTIONARIES.values()],
    )


@bp.get("/dictionaries/<dictionary>")
def show(dictionary: str):
    """Show one dictionary, to be worked on."""
    return render_template("playbook/dictionaries/show.html", form=WordForm(), **_page(dictionary))


def _page(key: str) -> dict:
    found = DICTIONARIES.get(key) or abort(404)
    return {"dictionary": found, "entries": queries.entries(key)}


@bp.post("/dictionaries/<dictionary>")
def create(dictionary: str):
    """Add a value."""
    if dictionary not in DICTIONARIES:
        abort(404)
    form = WordForm()
    if form.carry_out(lambda: actions.add_word(dictionary, label=form.label.data)) is None:
        return form.again("playbook/dictionaries/show.html", **_page(dictionary))
    form.settle(url_for("dictionaries.show", dictionary=dictionary))
    db.session.commit()
    return htmx.go(url_for("dictionaries.show", dictionary=dictionary))


@bp.get("/words/<int:dictionary_entry_id>")
def edit(dictionary_entry_id: int):
    """Show one value, to be renamed or switched off."""
    entry = _entry(dictionary_entry_id)
    form = WordForm(obj=entry)
    form.expect_version(entry)
    return render_template(
        "playbook/dictionaries/word.html", form=form, entry=entry, dictionary=DICTIONARIES[entry.dictionary]
    )


@bp.post("/words/<int:dictionary_entry_id>")
def update(dictionary_entry_id: int):
    """Rename a value, switch it off or on."""
    entry = _entry(dictionary_entry_id)
    dictionary = DICTIONARIES[entry.dictionary]
    form = WordForm()
    form.expect_version(entry)
    if form.carry_out(lambda: actions.change_word(entry, **form.values())) is None:
        return form.again("playbook/dictionaries/word.html", entry=entry, dictionary=dictionary)
    form.settle(url_for("dictionaries.show", dictionary=dictionary.key))
    db.session.commit()
    flash(_("Saved."), "ok")
    return htmx.go(url_for("dictionaries.show", dictionary=dictionary.key))


@bp.post("/words/<int:dictionary_entry_id>/moves")
def create_move(dictionary_entry_id: int):
    """Put a value one place up or down."""
    entry = _entry(dictionary_entry_id)
    move(entry, queries.entries(entry.dictionary), up=request.form.get("to") == "up")
    db.session.commit()
    return htmx.go(url_for("dictionaries.show", dictionary=entry.dictionary, _anchor=f"word-{entry.id}"))
