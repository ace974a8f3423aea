"""A word that few records hold is found by its pairs of neighbouring 汉字; opportunities are searched along an index.

Revision ID: 0068
Revises: 0067
"""

import re

import sqlalchemy as sa
from alembic import op

revision = "0068"
down_revision = "0067"
branch_labels = None
depends_on = None

LINES = {1: ("customer", "search_text"), 2: ("contact", "name_key"), 3: ("opportunity", "search_text"), 4: ("contract", "search_text")}
BLOCK = 5000
RUN = re.compile(r"[^\x00-\x7f]+")
FIRST, END = 0x8000, "\0"


def number(first, second):
    return ((ord(first) & 0xFFFF) - FIRST) << 16 | (ord(second) & 0xFFFF)


COMMON = {number(*pair) for pair in ("股份", "份有", "有限", "限公", "公司", "司\0")}


def pairs(line):
    runs = (run + END for run in RUN.findall(line or ""))
    return {number(*pair) for run in runs for pair in zip(run, run[1:])} - COMMON  # noqa: B905


def upgrade() -> None:
    table = op.create_table(
        "search_pair",
        sa.Column("kind", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("pair", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("record_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("kind", "pair", "record_id", name="pk_search_pair"),
        sqlite_with_rowid=False,
    )
    connection = op.get_bind()
    for kind, (name, line) in LINES.items():
        last = 0
        block = sa.text(f"SELECT id, {line} FROM {name} WHERE id > :last ORDER BY id LIMIT {BLOCK}")
        while rows := connection.execute(block, {"last": last}).all():
            last = rows[-1].id
            found = [
                {"kind": kind, "pair": pair, "record_id": row_id} for row_id, said in rows for pair in sorted(pairs(said))
            ]
            if found:
                connection.execute(table.insert(), found)
    op.drop_index("ix_opportunity_updated", "opportunity")
    op.create_index("ix_opportunity_updated", "opportunity", ["updated_at", "id", "search_text"])


def downgrade() -> None:
    op.drop_index("ix_opportunity_updated", "opportunity")
    op.create_index("ix_opportunity_updated", "opportunity", ["updated_at", "id"])
    op.drop_table("search_pair")
