"""The steps of one opportunity: grading, the supervisor's word, ending, taking up again (R6, R25, F06, F24)."""

from __future__ import annotations

from flask import abort, flash, render_template, request, url_for
from flask_login import current_user

from salesapp.db import db
from salesapp.opportunities import actions, desk, queries, rules
from salesapp.opportunities.forms import ClosureForm, DecisionForm, ReopeningForm
from salesapp.opportunities.routes import bp
from salesapp.web import clock, htmx
from salesapp.words import gettext as _


def _find(opportunity_id: int):
    return queries.find(opportunity_id, current_user) or abort(404)


def _done(form, opportunity_id: int, said: str):
    target = url_for(".show", opportunity_id=opportunity_id)
    form.settle(target)
    db.session.commit()
    flash(said, "ok")
    return htmx.go(target)


@bp.get("/<int:opportunity_id>/grades/new")
def new_grade(opportunity_id: int):
    """Show the grading sheet."""
    opportunity = _find(opportunity_id)
    form = desk.grade_form(opportunity, fresh=True)
    return _grade_page(form, opportunity)


@bp.post("/<int:opportunity_id>/grades")
def create_grade(opportunity_id: int):
    """Grade an opportunity again."""
    opportunity = _find(opportunity_id)
    form = desk.grade_form(opportunity, fresh=False)
    done = form.carry_out(lambda: actions.grade(opportunity, form.values(), by=current_user, at=clock.now()))
    if done is None:
        opportunity = _find(opportunity_id)
        return form.again("opportunities/grade.html", **_grading(form, opportunity))
    return _done(form, opportunity_id, _("Graded %(grade)s.", grade=opportunity.grade))


def _grade_page(form, opportunity):
    return render_template("opportunities/grade.html", form=form, **_grading(form, opportunity))


def _grading(form, opportunity) -> dict:
    history = queries.changes(
        opportunity.id, fields=("grade", "suggested_grade", "expected_close_on", "amount")
    )
    suggestion = desk.suggestion_of(form, opportunity.amount)
    return {"opportunity": opportunity, "suggestion": suggestion, "history": history}


@bp.post("/<int:opportunity_id>/decisions")
def create_decision(opportunity_id: int):
    """Put the supervisor's word on the file."""
    opportunity, form = _find(opportunity_id), DecisionForm()
    done = form.carry_out(lambda: opportunity.decide(form.decision.data, by=current_user, at=clock.now()))
    if done is None:
        return form.again("opportunities/decision.html", opportunity=_find(opportunity_id))
    return _done(form, opportunity_id, _("Your decision stands on the file."))


@bp.get("/<int:opportunity_id>/closures/new")
def new_closure(opportunity_id: int):
    """Show the form that ends an opportunity."""
    opportunity, status = _find(opportunity_id), request.args.get("status")
    form = ClosureForm(formdata=None, data={"status": status if status in rules.ENDINGS else None})
    form.expect_version(opportunity)
    return render_template("opportunities/closure.html", form=form, opportunity=opportunity)


@bp.post("/<int:opportunity_id>/closures")
def create_closure(opportunity_id: int):
    """End an opportunity: won, lost or parked, with its reason."""
    opportunity, form = _find(opportunity_id), ClosureForm()
    form.expect_version(opportunity)
    done = form.carry_out(lambda: actions.close(opportunity, form.values(), by=current_user, at=clock.now()))
    if done is None:
        return form.again("opportunities/closure.html", opportunity=_find(opportunity_id))
    status = rules.STATUS_LABELS[opportunity.status]
    return _done(form, opportunity_id, _("%(name)s: %(status)s.", name=opportunity.name, status=status))


@bp.get("/<int:opportunity_id>/reopenings/new")
def new_reopening(opportunity_id: int):
    """Show the form that takes a closed opportunity up again."""
    form = ReopeningForm(formdata=None)
    return render_template("opportunities/reopening.html", form=form, opportunity=_find(opportunity_id))


@bp.post("/<int:opportunity_id>/reopenings")
def create_reopening(opportunity_id: int):
    """Take a closed opportunity up again."""
    opportunity, form = _find(opportunity_id), ReopeningForm()
    done = form.carry_out(
        lambda: actions.reopen(opportunity, form.reason.data, by=current_user, at=clock.now())
    )
    if done is None:
        return form.again("opportunities/reopening.html", opportunity=_find(opportunity_id))
    return _done(form, opportunity_id, _("%(name)s is open again.", name=opportunity.name))
