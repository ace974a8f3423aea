"""Nothing waits for a dead account: a successor takes over, or the step waits for the role and says so (W02, W16)."""

from datetime import timedelta

import pytest

from salesapp.accounts.people.actions import change_user, close_user
from salesapp.accounts.rules import AccountRefused
from salesapp.approvals import actions
from salesapp.approvals.inbox.page import inbox
from salesapp.approvals.rules import ApprovalRefused, NotYourStep
from salesapp.approvals.signers.actions import add_signer
from salesapp.approvals.successors.queries import alone
from salesapp.customers.ownership.requests import actions as wishes
from salesapp.db import db
from salesapp.policies.actions import change_rules
from salesapp.policies.actions import fingerprint as seen
from salesapp.policies.queries import in_group, policy
from salesapp.policies.rules import Group, Kind
from salesapp.web import clock
from tests.approvals.probe import Probe, install
from tests.contracts.factories import decide, mails, make_contract, submit
from tests.customers.factories import make_customer

pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
def probe(cast, monkeypatch):
    return install(Probe(owner=cast.lin, amount=386_000), monkeypatch)


@pytest.fixture
def waiting(probe, cast):
    """What waits for the supervisor, then for finance."""
    return actions.submit(probe.subject(), probe.record, by=cast.lin, at=clock.now())


def moved(user, **changes) -> dict:
    return {
        "name": user.name,
        "role": user.role,
        "team_id": user.team_id,
        "email": user.email,
        "phone": None,
    } | changes


def test_closing_an_account_asks_who_takes_over_what_waits_for_it_alone(waiting, cast):
    with pytest.raises(AccountRefused, match="郑. 名下有 1 项待审，请选择接手人") as refused:
        close_user(cast.zheng, by=cast.admin, at=clock.now())
    assert refused.value.field == "successor" and cast.zheng.active
    close_user(cast.zheng, successor=cast.tang.id, by=cast.admin, at=clock.now())
    actions.decide(waiting, waiting.seats[0], "agree", None, by=cast.xu, at=clock.now())
    assert [row.number for row in inbox(cast.tang, clock.now()).rows] == ["TZ-1"]
    assert waiting.seats[1].handings[0].to_id == cast.tang.id


def test_what_a_colleague_of_the_role_can_decide_asks_nothing(waiting, cast):
    cast.lu.role = "finance"
    close_user(cast.zheng, by=cast.admin, at=clock.now())
    assert waiting.seats[1].user_id is None and not cast.zheng.active


@pytest.mark.parametrize("who", ["lin", "zheng"])
def test_the_successor_is_neither_the_submitter_nor_the_one_who_leaves(waiting, cast, who):
    with pytest.raises((AccountRefused, ApprovalRefused)):
        close_user(cast.zheng, successor=getattr(cast, who).id, by=cast.admin, at=clock.now())


def test_another_role_or_team_is_told_too_and_the_same_one_is_not(waiting, cast, db_session):
    change_user(cast.zheng, **moved(cast.zheng, name="郑某"), by=cast.admin, at=clock.now())
    for changes in ({"role": "tech"}, {"role": "legal"}):
        with pytest.raises(AccountRefused):
            change_user(cast.zheng, **moved(cast.zheng, **changes), by=cast.admin, at=clock.now())
    with pytest.raises(AccountRefused):
        change_user(cast.xu, **moved(cast.xu, team_id=cast.ma.team_id), by=cast.admin, at=clock.now())
    change_user(
        cast.xu,
        **moved(cast.xu, role="tech", team_id=None),
        successor=cast.tang.id,
        by=cast.admin,
        at=clock.now(),
    )
    assert waiting.seats[0].user is cast.tang


def test_a_step_that_nobody_fills_waits_and_administrators_learn_for_whom(waiting, cast, db_session):
    actions.decide(waiting, waiting.seats[0], "agree", None, by=cast.xu, at=clock.now())
    close_user(cast.zheng, successor=0, by=cast.admin, at=clock.now())
    assert waiting.is_running and waiting.seats[1].status == "open"
    assert mails(db_session, "暂无人审批") == {"admin"}
    with pytest.raises(NotYourStep):
        actions.decide(waiting, waiting.seats[1], "agree", None, by=cast.zheng, at=clock.now())
    cast.lu.role = "finance"
    assert [row.number for row in inbox(cast.lu, clock.now()).rows] == ["TZ-1"]


def test_what_was_asked_of_one_by_name_falls_to_the_role(waiting, cast):
    seat = add_signer(waiting.seats[0], cast.he, when="before", because=None, by=cast.xu, at=clock.now())
    assert alone(cast.he, closing=True) == [seat] and alone(cast.he, closing=False) == []
    close_user(cast.he, successor=0, by=cast.admin, at=clock.now() + timedelta(minutes=1))
    assert seat.user is None and seat.role == "tech" and seat.status == "open"


def test_the_administrator_chooses_a_successor_on_the_screen(waiting, cast, sign_in, db_session):
    db_session.commit()
    admin, url = sign_in("admin"), f"/settings/users/{cast.zheng.id}"
    assert (
        "名下有 1 项待审" in admin.get(url).text
        and "名下有" not in admin.get(f"/settings/users/{cast.he.id}").text
    )
    asked = admin.post(f"{url}/closures")
    assert asked.status_code == 422 and "请选择接手人" in asked.text and 'name="successor"' in asked.text
    assert admin.post(f"{url}/closures", data={"successor": cast.lu.id}).status_code == 303
    assert not cast.zheng.active and waiting.seats[1].user is cast.lu


def test_finance_and_the_director_learn_which_rules_were_changed(cast, db_session):
    values = {one.key: policy(one.key) for one in in_group(Group.APPROVALS) if one.kind is not Kind.BANDS}
    values["approval_bands"] = [{"below": None, "roles": ["supervisor", "finance"]}]
    change_rules(Group.APPROVALS, values, seen=seen(Group.APPROVALS), by=cast.admin, at=clock.now())
    assert mails(db_session, "审批权限规则已修改") == {"zheng", "tang"}


class TestMoving:
    """Whoever moves to another team takes along what runs: the new team's supervisor decides, not the old one."""

    @pytest.fixture
    def contract(self, cast):
        return submit(make_contract(cast.lin))

    def move(self, cast):
        staying = {"successor": -1, "by": cast.admin, "at": clock.now()}
        change_user(cast.lin, **moved(cast.lin, team_id=cast.ma.team_id), **staying)
        db.session.commit()

    def numbers(self, user):
        return [row.number for row in inbox(user, clock.now()).rows]

    def test_the_new_supervisor_is_asked_with_a_mail(self, contract, cast):
        assert contract.number in self.numbers(cast.xu)
        self.move(cast)
        assert contract.number in self.numbers(cast.ma) and contract.number not in self.numbers(cast.xu)
        assert "ma" in mails(db.session, contract.number)
        decide(contract, cast.ma)
        assert contract.seats[0].decision.by_id == cast.ma.id

    def test_where_the_new_team_has_no_supervisor_the_directors_are_asked(self, contract, cast):
        cast.ma.role = "rep"
        db.session.commit()
        self.move(cast)
        assert contract.number in self.numbers(cast.tang)

    def test_what_was_decided_stays(self, contract, cast):
        decide(contract, cast.xu)
        self.move(cast)
        assert contract.seats[0].decision.by_id == cast.xu.id
        assert contract.seats[0].team_id != cast.ma.team_id

    def test_a_wish_for_somebody_who_moves_is_decided_where_the_customer_is(self, cast):
        customer = make_customer(cast.fang)
        db.session.commit()
        wishes.ask(customer, cast.lin, reason="调区", by=cast.fang, at=clock.now())
        db.session.commit()
        self.move(cast)
        assert customer.number in self.numbers(cast.xu) and customer.number not in self.numbers(cast.ma)

    def test_the_page_names_what_runs(self, contract, cast, sign_in):
        page = sign_in("admin").get(f"/settings/users/{cast.lin.id}").text
        assert contract.number in page and "由新团队的主管审批" in page
        assert (
            "由新团队的主管审批"
            not in sign_in("admin").get(f"/settings/users/{cast.lin.id}/closures/new").text
        )
