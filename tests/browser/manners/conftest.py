"""A workshop: small pages made of the shared parts, which remember what they were sent."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Blueprint, abort, flash, redirect, render_template, request
from werkzeug.serving import make_server
from wtforms import (
    FieldList,
    FileField,
    FormField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
)
from wtforms.validators import DataRequired, Optional

from salesapp.db import db
from salesapp.rights import access
from salesapp.rights.rules import EVERYBODY
from salesapp.web import cache, clock
from salesapp.web.forms import Form, Rows
from tests.browser.conftest import Site
from tests.conftest import MONDAY, _application, _database

STAGES = ("first", "middle", "last", "end")
FIRMS = {31: "苏州某某精密制造有限公司", 32: "无锡某某机电有限公司", 33: "苏州某某电子有限公司"}


class ContactRow(Rows):
    who = StringField("Who")
    part = SelectField("Part", choices=[SelectChoice("a", "Decides"), SelectChoice("b", "Uses")])


class WorkshopForm(Form):
    name = StringField("Name", [DataRequired("A name is needed")])
    size = SelectField("Size", choices=[SelectChoice("s", "Small"), SelectChoice("l", "Large")])
    kind = RadioField("Kind", choices=[SelectChoice("x", "First"), SelectChoice("y", "Second")], default="x")
    owner_id = IntegerField("Owner", [Optional()])
    phone = StringField("Phone", render_kw={"inputmode": "tel"})
    contacts = FieldList(FormField(ContactRow), min_entries=1)
    photo = FileField("Photo")


def workshop(state: SimpleNamespace) -> Blueprint:
    """Return pages that remember what they were sent."""
    bp = Blueprint(
        "workshop", __name__, url_prefix="/workshop", template_folder=str(Path(__file__).parent / "pages")
    )

    @bp.get("/form")
    def form():
        form = WorkshopForm()
        if "stale" in request.args:
            form.name.data, form.size.data = "mine", "s"
            form.stale, form.theirs = True, {"name": "theirs", "size": "Large", "kind": "Second"}
        return render_template("workshop/form.html", form=form)

    @bp.post("/form")
    def save():
        form = WorkshopForm()
        if "add_row" in request.form:
            form.contacts.append_entry()
            return render_template("workshop/form.html", form=form)
        if state.fails:
            abort(state.fails)
        time.sleep(state.pause)
        if form.carry_out(lambda: None) is None:
            return form.again("workshop/form.html")
        photo = request.files.get("photo")
        state.photo = photo.read() if photo and photo.filename else b""
        state.saved.append(form.values() | {"token": form.token.data})
        form.settle("/workshop/done")
        db.session.commit()
        flash("Saved", "ok")
        return redirect("/workshop/done", 303)

    @bp.get("/done")
    def done():
        return render_template("workshop/done.html")

    @bp.post("/plain")
    def plain():
        return redirect("/workshop/done", 303)

    @bp.get("/pick")
    def pick():
        term = request.args.get("q", "")
        return "".join(
            f'<option value="{i}" data-hint="KH2026-00{i}">{n}</option>'
            for i, n in FIRMS.items()
            if term in n
        )

    @bp.get("/board")
    def board():
        return render_template("workshop/board.html", stages=STAGES, cards=state.cards)

    @bp.post("/board")
    def move():
        card = int(request.form["card"])
        for cards in state.cards.values():
            if card in cards:
                cards.remove(card)
        state.cards[request.form["stage"]].append(card)
        return redirect("/workshop/board", 303)

    return bp


@pytest.fixture(scope="package")
def state() -> SimpleNamespace:
    return SimpleNamespace(saved=[], photo=b"", pause=0.0, fails=0, cards={})


@pytest.fixture(scope="package")
def site(cast_database, tmp_path_factory, state) -> Iterator[Site]:
    """The application with the workshop's pages in it, and the cast instead of the company."""
    for url in _database("workshop", tmp_path_factory, copy_of=cast_database):
        app = _application(url, tmp_path_factory.mktemp("workshop"))
        bp = workshop(state)
        app.register_blueprint(bp)
        before = dict(access.table())
        for rule in app.url_map.iter_rules():
            if rule.endpoint.startswith("workshop."):
                access.table()[rule.endpoint] = EVERYBODY
        cache.forget()
        with clock.frozen(MONDAY):
            server = make_server("127.0.0.1", 0, app, threaded=True)
            thread = threading.Thread(target=server.serve_forever, daemon=True)
            thread.start()
            yield Site(app, f"http://127.0.0.1:{server.server_port}")
            server.shutdown()
            thread.join()
        access.table().clear()
        access.table().update(before)
        with app.app_context():
            db.engine.dispose()
        cache.forget()


@pytest.fixture(autouse=True)
def clean_state(state) -> None:
    state.saved.clear()
    state.photo, state.pause, state.fails = b"", 0.0, 0
    state.cards = {"first": [1, 2], "middle": [3], "last": [], "end": []}
