"""Sweeps over what an operator reads in the shell: every line has its Chinese."""

from __future__ import annotations

import ast
import io
import re

from babel.messages.extract import extract
from babel.messages.pofile import read_po

from salesapp import cli
from salesapp.config import PROJECT
from tests.sources import tree
from tests.sweeps.test_code import KEYWORDS, SOURCES


def _of_the_shell():
    """Yield what commands say of themselves: (place, text). Docstrings of commands, and the help of their options."""
    for path in SOURCES:
        if path.name not in ("cli.py", "checkup.py"):
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef) and any(
                "command" in ast.unparse(d) for d in node.decorator_list
            ):
                yield f"{path.relative_to(PROJECT)}:{node.lineno}", ast.get_docstring(node)
            elif (
                isinstance(node, ast.keyword) and node.arg == "help" and isinstance(node.value, ast.Constant)
            ):
                yield f"{path.relative_to(PROJECT)}:{node.value.lineno}", node.value.value
    yield "salesapp/cli.py", cli.__doc__.replace("``", "")
    yield from (("salesapp/cli.py", said) for said in (*cli.BROUGHT.values(), *cli.HEADINGS))
    for path in SOURCES:
        if (
            re.search(r"^from salesapp\.shell import .*gettext|^def gettext", path.read_text("utf-8"), re.M)
            and path.name != "words.py"
        ):
            for line, message, _comments, _context in extract(
                "python", io.BytesIO(path.read_bytes()), KEYWORDS
            ):
                yield f"{path.relative_to(PROJECT)}:{line}", message


def test_the_shell_speaks_chinese():
    with (PROJECT / "salesapp/shell/translations/zh_Hans_CN.po").open("rb") as source:
        known = {message.id: message.string for message in read_po(source, locale="zh_Hans_CN") if message.id}
    said = list(_of_the_shell())
    assert len(said) > 80
    assert not [f"{place}: {text!r}" for place, text in said if not known.get(text)]
    assert not known.keys() - {text for _place, text in said}, "said no more"
