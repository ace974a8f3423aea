"""Rare letters and digits are found by their pieces too, and people by how their reading begins.

Revision ID: 0082
Revises: 0081
"""

import functools
import itertools
import re

import sqlalchemy as sa
from alembic import op

revision = "0082"
down_revision = "0081"
branch_labels = None
depends_on = None

BLOCK = 5000
FIRST = 0x8000
LETTERS, DIGITS, NAMED = re.compile("[a-z]+"), re.compile("[0-9]+"), re.compile("[a-z0-9]+")
BEGINNING = re.compile("(?:^| )([a-z]{1,3})")
FINALS = {
    "": "a ai an ang ao e ei en eng er o ou", "b": "a ai an ang ao ei en eng i ian iao ie in ing o u",
    "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u", "m": "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u",
    "f": "a an ang ei en eng o ou u", "d": "a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo",
    "t": "a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo",
    "n": "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan uo v ve",
    "l": "a ai an ang ao e ei eng i ia ian iang iao ie in ing iu ong ou u uan un uo v ve",
    **dict.fromkeys(("g", "k", "h"), "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo"),
    **dict.fromkeys(("j", "q", "x"), "i ia ian iang iao ie in ing iong iu u uan ue un"),
    "zh": "a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo",
    "ch": "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    "sh": "a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo",
    "r": "an ang ao e en eng i ong ou u ua uan ui un uo", "z": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    **dict.fromkeys(("c", "s"), "a ai an ang ao e en eng i ong ou u uan ui un uo"),
    "y": "a an ang ao e i in ing o ong ou u uan ue un", "w": "a ai an ang ei en eng o u",
}  # fmt: skip


def joined(before, behind):
    return {"".join(each) for each in itertools.product(before, behind)}


def readable():
    every = [initial + final for initial, finals in FINALS.items() for final in finals.split()]
    first, last = {one[0] for one in every}, {one[-1:] for one in every}
    found = {one[at : at + 3] for one in every for at in range(len(one) - 2)}
    found |= joined({one[-2:] for one in every}, first) | joined(last, {one[:2] for one in every})
    found |= joined(last, joined({one for one in every if len(one) == 1}, first))
    return {piece for piece in found if len(piece) == 3}


@functools.cache
def number(piece):
    first, second, third = (*map(ord, piece), *[0] * (3 - len(piece)))
    return (first - FIRST) << 16 | second << 8 | third


READABLE = readable()
COMMON = {number(piece) for piece in ("yxg", "xgs", "gs", *"abcdefghjklmnopqrstwxyz")}


def cut(run, length):
    return (run[at : at + length] for at in range(len(run) - length + 1))


def every_letter(text, runs=LETTERS):
    return {number(run[at : at + 3]) for run in runs.findall(text) for at in range(len(run))}


def digits(text):
    fours = (four for run in DIGITS.findall(text) for four in cut(run, 4) if not four.startswith("20"))
    return {(1 - FIRST) << 16 | int(four) for four in fours}


def of_line(line):
    words, _parted, initials = line.partition("~")
    found = {number(begun) for begun in BEGINNING.findall(words)} | every_letter(initials) | digits(line)
    found |= {number(piece) for run in LETTERS.findall(words) for piece in cut(run, 3) if piece not in READABLE}
    return found - COMMON


def of_name(name):
    return every_letter(name, NAMED)


def of_reading(reading):
    begun = LETTERS.match(reading[:6])
    value = 0
    for letter in (begun[0] if begun else "").ljust(6, "`"):
        value = value << 5 | (ord(letter) - ord("`"))
    return {value} if begun else set()


LINES = (
    (1, "customer", "search_text", of_line), (2, "contact", "name_key", of_name), (3, "opportunity", "search_text", of_line),
    (4, "contract", "search_text", of_line), (5, "contact", "pinyin", of_reading),
)  # fmt: skip
ONE = sa.text(
    "INSERT INTO search_pair (kind, pair, record_id) VALUES (:kind, :pair, :record_id) ON CONFLICT DO NOTHING"
)
MANY = sa.text(
    "INSERT INTO search_pair (kind, pair, record_id) SELECT :kind, pair, record_id"
    " FROM unnest(CAST(:pairs AS integer[]), CAST(:records AS bigint[])) AS found (pair, record_id) ON CONFLICT DO NOTHING"
)


def upgrade() -> None:
    for kind, table, line, pieces in LINES:
        last = 0
        block = sa.text(f"SELECT id, {line} FROM {table} WHERE id > :last ORDER BY id LIMIT {BLOCK}")
        while rows := op.get_bind().execute(block, {"last": last}).all():
            last = rows[-1].id
            write(kind, sorted((piece, row_id) for row_id, said in rows for piece in pieces(said or "")))
    op.create_index("ix_contact_latest", "contact", ["status", "id"])


def write(kind, found):
    """Write what a block brought, sorted, so that neighbours are written together."""
    if found and op.get_bind().dialect.name == "postgresql":
        pairs, records = map(list, zip(*found))  # noqa: B905
        op.get_bind().execute(MANY, {"kind": kind, "pairs": pairs, "records": records})
    elif found:
        rows = [{"kind": kind, "pair": pair, "record_id": record_id} for pair, record_id in found]
        op.get_bind().execute(ONE, rows)


def downgrade() -> None:
    """Take away what only the newer search asks for; the other pieces too many are harmless."""
    op.drop_index("ix_contact_latest", "contact")
    op.execute("DELETE FROM search_pair WHERE kind = 5")
