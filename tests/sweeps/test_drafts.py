"""A sweep over every form: where something is typed a draft is kept, until the server names that form as saved; and no
form sends one name twice, but for lists of ticks."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from salesapp.config import PROJECT
from salesapp.rights import access
from tests.sweeps.test_routes import rules

FORM = re.compile(r"<form\b(?P<tag>[^>]*)>(?P<inside>.*?)</form>", re.S)
#: What is typed into, written by hand or by a macro of fields.
TYPED = re.compile(
    r"<textarea|<input(?![^>]*type=\"(?:hidden|checkbox|radio|submit)\")|\b(?:field|bare|typeahead)\(", re.S
)
#: Before one has signed in, nothing is kept for nobody; and codes that last half a minute are not kept.
WITHOUT = {
    "accounts/sessions/new.html", "accounts/sessions/second.html", "accounts/factors/confirm.html", "accounts/factors/new.html",
}  # fmt: skip
#: Forms of one button, which tell the time that was seen: a draft would bring back an older one.
BUTTONS = {"activities/visits/show.html"}
#: Kinds of inputs that send nothing by themselves, or a list; and those into which nothing is typed that could be lost.
UNSENT = {"checkbox", "radio", "submit", "button", "file"}
CHOSEN = {"hidden", "checkbox", "radio", "submit", "file", "password", "button"}


def templates():
    for path in sorted((PROJECT / "templates").rglob("*.html")):
        yield path.relative_to(PROJECT / "templates").as_posix(), path.read_text("utf-8")


def lost(text: str) -> list[str]:
    """Return the forms written by hand that send what was typed and keep no draft of it."""
    forms = [found for found in FORM.finditer(text) if 'method="post"' in found["tag"]]
    return [one["tag"] for one in forms if TYPED.search(one["inside"]) and "data-draft" not in one["tag"]]


def test_every_form_written_by_hand_keeps_what_is_typed():
    assert [(name, tag) for name, text in templates() for tag in lost(text) if name not in WITHOUT] == []


def test_only_who_has_not_signed_in_gets_a_form_without_a_draft():
    asked = re.compile(r"form_start\([^%}]*draft=(?:False|false)")
    assert {name for name, text in templates() if asked.search(text)} == WITHOUT | BUTTONS


@pytest.mark.parametrize(
    ("form", "count"),
    [
        ('<form method="post"><input name="note"></form>', 1),
        ('<form method="post">{{ field(form.note) }}</form>', 1),
        ('<form method="post" data-draft><textarea name="note"></textarea></form>', 0),
        ('<form method="post"><input type="hidden" name="note"></form>', 0),
        ('<form method="get"><input name="q"></form>', 0),
    ],
)
def test_the_sweep_knows_such_a_form_when_it_sees_one(form, count):
    assert len(lost(form)) == count


def typed_into(form: LexborNode) -> bool:
    typed = form.css("input[name]:not([autocomplete=one-time-code])")
    inputs = [field.attributes.get("type") or "text" for field in typed]
    return bool(form.css("textarea[name]")) or any(kind not in CHOSEN for kind in inputs)


def sent_twice(form: LexborNode) -> list[str | None]:
    """Return the names that a form sends more than once: the server takes the first, whatever the second says."""
    sent = Counter(
        field.attributes["name"]
        for field in form.css("input[name], select[name], textarea[name]")
        if field.attributes.get("type") not in UNSENT and not {"disabled", "multiple"} & set(field.attributes)
    )
    return [name for name, count in sent.items() if count > 1]


@pytest.mark.parametrize(
    ("form", "names"),
    [
        ('<input type="hidden" name="a" value="1"><input type="hidden" name="a" value="1">', ["a"]),
        ('<input type="hidden" name="a"><select name="a"></select>', ["a"]),
        ('<input type="checkbox" name="a" value="1"><input type="checkbox" name="a" value="2">', []),
        ('<input name="a"><input name="a" disabled><input name="b">', []),
    ],
)
def test_the_sweep_knows_a_name_that_is_sent_twice(form, names):
    found = LexborHTMLParser(f"<form>{form}</form>").css_first("form")
    assert found is not None and sent_twice(found) == names


def hidden_fields() -> set[str]:
    """Return what the hidden fields of all forms are called: ``form_start`` writes them."""
    told = re.compile(r"^ +(\w+) = HiddenField", re.M)
    return {
        name
        for path in (PROJECT / "salesapp").rglob("*.py")
        for name in told.findall(path.read_text("utf-8"))
    }


def test_no_template_writes_a_hidden_field_that_the_start_of_its_form_writes():
    hidden, wrong = hidden_fields(), []
    for name, text in templates():
        for form, inside in re.findall(r"form_start\((\w+)(.*?)form_end\(", text, re.S):
            written = re.findall(rf"\{{\{{ ?{form}\.(\w+)\(\)", inside)
            wrong += [(name, field) for field in written if field in hidden]
    assert not wrong and len(hidden) > 20


@pytest.mark.parametrize(
    ("username", "role"),
    [("lin", "rep"), ("xu", "supervisor"), ("zheng", "finance"), ("admin", "admin")],
)
def test_every_page_keeps_what_is_typed_in_its_forms(company, enter, address, username, role):
    client, kept, wrong = enter(username), 0, []
    for rule in rules(company, "GET"):
        if not access.may(role, rule.endpoint) or rule.rule.endswith((".pdf", ".xlsx")):
            continue
        page = client.get(address(rule))
        if page.status_code != 200 or page.mimetype != "text/html":
            continue
        for form in LexborHTMLParser(page.text).css('form[method="post"]'):
            wrong += [(rule.endpoint, name) for name in sent_twice(form)]
            if typed_into(form):
                kept += "data-draft" in form.attributes
                wrong += (
                    []
                    if "data-draft" in form.attributes
                    else [(rule.endpoint, form.attributes.get("action"))]
                )
    assert not wrong and kept > 10
