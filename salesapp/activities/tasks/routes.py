"""Tasks on the screen: the list, a new one, and the turns that one takes (R23)."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from flask import Blueprint, abort, flash, render_template, request, url_for
from flask_login import current_user

from salesapp.activities.tasks import access, actions, page, queries
from salesapp.activities.tasks.forms import AssignForm, EndTaskForm, TaskForm
from salesapp.activities.tasks.models import Task
from salesapp.activities.tasks.rules import TASK_STATE_LABELS, WHOSE_LABELS, TaskKind, TaskState, Whose
from salesapp.customers import access as customers
from salesapp.customers.models import Customer
from salesapp.db import db
from salesapp.policies.queries import policy
from salesapp.web import clock, htmx, pages, params
from salesapp.web.guard import back_to
from salesapp.web.undo import said_with_undo
from salesapp.words import gettext as _

PAGE = 50
bp = Blueprint("tasks", __name__, url_prefix="/activities/tasks")


def _find(task_id: int) -> Task:
    return queries.find(task_id, current_user) or abort(404)


@bp.get("")
def index():
    """Show tasks: one's own, those given to others or the team's; open, late or ended."""
    asked = request.args.get("state")
    state = TaskState(asked) if asked in set(TaskState) else TaskState.OPEN
    offered, person = access.lists(current_user), request.args.get("person", None, params.record_id)
    who = request.args.get("who")
    whose = Whose(who) if who in offered else Whose.MINE
    after = pages.read(request.args.get("after"), params.moment, params.record_id)
    rows = queries.rows(
        current_user, now=clock.now(), state=state, whose=whose, person_id=person, size=PAGE, after=after
    )
    cut = pages.cut(rows, PAGE, lambda row: (row.ended_or_due_at, row.id))
    return render_template(
        "activities/tasks/index.html", page=cut, lines=page.lines(cut.rows, clock.now()), state=state,
        states=TASK_STATE_LABELS, whose=whose, offered={one: WHOSE_LABELS[one] for one in offered},
        people=queries.colleagues(current_user),
    )  # fmt: skip


@bp.get("/<int:task_id>")
def show(task_id):
    """Show one task that this person may see, whosever it is and whatever became of it."""
    row = queries.row(task_id, current_user) or abort(404)
    (line,) = page.lines([row], clock.now())
    return render_template("activities/tasks/show.html", line=line, people=queries.colleagues(current_user))


@bp.get("/new")
def new():
    """Show the form for a task."""
    form = TaskForm(formdata=None, data={"customer_id": request.args.get("customer", None, params.record_id)})
    _offer(form)
    tomorrow = clock.today() + timedelta(days=1)
    form.due_at.process_data(datetime.combine(tomorrow, time(10), clock.zone()))
    return render_template("activities/tasks/new.html", form=form, customer=_customer(form))


@bp.post("")
def create():
    """Open a task."""
    form = TaskForm()
    _offer(form)
    values = form.values()
    if form.carry_out(lambda: actions.create_task(values, by=current_user, at=clock.now())) is None:
        return form.again("activities/tasks/new.html", customer=_customer(form))
    form.settle(url_for(".index"))
    db.session.commit()
    flash(_("The task is open."), "ok")
    return htmx.go(url_for(".index"))


def _offer(form: TaskForm) -> None:
    form.offer([(current_user.id, current_user.name), *queries.colleagues(current_user)])


def _customer(form: TaskForm) -> Customer | None:
    """Find the customer that the task is about, if this person sees it."""
    return customers.find(form.customer_id.data, current_user) if form.customer_id.data else None


@bp.post("/<int:task_id>/completion")
def create_completion(task_id):
    """End a task as done."""
    task = _find(task_id)
    if task.kind == TaskKind.THANK_YOU:
        return htmx.go(url_for("letters.show", task_id=task_id))
    task.finish(by=current_user, at=clock.now())
    db.session.commit()
    return _ended(task, _("Done: %(what)s", what=task.title))


@bp.post("/<int:task_id>/cancellation")
def create_cancellation(task_id):
    """End a task as not needed, with the reason."""
    task, form = _find(task_id), EndTaskForm()
    form.carry_out_anywhere(lambda: task.cancel(form.note.data, by=current_user, at=clock.now()))
    form.settle(back_to(url_for(".index")))
    db.session.commit()
    return _ended(task, _("No longer needed: %(what)s", what=task.title))


def _ended(task: Task, sentence: str):
    """Say how the task ended, with the one tap that takes it back."""
    said_with_undo(sentence, url_for(".create_reopening", task_id=task.id))
    return htmx.go(back_to(url_for(".index")))


@bp.post("/<int:task_id>/reopening")
def create_reopening(task_id):
    """Take the end of a task back."""
    task = _find(task_id)
    task.reopen(at=clock.now(), hours=policy("task_undo_hours"))
    db.session.commit()
    flash(_("Open again: %(what)s", what=task.title), "ok")
    return htmx.go(back_to(url_for(".index")))


@bp.post("/<int:task_id>/assignment")
def create_assignment(task_id):
    """Give a task to a colleague."""
    task = _find(task_id)
    actions.reassign(task, AssignForm().assignee_id.data, by=current_user)
    db.session.commit()
    flash(_("Given to %(name)s.", name=task.assignee.name), "ok")
    return htmx.go(back_to(url_for(".index")))
