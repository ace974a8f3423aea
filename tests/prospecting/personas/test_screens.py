"""Personas on the screen: written row by row, shown with every version, refused beside the row (R11)."""

from salesapp.prospecting.personas.models import Persona
from tests.pages import part
from tests.prospecting.factories import commit, make_list, make_persona

FORM = {
    "name": "中小制造企业", "product": "software", "valid_from": "2026-11-23", "why": "按成交客户归纳",
    "conditions-0-kind": "industry", "conditions-0-rank": "must", "conditions-0-entered": "通用设备制造业",
    "conditions-1-kind": "size", "conditions-1-rank": "must", "conditions-1-low": "5000", "conditions-1-high": "1亿元",
    "conditions-2-kind": "words", "conditions-2-rank": "exclude", "conditions-2-entered": "",
}  # fmt: skip


def test_a_supervisor_writes_a_persona_and_everybody_who_sells_reads_it(sign_in, db_session):
    answer = sign_in("xu").post("/prospects/personas", data=FORM)
    assert answer.status_code == 303
    persona = db_session.query(Persona).one()
    assert [(each.kind, each.values) for each in persona.current.conditions] == [
        ("industry", ["C34"]),
        ("size", []),
    ]
    text = part(sign_in("lin").get(answer.location), "conditions").text
    assert "C34 通用设备制造业" in text and "5000–10000 万元" in text


def test_a_refusal_stands_beside_its_row(sign_in):
    answer = sign_in("xu").post("/prospects/personas", data=FORM | {"conditions-1-high": "100"})
    assert answer.status_code == 422
    assert "上限小于下限" in part(answer, "conditions-1-high-notes").text


def test_the_next_version_begins_with_what_counts_now(sign_in, cast):
    persona = make_persona(cast.xu)
    commit()
    client = sign_in("xu")
    page = client.get(f"/prospects/personas/{persona.id}/edit")
    assert 'value="C34 通用设备制造业"' in page.text and 'value="江苏省 苏州市"' in page.text
    answer = client.post(f"/prospects/personas/{persona.id}", data=FORM | {"version": str(persona.version)})
    assert answer.status_code == 303
    assert "第 2 版" in part(client.get(answer.location), "versions").text
    assert "首版" in part(client.get(answer.location), "versions").text


def test_a_rep_neither_writes_nor_retires(sign_in, cast):
    persona = make_persona(cast.xu)
    commit()
    client = sign_in("lin")
    assert client.get("/prospects/personas/new").status_code == 403
    assert client.post(f"/prospects/personas/{persona.id}/retirement").status_code == 403
    assert client.get("/prospects/personas").status_code == 200


def test_a_retired_one_is_among_the_retired(sign_in, cast):
    persona = make_persona(cast.xu)
    commit()
    client = sign_in("xu")
    assert client.post(f"/prospects/personas/{persona.id}/retirement").status_code == 303
    assert persona.name not in client.get("/prospects/personas").text
    assert persona.name in client.get("/prospects/personas?state=retired").text
    assert client.get(f"/prospects/personas/{persona.id}").status_code == 200
    assert client.post(f"/prospects/personas/{persona.id}/reinstatement").status_code == 303


def test_only_the_lists_that_one_may_see_stand_below_it(sign_in, cast):
    persona = make_persona(cast.xu)
    make_list(cast.lin, persona, name="林的名单")
    make_list(cast.chen, persona, name="别队的名单")
    commit()
    read = {
        name: part(sign_in(name).get(f"/prospects/personas/{persona.id}"), "lists").text
        for name in ("lin", "tang")
    }
    assert "林的名单" in read["lin"] and "别队的名单" not in read["lin"]
    assert "林的名单" in read["tang"] and "别队的名单" in read["tang"]
