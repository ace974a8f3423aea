"""Rows on the screen: typed, corrected, contacted, given up; numbers stay hidden until somebody asks (R14)."""

from datetime import timedelta

from sqlalchemy import select

from salesapp.prospecting.lists.models import Prospect
from salesapp.prospecting.work import queries as work
from salesapp.trail.models import AuditEntry
from salesapp.web import clock
from tests.customers.factories import make_customer
from tests.pages import filled, part
from tests.prospecting.factories import add_row, commit, make_list, make_persona, person_of

FORM = {
    "full_name": "苏州晨光机电有限公司", "industry": "C34", "industry_text": "C34 通用设备制造业", "region": "320506",
    "region_text": "", "annual_output": "8000", "channel": "fair", "people-0-name": "周*", "people-0-mobile": "138 0013 8000",
}  # fmt: skip


def test_one_row_is_typed_by_hand(sign_in, cast, db_session):
    found = make_list(cast.lin, make_persona(cast.xu))
    commit()
    client = sign_in("lin")
    answer = client.post(f"/prospects/lists/{found.id}/rows", data=FORM)
    assert answer.status_code == 303
    row = db_session.scalars(select(Prospect)).one()
    assert (row.full_name, row.annual_output, row.people[0].mobile) == (
        FORM["full_name"],
        80000000,
        "+8613800138000",
    )
    page = client.get(answer.location)
    assert "138****8000" in part(page, "people").text or "138 **** 8000" in part(page, "people").text
    assert "C34 通用设备制造业" in part(page, "why").text and "符合" in part(page, "why").text


def test_who_is_a_customer_is_said_beside_the_name(sign_in, cast):
    customer = make_customer(cast.lin)
    found = make_list(cast.lin)
    commit()
    answer = sign_in("lin").post(
        f"/prospects/lists/{found.id}/rows", data=FORM | {"full_name": customer.full_name}
    )
    assert answer.status_code == 422 and customer.number in part(answer, "known").text
    assert "已经登记" in part(answer, "full_name-notes").text


def test_what_is_similar_is_added_once_it_was_looked_at(sign_in, cast):
    other = add_row(make_list(cast.chen))
    found = make_list(cast.lin)
    commit()
    client, form = sign_in("lin"), FORM | {"full_name": other.full_name}
    refused = client.post(f"/prospects/lists/{found.id}/rows", data=form)
    assert refused.status_code == 422 and "在同事的名单中" in part(refused, "known").text
    assert client.post(f"/prospects/lists/{found.id}/rows", data=form | {"aware": "y"}).status_code == 303


def test_a_referral_without_the_referrer_is_refused(sign_in, cast):
    found = make_list(cast.lin)
    commit()
    answer = sign_in("lin").post(f"/prospects/lists/{found.id}/rows", data=FORM | {"channel": "referral"})
    assert answer.status_code == 422 and part(answer, "referrer-notes").text


def test_a_row_is_corrected_and_both_looks_are_noted(sign_in, cast, db_session):
    row = add_row(make_list(cast.lin), people=[person_of(mobile="+8613800138000")])
    commit()
    client = sign_in("lin")
    assert "138 0013 8000" in client.get(f"/prospects/{row.id}/edit").text
    assert "tel:+8613800138000" in client.post(f"/prospects/{row.id}/reveals").text
    looks = db_session.scalars(select(AuditEntry).where(AuditEntry.event == "unmask")).all()
    assert [(entry.object_type, entry.object_id) for entry in looks] == [("prospect", row.id)] * 2
    form = FORM | {"full_name": row.full_name, "people-0-name": "吴*", "version": str(row.version)}
    assert client.post(f"/prospects/{row.id}", data=form).status_code == 303
    assert row.people[0].name == "吴*"


def test_a_row_is_contacted_given_up_with_a_reason_and_taken_up_again(sign_in, cast):
    row = add_row(make_list(cast.lin))
    commit()
    client = sign_in("lin")
    assert client.post(f"/prospects/{row.id}/contacts", data={"words": "要资料"}).status_code == 303
    assert row.result == "contacted"
    assert client.post(f"/prospects/{row.id}/giving-ups", data={"reason": ""}).status_code == 422
    assert client.post(f"/prospects/{row.id}/giving-ups", data={"reason": "停产"}).status_code == 303
    assert (row.result, row.reason) == ("given_up", "停产")
    assert client.post(f"/prospects/{row.id}/contacts", data={"words": "再试"}).status_code == 422
    assert client.post(f"/prospects/{row.id}/taking-up").status_code == 303
    assert (row.result, row.reason) == ("contacted", None)
    told = part(client.get(f"/prospects/{row.id}"), "turns").text
    assert all(word in told for word in ("要资料", "停产", "重新跟进"))


def test_a_row_of_somebody_else_is_not_there(sign_in, cast):
    row = add_row(make_list(cast.lin))
    commit()
    client = sign_in("chen")
    assert client.get(f"/prospects/{row.id}").status_code == 404
    assert client.post(f"/prospects/{row.id}/contacts", data={}).status_code == 404
    assert sign_in("he").get("/prospects").status_code == 403


def test_prospects_are_found_by_the_search_for_everything(sign_in, cast):
    row = add_row(make_list(cast.lin), full_name="苏州晨光机电有限公司")
    commit()
    assert row.full_name in sign_in("lin").get("/search?q=晨光").text
    assert row.full_name not in sign_in("chen").get("/search?q=晨光").text


def test_the_lists_stand_beside_the_customers(sign_in, cast):
    found = make_list(cast.lin)
    commit()
    client = sign_in("lin")
    assert "/prospects/lists" in client.get("/customers").text
    assert found.name in client.get("/prospects/lists").text
    assert client.post(f"/prospects/lists/{found.id}/closing").status_code == 303
    assert found.name in client.get("/prospects/lists?closed=1").text
    assert client.post(f"/prospects/lists/{found.id}/reopening").status_code == 303
    form = {"name": "新名", "channel": "other", "persona_version_id": "0", "version": str(found.version)}
    refused = client.post(f"/prospects/lists/{found.id}", data=form)
    assert refused.status_code == 422 and part(refused, "source_note-notes").text
    assert (
        client.post(f"/prospects/lists/{found.id}", data=form | {"source_note": "公众号"}).status_code == 303
    )
    assert found.name == "新名"


MORE = {
    "postcode": "２１５１００",
    "founded_on": "2011-05-18",
    "registered_capital": "500万美元",
    "qq": "QQ：10001",
}


def test_what_the_licence_says_is_typed_shown_and_edited(sign_in, cast, db_session):
    found = make_list(cast.lin)
    commit()
    client = sign_in("lin")
    answer = client.post(f"/prospects/lists/{found.id}/rows", data=FORM | MORE)
    assert answer.status_code == 303, answer.text
    row = db_session.scalars(select(Prospect)).one()
    assert (row.postcode, row.qq, row.founded_on.isoformat()) == ("215100", "10001", "2011-05-18")
    assert (row.registered_capital, row.capital_currency) == (5_000_000, "USD")
    told = part(client.get(f"/prospects/{row.id}"), "company").text
    assert "500 万美元" in told and "2011-05-18" in told and "215100" in told and "10001" in told
    sheet = filled(client.get(f"/prospects/{row.id}/edit"), "prospect-form")
    assert sheet["registered_capital"] == ["500万美元"]
    changed = sheet | {"registered_capital": "2000", "qq": ""}
    assert client.post(f"/prospects/{row.id}", data=changed).status_code == 303
    assert (row.registered_capital, row.capital_currency, row.qq) == (20_000_000, "CNY", None)
    assert "2000 万元" in part(client.get(f"/prospects/{row.id}"), "company").text
    assert client.post(f"/prospects/{row.id}", data=filled(client.get(f"/prospects/{row.id}/edit"), "prospect-form")
                       | {"registered_capital": ""}).status_code == 303  # fmt: skip
    assert (row.registered_capital, row.capital_currency) == (None, None)


def test_everything_that_cannot_be_is_said_at_once(sign_in, cast):
    found = make_list(cast.lin)
    commit()
    wrong = {"postcode": "1234", "founded_on": "2099-01-01", "registered_capital": "见执照", "qq": "abc"}
    answer = sign_in("lin").post(f"/prospects/lists/{found.id}/rows", data=FORM | wrong)
    assert answer.status_code == 422
    for name, typed in wrong.items():
        assert part(answer, f"{name}-notes").text, name
        assert typed in answer.text


def test_the_next_contact_is_agreed_with_what_was_said_and_waits_on_the_day(sign_in, cast):
    row = add_row(make_list(cast.lin))
    commit()
    client = sign_in("lin")
    past = client.post(f"/prospects/{row.id}/contacts", data={"words": "要资料", "next_on": "2020-01-01"})
    assert past.status_code == 422 and "这一天已经过去" in past.text and "要资料" in past.text
    day = clock.today() + timedelta(days=2)
    client.post(f"/prospects/{row.id}/contacts", data={"words": "要资料", "next_on": day.isoformat()})
    assert (row.owner, row.next_on, row.due_on) == (cast.lin, day, day)
    (item,) = work.derive([row.id])
    assert (item.user_id, item.due_at, item.facts["again"]) == (cast.lin.id, clock.end_of(day), True)
    client.post(f"/prospects/{row.id}/contacts", data={"words": "再说"})
    assert row.next_on is None and not list(work.derive([row.id]))
