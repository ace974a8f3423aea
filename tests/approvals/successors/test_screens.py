"""Who leaves leaves steps to those who can take them; what is refused stands beside the answer that was wrong (W16)."""

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from salesapp.approvals import actions
from salesapp.approvals.successors.actions import takers
from salesapp.web import clock
from tests.approvals.probe import Probe, install
from tests.customers.factories import make_customer

pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
def waiting(cast, monkeypatch, db_session):
    """What lin submitted, which waits for the supervisor, then for finance."""
    probe = install(Probe(owner=cast.lin, amount=386_000), monkeypatch)
    approval = actions.submit(probe.subject(), probe.record, by=cast.lin, at=clock.now())
    db_session.commit()
    return approval


def offered(text: str, name: str) -> set[int]:
    values = [one.attributes["value"] or "0" for one in HTMLParser(text).css(f'select[name="{name}"] option')]
    return {int(value) for value in values} - {0, -1}


def errors(text: str, name: str) -> bool:
    return HTMLParser(text).css_first(f'[name="{name}"]').attributes.get("aria-invalid") == "true"


def test_only_who_can_take_a_step_is_offered(waiting, cast, sign_in):
    admin = sign_in("admin")
    steps = offered(admin.get(f"/settings/users/{cast.zheng.id}/closures/new").text, "successor")
    assert cast.tang.id in steps and not {cast.lin.id, cast.zheng.id, cast.admin.id} & steps
    can = takers(cast.zheng, [cast.lin, cast.tang, cast.lu], closing=True)
    assert [one.id for one in can] == [one.id for one in (cast.tang, cast.lu) if one.id in steps]
    for person in steps:
        assert takers(cast.zheng, [next(u for u in vars(cast).values() if u.id == person)], closing=True)


def test_what_hangs_there_beside_goes_to_anybody_and_the_steps_do_not(waiting, cast, sign_in, db_session):
    make_customer(cast.xu)
    db_session.commit()
    text = sign_in("admin").get(f"/settings/users/{cast.xu.id}/closures/new").text
    assert cast.lin.id in offered(text, "successor")
    assert cast.lin.id not in offered(text, "apart_steps") and cast.tang.id in offered(text, "apart_steps")


def test_the_wrong_answer_is_the_one_that_is_marked(waiting, cast, sign_in, db_session):
    make_customer(cast.xu)
    db_session.commit()
    admin, url = sign_in("admin"), f"/settings/users/{cast.xu.id}/closures"
    apart = admin.post(url, data={"successor": cast.ma.id, "apart_steps": cast.lin.id})
    assert apart.status_code == 422 and "该同事不能审批 TZ-1" in apart.text
    assert errors(apart.text, "apart_steps") and not errors(apart.text, "successor")
    default = admin.post(url, data={"successor": cast.lin.id})
    assert default.status_code == 422
    assert errors(default.text, "successor") and not errors(default.text, "apart_steps")
    assert cast.xu.active
    taken = admin.post(url, data={"successor": cast.lin.id, "apart_steps": cast.tang.id})
    assert taken.status_code == 303 and waiting.seats[0].user is cast.tang
