"""What a field understood, while somebody types or pastes: numbers in words, days for the picker of the browser."""

from __future__ import annotations

from flask import Blueprint, abort, jsonify, render_template, request
from werkzeug.datastructures import MultiDict
from wtforms import Form as PlainForm

from salesapp.chinese import dates
from salesapp.chinese.dates import DateRefused
from salesapp.web import clock
from salesapp.web.incoming import CleanMeta
from salesapp.web.moments import MINUTE
from salesapp.web.numbers import COUNTED, Capital, Number, Percent, Wan, Whole, Yuan
from salesapp.web.phones import Telephone

bp = Blueprint("readings", __name__, url_prefix="/readings")

#: By the name under which a field asks.
NUMBERS = {kind.reads_as: kind for kind in (Capital, Number, Percent, Wan, Whole, Yuan)}
TELEPHONE = Telephone.reads_as


@bp.get("/numbers/<kind>")
def number(kind):
    """Say what was read of a number, or how it is written."""
    name, typed = next(iter(request.args.items()), ("", ""))
    if kind not in (*NUMBERS, TELEPHONE):
        abort(404)
    field = Telephone() if kind == TELEPHONE else NUMBERS[kind](units=COUNTED)
    form = type("Typed", (PlainForm,), {"Meta": CleanMeta, "value": field})(MultiDict({"value": typed[:100]}))
    form.validate()
    return render_template("layout/reading.html", field=form.value, name=name[:60])


@bp.get("/days")
def day():
    """Return a pasted day, or a day with its time, as the browser's picker takes it, or how it is written."""
    read = dates.read_moment if "time" in request.args else dates.read
    try:
        found = read(
            request.args.get("typed", "")[:100], today=clock.today(), ahead="back" not in request.args
        )
    except DateRefused as refused:
        return jsonify(refused=str(refused))
    said = found.strftime(MINUTE) if "time" in request.args else found.isoformat()
    return jsonify(day=said)
