"""Asking for the decision on a file, on the screen."""

from __future__ import annotations

from flask import Blueprint, abort, flash, render_template, url_for
from flask_login import current_user

from salesapp.db import db
from salesapp.opportunities.decisions import actions, page, queries
from salesapp.opportunities.decisions.forms import SubmissionForm
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.queries import find
from salesapp.web import clock, htmx
from salesapp.words import gettext as _

bp = Blueprint("file_decisions", __name__, url_prefix="/opportunities")


def _found(opportunity_id: int) -> Opportunity:
    return find(opportunity_id, current_user) or abort(404)


@bp.get("/<int:opportunity_id>/submissions/new")
def new_submission(opportunity_id: int):
    """Ask what the owner answers to the last decision."""
    form = SubmissionForm(formdata=None)
    return render_template("opportunities/decisions/submission.html", form=form, **_asked(opportunity_id))


def _asked(opportunity_id: int) -> dict:
    opportunity = _found(opportunity_id)
    return {
        "opportunity": opportunity,
        "last_word": page.last_word(opportunity, queries.rounds(opportunity)),
    }


@bp.post("/<int:opportunity_id>/submissions")
def create_submission(opportunity_id: int):
    """Put the file before whoever decides on it."""
    opportunity, form = _found(opportunity_id), SubmissionForm()
    done = form.carry_out(
        lambda: actions.ask(opportunity, answer=form.answer.data, by=current_user, at=clock.now())
    )
    if done is None:
        return form.again("opportunities/decisions/submission.html", **_asked(opportunity_id))
    target = url_for("opportunities.show", opportunity_id=opportunity_id)
    form.settle(target)
    db.session.commit()
    flash(_("The file waits for the decision."), "ok")
    return htmx.go(target)
