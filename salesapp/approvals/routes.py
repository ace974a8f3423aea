"""Approvals on the screen: what waits for me, what I submitted, one record's rounds, decisions, reminders."""

from __future__ import annotations

from flask import Blueprint, abort, flash, render_template, request, url_for
from flask_login import current_user

from salesapp.accounts.sessions.actions import prove
from salesapp.approvals import access, actions, page, queries
from salesapp.approvals.bunches import actions as bunches
from salesapp.approvals.forms import BunchForm, DecisionForm, PressForm
from salesapp.approvals.inbox import page as inboxes
from salesapp.approvals.models import Approval
from salesapp.approvals.reminders import actions as reminders
from salesapp.approvals.subjects.rules import Subject, subject_of
from salesapp.db import db
from salesapp.web import clock, htmx, limits
from salesapp.web.params import id_or
from salesapp.words import gettext as _
from salesapp.words import ngettext

bp = Blueprint("approvals", __name__, url_prefix="/approvals")


@bp.get("")
def index():
    """Show what waits for this person's decision, and what they submitted."""
    return render_template("approvals/index.html", form=BunchForm(formdata=None), **_lists())


def _lists() -> dict:
    return {
        "inbox": inboxes.inbox(current_user, clock.now(), id_or(request.args.get("after"))),
        "submitted": inboxes.submitted(current_user),
    }


def found_or_404(approval_id: int) -> tuple[Approval, Subject, object]:
    """Return a round and its record, where this person sees the record or takes part in the round."""
    look = queries.find if request.method == "GET" else queries.find_to_decide
    approval = look(approval_id) or abort(404)
    subject = subject_of(approval.subject_type)
    if not subject.sees(approval.subject_id, current_user) and not page.takes_part(
        approval, current_user, clock.now()
    ):
        abort(404)
    record = subject.load(approval.subject_id) or abort(404)
    return approval, subject, record


@bp.get("/<int:approval_id>")
def show(approval_id: int):
    """Show how a record's approval goes, and the decision where it is this person's."""
    _approval, subject, record = found_or_404(approval_id)
    return render_template("approvals/show.html", **shown(subject, record))


def shown(subject: Subject, record, rounds=None, **forms) -> dict:
    """Return what the page of an approval shows, with its small forms as they are before somebody fills them."""
    one = page.page(subject, record, current_user, clock.now(), rounds)
    blank = DecisionForm(formdata=None, data={"seat_id": one.seat_id}).offer(one.answers, one.earlier)
    return {"page": one, "decision_form": blank, "press_form": PressForm(formdata=None)} | forms


@bp.post("/<int:approval_id>/decisions")
@limits.confirming
def create_decision(approval_id: int):
    """Take this person's decision on one seat."""
    password = request.form.get("password", "")
    refused = prove(current_user, password, at=clock.now()) if password else None
    approval, subject, record = found_or_404(approval_id)
    one = page.page(subject, record, current_user, clock.now())
    form = DecisionForm().offer(one.answers, one.earlier)
    seat = next((s for s in approval.seats if s.id == id_or(form.seat_id.data, 0)), None) or abort(404)
    if form.carry_out(lambda: _decide(form, approval, seat, bool(password), refused)) is None:
        return form.again("approvals/show.html", **shown(subject, record, decision_form=form))
    return _done(form, form.onward(url_for(".show", approval_id=approval.id)), page.decided(approval))


def _decide(form: DecisionForm, approval: Approval, seat, confirmed: bool, refused):
    if refused is not None:
        raise refused
    return actions.decide(
        approval, seat, form.verdict.data, form.comment.data, back_to=id_or(form.back_to.data, None),
        confirmed=confirmed, by=current_user, at=clock.now(), ip=request.remote_addr,
    )  # fmt: skip


@bp.post("/agreements")
def create_agreements():
    """Agree to several at once: each its own decision, those that cannot be are named with the reason."""
    form = BunchForm()
    if not form.validate_on_submit():
        flash(_("Choose what you agree to."), "error")
        return htmx.go(url_for(".index"))
    agree = lambda: bunches.agree(form.seats.data, by=current_user, at=clock.now(), ip=request.remote_addr)  # noqa: E731
    agreed = form.carry_out(agree)
    if agreed is None:
        return form.again("approvals/index.html", **_lists())
    form.settle(url_for(".index"))
    db.session.commit()
    flash(ngettext("Agreed to one.", "Agreed to %(num)d.", agreed.done), "ok")
    for left in agreed.left:
        flash(page.left_out(left), "error")
    return htmx.go(url_for(".index"))


@bp.post("/<int:approval_id>/withdrawals")
def create_withdrawal(approval_id: int):
    """Take a submission back."""
    approval, subject, record = found_or_404(approval_id)
    form = PressForm()
    may = lambda: access.check_takes_back(subject, record, approval, current_user)  # noqa: E731
    if form.carry_out(lambda: actions.withdraw(approval, by=current_user, at=clock.now()), may=may) is None:
        return form.again("approvals/show.html", **shown(subject, record, press_form=form))
    seen = subject.sees(approval.subject_id, current_user)
    target = subject.describe(record).url if seen else url_for(".show", approval_id=approval.id)
    return _done(form, target, _("Taken back."))


@bp.post("/<int:approval_id>/reminders")
def create_reminder(approval_id: int):
    """Remind those who are to decide, once in a few hours."""
    approval, subject, record = found_or_404(approval_id)
    form = PressForm()
    sent = form.carry_out(lambda: reminders.remind(approval, by=current_user, at=clock.now()))
    if sent is None:
        return form.again("approvals/show.html", **shown(subject, record, press_form=form))
    return _done(form, url_for(".show", approval_id=approval.id), sent.words)


def _done(form, target: str, words: str):
    form.settle(target)
    db.session.commit()
    flash(words, "ok")
    return htmx.go(target)
