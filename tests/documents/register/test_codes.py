"""The code of a print: small, on every page, and leading to whether the print is current."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import segno

from salesapp.db import db
from salesapp.documents.batches import actions as batches
from salesapp.documents.batches.jobs import print_batches
from salesapp.documents.forms import registry
from salesapp.documents.paper import loaders
from salesapp.documents.register import rules
from salesapp.documents.register.models import PrintedSheet
from salesapp.web import clock
from tests.documents.conftest import DPI
from tests.documents.examples.f11 import F11
from tests.documents.examples.f12 import F12
from tests.documents.examples.frame import IMPRINT

pytestmark = pytest.mark.usefixtures("printable")
MM = DPI / 25.4


def codes() -> list[str]:
    return list(db.session.scalars(db.select(PrintedSheet.code).order_by(PrintedSheet.id)))


@pytest.fixture
def printed(sign_in):
    """The code of F12 of record 1, printed by lin."""
    sign_in("lin").get("/forms/F12/1.pdf")
    return codes()[-1]


class TestTheCode:
    @pytest.mark.parametrize(
        "base", ["http://192.168.100.200:8000", "https://sales.example.com", "http://crm"]
    )
    def test_it_is_small_and_in_capitals(self, base):
        address = replace(IMPRINT, base_url=base).codes + "1"
        assert address == f"{base.upper()}/P/K7QM2F-1"
        assert segno.make(address, error="m", micro=False).version == 2

    def test_a_folder_in_the_address_keeps_its_case(self):
        assert replace(IMPRINT, base_url="http://host/crm").codes == "HTTP://HOST/crm/P/K7QM2F-"

    def test_drawn_codes_are_short_and_read_in_any_case(self):
        drawn = {rules.new_code() for _time in range(200)}
        assert len(drawn) == 200
        assert all(rules.read_code(f" {code.lower()} ") == code for code in drawn)
        assert [rules.read_code(typed) for typed in ("", "ABC", "O0I1AB", "ABCDEFG")] == [None] * 4

    def test_every_page_has_four_corners_and_its_own_code(self, print_sheet, pages_of):
        pages = pages_of(print_sheet("F01").pdf)
        assert len(pages) == 2
        for number, page in enumerate(pages, 1):
            width, height = page.size
            inner = 10.75 * MM  # the middle of a corner
            for x in (inner, width - inner):
                for y in (inner, height - inner):
                    dark = page.crop((int(x - 2 * MM), int(y - 2 * MM), int(x + 2 * MM), int(y + 2 * MM)))
                    assert dark.getextrema()[1] < 60
            rows = segno.make(IMPRINT.codes + str(number), error="m", micro=False).matrix
            module, left, top = 21 * MM / len(rows), width - 38 * MM, 12 * MM
            seen = [
                [page.getpixel((int(left + (x + 0.5) * module), int(top + (y + 0.5) * module))) < 128
                 for x in range(len(rows))]
                for y in range(len(rows))
            ]  # fmt: skip
            wrong = sum(
                a != bool(b)
                for drawn, row in zip(seen, rows, strict=True)
                for a, b in zip(drawn, row, strict=True)
            )
            assert wrong == 0, f"page {number}: {wrong} modules"

    def test_screen_readers_hear_what_it_is_for(self, compose_sheet):
        assert "<title>二维码：核对打印 K7QM2F 第 1 页是否仍然有效</title>" in compose_sheet("F12")

    def test_the_boxes_of_signatures_have_heads(self, compose_sheet):
        assert '<th scope="col">移交人（销售代表）</th>' in compose_sheet("F12")


class TestWhereItLeads:
    @pytest.mark.parametrize("address", ["/P/{}-1", "/p/{}-1", "/p/{}", "/P/{}-12"])
    def test_an_unchanged_record_is_current_and_opens(self, printed, sign_in, address):
        page = sign_in("lin").get(address.format(printed.lower()))
        assert page.status_code == 200
        assert "这份打印件仍然有效" in page.text
        assert f'href="{F12.url}"' in page.text

    def test_what_changed_since_is_named_and_nothing_else(self, printed, sign_in, monkeypatch):
        changed = replace(F12, values=F12.values | {"warranty": "24 个月"}, status="void")
        monkeypatch.setitem(loaders._loaders, "F12", lambda number, user: changed)
        page = sign_in("lin").get(f"/p/{printed}-1").text
        assert "这份打印件已不是最新" in page
        changes = page[page.index("打印之后有变更") : page.index("打印情况")]
        assert [words in changes for words in ("质保期", "单据状态", "响应时限", "合同金额", "签字")] == [
            True,
            True,
            False,
            False,
            False,
        ]

    def test_another_language_of_the_reader_changes_nothing(self, printed, sign_in, cast):
        cast.xu.locale = "en"
        db.session.commit()
        assert "This print is current." in sign_in("xu").get(f"/p/{printed}-1").text

    def test_a_newer_form_is_said(self, printed, sign_in, monkeypatch):
        newer = replace(registry.form("F12"), version="B/0")
        monkeypatch.setitem(registry.forms(), "F12", newer)
        page = sign_in("lin").get(f"/p/{printed}-1").text
        assert "这份打印件已不是最新" in page and "表单已换版：B/0" in page

    def test_who_may_not_see_the_record_is_told_whom_to_ask_and_nothing_more(self, printed, sign_in):
        page = sign_in("auditor").get(f"/p/{printed}-1")
        assert page.status_code == 200
        assert "不在您的查看范围内" in page.text
        assert "请询问打印人" in page.text
        for secret in (F12.number, F12.url, F12.subject, "386,000"):
            assert secret not in page.text

    def test_the_margin_that_one_may_not_see_is_no_change(self, sign_in, monkeypatch):
        mine = replace(F11, values=F11.values | {"gross_margin": None})
        monkeypatch.setitem(
            loaders._loaders, "F11", lambda number, user: F11 if user.username == "xu" else mine
        )
        sign_in("xu").get("/forms/F11/1.pdf")
        assert "这份打印件仍然有效" in sign_in("lin").get(f"/p/{codes()[-1]}-1").text

    @pytest.mark.parametrize("left", ["everything", "the margin"])
    @pytest.mark.parametrize("changes", [{}, {"copies": 5}])
    def test_the_margin_is_named_to_nobody_who_may_not_see_it(
        self, sign_in, monkeypatch, cast, left, changes
    ):
        mine = replace(F11, values=F11.values | {"gross_margin": None} | changes)
        sign_in("xu").get("/forms/F11/1.pdf")
        theirs = None if left == "everything" else mine
        monkeypatch.setitem(
            loaders._loaders, "F11", lambda number, user: theirs if user.username == "xu" else mine
        )
        page = sign_in("lin").get(f"/p/{codes()[-1]}-1").text
        assert "毛利率" not in page
        assert "其余内容无法比对" in page
        assert "这份打印件仍然有效" not in page
        assert ("打印之后有变更" in page) is bool(changes)

    def test_the_margin_is_compared_for_who_sees_it_where_the_printer_no_longer_does(
        self, sign_in, monkeypatch
    ):
        now = replace(F11, values=F11.values | {"gross_margin": 1})
        theirs = replace(F11, values=F11.values | {"gross_margin": None})
        sign_in("xu").get("/forms/F11/1.pdf")
        for sheet, says in ((F11, False), (now, True)):
            monkeypatch.setitem(
                loaders._loaders,
                "F11",
                lambda number, user, sheet=sheet: theirs if user.username == "xu" else sheet,
            )
            page = sign_in("lin").get(f"/p/{codes()[-1]}-1").text
            assert ("毛利率" in page) is says
            assert "其余内容无法比对" not in page

    def test_a_later_print_is_mentioned(self, printed, sign_in):
        sign_in("xu").get("/forms/F12/1.pdf")
        assert "此后又打印过 1 次" in sign_in("lin").get(f"/p/{printed}-1").text

    @pytest.mark.parametrize("address", ["/p/AAAAAA-1", "/p/x-1", "/P/O0I1AB-1"])
    def test_no_such_print(self, sign_in, address):
        assert sign_in("lin").get(address).status_code == 404

    def test_signing_in_leads_back_to_it(self, printed, app):
        answer = app.test_client().get(f"/P/{printed}-1")
        assert answer.status_code == 303 and f"next=/P/{printed}-1" in answer.location.replace("%2F", "/")

    def test_the_record_s_own_address_still_opens_what_older_codes_lead_to(self, printed, sign_in):
        """Sheets printed before there were codes of prints lead to the record itself."""
        assert [F12.url, F11.url] == ["/contracts/107/handoff", "/contracts/107"]
        routes = sign_in("lin").application.url_map.bind("localhost")
        for address in (F12.url, F11.url, "/customers/1", "/activities/1", "/opportunities/1", "/forms"):
            assert routes.match(address)


class TestBlankSheets:
    def test_one_blank_is_one_print_for_everybody(self, sign_in):
        sign_in("lin").get("/forms/F05/blank.pdf")
        sign_in("chen").get("/forms/F05/blank.pdf")
        first, second = codes()
        assert first and second is None
        page = sign_in("chen").get(f"/p/{first}-1").text
        assert "这份打印件仍然有效" in page and "XS-BD-05" in page

    @pytest.mark.slow
    def test_blanks_printed_together_have_their_own_numbers(self, sign_in, frozen_clock, text_of):
        answer = sign_in("lin").post(
            "/forms/batches/blanks", data={"form_code": "F05", "count": "3", "token": "t"}
        )
        assert answer.status_code == 303
        print_batches(at=clock.now())
        db.session.expire_all()
        drawn = codes()
        assert len(set(drawn)) == 3 and None not in drawn
        pdf = sign_in("lin").get(f"{answer.location}/sheets.pdf").data
        assert [f"编号 {code}" in text_of(pdf) for code in drawn] == [True] * 3
        assert "空白表" in sign_in("lin").get(answer.location).text

    @pytest.mark.parametrize(
        ("field", "value"), [("count", "0"), ("count", "51"), ("count", ""), ("form_code", "F99")]
    )
    def test_too_many_none_or_no_form_are_refused(self, sign_in, field, value):
        data = {"form_code": "F05", "count": "3", "token": "t"} | {field: value}
        assert sign_in("lin").post("/forms/batches/blanks", data=data).status_code == 422

    def test_a_form_that_is_not_there_is_refused_by_the_domain_too(self, cast, frozen_clock):
        with pytest.raises(batches.BatchRefused):
            batches.order_blanks("F99", 3, compact=False, by=cast.lin, at=clock.now())

    def test_the_forms_page_leads_there(self, sign_in):
        client = sign_in("lin")
        assert "/forms/batches/blanks/new" in client.get("/forms").text
        assert 'name="count"' in client.get("/forms/batches/blanks/new?form_code=F10").text


@pytest.mark.parametrize(
    ("base", "said"),
    [
        ("http://127.0.0.1:8000", True),
        ("http://localhost", True),
        ("http://[::1]:8000", True),
        ("http://192.168.1.20:8000", False),
    ],
)
def test_the_settings_say_where_phones_cannot_follow(app, sign_in, monkeypatch, base, said):
    monkeypatch.setitem(app.config, "SALESAPP", replace(app.config["SALESAPP"], base_url=base))
    page = sign_in("admin").get("/settings/rules").text
    assert ("手机扫不开表上的二维码" in page) is said


def test_the_day_of_the_form_stands_on_every_sheet(compose_sheet):
    assert registry.form("F12").effective == date(2026, 12, 1)
    for kind in ("blank", "filled", "masked"):
        assert "2026-12-01 起施行" in compose_sheet("F12", kind)
