"""What is read before the first start: the guides in both languages say the same, and what they name is there."""

from __future__ import annotations

import re

import pytest

from salesapp.config import PROJECT

PAIRS = [("README.md", "README.zh-CN.md"), ("docs/operations.md", "docs/operations.zh-CN.md")]
NAMED = re.compile(r"`([^`]+)`")


def parts(name):
    """Return what both languages share: levels of headings, blocks of commands, rows of tables, names and addresses."""
    text = (PROJECT / name).read_text("utf-8")
    blocks = re.findall(r"^```.*?^```", text, re.M | re.S)
    prose = re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)
    return {
        "headings": [len(found) for found in re.findall(r"^(#+) ", prose, re.M)],
        "commands": blocks,
        "tables": [line.count("|") for line in prose.splitlines() if line.startswith("|")],
        "names": sorted(set(NAMED.findall(re.sub(r"\s*\n\s*", " ", prose)))),
        "pictures": re.findall(r"docs/pictures/[\w.-]+", prose),
    }


@pytest.mark.parametrize(("english", "chinese"), PAIRS)
def test_both_languages_hold_the_same_headings_commands_and_settings(english, chinese):
    one, other = parts(english), parts(chinese)
    for what in one:
        assert one[what] == other[what], what


@pytest.mark.parametrize("name", [name for pair in PAIRS for name in pair])
def test_every_page_and_picture_that_is_named_is_there(name):
    text = (PROJECT / name).read_text("utf-8")
    here = (PROJECT / name).parent
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (here / target).exists(), target
