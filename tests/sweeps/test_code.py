"""Sweeps over the code itself: words, templates, addresses, sizes, migrations that stand alone."""

from __future__ import annotations

import ast
import io
import re
import statistics
import tomllib
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po

from salesapp import capability
from salesapp.app import CAPABILITIES
from salesapp.config import PROJECT
from salesapp.words import catalogues
from tests.sources import tree

SOURCES = sorted((PROJECT / "salesapp").rglob("*.py"))
TEMPLATES = sorted(
    path for path in (PROJECT / "templates").rglob("*") if path.suffix in (".html", ".txt", ".svg", ".xml")
)
KEYWORDS = {
    "_": None,
    "_l": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "lazy_pgettext": ((1, "c"), 2),
}
HAN = re.compile(r"[\u4e00-\u9fff]")


def _messages():
    """Yield every msgid in code and templates: (place, context, singular, plural)."""
    for path in SOURCES:
        for line, message, _comments, context in extract("python", io.BytesIO(path.read_bytes()), KEYWORDS):
            yield from _one(path, line, message, context)
        yield from _inside_f_strings(path)
    options = {"trimmed": "false"}
    for path in TEMPLATES:
        found = extract("jinja2.ext:babel_extract", io.BytesIO(path.read_bytes()), KEYWORDS, options=options)
        for line, message, _comments, context in found:
            yield from _one(path, line, message, context)


def _inside_f_strings(path):
    """Yield what is said inside f-strings, where the extractor does not look."""
    for text in (node for node in ast.walk(tree(path)) if isinstance(node, ast.JoinedStr)):
        for call in (node for node in ast.walk(text) if isinstance(node, ast.Call)):
            words = [each.value for each in call.args if isinstance(each, ast.Constant)]
            if isinstance(call.func, ast.Name) and call.func.id in KEYWORDS and words:
                context = words.pop(0) if call.func.id.endswith("pgettext") else None
                yield f"{path.relative_to(PROJECT)}:{call.lineno}", context, words[0], None


def _one(path, line, message, context):
    singular, plural = message if isinstance(message, tuple) else (message, None)
    if singular:
        yield f"{path.relative_to(PROJECT)}:{line}", context, singular, plural


def _translations() -> dict[tuple[str | None, str], dict[Path, object]]:
    known: dict[tuple[str | None, str], dict[Path, object]] = {}
    for path in catalogues("zh_Hans_CN"):
        with path.open("rb") as source:
            for message in read_po(source, locale="zh_Hans_CN"):
                if message.id:
                    singular = message.id[0] if isinstance(message.id, tuple) else message.id
                    known.setdefault((message.context, singular), {})[path] = message
    return known


@pytest.mark.slow
def test_every_word_of_the_product_has_its_chinese():
    known = _translations()
    missing = []
    for place, context, singular, plural in _messages():
        found = known.get((context, singular))
        if not found or any(not _said(message, plural) for message in found.values()):
            missing.append(f"{place}: {singular!r}")
    assert not missing, "\n".join(missing[:200]) + f"\n{len(missing)} in all"


def _said(message, plural) -> bool:
    strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return all(strings) and not message.fuzzy and (plural is None or isinstance(message.id, tuple))


def test_one_msgid_is_said_the_same_way_everywhere():
    torn = [
        f"{key[1]!r}: "
        + " / ".join(f"{path.parent.parent.name} {message.string!r}" for path, message in found.items())
        for key, found in _translations().items()
        if len({str(message.string) for message in found.values()}) > 1
    ]
    assert not torn, "\n".join(torn)


def test_placeholders_survive_translation():
    names = re.compile(r"%\((\w+)\)")
    torn = []
    for (_context, singular), found in _translations().items():
        for message in found.values():
            ids = message.id if isinstance(message.id, tuple) else (message.id,)
            strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
            wanted = set(names.findall(ids[-1]))
            torn += [
                f"{singular!r} -> {s!r}"
                for s in strings
                if s and not set(names.findall(s)) <= wanted | set(names.findall(ids[0]))
            ]
    assert not torn, "\n".join(torn)


def test_no_word_to_the_user_is_chinese_in_the_code():
    """Chinese stands in catalogues, in data, in comments and docstrings, never in a string that the code says."""
    allowed = {"demo", "data", "seed.py"}
    spoken = []
    for path in SOURCES:
        if allowed & {*path.parts, path.name}:
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS:
                for argument in node.args:
                    if (
                        isinstance(argument, ast.Constant)
                        and isinstance(argument.value, str)
                        and HAN.search(argument.value)
                    ):
                        spoken.append(f"{path.relative_to(PROJECT)}:{node.lineno}: {argument.value}")
    assert not spoken, "\n".join(spoken)


def test_words_are_enumerated_in_one_place():
    by_hand = re.compile(r"""['"]、['"]\s*\.join|join\(\s*['"]、['"]""")
    found = {path.name for path in (*SOURCES, *TEMPLATES) if by_hand.search(path.read_text("utf-8"))}
    assert found == {"texts.py"}


@pytest.mark.slow
def test_every_template_compiles(app):
    for path in TEMPLATES:
        app.jinja_env.get_template(path.relative_to(PROJECT / "templates").as_posix())


def test_every_url_for_names_an_endpoint_that_exists(app):
    call = re.compile(r"url_for\(\s*['\"]([\w.]+)['\"]")
    wrong = []
    for path in [*TEMPLATES, *SOURCES]:
        for name in call.findall(path.read_text("utf-8")):
            if name.startswith("."):
                name = _blueprint_of(path, name, app)
            if name not in app.view_functions:
                wrong.append(f"{path.relative_to(PROJECT)}: {name}")
    assert not wrong, "\n".join(wrong)


def test_every_endpoint_that_a_capability_declares_exists(app, db_session):
    declared: list[tuple[str, str]] = []
    for part in capability.installed():
        places = (*part.menu, *part.settings, *part.first_day, *part.grows.values())
        endpoints = [place.endpoint for place in places]
        endpoints += [endpoint for endpoint, _argument in part.opens.values()]
        endpoints += [
            screen
            for chapter in part.guide
            for step in chapter.tell().steps
            for _words, screen in step.screens
        ]
        declared += [(part.name, endpoint) for endpoint in (*endpoints, *part.rights)]
    assert [each for each in declared if each[1] not in app.view_functions] == []


def _blueprint_of(path: Path, name: str, app) -> str:
    """Return the full name of a relative endpoint: of the noun, else the capability, whose folder the file stands in."""
    folders = reversed(path.relative_to(PROJECT).parts[1:-1])
    known = (
        full for folder in folders for full in app.view_functions
        if full.startswith(f"{folder}.") and full.endswith(name)
    )  # fmt: skip
    return next(known, name)


def test_every_literal_address_in_a_template_leads_somewhere(app):
    attribute = re.compile(r'(?:href|action|hx-get|hx-post)="(/[^"{}]*)"')
    adapter = app.url_map.bind("localhost")
    wrong = []
    for path in TEMPLATES:
        for url in attribute.findall(path.read_text("utf-8")):
            target = url.split("?")[0].split("#")[0]
            if not (adapter.test(target, "GET") or adapter.test(target, "POST")):
                wrong.append(f"{path.relative_to(PROJECT)}: {url}")
    assert not wrong, "\n".join(wrong)


def test_no_template_needs_inline_script_or_style():
    banned = re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")[^>]*>|<style\b|\sstyle=\"|\shx-on|\son[a-z]+=\"|hx-vals=.js:"
    )
    wrong = [
        f"{path.relative_to(PROJECT)}: {match.group(0)}"
        for path in TEMPLATES
        if path.parent != PROJECT / "templates" / "documents" / "paper"  # the column widths of printed tables
        and path.name != "_paper.html"
        for match in banned.finditer(path.read_text("utf-8"))
    ]
    assert not wrong, "\n".join(wrong)


def _views():
    for path in SOURCES:
        for node in tree(path).body:
            if isinstance(node, ast.FunctionDef) and any(
                _is_route(decorator) for decorator in node.decorator_list
            ):
                body = node.body[1:] if ast.get_docstring(node) is not None else node.body
                lines = sum(part.end_lineno - part.lineno + 1 for part in body)
                yield f"{path.relative_to(PROJECT)}:{node.name}", lines


def _is_route(decorator: ast.expr) -> bool:
    return (
        isinstance(decorator, ast.Call)
        and isinstance(decorator.func, ast.Attribute)
        and decorator.func.attr in ("get", "post", "route", "put", "patch", "delete")
    )


def test_views_are_short():
    lengths = dict(_views())
    assert statistics.median(lengths.values()) <= 8
    assert not {name: count for name, count in lengths.items() if count > 25}


def test_no_file_has_grown_over_250_lines():
    counts = {str(path.relative_to(PROJECT)): len(path.read_text("utf-8").splitlines()) for path in SOURCES}
    assert not {name: count for name, count in counts.items() if count > 250}


def test_no_drawer_without_a_name():
    assert not [
        path
        for path in SOURCES
        if path.stem in ("utils", "util", "helpers", "services", "managers", "misc", "common")
    ]


def test_rules_know_neither_database_nor_web():
    torn = []
    for path in SOURCES:
        if path.stem != "rules":
            continue
        for node in ast.walk(tree(path)):
            names = (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            torn += [
                f"{path.relative_to(PROJECT)}: {name}"
                for name in names
                if name.split(".")[0] in ("sqlalchemy", "flask", "flask_login")
            ]
    assert not torn, "\n".join(torn)


def test_migrations_import_nothing_from_the_app():
    versions = (PROJECT / "migrations" / "versions").glob("*.py")
    torn = [
        path.name
        for path in versions
        if re.search(r"^\s*(from|import) salesapp", path.read_text("utf-8"), re.M)
    ]
    assert not torn


def test_the_capabilities_stand_in_floor_order():
    """The list of the app and the floors of the import contracts are one order."""
    contracts = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    floors = [name for floor in contracts[0]["layers"] for name in re.findall(r"\w+", floor)]
    standing = [name for name in reversed(floors) if name in CAPABILITIES]
    assert sorted(standing, key=CAPABILITIES.index) == standing
    assert set(standing) == set(CAPABILITIES)
