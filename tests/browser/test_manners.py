"""What the scripts do for a person, on small pages made of the shared parts; and that nothing is lost without them."""

from __future__ import annotations

import gzip
import io
import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Blueprint, flash, redirect, render_template, request
from PIL import Image
from playwright.sync_api import Page, expect
from werkzeug.serving import make_server
from wtforms import (
    FieldList,
    FileField,
    FormField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
)
from wtforms.validators import DataRequired, Optional

from salesapp.db import Base, db
from salesapp.rights import access
from salesapp.rights.rules import EVERYBODY
from salesapp.web import cache, clock
from salesapp.web.forms import Form, Rows
from tests.browser.conftest import Site
from tests.conftest import MONDAY, _application, _database, _populate

STAGES = ("first", "middle", "last", "end")
FIRMS = {31: "苏州某某精密制造有限公司", 32: "无锡某某机电有限公司", 33: "苏州某某电子有限公司"}


class ContactRow(Rows):
    who = StringField("Who")
    part = SelectField("Part", choices=[SelectChoice("a", "Decides"), SelectChoice("b", "Uses")])


class WorkshopForm(Form):
    name = StringField("Name", [DataRequired("A name is needed")])
    size = SelectField("Size", choices=[SelectChoice("s", "Small"), SelectChoice("l", "Large")])
    kind = RadioField("Kind", choices=[SelectChoice("x", "First"), SelectChoice("y", "Second")], default="x")
    owner_id = IntegerField("Owner", [Optional()])
    phone = StringField("Phone", render_kw={"inputmode": "tel"})
    contacts = FieldList(FormField(ContactRow), min_entries=1)
    photo = FileField("Photo")


def workshop(state: SimpleNamespace) -> Blueprint:
    """Return pages that remember what they were sent."""
    bp = Blueprint(
        "workshop", __name__, url_prefix="/workshop", template_folder=str(Path(__file__).parent / "pages")
    )

    @bp.get("/form")
    def form():
        form = WorkshopForm()
        if "stale" in request.args:
            form.name.data, form.size.data = "mine", "s"
            form.stale, form.theirs = True, {"name": "theirs", "size": "Large", "kind": "Second"}
        return render_template("workshop/form.html", form=form)

    @bp.post("/form")
    def save():
        form = WorkshopForm()
        if "add_row" in request.form:
            form.contacts.append_entry()
            return render_template("workshop/form.html", form=form)
        if not form.validate():
            return form.again("workshop/form.html")
        time.sleep(state.pause)
        photo = request.files.get("photo")
        state.photo = photo.read() if photo and photo.filename else b""
        state.saved.append(form.values() | {"token": form.token.data})
        flash("Saved", "ok")
        return redirect("/workshop/done", 303)

    @bp.get("/done")
    def done():
        return render_template("workshop/done.html")

    @bp.post("/plain")
    def plain():
        return redirect("/workshop/done", 303)

    @bp.get("/pick")
    def pick():
        term = request.args.get("q", "")
        return "".join(
            f'<option value="{i}" data-hint="KH2026-00{i}">{n}</option>'
            for i, n in FIRMS.items()
            if term in n
        )

    @bp.get("/board")
    def board():
        return render_template("workshop/board.html", stages=STAGES, cards=state.cards)

    @bp.post("/board")
    def move():
        card = int(request.form["card"])
        for cards in state.cards.values():
            if card in cards:
                cards.remove(card)
        state.cards[request.form["stage"]].append(card)
        return redirect("/workshop/board", 303)

    return bp


@pytest.fixture(scope="module")
def state() -> SimpleNamespace:
    return SimpleNamespace(saved=[], photo=b"", pause=0.0, cards={})


@pytest.fixture(scope="module")
def site(tmp_path_factory, state) -> Iterator[Site]:
    """The application with the workshop's pages in it, and the cast instead of the company."""
    for url in _database("workshop", tmp_path_factory):
        app = _application(url, tmp_path_factory.mktemp("workshop"))
        bp = workshop(state)
        app.register_blueprint(bp)
        before = dict(access.table())
        for rule in app.url_map.iter_rules():
            if rule.endpoint.startswith("workshop."):
                access.table()[rule.endpoint] = EVERYBODY
        with app.app_context():
            _populate()
            db.session.remove()
        cache.forget()
        with clock.frozen(MONDAY):
            server = make_server("127.0.0.1", 0, app, threaded=True)
            thread = threading.Thread(target=server.serve_forever, daemon=True)
            thread.start()
            yield Site(app, f"http://127.0.0.1:{server.server_port}")
            server.shutdown()
            thread.join()
        access.table().clear()
        access.table().update(before)
        with app.app_context():
            Base.metadata.drop_all(db.engine)
            db.engine.dispose()
        cache.forget()


@pytest.fixture(autouse=True)
def clean_state(state) -> None:
    state.saved.clear()
    state.photo, state.pause = b"", 0.0
    state.cards = {"first": [1, 2], "middle": [3], "last": [], "end": []}


def name(page: Page):
    return page.get_by_label("Name")


# --------------------------------------------------------------------------------------- drafts


def test_a_draft_is_kept_and_comes_back_and_says_so(open_page):
    page = open_page("lin", "/workshop/form")
    name(page).fill("某某机电")
    page.get_by_label("Size").select_option("l")
    page.get_by_text("Second").click()
    expect(page.locator("[data-draft-status]")).to_contain_text("草稿已存在这台设备")
    page.goto("/workshop/done")
    page.goto("/workshop/form")
    expect(page.locator(".draft-bar")).to_contain_text("已填回")
    expect(name(page)).to_have_value("某某机电")
    expect(page.get_by_label("Size")).to_have_value("l")
    expect(page.get_by_label("Second")).to_be_checked()


def test_a_saved_form_leaves_no_draft(open_page, state):
    page = open_page("lin", "/workshop/form")
    name(page).fill("某某机电")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/done")
    page.goto("/workshop/form")
    expect(name(page)).to_have_value("")
    assert len(state.saved) == 1
    assert page.evaluate("Object.keys(localStorage)") == []


def test_a_draft_can_be_discarded(open_page):
    page = open_page("lin", "/workshop/form")
    name(page).fill("某某机电")
    expect(page.locator("[data-draft-status]")).not_to_be_empty()
    page.reload()
    page.get_by_role("button", name="放弃草稿").click()
    expect(page.locator(".draft-bar")).to_have_count(0)
    expect(name(page)).to_have_value("")


def test_a_draft_belongs_to_one_person(open_page):
    page = open_page("lin", "/workshop/form")
    name(page).fill("某某机电")
    expect(page.locator("[data-draft-status]")).not_to_be_empty()
    assert page.evaluate("Object.keys(localStorage)[0]").startswith(
        f"draft:{page.evaluate('document.body.dataset.user')}:"
    )


def test_signing_out_asks_and_then_leaves_nothing_behind(open_page):
    page = open_page("lin", "/workshop/form")
    name(page).fill("某某机电")
    expect(page.locator("[data-draft-status]")).not_to_be_empty()
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    page.locator("#own-menu summary").click()
    page.locator("#own-menu").get_by_role("button", name="退出登录").click()
    page.wait_for_url("**/login")
    assert asked and "草稿" in asked[0]
    assert page.evaluate("Object.keys(localStorage)") == []


def test_a_lost_connection_keeps_the_form_and_sends_it_once_when_the_line_is_back(open_page, state):
    page = open_page("lin", "/workshop/form")
    name(page).fill("某某机电")
    page.context.set_offline(True)
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#link-lost")).to_contain_text("连不上服务器")
    expect(name(page)).to_have_value("某某机电")
    assert state.saved == []
    page.context.set_offline(False)
    page.wait_for_url("**/done")
    assert [one["name"] for one in state.saved] == ["某某机电"]


def test_a_refused_form_keeps_what_was_typed_and_leads_to_the_mistake(open_page):
    page = open_page("lin", "/workshop/form")
    page.get_by_label("Phone").fill("0512-6288")
    page.get_by_role("button", name="Save").click()
    summary = page.locator("#error-summary")
    expect(summary).to_be_focused()
    expect(page.get_by_label("Phone")).to_have_value("0512-6288")
    expect(name(page)).to_have_attribute("aria-invalid", "true")
    summary.get_by_role("link", name="Name").click()
    expect(name(page)).to_be_focused()


def test_two_clicks_send_one_form(open_page, state):
    state.pause = 0.5
    page = open_page("lin", "/workshop/form")
    name(page).fill("某某机电")
    page.get_by_role("button", name="Save").dblclick()
    page.wait_for_url("**/done")
    assert len(state.saved) == 1


def test_another_form_warns_before_it_is_left_unsaved(open_page):
    page = open_page("lin", "/workshop/done")
    page.get_by_label("Note").fill("x")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto("/workshop/form")
    assert asked == ["beforeunload"]


def test_the_other_persons_value_can_be_taken_over(open_page):
    page = open_page("lin", "/workshop/form?stale=1")
    expect(page.locator(".stale")).to_be_focused()
    rows = page.locator(".diff tbody tr")
    expect(rows).to_have_count(3)
    for row in rows.all():
        row.get_by_role("button", name="采用同事的").click()
    expect(name(page)).to_have_value("theirs")
    expect(page.get_by_label("Size")).to_have_value("l")
    expect(page.get_by_label("Second")).to_be_checked()
    rows.first.get_by_role("button", name="保留我的").click()
    expect(name(page)).to_have_value("mine")


# ------------------------------------------------------------------------------------ type-ahead


def test_one_of_many_is_chosen_with_the_keyboard(open_page, state, axe):
    page = open_page("lin", "/workshop/form")
    owner = page.get_by_label("Owner")
    owner.press_sequentially("苏州")
    options = page.get_by_role("listbox", name="匹配项").get_by_role("option")
    expect(options).to_have_count(2)
    expect(options.first).to_contain_text("KH2026-0031")
    assert axe(page) == []
    owner.press("ArrowDown")
    owner.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    owner.press("Enter")
    expect(owner).to_have_value("苏州某某电子有限公司")
    expect(page.locator("input[name=owner_id]")).to_have_value("33")
    owner.press("Backspace")
    expect(page.locator("input[name=owner_id]")).to_have_value("")
    owner.press("Escape")
    expect(page.get_by_role("listbox", name="匹配项")).to_have_count(0)


def test_what_is_not_found_is_said(open_page):
    page = open_page("lin", "/workshop/form")
    page.get_by_label("Owner").press_sequentially("没有")
    expect(page.locator(".typeahead-list .none")).to_have_text("没有找到")
    expect(page.locator("#announcer")).to_have_text("没有找到")


# ----------------------------------------------------------------------------------------- rows


def test_rows_are_added_taken_away_and_called_back(open_page, state):
    page = open_page("lin", "/workshop/form")
    name(page).fill("x")
    page.get_by_label("Who").fill("周*")
    page.get_by_role("button", name="Add a contact").click()
    who = page.get_by_label("Who")
    expect(who).to_have_count(2)
    expect(who.nth(1)).to_be_focused()
    expect(who.nth(1)).to_have_value("")
    who.nth(1).fill("钱*")
    page.get_by_role("button", name="Remove").first.click()
    expect(who).to_have_count(1)
    page.get_by_role("button", name="撤销").click()
    expect(who).to_have_count(2)
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/done")
    assert [row["who"] for row in state.saved[0]["contacts"]] == ["周*", "钱*"]


def test_a_draft_brings_its_rows_back(open_page):
    page = open_page("lin", "/workshop/form")
    page.get_by_label("Who").fill("周*")
    page.get_by_role("button", name="Add a contact").click()
    page.get_by_label("Who").nth(1).fill("钱*")
    expect(page.locator("[data-draft-status]")).not_to_be_empty()
    page.wait_for_timeout(500)
    page.reload()
    expect(page.get_by_label("Who")).to_have_count(2)
    expect(page.get_by_label("Who").nth(1)).to_have_value("钱*")


def test_without_scripts_the_server_adds_the_row_and_keeps_the_rest(open_page, state):
    page = open_page("lin", "/workshop/form", scripts=False)
    name(page).fill("某某")
    page.get_by_role("button", name="Add a contact").click()
    expect(page.get_by_label("Who")).to_have_count(2)
    expect(name(page)).to_have_value("某某")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/done")
    assert state.saved[0]["name"] == "某某"


# ------------------------------------------------------------------------------- courtesies


def test_full_width_digits_become_plain_ones(open_page):
    page = open_page("lin", "/workshop/form")
    page.get_by_label("Phone").fill("+86 １３８ 0000 ００２１")
    name(page).focus()
    expect(page.get_by_label("Phone")).to_have_value("138 0000 0021")


def test_a_photo_is_made_smaller_before_it_leaves(open_page, state):
    picture = io.BytesIO()
    Image.effect_noise((3200, 2400), 90).convert("RGB").save(picture, "JPEG", quality=90)
    page = open_page("lin", "/workshop/form")
    name(page).fill("x")
    page.get_by_label("Photo").set_input_files(
        {"name": "card.jpg", "mimeType": "image/jpeg", "buffer": picture.getvalue()}
    )
    expect(page.locator(".file-list")).to_contain_text("已压缩")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/done")
    assert Image.open(io.BytesIO(state.photo)).size == (2000, 1500)
    assert len(state.photo) < len(picture.getvalue())


# ------------------------------------------------------------------------------------- keyboard


def test_the_keyboard_searches_goes_and_lists_its_keys(open_page):
    page = open_page("lin", "/workshop/done")
    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.press("Escape")
    page.locator("#main").focus()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.goto("/workshop/form")
    page.locator("#main").focus()
    page.keyboard.press("n")
    page.wait_for_url("**/done")


def test_letters_typed_into_a_field_are_letters(open_page):
    page = open_page("lin", "/workshop/form")
    name(page).press_sequentially("n/?gc")
    expect(name(page)).to_have_value("n/?gc")
    assert page.url.endswith("/workshop/form")


def test_control_and_enter_saves(open_page, state):
    page = open_page("lin", "/workshop/form")
    name(page).fill("x")
    name(page).press("Control+Enter")
    page.wait_for_url("**/done")
    assert len(state.saved) == 1


# ------------------------------------------------------------------------------------ the board


def test_a_dragged_card_presses_its_own_button(open_page, state):
    page = open_page("lin", "/workshop/board")
    page.locator("#card-1").drag_to(page.locator("#column-middle .cards"))
    expect(page.locator("#column-middle #card-1")).to_be_visible()
    assert state.cards["middle"] == [3, 1]


def test_a_column_without_a_button_takes_no_card(open_page, state):
    page = open_page("lin", "/workshop/board")
    page.locator("#card-1").drag_to(page.locator("#column-last .cards"))
    page.wait_for_timeout(200)
    assert state.cards["first"] == [1, 2]


def test_brackets_move_the_card_and_arrows_walk(open_page, state):
    page = open_page("lin", "/workshop/board")
    page.locator("#card-1").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#card-2")).to_be_focused()
    page.keyboard.press("]")
    expect(page.locator("#column-middle #card-2")).to_be_visible()
    assert state.cards["middle"] == [3, 2]


def test_the_menu_moves_on_the_phone_and_touch_never_drags(open_page, state):
    page = open_page("lin", "/workshop/board", device="phone")
    assert page.locator("#card-1").get_attribute("draggable") is None
    page.locator("#menu-1 summary").tap()
    page.locator("#menu-1").get_by_role("button", name="end").tap()
    expect(page.locator("#column-end #card-1")).to_have_count(1)
    assert state.cards["end"] == [1]


def test_tabs_follow_the_column_on_the_phone(open_page):
    page = open_page("lin", "/workshop/board", device="phone")
    tabs = page.locator(".stage-tabs")
    expect(tabs.get_by_role("link", name="first")).to_have_attribute("aria-current", "true")
    tabs.get_by_role("link", name="middle").tap()
    expect(page.locator("#card-3")).to_be_in_viewport()
    expect(tabs.get_by_role("link", name="middle")).to_have_attribute("aria-current", "true")


def test_without_scripts_a_card_moves_by_its_menu(open_page, state):
    page = open_page("lin", "/workshop/board", scripts=False)
    page.locator("#card-1").hover()
    page.locator("#menu-1 summary").click()
    page.locator("#menu-1").get_by_role("button", name="end").click()
    expect(page.locator("#column-end #card-1")).to_be_visible()


# ---------------------------------------------------------------------------------------- frame


def test_escape_closes_a_menu_and_gives_the_focus_back(open_page):
    page = open_page("lin", "/workshop/done")
    summary = page.locator("#own-menu summary")
    summary.press("ArrowDown")
    expect(page.locator("#own-menu .menu-entry").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(summary).to_be_focused()
    assert page.locator("#own-menu").get_attribute("open") is None


def test_light_and_dark_are_remembered_by_the_server(open_page):
    page = open_page("lin", "/workshop/done")
    page.locator("#own-menu summary").click()
    page.get_by_role("button", name="浅色或深色").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.reload()
    assert 'data-theme="dark"' in page.content()


def test_messages_leave_when_dismissed(open_page, state):
    page = open_page("lin", "/workshop/form")
    name(page).fill("x")
    page.get_by_role("button", name="Save").click()
    toast = page.locator("[data-toast]")
    expect(toast).to_contain_text("Saved")
    toast.get_by_role("button", name="关闭这条消息").click()
    expect(toast).to_have_count(0)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("device", ["desktop", "phone"])
@pytest.mark.parametrize(
    "path", ["/workshop/form", "/workshop/form?stale=1", "/workshop/board", "/workshop/done"]
)
def test_the_shared_parts_are_in_order_for_everybody(path, device, theme, open_page, axe):
    page = open_page("lin", path, device=device, theme=theme)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


def test_the_first_visit_weighs_less_than_120_kilobytes(site):
    client = site.app.test_client()
    compressed = {"Accept-Encoding": "gzip"}
    first = client.get("/login", headers=compressed)
    assert first.headers["Content-Encoding"] == "gzip"
    addresses = re.findall(r'"(/(?:assets|static)/[^"]+)"', gzip.decompress(first.data).decode())
    assert len(addresses) == 3  # style sheet, scripts, icon
    parts = [client.get(address, headers=compressed) for address in addresses]
    assert all(part.status_code == 200 for part in parts)
    assert len(first.data) + sum(len(part.data) for part in parts) < 120 * 1024
    assert len(first.data) < 20 * 1024
