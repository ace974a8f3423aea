"""Today as a queue: what was begun from the list leads back to it, with the next one (R2)."""

from salesapp.activities.letters import queries as letters
from salesapp.opportunities.decisions.queries import latest
from tests.activities.factories import NOW, sent
from tests.contracts.factories import make_contract, send
from tests.customers.factories import make_customer
from tests.home.conftest import DAY
from tests.opportunities.decisions.factories import without_director
from tests.opportunities.factories import make_opportunity
from tests.pages import filled, part
from tests.support.factories import asked


def test_each_line_begins_its_work_from_the_list(busy, sign_in):
    links = part(sign_in("lin").get("/"), "first").links
    assert links["写邮件"].endswith("?from=today")
    assert links["记一次"].endswith("&from=today")


def test_a_record_begun_from_the_list_leads_back_to_it(cast, db_session, sign_in):
    customer, client = make_customer(cast.lin), sign_in("lin")
    page = f"/activities/new?customer={customer.id}"
    begun = client.post("/activities", data=sent(customer, page=f"{page}&from=today", next_purpose="演示"))
    assert (begun.status_code, begun.headers["Location"]) == (303, "/?done=1")
    other = client.post("/activities", data=sent(customer, page=page, started_at="2026-11-23T08:00"))
    assert other.headers["Location"] == f"/customers/{customer.id}"


def test_a_letter_begun_from_the_list_leads_back_to_it(busy, sign_in):
    client = sign_in("lin")
    url = part(client.get("/"), "first").links["写邮件"]
    task_id = int(url.split("/")[-1].split("?")[0])
    assert letters.find(task_id, busy.owner) is not None
    data = {"sent_at": "2026-11-23T09:00", "missing_reason": "随后寄出", "page": url}
    answer = client.post(f"/activities/thank-yous/{task_id}/sending", data=data)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/?done=1")


def test_the_list_says_what_is_next_only_after_something_was_done(cast, db_session, sign_in):
    opportunity = make_opportunity(cast.lin, at=NOW - 20 * DAY)
    db_session.commit()
    client = sign_in("lin")
    assert 'id="next-up"' not in client.get("/").text
    following = part(client.get("/?done=1"), "next-up")
    assert following.links["下一项"].startswith(f"/activities/new?customer={opportunity.customer_id}")
    assert 'id="next-up"' not in sign_in("fang").get("/?done=1").text


def test_a_decision_begun_from_the_list_leads_back_to_it_with_the_next_one(cast, sign_in):
    file, _other = make_opportunity(cast.lin, at=NOW), make_opportunity(cast.lin, at=NOW)
    without_director(cast)
    client = sign_in("xu")
    url = f"/approvals/{latest(file).id}"
    assert f'href="{url}?from=today"' in client.get("/").text
    sent = filled(client.get(f"{url}?from=today"), "decision-form") | {"verdict": "agree"}
    answer = client.post(f"{url}/decisions", data=sent)
    assert (answer.status_code, answer.location) == (303, "/?done=1")
    following = part(client.get("/?done=1"), "next-up").links["下一项"]
    assert following.startswith("/approvals/") and following.endswith("?from=today")


def test_support_begun_from_the_list_leads_back_to_it(cast, db_session, sign_in):
    at = f"/support/{asked(cast.lin).id}"
    he, lin, page = sign_in("he"), sign_in("lin"), f"{at}?from=today"
    assert f'name="back" value="{page}"' in he.get(page).text
    assert he.post(f"{at}/acceptances", data={"back": page}).location == page
    data = {"answer": "周四九点到现场", "page": page}
    assert he.post(f"{at}/answers", data=data).location == "/?done=1"
    assert f'name="page" value="{page}"' in lin.get(page).text
    assert lin.post(f"{at}/readings", data={"page": at}).location == at
    assert lin.post(f"{at}/readings", data={"page": page}).location == "/?done=1"


def test_a_hand_off_received_from_the_list_leads_back_to_it(cast, db_session, sign_in):
    contract = send(make_contract(cast.lin), cast)
    db_session.commit()
    url = f"/contracts/{contract.id}"
    data = {"answer": "accepted", "version": contract.handoff.version, "page": f"{url}/handoff?from=today"}
    assert sign_in("gao").post(f"{url}/receipts", data=data).location == "/?done=1"
