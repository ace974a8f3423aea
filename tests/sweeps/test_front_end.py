"""Sweeps over what the browser gets: no rule in a template, each colour in one place, no script forgotten."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from jinja2 import Environment, nodes

from salesapp.config import PROJECT
from salesapp.rights.rules import Role

STATIC = PROJECT / "static"
TEMPLATES = sorted((PROJECT / "templates").rglob("*.html"))
STYLES = sorted((STATIC / "css").rglob("*.css"))
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|lab|lch|oklab|oklch|color)a?\(", re.IGNORECASE)
TOKEN = re.compile(r"(--[\w-]+):\s*([^;]*);")
#: What a record or a person is: a page is told what follows from it.
STATES = {"role", "status", "stage", "state", "verdict"}


def css(path) -> str:
    return COMMENT.sub("", path.read_text("utf-8"))


def compared(source: str) -> list[str]:
    """Return what a template decides by itself: a role's name, or the state of something, compared with a literal."""
    found = []
    for node in Environment(extensions=["jinja2.ext.i18n"]).parse(source).find_all(nodes.Compare):
        words = [one.value for one in node.find_all(nodes.Const) if isinstance(one.value, str)]
        names = {one.name for one in node.find_all(nodes.Name)}
        names |= {one.attr for one in node.find_all(nodes.Getattr)}
        if set(words) & set(Role) or (words and names & STATES):
            found.append(f"{node.lineno}: {sorted(names & STATES)} {words}")
    return found


def test_no_template_compares_a_role_or_a_state():
    rules = [
        f"{path.relative_to(PROJECT)}:{one}"
        for path in TEMPLATES
        for one in compared(path.read_text("utf-8"))
    ]
    assert not rules, "\n".join(rules)


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("{% if current_user.role == 'rep' %}x{% endif %}", 1),
        ("{% set keeps = user.role in ('supervisor', 'director') %}", 1),
        ("{{ 'x' if contract.status != 'draft' }}", 1),
        ("{% set r = current_user.role %}{% if r == 'finance' %}x{% endif %}", 1),
        ("{% if may_open('customers.new') %}x{% endif %}", 0),
        ("{% if asked.role == role %}x{% endif %}", 0),
        ("{% if status != 500 %}x{% endif %}", 0),
    ],
)
def test_a_comparison_is_seen_however_it_is_written(source, count):
    assert len(compared(source)) == count


def test_colours_stand_in_the_tokens_and_nowhere_else():
    """Paper has its own colours, a page printed from the browser is black on white."""
    elsewhere = [
        f"{path.relative_to(PROJECT)}: {match.group()}"
        for path in STYLES
        if path.name not in ("tokens.css", "print.css") and path.parent.name != "print"
        for match in COLOUR.finditer(css(path))
    ]
    assert not elsewhere, "\n".join(elsewhere)


def test_a_colour_is_written_once_with_its_day_and_its_night():
    tokens = TOKEN.findall(css(STATIC / "css" / "tokens.css"))
    coloured = [(name, value) for name, value in tokens if COLOUR.search(value)]
    assert len(coloured) > 20
    assert [name for name, count in Counter(name for name, _ in coloured).items() if count > 1] == []
    assert [
        name for name, value in coloured if value.count("var(--day,") != 1 or value.count("var(--night,") != 1
    ] == []


@pytest.mark.parametrize("kind", ["css", "js"])
def test_every_style_sheet_and_script_is_in_the_bundle_once(kind):
    listed = (STATIC / kind / "ORDER").read_text("utf-8").split()
    there = [path.name for path in sorted((STATIC / kind).glob(f"*.{kind}"))]
    assert sorted(name for name in listed if "/" not in name) == there
    assert all((STATIC / kind / name).is_file() for name in listed)
