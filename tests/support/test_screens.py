"""Support over HTTP: from the record's page to the answer, on both people's pages, with every door open or shut as it should."""

import pytest
from sqlalchemy import select

from salesapp.db import db
from salesapp.support.models import SupportRequest
from tests.contracts.factories import make_contract
from tests.customers.factories import make_customer
from tests.opportunities.factories import make_opportunity
from tests.support.factories import asked

FORM = {"whom": "role-tech", "what": "陪同演示排产", "due_on": "2026-11-26", "detail": "客户两人到场"}


def text(response) -> str:
    return response.get_data(as_text=True)


@pytest.fixture
def customer(cast):
    """A customer of 林*."""
    made = make_customer(cast.lin)
    db.session.commit()
    return made


def test_it_is_asked_for_from_the_record_and_both_see_what_becomes_of_it(customer, cast, sign_in):
    lin, he = sign_in("lin"), sign_in("he")
    record = f"customer-{customer.id}"
    assert f"/support/new?record={record}" in text(lin.get(f"/customers/{customer.id}"))
    page = text(lin.get(f"/support/new?record={record}"))
    for words in ("技术支持（不指定人）", "技术支持 · 何*", 'value="2026-11-26"', customer.full_name):
        assert words in page, words
    made = lin.post("/support", data=FORM | {"record": record})
    url = made.location
    assert made.status_code == 303
    assert "陪同演示排产" in text(lin.get(f"/customers/{customer.id}"))
    assert "陪同演示排产" in text(he.get("/"))
    shown = text(he.get(url))
    for words in ("客户两人到场", customer.full_name, "接手", "林*"):
        assert words in shown, words
    assert f'href="/customers/{customer.id}"' not in shown
    assert he.get(f"/customers/{customer.id}").status_code == 404
    assert he.post(f"{url}/acceptances").status_code == 303
    assert he.post(f"{url}/answers", data={"answer": "周四九点到现场"}).status_code == 303
    assert "已完成：陪同演示排产" in text(lin.get("/"))
    assert "周四九点到现场" in text(lin.get(url))
    assert lin.post(f"{url}/readings").status_code == 303
    assert "已完成：陪同演示排产" not in text(lin.get("/"))
    assert he.get(url).status_code == 200


def test_opportunities_and_contracts_have_it_too(cast, sign_in):
    opportunity, contract = make_opportunity(cast.lin), make_contract(cast.lin)
    db.session.commit()
    client = sign_in("lin")
    for kind, record, path in (
        ("opportunity", opportunity, "opportunities"),
        ("contract", contract, "contracts"),
    ):
        name = f"{kind}-{record.id}"
        assert name in text(client.get(f"/{path}/{record.id}"))
        assert (
            client.post("/support", data=FORM | {"record": name, "whom": f"user-{cast.lu.id}"}).status_code
            == 303
        )
        page = text(client.get(f"/{path}/{record.id}"))
        assert "陪同演示排产" in page
        assert "陆*" in page


def test_a_form_that_is_refused_keeps_what_was_typed(customer, sign_in):
    client = sign_in("lin")
    for changes, words in (
        ({"due_on": "2026-11-28"}, "2026-11-30"),
        ({"due_on": "2026-11-20"}, "已经过去"),
        ({"what": ""}, "请填写此项"),
        ({"whom": "role-rep"}, "客户两人到场"),
    ):
        answer = client.post("/support", data=FORM | {"record": f"customer-{customer.id}"} | changes)
        assert answer.status_code == 422
        assert words in text(answer)
        assert "客户两人到场" in text(answer)


def test_refusing_withdrawing_and_asking_again(cast, sign_in):
    url = f"/support/{asked(cast.lin).id}"
    lin, he = sign_in("lin"), sign_in("he")
    assert he.post(f"{url}/refusals", data={"reason": ""}).status_code == 422
    assert he.post(f"{url}/answers", data={"answer": ""}).status_code == 422
    assert he.post(f"{url}/refusals", data={"reason": "本周排满"}).status_code == 303
    assert lin.post(f"{url}/repetitions", data={"due_on": "2026-11-28"}).status_code == 422
    assert (
        lin.post(f"{url}/repetitions", data={"due_on": "2026-12-01", "more": "周二也行"}).status_code == 303
    )
    assert "周二也行" in text(he.get(url))
    assert lin.post(f"{url}/withdrawals", data={"why": "客户改期"}).status_code == 303
    assert lin.post(f"{url}/withdrawals", data={"why": "客户改期"}).status_code == 422
    assert "客户改期" in text(lin.get(f"{url}"))


def test_what_is_not_one_s_own_is_refused_or_not_there(cast, sign_in):
    url = f"/support/{asked(cast.lin).id}"
    assert sign_in("zheng").get(url).status_code == 404
    assert sign_in("chen").post(f"{url}/acceptances").status_code == 404
    assert sign_in("xu").get(url).status_code == 200
    for username, act in (("xu", "acceptances"), ("xu", "readings"), ("lin", "acceptances")):
        assert sign_in(username).post(f"{url}/{act}").status_code == 403
    for act, data in (("answers", {"answer": "好"}), ("refusals", {"reason": "不"}), ("withdrawals", {})):
        assert sign_in("xu").post(f"{url}/{act}", data=data).status_code in (403, 422)
    assert db.session.scalars(select(SupportRequest.status)).all() == ["asked"]


def test_who_only_reads_a_record_is_not_offered_to_ask(cast, sign_in):
    contract = make_contract(cast.lin)
    contract.submitted_at = contract.created_at
    db.session.commit()
    client, name = sign_in("zheng"), f"contract-{contract.id}"
    assert name not in text(client.get(f"/contracts/{contract.id}"))
    assert client.get(f"/support/new?record={name}").status_code == 403
    assert client.post("/support", data=FORM | {"record": name}).status_code in (403, 422)
    for made_up in ("customer-987654", "nothing-1", "customer-x", ""):
        assert sign_in("lin").get(f"/support/new?record={made_up}").status_code == 404


def test_lists_search_and_story_tell_of_it(cast, sign_in):
    request = asked(cast.lin)
    lin, he = sign_in("lin"), sign_in("he")
    assert "陪同演示排产" in text(he.get("/support"))
    assert "陪同演示排产" not in text(lin.get("/support"))
    assert "陪同演示排产" in text(lin.get("/support?show=by-me"))
    assert lin.get(f"/search?q={request.number}").location == f"/support/{request.id}"
    assert "陪同演示排产" in text(he.get("/search?q=陪同演示"))
    assert request.number not in text(sign_in("chen").get("/search?q=陪同演示排"))
    assert "陪同演示排产" in text(lin.get(f"/customers/{request.subject_id}?show=support"))
    he.post(f"/support/{request.id}/answers", data={"answer": "去过了"})
    lin.post(f"/support/{request.id}/readings")
    assert "陪同演示排产" in text(lin.get("/support?show=ended"))
    assert "陪同演示排产" not in text(lin.get("/support?show=by-me"))
    assert "去过了" in text(lin.get(f"/customers/{request.subject_id}?show=support"))


def test_an_example_says_once_that_it_is_one(customer, sign_in):
    text = sign_in("lin").get(f"/support/new?record=customer-{customer.id}").text
    assert 'placeholder="例：到现场协助演示"' in text and "例：例" not in text


def test_the_form_that_ends_an_opportunity_names_the_support_that_ends_with_it(cast, sign_in):
    opportunity = make_opportunity(cast.lin)
    page, words = f"/opportunities/{opportunity.id}/closures/new", "这些支持申请都会撤回"
    lin = sign_in("lin")
    assert words not in text(lin.get(page))
    asked(cast.lin, record=opportunity, kind="opportunity")
    assert words in text(lin.get(page)) and "陪同演示排产" in text(lin.get(page))
    refused = lin.post(f"/opportunities/{opportunity.id}/closures", data={"status": "lost"})
    assert refused.status_code == 422 and words in text(refused)
