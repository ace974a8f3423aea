"""Sweeps over the house: file names, who names a role, how long a test is, what the test of a rule may know."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from salesapp.config import PROJECT
from tests.sources import tree

SALESAPP, TESTS, TEMPLATES = PROJECT / "salesapp", PROJECT / "tests", PROJECT / "templates"
#: What a capability or a noun inside one is made of; docs/architecture.md says what each holds.
FILES = {
    "__init__", "capability", "rules", "models", "access", "queries", "actions", "forms", "page", "routes", "sheets",
    "mails", "jobs", "cli",
}  # fmt: skip
#: Ground and machinery, which have no nouns.
GROUND = {"web", "chinese", "demo", "bench", "backup", "serve"}
MACHINERY = (
    "documents/press/",
    "documents/paper/",
    "documents/forms/",
    "documents/attachments/looking/",
    "reading/",
)

ROLES = {"rep", "supervisor", "director", "finance", "legal", "tech", "service", "admin", "auditor"}
#: Where roles are told apart: the table of rights, who may what, and the invented company.
KNOWS_ROLES = ("rights/", "demo/")

LONGEST_TEST = 300
LONGEST_LINE = 140
#: What the test of a rule may know of the app: values in, values out.
VALUES = re.compile(
    r"salesapp(\.\w+)+\.rules|salesapp\.chinese(\.\w+)?|salesapp\.(words|refusals)|salesapp\.\w+\.data"
    r"|tests(\.\w+)+\.texts"  # what people paste
)


def modules() -> Iterator[tuple[str, Path]]:
    """Yield the modules inside folders of the app, by their place below it; what is not yet in order is left out."""
    for path in sorted(SALESAPP.rglob("*.py")):
        parts = path.relative_to(SALESAPP).parts
        if len(parts) > 1 and not {"data", "translations"} & set(parts):
            yield "/".join(parts), path


def test_a_folder_holds_the_files_that_every_folder_holds():
    odd = [
        place
        for place, path in modules()
        if path.stem not in FILES
        and place.partition("/")[0] not in GROUND
        and not place.startswith(MACHINERY)
    ]
    assert not odd, "\n".join(odd)


def test_roles_are_told_apart_in_one_place():
    named = [
        f"{place}:{line}: {role}"
        for place, path in modules()
        if not place.startswith(KNOWS_ROLES) and path.name != "access.py"
        for line, role in roles_in(tree(path))
    ]
    assert not named, "\n".join(named)


def roles_in(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield the names of roles that are compared, collected, or given as somebody's role."""
    for node in ast.walk(tree):
        match node:
            case ast.Compare():
                found = [node.left, *node.comparators]
            case ast.Set() | ast.Tuple() | ast.List():
                found = list(node.elts)
            case ast.Dict():
                found = list(node.keys)
            case ast.MatchValue():
                found = [node.value]
            case ast.keyword(arg="role"):
                found = [node.value]
            case _:
                continue
        for part in found:
            if isinstance(part, ast.Constant) and part.value in ROLES:
                yield part.lineno, str(part.value)


def test_no_template_tells_roles_apart():
    inside = re.compile(r"\{[{%].*?[%}]\}", re.DOTALL)
    role = re.compile(rf"role\w*\s*(?:[!=]=|(?:not )?in)\s*[\[(]?\s*['\"](?:{'|'.join(sorted(ROLES))})['\"]")
    named = [
        f"{path.relative_to(TEMPLATES)}: {hit.group(0)}"
        for path in sorted(TEMPLATES.rglob("*.html"))
        for part in inside.findall(path.read_text("utf-8"))
        for hit in role.finditer(part)
    ]
    assert not named, "\n".join(named)


def test_no_test_file_has_grown_over_300_lines():
    long = {}
    for path in sorted(TESTS.rglob("*.py")):
        lines = len(path.read_text("utf-8").splitlines())
        if lines > LONGEST_TEST:
            long[path.relative_to(TESTS).as_posix()] = lines
    assert not long


def test_the_test_of_a_rule_knows_nothing_but_rules():
    torn = []
    for path in sorted(TESTS.rglob("test_rules.py")):
        place = path.relative_to(TESTS)
        torn += [f"{place}: {name}" for name in imported_by(path) if not VALUES.fullmatch(name)]
    assert not torn, "\n".join(torn)


def imported_by(path: Path) -> Iterator[str]:
    """Yield what a test imports of the app and of the other tests, each as a module."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith(("salesapp", "tests")))
        elif (
            isinstance(node, ast.ImportFrom) and node.module and node.module.startswith(("salesapp", "tests"))
        ):
            for alias in node.names:
                whole = PROJECT / node.module.replace(".", "/") / alias.name
                is_module = whole.is_dir() or whole.with_suffix(".py").exists()
                yield f"{node.module}.{alias.name}" if is_module else node.module


def test_lines_of_templates_styles_and_scripts_are_read_without_scrolling():
    ours = [path for path in (PROJECT / "static").rglob("*") if path.suffix in (".css", ".js")]
    ours += [path for path in TEMPLATES.rglob("*") if path.suffix in (".html", ".txt")]
    long = [
        f"{path.relative_to(PROJECT)}:{number}"
        for path in sorted(ours)
        if path.relative_to(PROJECT).parts[1] != "htmx"
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if len(line) > LONGEST_LINE
    ]
    assert not long, "\n".join(long)


#: What is kept in the repository beside text: pictures, fonts and office files that a test or a page reads.
KEPT_BINARIES = {".png", ".ttf", ".woff2", ".xlsx", ".xls", ".ods", ".docx"}


def test_nothing_that_a_machine_made_is_kept_in_the_repository():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a checkout")
    odd = []
    for name in filter(None, listed.stdout.decode().split("\0")):
        path = PROJECT / name
        if (
            not name.startswith("tests/cases/")
            and path.is_file()
            and path.suffix not in KEPT_BINARIES
            and b"\0" in path.read_bytes()[:8192]
        ):
            odd.append(name)
    assert not odd, "\n".join(odd)
