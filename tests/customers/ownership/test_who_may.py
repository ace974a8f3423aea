"""Whoever was asked to help cannot take, share on, or take others or files off (3.1)."""

import pytest
from sqlalchemy import select

from salesapp.customers.ownership import actions
from salesapp.db import db
from salesapp.documents.attachments.models import Attachment
from salesapp.rights.access import NotYours
from tests.customers.factories import NOW, make_customer


@pytest.fixture
def shared(cast):
    """A customer of lin on which chen, ma and fang work along, of other teams the first two."""
    customer = make_customer(cast.lin)
    for user in (cast.chen, cast.ma, cast.fang):
        actions.share(customer, user, by=cast.lin, at=NOW)
    db.session.commit()
    return customer


def file_of(customer, user) -> Attachment:
    kept = Attachment(
        owner_type="customer", owner_id=customer.id, name="名片.pdf", media_type="application/pdf", size=10,
        sha256="0" * 64, uploaded_by=user, uploaded_at=NOW,
    )  # fmt: skip
    db.session.add(kept)
    db.session.commit()
    return kept


def test_a_supervisor_of_another_team_who_helps_does_not_take_the_customer(shared, cast, sign_in):
    data = {"owner_id": cast.ma.id, "reason": "take"}
    assert sign_in("ma").post(f"/customers/{shared.id}/owner-changes", data=data).status_code == 403
    db.session.expire_all()
    assert shared.owner_id == cast.lin.id
    with pytest.raises(NotYours):
        actions.hand_over(shared, cast.chen, by=cast.ma, at=NOW, reason="take")
    assert 'id="hand-over"' not in sign_in("ma").get(f"/customers/{shared.id}/ownership").text


def test_a_colleague_who_helps_neither_asks_for_it_nor_shares_it_on(shared, cast, sign_in):
    client, page = sign_in("fang"), f"/customers/{shared.id}"
    assert (
        client.post(f"{page}/owner-requests", data={"to_id": cast.fang.id, "reason": "x"}).status_code == 403
    )
    assert client.post(f"{page}/collaborators", data={"user_id": cast.he.id, "note": ""}).status_code == 403
    assert client.post(f"{page}/collaborators/{cast.chen.id}/removal").status_code == 403
    shown = client.get(f"{page}/ownership").text
    assert "share-form" not in shown and "owner-requests/new" not in shown


def test_a_colleague_leaves_by_themselves(shared, cast, sign_in):
    client, page = sign_in("chen"), f"/customers/{shared.id}"
    assert f"{page}/collaborators/{cast.chen.id}/removal" in client.get(f"{page}/ownership").text
    assert client.post(f"{page}/collaborators/{cast.chen.id}/removal").status_code == 303
    assert client.get(f"{page}/ownership").status_code == 404


@pytest.mark.parametrize(("who", "status"), [("fang", 403), ("chen", 403), ("xu", 303), ("lin", 303)])
def test_files_are_taken_off_by_who_runs_the_customer(shared, cast, sign_in, who, status):
    kept = file_of(shared, cast.lin)
    client, removal = sign_in(who), f"/customers/attachments/{kept.id}/removal"
    assert (removal in client.get(f"/customers/{shared.id}/attachments").text) is (status == 303)
    assert client.post(removal).status_code == status
    gone = db.session.scalar(select(Attachment.removed_at).where(Attachment.id == kept.id))
    assert (gone is not None) is (status == 303)


def test_who_put_a_file_there_takes_it_off_again(shared, cast, sign_in):
    kept = file_of(shared, cast.fang)
    assert sign_in("fang").post(f"/customers/attachments/{kept.id}/removal").status_code == 303
