"""A script keeps every wording that it had.

Revision ID: 0021
Revises: 0020
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "script_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("script_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("why", sa.String(length=200), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["script_id"], ["script_template.id"], name=op.f("fk_script_version_script_id_script_template")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_script_version_by_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_script_version")),
        sa.UniqueConstraint("script_id", "no", name=op.f("uq_script_version_script_id_no")),
    )
    op.add_column("script_template", sa.Column("no", sa.Integer(), nullable=False, server_default="1"))
    op.execute(
        "INSERT INTO script_version (script_id, no, subject, body, by_id, at)"
        " SELECT id, 1, subject, body, changed_by_id, changed_at FROM script_template"
    )


def downgrade() -> None:
    op.drop_table("script_version")
    op.drop_column("script_template", "no")
