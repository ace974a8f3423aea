"""Imports on the screen: a table is chosen, its columns, what becomes of each row is looked at, then it runs (R13)."""

from __future__ import annotations

from typing import Any

from flask import (
    Blueprint,
    abort,
    make_response,
    render_template,
    request,
    send_file,
    url_for,
)
from flask_login import current_user
from werkzeug.wrappers import Response

from salesapp.db import let_go
from salesapp.prospecting.imports import actions, jobs, page, queries, rules
from salesapp.prospecting.imports.forms import ColumnsForm, RowsForm, RunForm, SheetForm, StepForm, TableForm
from salesapp.prospecting.imports.judging.actions import read_again
from salesapp.prospecting.imports.known.queries import hidden_rows
from salesapp.prospecting.imports.models import ProspectImport
from salesapp.prospecting.imports.rejects.sheets import rejected
from salesapp.prospecting.imports.tables import rules as tables
from salesapp.prospecting.imports.tables.queries import Opened, opened
from salesapp.prospecting.imports.verdicts.rules import Verdict
from salesapp.prospecting.lists.models import ProspectList
from salesapp.rights.access import check_runs
from salesapp.web import clock, htmx, params
from salesapp.web.forms import Form
from salesapp.web.workbook import XLSX
from salesapp.words import gettext as _

bp = Blueprint("imports", __name__, url_prefix="/prospects/imports")


def _list(list_id: int) -> ProspectList:
    return queries.find_list(list_id, current_user) or abort(404)


def _found(import_id: int) -> ProspectImport:
    return queries.find(import_id, current_user) or abort(404)


@bp.get("")
def index():
    """List one's own imports into all lists: what each came to, and until when it can be undone."""
    found = queries.own(current_user, request.args.get("after"))
    counts = queries.outcomes([one.id for one in found.rows])
    return render_template(
        "prospecting/imports/index.html", page=found, taken=page.taken(found.rows, counts, clock.now())
    )


@bp.get("/lists/<int:list_id>")
def new(list_id: int):
    """Ask for a table for a list, and show those that were taken in before."""
    return render_template(
        "prospecting/imports/new.html", form=TableForm(formdata=None), **_before(_list(list_id))
    )


def _before(of_list: ProspectList) -> dict[str, Any]:
    return {"of_list": of_list, "before": queries.of_list(of_list.id)}


@bp.post("/lists/<int:list_id>")
def create(list_id: int):
    """Read a table and keep it, with the columns that are probably meant."""
    of_list, form = _list(list_id), TableForm()
    person = current_user.id
    found = form.taken_in(
        lambda: actions.take_in(_list(list_id), form.kept(), by=current_user, at=clock.now()),
        may=lambda: actions.check_may_begin(of_list, by=current_user),
        slow=lambda: form.read(person),
    )
    if found is None:
        return form.again("prospecting/imports/new.html", **_before(of_list))
    return _done(form, found)


@bp.get("/<int:import_id>")
def show(import_id: int):
    """Show an import as it stands: its columns, its rows with their verdicts, how far it is, what came of it."""
    found = _found(import_id)
    if found.is_draft:
        return render_template("prospecting/imports/columns.html", **_columns(found))
    return render_template("prospecting/imports/show.html", **_shown(found))


def _columns(
    found: ProspectImport, columns: ColumnsForm | None = None, sheet: SheetForm | None = None
) -> dict[str, Any]:
    table = opened(found)
    return {
        "found": found,
        "columns_form": columns or ColumnsForm(formdata=None).fill(found),
        "sheet_form": sheet or SheetForm(formdata=None).offer(found, table.book.sheets),
        "columns": page.columns(table.header, table.book, found.sheet),
        "table": table,
        "untold": page.untold(table.book),
        "count": len(list(table.header.body(table.sheet))),
        "step": StepForm(formdata=None),
    }


def _place() -> dict[str, Any]:
    """Return which rows are looked at: those of one verdict, after which one."""
    verdict = request.args.get("verdict", "")
    after = params.id_or(request.args.get("after"), 0) or 0
    return {"verdict": verdict if verdict in set(Verdict) else None, "after": after or None}


def _shown(found: ProspectImport, run: RunForm | None = None) -> dict[str, Any]:
    place = _place()
    verdict, after = place["verdict"] or "", place["after"] or 0
    rows = [] if found.is_at_work else queries.rows(found.id, verdict, after)
    counts = queries.counts(found.id)
    hidden = hidden_rows(found.id, current_user, rows)
    shown = ",".join(str(row.number) for row in rows[: queries.PAGE])
    return {
        "found": found, "verdict": verdict, "total": sum(counts.values()), "counts": page.counted(counts),
        "ended": page.ended(queries.counts(found.id, "outcome")), "lines": page.lines(rows[: queries.PAGE], found, hidden),
        "next": rows[queries.PAGE - 1].number if len(rows) > queries.PAGE else 0,
        "run": run or RunForm(formdata=None, **found.choices), "rows_form": RowsForm(formdata=None, shown=shown),
        "step": StepForm(formdata=None), "place": place,
    }  # fmt: skip


@bp.post("/<int:import_id>/sheet")
def update_sheet(import_id: int):
    """Take another sheet, or another row as its header."""
    found = _found(import_id)
    book = opened(found, apart=True).book
    form = SheetForm().offer(found, book.sheets)
    laid = []

    def lay_out() -> None:
        header = form.header(found)
        let_go()
        laid.append(tables.lay_out(book, form.sheet.data, header))

    def change() -> None:
        check_runs(found.of_list, current_user)
        rules.check_status(found.status, rules.Status.DRAFT)
        actions.choose_sheet(found, laid[0])

    if form.carry_out(change, slow=lay_out) is None:
        return form.again("prospecting/imports/columns.html", **_columns(found, sheet=form))
    return _done(form, found)


@bp.post("/<int:import_id>/columns")
def update_columns(import_id: int):
    """Say which column is which field; then the table is looked through."""
    found, form = _found(import_id), ColumnsForm()
    table = opened(found, apart=True)
    count = sum(1 for _row in table.header.body(table.sheet))
    fields, units = form.chosen(found)
    choose = lambda: actions.choose_columns(found, fields, units, by=current_user, total=count)  # noqa: E731
    if form.carry_out(choose) is None:
        return form.again("prospecting/imports/columns.html", **_columns(found, form))
    return _done(form, found, count)


@bp.post("/<int:import_id>/drafts")
def create_draft(import_id: int):
    """Choose the columns once more."""
    return _step(import_id, actions.back_to_columns)


@bp.post("/<int:import_id>/rows")
def update_rows(import_id: int):
    """Take offers of cells back, answer their questions, and say what is done with single rows."""
    found, form = _found(import_id), RowsForm()
    table: list[Opened] = []

    def change() -> None:
        actions.correct(found, form.numbers(), form.cells(), form.added(), by=current_user)
        read_again(found, table[0], form.numbers(), today=found.judged_on or clock.today())

    if form.carry_out(change, slow=lambda: table.append(opened(found, apart=True))) is None:
        return make_response(
            render_template("prospecting/imports/show.html", **_shown(found) | {"rows_form": form}), 422
        )
    return _done(form, found, **_place())


@bp.post("/<int:import_id>/runs")
def create_run(import_id: int):
    """Let it run, after it was looked at."""
    found, form = _found(import_id), RunForm()
    count = sum(queries.counts(import_id).values())
    confirm = lambda: actions.confirm(found, form.chosen(), by=current_user, total=count)  # noqa: E731
    if form.carry_out(confirm) is None:
        return make_response(
            render_template("prospecting/imports/show.html", **_shown(found, form)), form.refused_as
        )
    return _done(form, found, count)


@bp.post("/<int:import_id>/cancellations")
def create_cancellation(import_id: int):
    """Call it off; what is in stays and can be taken back."""
    return _step(import_id, lambda found: actions.cancel(found, at=clock.now()))


def _step(import_id: int, verb: Any, count: int = 0) -> Response:
    found, form = _found(import_id), StepForm()
    if form.carry_out(lambda: verb(found)) is None:
        shown = _columns(found) if found.is_draft else _shown(found)
        name = "columns" if found.is_draft else "show"
        return make_response(
            render_template(f"prospecting/imports/{name}.html", **shown | {"step": form}), 422
        )
    return _done(form, found, count)


def _done(form: Form, found: ProspectImport, count: int = 0, **place: Any) -> Response:
    """End the transaction, and let the work begin: a short table at once, a long one in the jobs process."""
    target = url_for(".show", import_id=found.id, **place)
    form.settle(target)
    jobs.commit_and_begin(found, count)
    return htmx.go(target)


@bp.get("/<int:import_id>/progress")
def progress(import_id: int):
    """Answer the page that watches an import."""
    found = _found(import_id)
    target = url_for(".show", import_id=import_id)
    if not found.is_at_work:
        return htmx.go(target)
    return htmx.answer("prospecting/imports/progress.html", otherwise=target, found=found)


@bp.get("/<int:import_id>/rejects.xlsx")
def rejects(import_id: int):
    """Hand over what was not taken, with why."""
    found = _found(import_id)
    rows = queries.all_rows(import_id)
    book, _count = rejected(rows, opened(found), hidden_rows(import_id, current_user, rows))
    name = f"{_('Not taken')}_{found.name.rpartition('.')[0] or found.name}.xlsx"
    return send_file(book, mimetype=XLSX, as_attachment=True, download_name=name)
