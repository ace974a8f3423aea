"""Today as a queue: what was begun from the list leads back to it, with the next one (R2)."""

from salesapp.activities.letters import queries as letters
from tests.activities.factories import NOW, sent
from tests.customers.factories import make_customer
from tests.home.conftest import DAY
from tests.opportunities.factories import make_opportunity
from tests.pages import part


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
