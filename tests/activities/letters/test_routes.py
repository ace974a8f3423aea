"""The thank-you letter on the screen (R15, R21, R22)."""

from datetime import date

from salesapp.activities.letters import queries as letters
from salesapp.activities.models import Promise
from salesapp.activities.tasks.models import Task
from salesapp.customers.ownership.actions import hand_over
from salesapp.db import db
from salesapp.mail.letters.models import Letter
from salesapp.playbook.scripts.actions import save_script
from salesapp.playbook.scripts.queries import scripts
from salesapp.playbook.scripts.rules import ScriptKind
from salesapp.web import clock
from tests.activities.factories import NOW, make_record, need, promise
from tests.pages import filled, part
from tests.work.factories import todo


def page(response) -> str:
    return response.get_data(as_text=True)


def template(cast, body) -> None:
    """Keep one wording of thank-you letters alone."""
    for each in scripts(kind=ScriptKind.THANK_YOU):
        each.active = False
    db.session.refresh(cast.xu)
    save_script(
        None,
        kind=ScriptKind.THANK_YOU,
        name="感谢",
        subject="感谢",
        body=body,
        active=True,
        why=None,
        by=cast.xu,
        at=NOW,
    )
    db.session.commit()


class TestTheLetter:
    def test_it_lists_what_was_promised_and_is_never_sent_from_here(self, cast, db_session, sign_in):
        record = make_record(cast.lin, is_first=True, promises=[promise("案例两份")])
        letter = letters.of_record(record.id)
        text = page(sign_in("lin").get(f"/activities/thank-yous/{letter.id}"))
        assert "1. 我方：案例两份" in text
        assert "本系统不会代您发送" in text
        assert "剩 24 小时" in text or "剩 23 小时" in text or "明日 09:00" in text

    def test_nothing_that_was_noted_inside_stands_in_the_letter(self, cast, db_session, sign_in):
        inside = {
            "summary": "谈了排产，老板犹豫", "situation": "表格三人维护", "problem": "插单漏料", "implication": "月赔两万",
            "need_payoff": "一个月接通", "feedback": "嫌贵一成", "competition": "某品牌在谈",
        }  # fmt: skip
        record = make_record(
            cast.lin, is_first=True, needs=[need("预算不超四十万", "budget")],
            promises=[promise("案例两份", due_on=date(2026, 11, 25)), promise("给图纸", side="theirs")], **inside,
        )  # fmt: skip
        record.supervisor_comment = "推副总"
        for wording in (
            "您好\n{双方约定}\n祝好",
            "要点：{需求}。\n随信：\n{承诺事项}\n约好{下次时间}，{下次事项}",
        ):
            template(cast, wording)
            answer = sign_in("lin").get(f"/activities/thank-yous/{letters.of_record(record.id).id}")
            shown = filled(answer, "letter-form")
            whole = "".join(words for name in ("subject", "body", "told", "closing") for words in shown[name])
            assert not [words for words in (*inside.values(), "预算不超四十万", "推副总") if words in whole]
            assert "案例两份" in whole and "贵方：给图纸" in whole and "11月25日（周三）09:00" in whole

    def test_where_nothing_was_promised_nothing_is_said_of_enclosures(self, cast, db_session, sign_in):
        record = make_record(cast.lin, is_first=True)
        template(cast, "您好\n\n随信附上：\n{承诺事项}\n\n祝好")
        answer = sign_in("lin").get(f"/activities/thank-yous/{letters.of_record(record.id).id}")
        assert "附" not in "".join(filled(answer, "letter-form")["body"])

    def test_it_leaves_only_after_a_person_ticked_that_they_read_it(self, cast, db_session, sign_in):
        record = make_record(cast.lin, is_first=True)
        record.theirs[0].email = "zhou@danqiao.cn"
        db_session.commit()
        url, client = f"/activities/thank-yous/{letters.of_record(record.id).id}", sign_in("lin")
        page = filled(client.get(url), "letter-form")
        assert not page.get("read")
        data = {name: values[0] for name, values in page.items() if values} | {"told": "双方约定：周四演示"}
        refused = client.post(f"{url}/delivery", data=data)
        assert refused.status_code == 422 and "通读" in part(refused, "read-error").text
        assert filled(refused, "letter-form")["told"] == ["双方约定：周四演示"]
        assert db_session.scalars(db.select(Letter)).all() == []
        again = {name: values[0] for name, values in filled(refused, "letter-form").items() if values}
        assert client.post(f"{url}/delivery", data=again | {"read": "y"}).status_code == 303
        sent = db_session.scalars(db.select(Letter)).one().body
        assert "双方约定：周四演示" in sent and sent.index("双方约定") < sent.index("联系方式仅用于")

    def test_the_day_and_the_letter_name_the_time_at_which_the_contact_began(self, cast, db_session, sign_in):
        record = make_record(cast.lin, is_first=True)
        began = f"{clock.local(record.started_at):%H:%M}"
        line = next(one for one in todo(cast.lin, NOW) if one.hours_run)
        assert line.detail.startswith("首次沟通") and line.detail.split(" · ")[0].endswith(began)
        answer = sign_in("lin").get(f"/activities/thank-yous/{letters.of_record(record.id).id}")
        link = next(words for words in part(answer, "main").links if words.startswith("首次沟通"))
        assert link.endswith(began)

    def test_marking_it_as_sent_needs_the_promises_or_a_reason(self, cast, db_session, sign_in):
        record = make_record(cast.lin, is_first=True, promises=[promise("案例两份")])
        letter, kept, client = letters.of_record(record.id).id, record.promises[0].id, sign_in("lin")
        url, data = f"/activities/thank-yous/{letter}/sending", {"sent_at": "2026-11-23T09:00"}
        refused = client.post(url, data=data)
        assert refused.status_code == 422
        assert "承诺的资料还没有附上：案例两份" in page(refused)
        assert db_session.get(Task, letter).outcome is None
        assert client.post(url, data={"sent_at": " ", "enclosed": kept}).status_code == 422
        assert client.post(url, data=data | {"enclosed": kept}).status_code == 303
        assert db_session.get(Task, letter).outcome == "done"
        assert db_session.get(Promise, kept).done_at is not None

    def test_another_reps_letter_is_not_found(self, cast, db_session, sign_in):
        record = make_record(cast.lin, is_first=True)
        letter = letters.of_record(record.id).id
        assert sign_in("fang").get(f"/activities/thank-yous/{letter}").status_code == 404

    def test_who_gave_the_customer_away_reads_no_addresses_and_sends_no_letter(
        self, cast, db_session, sign_in
    ):
        record = make_record(cast.lin, is_first=True)
        customer = record.customer
        customer.contacts[0].email = "zhou@danqiao.cn"
        letter = letters.of_record(record.id).id
        hand_over(customer, cast.chen, by=cast.tang, at=NOW, reason="转华南")
        db_session.commit()
        assert sign_in("lin").get(f"/activities/{record.id}").status_code == 200
        assert sign_in("lin").get(f"/activities/thank-yous/{letter}").status_code == 404
        data = {"recipients": customer.contacts[0].id, "subject": "感谢", "body": "谢谢", "read": "y"}
        assert sign_in("lin").post(f"/activities/thank-yous/{letter}/delivery", data=data).status_code == 404
        assert "zhou@danqiao.cn" in page(sign_in("chen").get(f"/activities/thank-yous/{letter}"))

    def test_a_letter_goes_to_no_address_that_its_writer_did_not_see(self, cast, db_session, sign_in):
        record = make_record(cast.lin, is_first=True)
        contact = record.theirs[0]
        contact.email = "zhou@danqiao.cn"
        db_session.commit()
        url, client = f"/activities/thank-yous/{letters.of_record(record.id).id}", sign_in("lin")
        sent = {name: values[0] for name, values in filled(client.get(url), "letter-form").items() if values}
        sent |= {"recipients": contact.id, "subject": "感谢", "body": "谢谢", "read": "y"}
        contact.email = "somebody@elsewhere.cn"
        db_session.commit()
        refused = client.post(f"{url}/delivery", data=sent)
        assert refused.status_code == 422
        assert "的邮箱已改为somebody@elsewhere.cn" in part(refused, "recipients-field").text
        assert db_session.scalars(db.select(Letter)).all() == []
        again = {name: values[0] for name, values in filled(refused, "letter-form").items() if values}
        assert client.post(f"{url}/delivery", data=again | {"recipients": contact.id}).status_code == 303
        assert db_session.scalars(db.select(Letter)).one().deliveries[0].address == "somebody@elsewhere.cn"
