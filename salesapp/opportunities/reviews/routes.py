"""The review of an ending on the screen (R6, F24)."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug import Response

from salesapp.db import db
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.queries import find
from salesapp.opportunities.reviews import access, actions, page, queries, rules
from salesapp.opportunities.reviews.forms import LibraryForm, OpinionForm, ReviewForm
from salesapp.opportunities.reviews.models import FIELDS, OpportunityReview
from salesapp.playbook.dictionaries.queries import dictionary
from salesapp.web import clock, htmx
from salesapp.web.forms import Form
from salesapp.words import gettext as _

bp = Blueprint("reviews", __name__, url_prefix="/opportunities/<int:opportunity_id>/review")


def _ended(opportunity_id: int) -> Opportunity:
    if request.method != "GET":
        queries.hold(opportunity_id)
    return find(opportunity_id, current_user) or abort(404)


def _reviewed(opportunity_id: int) -> tuple[Opportunity, OpportunityReview]:
    opportunity = _ended(opportunity_id)
    return opportunity, queries.review_of(opportunity) or abort(404)


@bp.get("")
def show(opportunity_id: int):
    """Show the review of an ending; where there is none yet, the form of it."""
    opportunity = _ended(opportunity_id)
    review = queries.review_of(opportunity)
    if review is None:
        return redirect(url_for(".new", opportunity_id=opportunity_id))
    return render_template("opportunities/reviews/show.html", **_page(opportunity, review))


def _page(opportunity: Opportunity, review: OpportunityReview) -> dict[str, Any]:
    desk = page.desk(opportunity, review, current_user)
    library = LibraryForm(formdata=None, summary=review.to_improve).offer(desk.files)
    return {"desk": desk, "opinion_form": OpinionForm(formdata=None), "library_form": library}


@bp.get("/new")
def new(opportunity_id: int):
    """Ask why it ended as it did; what is written already may be rewritten until the supervisor has answered."""
    opportunity = _ended(opportunity_id)
    rules.check_reviewer(access.may_review(opportunity, current_user))
    rules.check_ended(not page.ended(opportunity))
    review = queries.review_of(opportunity)
    kept = {name: getattr(review, name) for name in FIELDS} if review else {"cause": opportunity.close_reason}
    form = _offered(ReviewForm(formdata=None, **kept), opportunity)
    if review is not None:
        form.expect_version(review)
    return render_template("opportunities/reviews/new.html", form=form, **_asked(opportunity))


def _asked(opportunity: Opportunity) -> dict[str, Any]:
    return {"opportunity": opportunity, "earlier": queries.earlier(opportunity)}


def _offered(form: ReviewForm, opportunity: Opportunity) -> ReviewForm:
    return form.offer(dictionary("close_reason", keep=opportunity.close_reason))


@bp.post("")
def create(opportunity_id: int):
    """Keep the review of an ending."""
    opportunity = _ended(opportunity_id)
    form, review = _offered(ReviewForm(), opportunity), queries.review_of(opportunity)
    if review is not None:
        form.expect_version(review)
    keep = lambda: actions.review(opportunity, form.values(), by=current_user, at=clock.now())  # noqa: E731
    if form.carry_out(keep) is None:
        return form.again("opportunities/reviews/new.html", **_asked(_ended(opportunity_id)))
    return _done(form, opportunity_id, _("Reviewed. The supervisor reads it next."))


def _done(form: Form, opportunity_id: int, said: str) -> Response:
    target = form.onward(url_for("reviews.show", opportunity_id=opportunity_id))
    form.settle(target)
    db.session.commit()
    flash(said, "ok")
    return htmx.go(target)


@bp.post("/opinions")
def create_opinion(opportunity_id: int):
    """Keep the supervisor's opinion."""
    opportunity, review = _reviewed(opportunity_id)
    form = OpinionForm()
    done = form.carry_out(
        lambda: actions.give_opinion(opportunity, review, form.opinion.data, by=current_user, at=clock.now())
    )
    if done is None:
        shown = _page(*_reviewed(opportunity_id)) | {"opinion_form": form}
        return form.again("opportunities/reviews/show.html", **shown)
    return _done(form, opportunity_id, _("Saved."))


@bp.post("/library")
def create_library_item(opportunity_id: int):
    """Put what can be used again into the library."""
    _opportunity, review = _reviewed(opportunity_id)
    shown = _page(*_reviewed(opportunity_id))
    form = LibraryForm().offer(shown["desk"].files)
    values = {name: form[name].data or None for name in ("kind", "name", "figure", "summary")}
    done = form.carry_out(
        lambda: actions.into_library(
            review, values, form.file_ids.data or (), by=current_user, at=clock.now()
        )
    )
    if done is None:
        again = _page(*_reviewed(opportunity_id)) | {"library_form": form}
        return form.again("opportunities/reviews/show.html", **again)
    return _done(form, opportunity_id, _("It stands in the library now."))
