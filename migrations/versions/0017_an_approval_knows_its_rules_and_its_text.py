"""A round knows who sent it and under which rules, and a contract's own text is known among its files.

Revision ID: 0017
Revises: 0016
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None

TEXTS = (
    'application/pdf',
    'application/msword',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
)

attachment = sa.table(
    'attachment', sa.column('kind', sa.String), sa.column('owner_type', sa.String), sa.column('media_type', sa.String)
)


def upgrade() -> None:
    with op.batch_alter_table('approval') as table:
        table.add_column(sa.Column('sent_by_id', sa.Integer(), nullable=True))
        table.add_column(sa.Column('settings', sa.JSON(), nullable=True))
        table.create_foreign_key('fk_approval_sent_by_id_user', 'user', ['sent_by_id'], ['id'])
    op.add_column('attachment', sa.Column('kind', sa.String(length=20), nullable=True))
    # Until now nobody said which file is the text: a document that was kept with a contract is taken for it.
    documents = sa.and_(attachment.c.owner_type == 'contract', attachment.c.media_type.in_(TEXTS))
    op.get_bind().execute(attachment.update().where(documents).values(kind='contract_text'))


def downgrade() -> None:
    op.drop_column('attachment', 'kind')
    with op.batch_alter_table('approval') as table:
        table.drop_constraint('fk_approval_sent_by_id_user', type_='foreignkey')
        table.drop_column('settings')
        table.drop_column('sent_by_id')
