"""Bad input in every field of every form: a clear answer, never a fault of ours, nothing half-written."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, literal, select, union_all
from werkzeug.exceptions import MethodNotAllowed

from salesapp.db import Base, db
from salesapp.opportunities.models import Opportunity
from salesapp.web import clock
from tests.conftest import MONDAY
from tests.databases import kept_text
from tests.sweeps.conftest import addresses, entered, living

#: Who sends the forms, in this order.
PEOPLE = ("lin", "xu", "tang", "zheng", "gao", "lu", "admin")
HOUSEKEEPING = {"csrf_token", "token", "version", "base", "page"}
#: Leaving is no input; the trail's own tables grow with what is refused at the door.
LEFT_ALONE = ("/logout",)
NASTY = {
    "wrong type": "不是数字",
    "emoji": "😀👨‍👩‍👧",
    "sql": "'; DROP TABLE customer; --",
    "html": "<script>alert(1)</script><b>",
    "too long": "长" * 5_000,
    "control characters": "a\x00b\x1b[31m",
    "huge number": "9" * 40,
    "superscript digit": "²",
    "id of nobody": "99999999999",
    "negative": "-1",
    "odd date": "2026-02-30T25:61",
    "rare characters": "𬭎𠅤㛃䶮",
    "format": "%s%(name)s{0}{{7*7}}",
}


@dataclass
class PostForm:
    """One form of a page: where it goes, and what it asks for."""

    action: str
    names: list[str] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)  # as the page would send it


class Forms(HTMLParser):
    """Collects the posting forms of a page, fields that stand outside with a ``form`` attribute included."""

    def __init__(self):
        super().__init__()
        self.found: list[PostForm] = []
        self.by_id: dict[str, PostForm] = {}
        self.open: PostForm | None = None
        self.choosing = self.writing = None

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form" and given.get("method", "get").lower() == "post":
            self.open = PostForm(given.get("action") or "")
            self.found.append(self.open)
            self.by_id[given.get("id") or ""] = self.open
        elif tag in ("input", "select", "textarea", "button") and given.get("name"):
            owner = self.by_id.get(given["form"]) if given.get("form") else self.open
            if owner is None:
                return
            if given["name"] not in HOUSEKEEPING:
                owner.names.append(given["name"])
            self.keep(owner, tag, given)
        elif (
            tag == "option"
            and self.choosing
            and ("selected" in given or self.choosing[1] not in self.choosing[0].values)
        ):
            self.choosing[0].values[self.choosing[1]] = given.get("value") or ""

    def keep(self, owner, tag, given):
        name, kind = given["name"], given.get("type")
        self.choosing = (owner, name) if tag == "select" else None
        self.writing = (owner, name) if tag == "textarea" else None
        if (
            tag == "input"
            and kind not in ("file", "submit")
            and (kind not in ("checkbox", "radio") or "checked" in given)
        ):
            owner.values[name] = given.get("value") or ""

    def handle_data(self, text):
        if self.writing:
            owner, name = self.writing
            owner.values[name] = owner.values.get(name, "") + text

    def handle_endtag(self, tag):
        if tag == "form":
            self.open = None
        elif tag in ("select", "textarea"):
            self.choosing = self.writing = None


def asking(app) -> list[str]:
    """Return the pages whose form depends on what the address asks for, with records that are there."""
    with app.app_context():
        deals = select(Opportunity.id, Opportunity.customer_id).where(Opportunity.status == "open")
        found = db.session.execute(deals.order_by(Opportunity.owner_id, Opportunity.id)).all()
        db.session.remove()
    return [
        page
        for deal, customer in (found[0], found[-1])
        for page in (
            f"/activities/new?customer={customer}", f"/activities/new?customer={customer}&opportunity={deal}",
            f"/activities/tasks/new?customer={customer}", f"/opportunities/new?customer={customer}",
            f"/contracts/new?opportunity={deal}",
        )
    ]  # fmt: skip


def forms_of(app, client, address) -> list[PostForm]:
    """Return every form that a person meets on the pages of the application."""
    met: list[PostForm] = []
    rules = sorted(app.url_map.iter_rules(), key=str)
    pages = [address(rule) for rule in rules if "GET" in rule.methods and rule.endpoint != "static"]
    for page in (*pages, *asking(app)):
        answer = client.get(page)
        if answer.status_code == 200 and answer.mimetype == "text/html":
            reader = Forms()
            reader.feed(answer.text)
            met += [form for form in reader.found if form.action and form.action not in LEFT_ALONE]
    return met


def target(adapter, form: PostForm) -> str:
    """Return the name of what a form is sent to; a form whose buttons say where has none of its own."""
    try:
        return adapter.match(form.action.partition("?")[0], method="POST")[0]
    except MethodNotAllowed:
        return form.action


@pytest.fixture(scope="module")
def forms(company_database, kept_folder, tmp_path_factory) -> dict[str, list[PostForm]]:
    """Return every kind of form (where it goes, what it asks for), each with the first of these people who meets it.

    Every page is opened for them once in a run, whichever of its processes asks first.
    """

    def meet() -> str:
        met: dict[tuple, tuple[str, PostForm]] = {}
        for app in living(company_database, tmp_path_factory):
            with clock.frozen(MONDAY):
                adapter, fill = app.url_map.bind("localhost"), addresses(app)
                for username in PEOPLE:
                    for form in forms_of(app, entered(app, username), fill):
                        kind = target(adapter, form), *sorted(set(form.names))
                        met.setdefault(kind, (username, form))
        return json.dumps([(who, asdict(form)) for who, form in met.values()])

    met = json.loads(kept_text(f"forms_of_{Path(company_database).name}", kept_folder, meet))
    return {username: [PostForm(**form) for who, form in met if who == username] for username in PEOPLE}


def each(forms, enter) -> Iterator[tuple[FlaskClient, PostForm]]:
    """Give every kind of form with the client of the person who sends it."""
    for username, own in forms.items():
        client = enter(username)
        for form in own:
            yield client, form


def counts(app) -> dict[str, int]:
    """Return how many rows each table has, asked in one statement."""
    tables = Base.metadata.sorted_tables
    with app.app_context():
        asked = union_all(*(select(literal(table.name), func.count()).select_from(table) for table in tables))
        found = dict(db.session.execute(asked).tuples().all())
        db.session.remove()
        return found


def test_forms_of_all_trades_are_met(forms):
    kinds = {form.action.split("/")[1] for own in forms.values() for form in own}
    assert {
        "account",
        "activities",
        "approvals",
        "contracts",
        "customers",
        "opportunities",
        "settings",
    } <= kinds
    assert sum(len(own) for own in forms.values()) > 30


def test_nothing_that_is_typed_anywhere_is_a_fault_of_ours(enter, forms):
    wrong = []
    for client, form in each(forms, enter):
        for name, value in NASTY.items():
            status = client.post(form.action, data=dict.fromkeys(form.names, value)).status_code
            if status >= 500:
                wrong.append((form.action, name, status))
    assert not wrong


@pytest.mark.parametrize("value", ["²", "9" * 30, " ", "0001-01-01T00:00"])
def test_one_odd_value_among_good_ones_is_no_fault_of_ours(enter, forms, value):
    wrong, sent = [], itertools.count()
    for client, form in each(forms, enter):
        for name in dict.fromkeys(form.names):
            fresh = (
                {"token": f"odd-{next(sent)}"} if "token" in form.values else {}
            )  # each is a form of its own
            status = client.post(form.action, data=form.values | fresh | {name: value}).status_code
            if status >= 500:
                wrong.append((form.action, name, status))
    assert not wrong


def million(name: str) -> dict:
    """A body with a million characters in one field, in the encoding that costs the test least."""
    head = f'--edge\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'
    return {
        "data": f"{head}{'长' * 1_000_000}\r\n--edge--\r\n".encode(),
        "content_type": "multipart/form-data; boundary=edge",
    }


def test_a_million_characters_in_one_field_are_refused_in_words_and_write_nothing(company, enter, forms):
    wrong, before = [], counts(company)
    for client, form in each(forms, enter):
        texts = [name for name in form.names if not name.endswith("_id")]
        if not texts:
            continue
        answer = client.post(form.action, **million(texts[0]))
        after = counts(company)
        grown = {table for table, count in after.items() if count != before[table]}
        # a code that is no code counts against its sender, as a wrong password does
        written = {table for table in grown if not table.startswith(("audit", "submission", "sign_in_delay"))}
        before = after
        if answer.status_code >= 500 or written:
            wrong.append((form.action, texts[0], answer.status_code, written))
    assert not wrong
