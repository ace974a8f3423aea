"""A letter to a customer leaves from here, through a person's own mailbox, one copy a recipient.

Revision ID: 0023
Revises: 0022
"""

import sqlalchemy as sa
from alembic import op

revision = '0023'
down_revision = '0022'
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        'mailbox',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('user_id', sa.Integer(), nullable=False),
        sa.Column('sender', sa.String(200), nullable=False),
        sa.Column('host', sa.String(200), nullable=False),
        sa.Column('port', sa.Integer(), nullable=False),
        sa.Column('security', sa.String(20), nullable=False),
        sa.Column('login', sa.String(200), nullable=False),
        sa.Column('secret', sa.Text(), nullable=False),
        sa.Column('created_at', MOMENT, nullable=False),
        sa.Column('stopped_at', MOMENT, nullable=True),
        sa.Column('said', sa.Text(), nullable=True),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_mailbox_user_id_user')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_mailbox')),
        sa.UniqueConstraint('user_id', name=op.f('uq_mailbox_user_id')),
    )
    op.create_table(
        'mail_letter',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('subject_type', sa.String(40), nullable=False),
        sa.Column('subject_id', sa.Integer(), nullable=False),
        sa.Column('no', sa.Integer(), nullable=False),
        sa.Column('sender_id', sa.Integer(), nullable=False),
        sa.Column('message_id', sa.String(200), nullable=False),
        sa.Column('subject', sa.String(200), nullable=False),
        sa.Column('body', sa.Text(), nullable=False),
        sa.Column('memo', sa.JSON(), nullable=False),
        sa.Column('created_at', MOMENT, nullable=False),
        sa.ForeignKeyConstraint(['sender_id'], ['user.id'], name=op.f('fk_mail_letter_sender_id_user')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_mail_letter')),
        sa.UniqueConstraint('message_id', name=op.f('uq_mail_letter_message_id')),
        sa.UniqueConstraint('subject_type', 'subject_id', 'no', name=op.f('uq_mail_letter_subject_type_subject_id_no')),
    )
    op.create_index('ix_mail_letter_subject', 'mail_letter', ['subject_type', 'subject_id'])
    op.create_index(op.f('ix_mail_letter_sender_id'), 'mail_letter', ['sender_id'])
    op.create_table(
        'mail_letter_file',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('letter_id', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(200), nullable=False),
        sa.Column('media_type', sa.String(100), nullable=False),
        sa.Column('size', sa.Integer(), nullable=False),
        sa.Column('folder', sa.String(40), nullable=False),
        sa.Column('place', sa.String(120), nullable=False),
        sa.ForeignKeyConstraint(['letter_id'], ['mail_letter.id'], name=op.f('fk_mail_letter_file_letter_id_mail_letter')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_mail_letter_file')),
    )
    op.create_index(op.f('ix_mail_letter_file_letter_id'), 'mail_letter_file', ['letter_id'])
    op.create_table(
        'mail_delivery',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('letter_id', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(200), nullable=False),
        sa.Column('address', sa.String(200), nullable=False),
        sa.Column('state', sa.String(12), nullable=False),
        sa.Column('attempts', sa.Integer(), nullable=False),
        sa.Column('next_try_at', MOMENT, nullable=True),
        sa.Column('claimed_at', MOMENT, nullable=True),
        sa.Column('sent_at', MOMENT, nullable=True),
        sa.Column('step', sa.String(12), nullable=True),
        sa.Column('code', sa.Integer(), nullable=True),
        sa.Column('said', sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(['letter_id'], ['mail_letter.id'], name=op.f('fk_mail_delivery_letter_id_mail_letter')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_mail_delivery')),
        sa.UniqueConstraint('letter_id', 'address', name=op.f('uq_mail_delivery_letter_id_address')),
    )
    op.create_index('ix_mail_delivery_waiting', 'mail_delivery', ['state', 'next_try_at'])
    op.create_index(op.f('ix_mail_delivery_letter_id'), 'mail_delivery', ['letter_id'])


def downgrade() -> None:
    op.drop_table('mail_delivery')
    op.drop_table('mail_letter_file')
    op.drop_table('mail_letter')
    op.drop_table('mailbox')
