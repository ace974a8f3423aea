"""Rows are given from the list, or by a rule on a page of its own that says what everybody holds (R14)."""

from salesapp.prospecting.scoring.rules import LAST
from tests.pages import part
from tests.prospecting.factories import add_row, commit, make_list


def test_ticked_rows_go_to_whom_is_chosen(sign_in, cast):
    found = make_list(cast.xu)
    row, other = add_row(found), add_row(found)
    commit()
    client = sign_in("xu")
    assert "林*" in part(client.get(f"/prospects/lists/{found.id}"), "give-form").text
    answer = client.post(
        f"/prospects/lists/{found.id}/assignments/some", data={"rows": [row.id], "owner_id": cast.lin.id}
    )
    assert answer.status_code == 303 and (row.owner, other.owner) == (cast.lin, None)
    assert (
        client.post(f"/prospects/lists/{found.id}/assignments/some", data={"owner_id": 0}).status_code == 422
    )


def test_the_rule_says_what_everybody_holds_and_shares_out(sign_in, cast):
    found = make_list(cast.xu)
    rows = [add_row(found) for _n in range(3)]
    commit()
    client = sign_in("xu")
    page = client.get(f"/prospects/lists/{found.id}/assignments")
    assert "林* 待联系 0，已联系 0" in part(page, "loads").text
    answer = client.post(
        f"/prospects/lists/{found.id}/assignments",
        data={"way": "turn", "people": [cast.lin.id, cast.fang.id]},
    )
    assert answer.status_code == 303 and {row.owner for row in rows} == {cast.lin, cast.fang}
    again = client.get(f"/prospects/lists/{found.id}/assignments")
    assert "林* 待联系 2" in part(again, "loads").text


def test_a_group_is_chosen_by_its_city(sign_in, cast):
    found = make_list(cast.xu)
    row = add_row(found)
    commit()
    client = sign_in("xu")
    page = client.get(f"/prospects/lists/{found.id}/assignments?way=region")
    assert "江苏省 苏州市 1 行" in part(page, "groups-field").text
    url = f"/prospects/lists/{found.id}/assignments"
    refused = client.post(url, data={"way": "region", "group-320500": 0})
    assert refused.status_code == 422
    assert client.post(url, data={"way": "region", "group-320500": cast.fang.id}).status_code == 303
    assert row.owner == cast.fang


def test_only_who_runs_the_list_comes_here(sign_in, cast):
    found = make_list(cast.xu)
    row = add_row(found)
    row.assign(cast.lin, row.created_at.date(), by=cast.xu, at=row.created_at)
    commit()
    client = sign_in("lin")
    assert client.get(f"/prospects/lists/{found.id}").status_code == 200
    assert client.get(f"/prospects/lists/{found.id}/assignments").status_code == 404
    assert client.post(f"/prospects/lists/{found.id}/assignments").status_code == 403
    assert sign_in("chen").get(f"/prospects/lists/{found.id}/assignments").status_code == 404


def test_who_is_not_given_by_rule_is_counted(sign_in, cast):
    found = make_list(cast.xu)
    row, other = add_row(found), add_row(found)
    other.place = LAST + 80
    commit()
    client = sign_in("xu")
    assert "1 行" in part(client.get(f"/prospects/lists/{found.id}/assignments"), "not-followed").text
    other.place = row.place
    commit()
    assert "not-followed" not in client.get(f"/prospects/lists/{found.id}/assignments").text
