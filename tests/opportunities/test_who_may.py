"""Whoever was asked to help with an opportunity can neither take it nor change who helps (R29)."""

import pytest

from salesapp.db import db
from salesapp.opportunities import actions
from salesapp.opportunities.ownership import actions as ownership
from salesapp.rights.access import NotYours
from tests.opportunities.factories import NOW, make_opportunity
from tests.opportunities.test_screens import edited


@pytest.fixture
def shared(cast):
    """An opportunity of lin on which chen and ma of another team work along."""
    one = make_opportunity(cast.lin, collaborators=(cast.chen.id, cast.ma.id))
    db.session.commit()
    return one


@pytest.mark.parametrize("who", ["chen", "ma"])
def test_who_helps_changes_the_file_but_does_not_take_it(shared, cast, sign_in, who):
    user = getattr(cast, who)
    form = sign_in(who).get(f"/opportunities/{shared.id}/edit").text
    assert 'name="owner_id"' not in form and 'name="collaborators"' not in form
    data = edited(shared, name="二期", owner_id=user.id, collaborators=[user.id], change_reason="mine now")
    assert sign_in(who).post(f"/opportunities/{shared.id}", data=data).status_code == 303
    db.session.expire_all()
    assert (shared.name, shared.owner_id) == ("二期", cast.lin.id)
    assert {one.user_id for one in shared.collaborations} == {cast.chen.id, cast.ma.id}


def test_the_verbs_refuse_who_helps(shared, cast):
    with pytest.raises(NotYours):
        ownership.hand_over(shared, cast.ma, by=cast.ma, at=NOW, reason="take")
    with pytest.raises(NotYours):
        actions.share(shared, (cast.fang.id,), by=cast.chen, at=NOW)
    actions.share(shared, (cast.fang.id,), by=cast.lin, at=NOW)
    assert [one.user_id for one in shared.collaborations] == [cast.fang.id]
