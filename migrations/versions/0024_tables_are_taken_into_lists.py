"""Tables are taken into lists: how far each import is, and every row of it with its verdict.

Revision ID: 0024
Revises: 0023
"""

import sqlalchemy as sa
from alembic import op

revision = '0024'
down_revision = '0023'
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table('prospect_import',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('list_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('created_at', MOMENT, nullable=False),
    sa.Column('status', sa.String(length=10), nullable=False),
    sa.Column('path', sa.String(length=40), nullable=False),
    sa.Column('sheet', sa.Integer(), nullable=False),
    sa.Column('header_first', sa.Integer(), nullable=False),
    sa.Column('header_last', sa.Integer(), nullable=False),
    sa.Column('columns', sa.JSON(), nullable=False),
    sa.Column('heads', sa.JSON(), nullable=False),
    sa.Column('units', sa.JSON(), nullable=False),
    sa.Column('source_key', sa.String(length=32), nullable=False),
    sa.Column('judged_on', sa.Date(), nullable=True),
    sa.Column('kept', sa.JSON(), nullable=False),
    sa.Column('allowed', sa.JSON(), nullable=False),
    sa.Column('choices', sa.JSON(), nullable=False),
    sa.Column('done', sa.Integer(), nullable=False),
    sa.Column('total', sa.Integer(), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('lease_until', MOMENT, nullable=True),
    sa.Column('finished_at', MOMENT, nullable=True),
    sa.Column('error', sa.String(length=300), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_prospect_import_by_id_user')),
    sa.ForeignKeyConstraint(['list_id'], ['prospect_list.id'], name=op.f('fk_prospect_import_list_id_prospect_list')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_prospect_import'))
    )
    op.create_index(op.f('ix_prospect_import_by_id'), 'prospect_import', ['by_id'], unique=False)
    op.create_index('ix_prospect_import_line', 'prospect_import', ['status', 'id'], unique=False)
    op.create_index('ix_prospect_import_source', 'prospect_import', ['source_key', 'id'], unique=False)
    op.create_index('ix_prospect_import_list', 'prospect_import', ['list_id', 'id'], unique=False)
    op.create_table('prospect_import_row',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('import_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('line', sa.Integer(), nullable=True),
    sa.Column('verdict', sa.String(length=10), nullable=False),
    sa.Column('full_name', sa.String(length=100), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('values', sa.JSON(), nullable=False),
    sa.Column('people', sa.JSON(), nullable=False),
    sa.Column('notes', sa.JSON(), nullable=False),
    sa.Column('hidden', sa.Boolean(), nullable=False),
    sa.Column('target_kind', sa.String(length=10), nullable=True),
    sa.Column('target_id', sa.Integer(), nullable=True),
    sa.Column('target_words', sa.String(length=200), nullable=True),
    sa.Column('choice', sa.String(length=10), nullable=True),
    sa.Column('outcome', sa.String(length=10), nullable=True),
    sa.Column('prospect_id', sa.Integer(), nullable=True),
    sa.Column('before', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['import_id'], ['prospect_import.id'], name=op.f('fk_prospect_import_row_import_id_prospect_import'),
                            ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_prospect_import_row'))
    )
    op.create_index('uq_prospect_import_row_number', 'prospect_import_row', ['import_id', 'number'], unique=True)
    op.create_index('ix_prospect_import_row_verdict', 'prospect_import_row', ['import_id', 'verdict', 'number'], unique=False)
    op.create_index('ix_prospect_import_row_outcome', 'prospect_import_row', ['import_id', 'outcome', 'number'], unique=False)


def downgrade() -> None:
    op.drop_table('prospect_import_row')
    op.drop_table('prospect_import')
