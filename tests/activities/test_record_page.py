"""One contact record on the screen: read, changed, commented on (F05)."""

from datetime import timedelta

import pytest

from salesapp.activities.models import Promise
from tests.activities.factories import NOW, make_record, promise

DAY = timedelta(days=1)


def page(response) -> str:
    return response.get_data(as_text=True)


class TestOneRecord:
    def test_it_stands_in_the_order_of_the_sheet(self, cast, db_session, sign_in):
        record = make_record(cast.lin, situation="排产靠表格", promises=[promise("案例两份")])
        text = page(sign_in("lin").get(f"/activities/{record.id}"))
        for words in (record.number, "排产靠表格", "案例两份", "演示排产方案", "林*", "打印"):
            assert words in text

    @pytest.mark.parametrize(
        ("name", "status"), [("fang", 404), ("chen", 404), ("xu", 200), ("tang", 200), ("admin", 403)]
    )
    def test_it_is_shown_to_those_who_see_the_customer(self, cast, db_session, sign_in, name, status):
        record = make_record(cast.lin)
        db_session.commit()
        assert sign_in(name).get(f"/activities/{record.id}").status_code == status

    def test_a_change_is_kept_with_what_stood_there(self, cast, db_session, sign_in):
        record = make_record(cast.lin)
        client = sign_in("lin")
        data = {"version": record.version, "summary": "改了一句", "conclusion": "level", "kind": "general"}
        assert client.post(f"/activities/{record.id}", data=data).status_code == 303
        text = page(client.get(f"/activities/{record.id}"))
        assert "改了一句" in text
        assert "<del>发同行业对比资料，解释接口</del>" in text

    def test_a_stale_change_shows_both_versions(self, cast, db_session, sign_in):
        record = make_record(cast.lin)
        old = record.version
        record.summary = "主管刚改过"
        db_session.commit()
        data = {"version": old, "summary": "我改的", "conclusion": "level", "kind": "general"}
        answer = sign_in("lin").post(f"/activities/{record.id}", data=data)
        assert answer.status_code == 409
        assert "主管刚改过" in page(answer)
        assert "我改的" in page(answer)

    def test_who_may_no_longer_change_it_is_not_shown_what_is_saved_now(self, cast, db_session, sign_in):
        record = make_record(cast.lin, at=NOW - 4 * DAY, next_at=NOW + DAY)
        record.summary = "同事存下的原话"
        db_session.commit()
        data = {"version": "0", "summary": "我改的", "conclusion": "level", "kind": "general"}
        answer = sign_in("lin").post(f"/activities/{record.id}", data=data)
        assert answer.status_code == 422 and "我改的" in page(answer)
        assert "同事存下的原话" not in page(answer)

    @pytest.mark.parametrize("made_up", ["²", "0001-01-01", "9" * 30, "%(x)s", "-1"])
    def test_a_row_with_an_id_that_none_has_is_a_new_row(self, cast, db_session, sign_in, made_up):
        record = make_record(cast.lin)
        need = {"id": made_up, "category": "time", "source": "quote", "content": "月底前"}
        data = {"version": record.version, "summary": "又说了", "conclusion": "level", "kind": "general"}
        data |= {f"needs-0-{name}": value for name, value in need.items()}
        assert sign_in("lin").post(f"/activities/{record.id}", data=data).status_code == 303
        assert [each.content for each in record.needs] == ["月底前"]

    def test_a_closed_record_cannot_be_opened_for_changes(self, cast, db_session, sign_in):
        record = make_record(cast.lin, at=NOW - 4 * DAY, next_at=NOW + DAY)
        assert sign_in("lin").get(f"/activities/{record.id}/edit").status_code == 422

    def test_the_supervisor_comments(self, cast, db_session, sign_in):
        record = make_record(cast.lin)
        answer = sign_in("xu").post(
            f"/activities/{record.id}/comments",
            data={"supervisor_comment": "推副总", "version": record.version},
        )
        assert answer.status_code == 303
        other = {"supervisor_comment": "我也说一句", "version": 1}
        assert sign_in("tang").post(f"/activities/{record.id}/comments", data=other).status_code == 409
        assert "推副总" in page(sign_in("lin").get(f"/activities/{record.id}"))

    def test_a_promise_is_kept_with_one_tap_and_taken_back_with_another(self, cast, db_session, sign_in):
        record = make_record(cast.lin, promises=[promise()])
        client, kept = sign_in("lin"), record.promises[0].id
        client.post(f"/activities/promises/{kept}/fulfilment")
        assert db_session.get(Promise, kept).done_at == NOW
        client.post(f"/activities/promises/{kept}/reopening")
        assert db_session.get(Promise, kept).done_at is None
        assert sign_in("fang").post(f"/activities/promises/{kept}/fulfilment").status_code == 404
