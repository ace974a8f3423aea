"""A contract changes hands with its history; a wish for another owner says what goes along.

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'contract_owner_change',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('contract_id', sa.Integer(), nullable=False),
        sa.Column('from_id', sa.Integer(), nullable=False),
        sa.Column('to_id', sa.Integer(), nullable=False),
        sa.Column('by_id', sa.Integer(), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('reason', sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(['contract_id'], ['contract.id'], name=op.f('fk_contract_owner_change_contract_id_contract')),
        sa.ForeignKeyConstraint(['from_id'], ['user.id'], name=op.f('fk_contract_owner_change_from_id_user')),
        sa.ForeignKeyConstraint(['to_id'], ['user.id'], name=op.f('fk_contract_owner_change_to_id_user')),
        sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_contract_owner_change_by_id_user')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_contract_owner_change')),
    )
    with op.batch_alter_table('contract_owner_change') as table:
        table.create_index(op.f('ix_contract_owner_change_contract_id'), ['contract_id'])
    with op.batch_alter_table('owner_request') as table:
        table.add_column(sa.Column('along', sa.JSON(), nullable=True))
        table.add_column(sa.Column('keeps_reader', sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table('owner_request') as table:
        table.alter_column('keeps_reader', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('owner_request') as table:
        table.drop_column('keeps_reader')
        table.drop_column('along')
    op.drop_table('contract_owner_change')
