"""W27, by the setting: steps next to each other of one person are one decision, and where they never are."""

import pytest
from sqlalchemy import select

from salesapp.approvals.subjects.rules import subject_of
from salesapp.db import db
from salesapp.mail.models import OutgoingMail
from salesapp.policies.actions import change as set_policy
from salesapp.web import clock


@pytest.fixture
def merging(desk):
    """A round of supervisor, finance and legal side by side, director; finance is the supervisor's, too."""
    set_policy("approval_merge_steps", True, by=desk.cast.admin, at=clock.now())
    desk.submit("600000")
    desk.seat("finance").user_id = desk.cast.xu.id
    db.session.commit()
    return desk


def test_the_second_step_is_booked_with_the_first(merging):
    merging.agreed("xu")
    seat = merging.seat("finance")
    assert seat.status == "agree"
    assert seat.decision.by == merging.cast.xu
    assert "本步与上一步同一人，按设置合并" in merging.page("lin")
    assert merging.asked("lu") and not merging.asked("xu")
    to = db.session.scalars(select(OutgoingMail.to).where(OutgoingMail.about == "TZ-1")).all()
    assert to.count("xu@example.cn") == 1
    merging.agreed("lu")
    assert merging.asked("tang")  # whoever comes next is asked as ever


def test_a_step_that_asks_for_another_person_is_not(merging):
    merging.seat("finance").four_eyes = True
    db.session.commit()
    merging.agreed("xu")
    assert merging.seat("finance").status == "open"


def test_a_condition_is_not_carried_over(merging):
    assert merging.decide("xu", "conditional", "付款提前").status_code == 303
    assert merging.seat("finance").status == "open"


def test_after_a_return_in_between_everybody_is_asked(merging):
    merging.agreed("xu")
    place = merging.seat("supervisor").seq
    assert merging.decide("lu", "return", "请主管补充", back_to=place).status_code == 303
    merging.agreed("xu")
    assert merging.seat("finance").status == "open"


def test_the_last_decision_still_asks_for_the_password(desk):
    set_policy("approval_merge_steps", True, by=desk.cast.admin, at=clock.now())
    object.__setattr__(subject_of("probe"), "asks_password", True)
    desk.submit("200000")
    desk.seat("finance").user_id = desk.cast.xu.id
    db.session.commit()
    desk.agreed("xu")
    assert desk.round.is_running and desk.seat("finance").status == "open"
