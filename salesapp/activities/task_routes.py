"""Tasks and thank-you letters on the screen (R21–R23)."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from flask import abort, flash, render_template, request, url_for
from flask_login import current_user

from salesapp.activities import actions, desk, letter_desk, queries, tasks
from salesapp.activities.kinds import TASK_KIND_LABELS, TaskKind
from salesapp.activities.routes import bp
from salesapp.activities.task_forms import AssignForm, EndTaskForm, LetterForm, TaskForm
from salesapp.activities.times import lateness
from salesapp.db import db
from salesapp.policies.queries import policy
from salesapp.web import clock, htmx, pages, params
from salesapp.words import gettext as _

PAGE = 50


@bp.get("/tasks")
def list_tasks():
    """Show tasks: one's own or the team's, open, late or ended."""
    state = request.args.get("state") if request.args.get("state") in tasks.STATES else "open"
    mine = request.args.get("who") != "team" or current_user.role not in ("supervisor", "director")
    after = pages.read(request.args.get("after"), params.moment, params.record_id)
    person_id = request.args.get("person", None, params.record_id)
    rows = tasks.rows(
        current_user, now=clock.now(), state=state, mine=mine, person_id=person_id, size=PAGE, after=after
    )
    page = pages.cut(rows, PAGE, lambda row: (row.done_at if state == "done" else row.due_at, row.id))
    lines = [(row, lateness(row.due_at, clock.now(), clock.zone())) for row in page.rows]
    people = tasks.colleagues(current_user)
    return render_template("activities/tasks.html", page=page, lines=lines, state=state, mine=mine, people=people,
                           kinds=TASK_KIND_LABELS)  # fmt: skip


@bp.get("/tasks/new")
def new_task():
    """Show the form for a task."""
    form = TaskForm(formdata=None, data={"customer_id": request.args.get("customer", None, params.record_id)})
    form.offer([(current_user.id, current_user.name), *tasks.colleagues(current_user)])
    tomorrow = clock.today() + timedelta(days=1)
    form.due_at.process_data(datetime.combine(tomorrow, time(10), clock.zone()))
    return render_template(
        "activities/task.html", form=form, customer=letter_desk.customer(form, current_user)
    )


@bp.post("/tasks")
def create_task():
    """Open a task."""
    form = TaskForm()
    form.offer([(current_user.id, current_user.name), *tasks.colleagues(current_user)])
    values = form.values()
    task = form.carry_out(lambda: actions.create_task(values, by=current_user, at=clock.now()))
    if task is None:
        return form.again("activities/task.html", customer=letter_desk.customer(form, current_user))
    form.settle(url_for(".list_tasks"))
    db.session.commit()
    flash(_("The task is open."), "ok")
    return htmx.go(url_for(".list_tasks"))


@bp.post("/tasks/<int:task_id>/completion")
def create_completion(task_id):
    """End a task as done."""
    task = tasks.find(task_id, current_user) or abort(404)
    if task.kind == TaskKind.THANK_YOU:
        return htmx.go(url_for(".show_letter", task_id=task_id))
    task.finish(by=current_user, at=clock.now())
    db.session.commit()
    flash(
        {
            "text": _("Done: %(what)s", what=task.title),
            "undo_url": url_for(".create_reopening", task_id=task_id),
        },
        "ok",
    )
    return htmx.go(desk.back_to(url_for(".list_tasks")))


@bp.post("/tasks/<int:task_id>/cancellation")
def create_cancellation(task_id):
    """End a task as not needed, with the reason."""
    task = tasks.find(task_id, current_user) or abort(404)
    task.cancel(EndTaskForm().note.data, by=current_user, at=clock.now())
    db.session.commit()
    flash({"text": _("No longer needed: %(what)s", what=task.title), "undo_url": url_for(".create_reopening", task_id=task_id)},
          "ok")  # fmt: skip
    return htmx.go(desk.back_to(url_for(".list_tasks")))


@bp.post("/tasks/<int:task_id>/reopening")
def create_reopening(task_id):
    """Take the end of a task back."""
    task = tasks.find(task_id, current_user) or abort(404)
    task.reopen(at=clock.now(), hours=policy("task_undo_hours"))
    db.session.commit()
    flash(_("Open again: %(what)s", what=task.title), "ok")
    return htmx.go(desk.back_to(url_for(".list_tasks")))


@bp.post("/tasks/<int:task_id>/assignment")
def create_assignment(task_id):
    """Give a task to a colleague."""
    task = tasks.find(task_id, current_user) or abort(404)
    actions.reassign(task, AssignForm().assignee_id.data, by=current_user, at=clock.now())
    db.session.commit()
    flash(_("Given to %(name)s.", name=task.assignee.name), "ok")
    return htmx.go(desk.back_to(url_for(".list_tasks")))


@bp.get("/thank-yous/<int:task_id>")
def show_letter(task_id):
    """Show the thank-you letter, ready to copy or to open in one's own mail program (R15, R21)."""
    task = tasks.find_letter(task_id, current_user) or abort(404)
    record = queries.find(task.subject_id, current_user) or abort(404)
    form = LetterForm(formdata=None)
    letter_desk.lay_out(form, record, clock.now())
    return render_template(
        "activities/letter.html", form=form, **letter_desk.page(task, record, request.args, clock.now())
    )


@bp.post("/thank-yous/<int:task_id>/sending")
def create_sending(task_id):
    """Note that the letter was sent, with which promises; nothing is sent from here (R22)."""
    task = tasks.find_letter(task_id, current_user) or abort(404)
    record = queries.find(task.subject_id, current_user) or abort(404)
    form, at = LetterForm(), clock.now()
    letter_desk.lay_out(form, record)
    if (
        form.carry_out(lambda: actions.send_letter(task, record, form.sending(), by=current_user, at=at))
        is None
    ):
        return form.again("activities/letter.html", **letter_desk.page(task, record, request.args, at))
    target = url_for("customers.show", customer_id=record.customer_id)
    form.settle(target)
    db.session.commit()
    flash(_("Noted: the thank-you letter was sent."), "ok")
    return htmx.go(target)
