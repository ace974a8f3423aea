"""The audit trail says everything in words: no table, column, detail or code is shown as the program writes it."""

import ast
import json

import pytest
from sqlalchemy import inspect

from salesapp.config import PROJECT
from salesapp.db import Base
from salesapp.trail import actions as audit
from salesapp.trail.models import AuditEntry
from salesapp.trail.page import pointed_at, read
from salesapp.trail.queries import last_labels
from salesapp.trail.wording import page as trail_values
from tests.conftest import MONDAY
from tests.sources import tree

#: Filters of lists have names of their own; these are the trail's.
FILTERS = {"actor", "event", "object", "id", "since", "until", "q"}


def mapped():
    """Every mapped class whose changes are kept."""
    return [mapper for mapper in Base.registry.mappers if mapper.class_.__tracked__]


def _keys(node):
    return {key.value for each in ast.walk(node) if isinstance(each, ast.Dict) for key in each.keys if key}


def _subscripts(node):
    """The keys written as detail["copy"] = …."""
    return {
        each.slice.value
        for each in ast.walk(node)
        if isinstance(each, ast.Subscript)
        and isinstance(each.ctx, ast.Store)
        and isinstance(each.slice, ast.Constant)
    }


def recorded():
    """Yield (event, detail keys) of every literal call of record(), with the functions that make its detail."""
    for path in sorted((PROJECT / "salesapp").rglob("*.py")):
        nodes = list(ast.walk(tree(path)))
        makers = {node.name: node for node in nodes if isinstance(node, ast.FunctionDef)}
        for call in (node for node in nodes if isinstance(node, ast.Call)):
            name = getattr(call.func, "attr", None) or getattr(call.func, "id", None)
            if name != "record" or not call.args or not isinstance(call.args[0], ast.Constant):
                continue
            keys = set()
            for keyword in (each for each in call.keywords if each.arg == "detail"):
                keys |= _keys(keyword.value)
                maker = makers.get(getattr(getattr(keyword.value, "func", None), "id", ""))
                keys |= _keys(maker) | _subscripts(maker) if maker else set()
            yield call.args[0].value, keys


def entry(**values):
    given = {"seq": 1, "at": MONDAY, "event": "change", "object_type": None, "changes": {}} | values
    return AuditEntry(**given | {"changes": json.dumps(given["changes"])})


def shown(app, names=trail_values.NOBODY, **values):
    with app.test_request_context(headers={"Accept-Language": "zh"}):
        return [(each.old, each.new) for each in read(entry(**values), names).changes]


def test_every_kind_of_record_has_words(app):
    tables = {mapper.local_table.name for mapper in Base.registry.mappers}
    assert tables - set(trail_values.objects()) == set()


def test_every_column_that_is_kept_has_words(app):
    nameless = {
        f"{mapper.local_table.name}.{column.key}"
        for mapper in mapped()
        for column in inspect(mapper).column_attrs
        if column.key not in audit.NOISE
        and not column.columns[0].info.get("derived")
        and not {column.key, f"{mapper.local_table.name}.{column.key}"} & set(trail_values.fields())
    }
    assert nameless == set()


def test_every_recorded_event_and_detail_has_words(app):
    found = list(recorded())
    assert len(found) > 15
    assert {event for event, _keys in found} - set(trail_values.events()) == set()
    assert {key for _event, keys in found for key in keys} - set(trail_values.fields()) == set()
    assert set(trail_values.fields()) >= FILTERS


@pytest.mark.parametrize(
    ("table", "column", "value", "words"),
    [
        ("customer", "activity_level", "high", "高"),
        ("customer", "annual", "True", "是"),
        ("customer", "revenue", "386000.00", "386,000.00"),
        ("opportunity", "amount", "386000.00", "386,000.00"),
        ("opportunity", "stage", "proposal", "方案报价"),
        ("contract", "status", "approving", "审批中"),
        ("checklist_item", "result", "ok", "符合"),
        ("checklist_item", "result", "na", "不适用"),
        ("calendar_year", "status", "provisional", "暂定"),
        ("printed_sheet", "kind", "masked", "脱敏"),
        ("task", "due_at", "2026-11-23T21:43:00+00:00", "2026-11-24 05:43"),
        ("contract", "signed_on", "2026-11-24", "2026-11-24"),
    ],
)
def test_codes_times_and_amounts_are_read_as_people_write_them(app, db_session, table, column, value, words):
    assert shown(app, object_type=table, changes={column: [None, value]}) == [(None, words)]


def test_a_history_row_is_read_as_the_field_that_it_tells_of(app, db_session):
    changes = {"field": [None, "amount"], "before": [None, "1000.00"], "after": [None, "386000.00"]}
    assert shown(app, object_type="grade_change", event="create", changes=changes) == [
        (None, "金额"), (None, "1,000.00"), (None, "386,000.00"),
    ]  # fmt: skip


def test_a_print_that_has_no_record_of_its_own_is_in_words_too(app, db_session):
    said = shown(app, event="print", changes={"kind": "filled", "nth": 2, "archive": True})
    assert said == [(None, "已填写"), (None, "2"), (None, "是")]


def test_filters_of_an_export_are_named(app, db_session):
    changes = {"list": "customers", "filters": "activity_level=low&q="}
    assert shown(app, event="export", changes=changes) == [(None, "客户"), (None, "活跃度 低")]


@pytest.mark.parametrize(
    ("result", "words"), [("whole", "审计链完整"), ("broken at 7", "自第 7 条起断开"), ("else", "else")]
)
def test_the_check_of_the_chain_says_what_it_found(app, db_session, result, words):
    assert shown(app, event="audit_check", changes={"result": result}) == [(None, words)]


def test_a_rule_is_named_by_its_words(app, db_session):
    with app.test_request_context():
        named = read(entry(object_type="setting", object_label="thank_you_hours"))
    assert named.label not in ("", "thank_you_hours")


def test_what_has_no_words_stands_as_it_is(app):
    assert trail_values.code_words(("customer",), "tier", "unheard of") is None
    assert trail_values.shown(("customer",), "amount", "12") == "12"


def test_ids_are_read_as_what_the_records_were_called_last(app, db_session, cast):
    names = trail_values.Names(
        {7: "林*"}, {("customer", 40): "KH2026-0040", ("activity", 144): "GT202611-001"}
    )
    changes = {"customer_id": [None, 40], "contact_id": [None, 71], "assignee_id": [None, 7],
               "subject_type": [None, "activity"], "subject_id": [None, 144], "title": [None, "发样例"]}  # fmt: skip
    row = entry(object_type="task", event="create", changes=changes)
    with app.test_request_context():
        told = {each.name: each.new for each in read(row, names).changes}
    assert told["客户"] == "KH2026-0040" and told["联系人"] == "#71" and told["执行人"] == "林*"
    assert told["关联编号"] == "GT202611-001" and told["事项"] == "发样例"
    assert pointed_at([row]) == {("customer", 40), ("contact", 71), ("activity", 144)}


def test_the_trail_itself_tells_what_a_record_was_called_last(app, db_session, cast):
    audit.record("print", cast.lin, actor=cast.xu)
    db_session.commit()
    assert last_labels([("user", cast.lin.id), ("user", 10**6), ("team", 10**6)]) == {
        ("user", cast.lin.id): "lin"
    }
    assert last_labels([]) == {}
