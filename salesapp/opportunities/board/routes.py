"""The board: its columns, the cards that follow, what colleagues moved, and moves over it (R24, R38)."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from flask_login import current_user

from salesapp.db import db
from salesapp.opportunities.board import queries
from salesapp.opportunities.board.forms import StageChangeForm, asked_on_board, shown_cards, wanted_now
from salesapp.opportunities.board.rules import STAGES, Stage
from salesapp.opportunities.lists.rules import Wanted
from salesapp.opportunities.pulse.queries import pulse
from salesapp.opportunities.queries import find
from salesapp.policies.queries import policy
from salesapp.web import clock, htmx
from salesapp.words import gettext as _

bp = Blueprint("board", __name__, url_prefix="/opportunities")


@bp.get("/board")
def show():
    """Show the board."""
    wanted = wanted_now()
    found = queries.board(current_user, wanted, clock.now())
    return render_template(
        "opportunities/board/board.html", board=found, wanted=wanted, stuck_days=policy("board_stuck_days")
    )


@bp.get("/board/<stage>")
def column(stage: str):
    """Give the cards of a column that follow those shown."""
    if stage not in STAGES:
        abort(404)
    wanted, shown = wanted_now(), shown_cards().get(stage, 0)
    page = queries.more(current_user, wanted, clock.now(), stage, request.args.get("after"))
    count = shown + len(page.rows)
    context = {"page": page, "stage": Stage(stage), "wanted": wanted, "shown": count}
    return render_template(
        "opportunities/board/more.html" if htmx.wanted() else "opportunities/board/column.html", **context
    )


@bp.get("/board/changes")
def changes():
    """Give the columns in which something changed since the page was drawn, or nothing (204)."""
    since, wanted, beat = request.args.get("since", ""), wanted_now(), pulse()
    if since == beat:
        return "", 204
    stages = queries.touched_since(since, current_user)
    return _columns(wanted, stages, beat)


@bp.get("/<int:opportunity_id>/stage-changes/new")
def new_stage_change(opportunity_id: int):
    """Show the move as a page of its own: with its reason, or without a script."""
    opportunity = find(opportunity_id, current_user) or abort(404)
    form = StageChangeForm(formdata=None, data={"stage": request.args.get("stage", opportunity.stage)})
    form.expect_version(opportunity)
    return render_template("opportunities/board/stage_change.html", form=form, opportunity=opportunity)


@bp.post("/<int:opportunity_id>/stage-changes")
def create_stage_change(opportunity_id: int):
    """Move a card; a refused move stands on the card with its reason."""
    opportunity = find(opportunity_id, current_user) or abort(404)
    form, before = StageChangeForm(), opportunity.stage
    form.version.data = form.version.data or request.args.get("version", "")
    form.expect_version(opportunity)
    move = form.carry_out(
        lambda: opportunity.move_by_hand(
            form.stage.data, by=current_user, at=clock.now(), reason=form.reason.data
        )
    )
    if move is None:
        return _refused(form, opportunity_id)
    form.settle(_after(opportunity_id))
    db.session.commit()
    return _moved(opportunity, move, before)


@bp.post("/<int:opportunity_id>/stage-changes/<int:change_id>/reversal")
def create_reversal(opportunity_id: int, change_id: int):
    """Undo one's own last move."""
    opportunity = find(opportunity_id, current_user) or abort(404)
    change = queries.find_stage_change(change_id, opportunity) or abort(404)
    opportunity.take_back(change, by=current_user, at=clock.now())
    db.session.commit()
    flash(
        _("Undone: %(name)s is back in %(stage)s.", name=opportunity.name, stage=opportunity.standing), "ok"
    )
    return redirect(request.referrer if _is_here(request.referrer) else url_for(".show"), code=303)


def _columns(wanted, stages, beat):
    """Answer with the columns of some stages, as they stand now, and the new pulse."""
    now = clock.now()
    found = queries.board(current_user, wanted, now, stages=stages, shown=shown_cards()) if stages else None
    return render_template(
        "opportunities/board/changed.html", board=found, wanted=wanted, beat=beat, said=None
    )


def _moved(opportunity, move, before: str):
    wanted, undo = wanted_now(), url_for(
        ".create_reversal", opportunity_id=opportunity.id, change_id=move.id
    )  # fmt: skip
    text = _("%(name)s: now in %(stage)s.", name=opportunity.name, stage=opportunity.standing)
    said: Any = {"text": text, "undo_url": undo}
    if not htmx.wanted() or not asked_on_board():
        flash(said, "ok")
        return htmx.go(_after(opportunity.id))
    now, stages, shown = clock.now(), {before, opportunity.stage}, shown_cards()
    place = queries.place(current_user, wanted, now, opportunity)
    shown[opportunity.stage] = max(shown.get(opportunity.stage, 0), place)
    found = queries.board(current_user, wanted, now, stages=stages, shown=shown)
    return render_template(
        "opportunities/board/changed.html", board=found, wanted=wanted, beat=None, said=said
    )


def _refused(form: StageChangeForm, opportunity_id: int):
    """Answer with the card and the sentence on it, or with the page of the move where no card asked."""
    opportunity = find(opportunity_id, current_user) or abort(404)
    if not htmx.wanted() or not asked_on_board():
        return form.again("opportunities/board/stage_change.html", opportunity=opportunity)
    card = queries.card(opportunity_id, current_user, clock.now())
    sentence = _meanwhile(opportunity) if form.stale else " ".join(text for _field, text in form.problems())
    answer = render_template(
        "opportunities/board/refused.html", card=card, wanted=wanted_now(), sentence=sentence or form.refusals[0],
        back=form.stage.data if form.reason.errors else None,
    )  # fmt: skip
    place = {"HX-Retarget": f"#card-{opportunity_id}", "HX-Reswap": "outerMorph"}
    return make_response(answer, form.refused_as, place)


def _meanwhile(opportunity) -> str:
    last = opportunity.stage_changes[-1]
    return _(
        "Somebody changed it meanwhile: it stands in %(stage)s (%(who)s). Your move was not made.",
        stage=opportunity.standing, who=last.by.name,
    )  # fmt: skip


def _is_here(address: str | None) -> bool:
    return address is not None and address.startswith(request.host_url)


def _after(opportunity_id: int) -> str:
    """Return where a move leads: back to the board for what was done there, else to the page of the opportunity."""
    if asked_on_board():
        return url_for(".show", **Wanted.read(request.form).args())
    return url_for("opportunities.show", opportunity_id=opportunity_id)
