"""The grading sheet on the screen, and the suggestion while somebody types (R25)."""

from __future__ import annotations

from flask import Blueprint, abort, flash, render_template, request, url_for
from flask_login import current_user

from salesapp.db import db
from salesapp.opportunities.changes.page import lines
from salesapp.opportunities.changes.queries import changes
from salesapp.opportunities.forms import NewForm
from salesapp.opportunities.grading.actions import grade_again
from salesapp.opportunities.grading.forms import GradeForm
from salesapp.opportunities.grading.page import advice_of
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.queries import find
from salesapp.web import clock, htmx, params
from salesapp.words import gettext as _

bp = Blueprint("grading", __name__, url_prefix="/opportunities")


@bp.get("/suggestion")
def suggestion():
    """Answer, while somebody types, which grade the system suggests and why (R25)."""
    form = NewForm(formdata=request.args, meta={"csrf": False})
    opportunity_id = params.id_or(request.args.get("of"))
    opportunity = find(opportunity_id, current_user) if opportunity_id else None
    found = advice_of(form, opportunity.amount if opportunity is not None else form.amount.data)
    return render_template("opportunities/grading/suggested.html", advice=found)


@bp.get("/<int:opportunity_id>/grades/new")
def new_grade(opportunity_id: int):
    """Show the grading sheet."""
    opportunity = find(opportunity_id, current_user) or abort(404)
    form = GradeForm(formdata=None, obj=opportunity)
    form.expect_version(opportunity)
    return render_template("opportunities/grading/grade.html", form=form, **_shown(form, opportunity))


@bp.post("/<int:opportunity_id>/grades")
def create_grade(opportunity_id: int):
    """Grade an opportunity again."""
    opportunity = find(opportunity_id, current_user) or abort(404)
    form = GradeForm()
    form.expect_version(opportunity)
    done = form.carry_out(lambda: grade_again(opportunity, form.values(), by=current_user, at=clock.now()))
    if done is None:
        opportunity = find(opportunity_id, current_user) or abort(404)
        return form.again("opportunities/grading/grade.html", **_shown(form, opportunity))
    target = url_for("opportunities.show", opportunity_id=opportunity_id)
    form.settle(target)
    db.session.commit()
    flash(_("Graded %(grade)s.", grade=opportunity.grade), "ok")
    return htmx.go(target)


def _shown(form: GradeForm, opportunity: Opportunity) -> dict:
    """Return what the grading sheet shows beside its form."""
    changed = changes(opportunity.id, fields=("grade", "suggested_grade", "expected_close_on", "amount"))
    return {
        "opportunity": opportunity,
        "advice": advice_of(form, opportunity.amount),
        "history": lines(changed),
    }
