"""What a field understood, while somebody types or pastes: numbers in words, days for the picker of the browser."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template, request
from werkzeug.datastructures import MultiDict
from wtforms import Form as PlainForm

from salesapp.chinese import dates
from salesapp.chinese.dates import DateRefused
from salesapp.web import clock
from salesapp.web.incoming import CleanMeta
from salesapp.web.moments import MINUTE
from salesapp.web.numbers import COUNTED, Number, Percent, Wan, Whole, Yuan

bp = Blueprint("readings", __name__, url_prefix="/readings")

#: By the name under which a field asks.
NUMBERS = {kind.reads_as: kind for kind in (Number, Percent, Wan, Whole, Yuan)}


@bp.get("/numbers/<kind>")
def number(kind):
    """Say what was read of a number, or how it is written."""
    typed = next(iter(request.args.values()), "")[:100]
    if kind not in NUMBERS:
        abort(404)
    words = {"Meta": CleanMeta, "value": NUMBERS[kind](units=COUNTED)}
    form = type("Typed", (PlainForm,), words)(MultiDict({"value": typed}))
    form.validate()
    return render_template("layout/reading.html", field=form.value)


@bp.get("/days")
def day():
    """Return a pasted day, or a day with its time, as the browser's picker takes it; 422 says how it is written."""
    read = dates.read_moment if "time" in request.args else dates.read
    try:
        found = read(
            request.args.get("typed", "")[:100], today=clock.today(), ahead="back" not in request.args
        )
    except DateRefused as refused:
        return Response(str(refused), 422, mimetype="text/plain")
    said = found.strftime(MINUTE) if "time" in request.args else found.isoformat()
    return Response(said, mimetype="text/plain")
