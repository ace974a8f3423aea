"""Scripts on the screen (R15)."""

import pytest
from sqlalchemy import select

from salesapp.db import db
from salesapp.playbook.scripts import queries
from salesapp.playbook.scripts.models import ScriptTemplate
from salesapp.playbook.scripts.rules import SAMPLE_VALUES
from tests.pages import part
from tests.playbook.conftest import version_of

SCRIPT = {
    "kind": "mail",
    "name": "二次邮件",
    "subject": "给{客户名称}",
    "body": "{称谓}您好",
    "active": "y",
    "why": "更短",
}


def test_a_supervisor_keeps_scripts_and_a_rep_reads_them(supervisor, sign_in):
    assert supervisor.post("/settings/scripts", data=SCRIPT).status_code == 303
    rep = sign_in("lin")

    page = rep.get("/settings/scripts?kind=mail")
    assert "给{客户名称}" in page.text
    assert f"给{SAMPLE_VALUES['客户名称']}" in page.text
    assert "首次电话开场" not in page.text
    assert rep.post("/settings/scripts", data=SCRIPT).status_code == 403
    assert rep.get("/settings/scripts/new").status_code == 403


def test_a_script_out_of_use_is_hidden_from_reps_only(supervisor, sign_in):
    script = db.session.scalar(select(ScriptTemplate).filter_by(name="首次邮件"))
    page = supervisor.get(f"/settings/scripts/{script.id}")
    data = SCRIPT | {"name": "首次邮件", "version": version_of(page)}
    del data["active"]
    supervisor.post(f"/settings/scripts/{script.id}", data=data)

    assert "首次邮件" in supervisor.get("/settings/scripts?kind=mail").text
    assert 'id="script-' not in sign_in("lin").get("/settings/scripts?kind=mail").text


@pytest.mark.parametrize(
    "values",
    [{"body": ""}, {"body": "{谁}"}, {"name": ""}, {"kind": "song"}, {"body": "字" * 4001}, {"subject": ""}],
)
def test_a_bad_script_is_refused_and_nothing_typed_is_lost(supervisor, values):
    answer = supervisor.post("/settings/scripts", data=SCRIPT | values)

    assert answer.status_code == 422
    if "name" not in values:
        assert "二次邮件" in answer.text


def test_a_stale_script_shows_both_versions(supervisor):
    script = db.session.scalar(select(ScriptTemplate).filter_by(name="首次邮件"))
    seen = version_of(supervisor.get(f"/settings/scripts/{script.id}"))
    supervisor.post(f"/settings/scripts/{script.id}", data=SCRIPT | {"name": "第一版", "version": seen})

    answer = supervisor.post(
        f"/settings/scripts/{script.id}", data=SCRIPT | {"name": "第二版", "version": seen}
    )

    assert answer.status_code == 409
    assert "第一版" in answer.text
    assert "第二版" in answer.text


def test_a_preview_fills_names_unknown_placeholders_and_keeps_nothing(supervisor):
    before = db.session.scalar(select(db.func.count()).select_from(ScriptTemplate))
    page = supervisor.post("/settings/scripts/previews", data=SCRIPT | {"body": "{称谓}您好 {谁} <b>"})

    assert f"{SAMPLE_VALUES['称谓']}您好" in page.text
    assert "{谁}" in page.text
    assert "<b>" not in page.text.split("您好")[1].split("</p>")[0]
    assert db.session.scalar(select(db.func.count()).select_from(ScriptTemplate)) == before


def test_a_new_wording_is_a_version_and_the_former_one_stays_readable(supervisor, sign_in):
    script = db.session.scalar(select(ScriptTemplate).filter_by(name="首次邮件"))
    former, path = script.body, f"/settings/scripts/{script.id}"
    data = SCRIPT | {"name": "首次邮件", "why": "三位客户有两位没读完"}
    supervisor.post(path, data=data | {"version": version_of(supervisor.get(path))})

    page = sign_in("lin").get(f"{path}/versions")
    assert part(page, "version-2").text.count("{称谓}您好") == 1
    for words in ("三位客户有两位没读完", "许*", "现行"):
        assert words in part(page, "version-2").text
    assert former.split()[-1] in part(page, "version-1").text
    assert "随产品提供" in part(page, "version-1").text


def test_a_new_wording_says_why_and_a_new_name_needs_no_reason(supervisor):
    script = db.session.scalar(select(ScriptTemplate).filter_by(name="首次邮件"))
    path = f"/settings/scripts/{script.id}"
    same = {
        "kind": script.kind,
        "name": "另一个名称",
        "subject": script.subject,
        "body": script.body,
        "active": "y",
    }
    refused = supervisor.post(path, data=SCRIPT | {"why": " ", "version": version_of(supervisor.get(path))})
    kept = supervisor.post(path, data=same | {"version": version_of(supervisor.get(path))})

    assert refused.status_code == 422
    assert "请写明为什么改" in part(refused, "why-notes").text
    assert kept.status_code == 303
    assert [each.no for each in queries.versions(script.id)] == [1]
