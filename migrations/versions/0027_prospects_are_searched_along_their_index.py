"""Long lists of prospects are searched, and their sources counted, along an index alone.

Revision ID: 0027
Revises: 0026
"""

from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

BEFORE = {
    "ix_prospect_list_place": ["list_id", "place", "id"],
    "ix_prospect_list_owner_place": ["list_id", "owner_id", "place", "id"],
    "ix_prospect_place": ["place", "id"],
    "ix_prospect_channel": ["channel", "referrer", "result"],
}
AFTER = {
    "ix_prospect_list_place": ["list_id", "place", "id", "search_text"],
    "ix_prospect_list_owner_place": ["list_id", "owner_id", "place", "id", "result"],
    "ix_prospect_place": ["place", "id", "list_id", "owner_id", "search_text"],
    "ix_prospect_channel": ["channel", "referrer", "result", "contacted_at", "list_id", "owner_id"],
}


def upgrade() -> None:
    _replace(AFTER)


def downgrade() -> None:
    _replace(BEFORE)


def _replace(indexes: dict[str, list[str]]) -> None:
    for name, columns in indexes.items():
        op.drop_index(name, table_name="prospect")
        op.create_index(name, "prospect", columns)
