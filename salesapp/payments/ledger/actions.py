"""Instalments and contracts are told what was received on them, whenever money moves or a bill matures."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from salesapp.db import db
from salesapp.payments.ledger import queries
from salesapp.web import clock

#: How far back the nightly job looks for bills: a machine that slept catches up.
BACK = timedelta(days=40)


def settle(node_ids: Collection[int], *, at: datetime) -> None:
    """Add up what these instalments received, and what their contracts did."""
    if not node_ids:
        return
    db.session.flush()
    counted = queries.shares(node_ids, clock.local(at).date())
    for contract in queries.contracts_of(node_ids):
        for node in contract.payment_nodes:
            if node.id in counted:
                received, in_hand = counted[node.id]
                node.record(received=received, in_hand=in_hand, written_off=node.written_off)
        contract.record_received()


def mature(*, at: datetime) -> int:
    """Let bills count whose day has come."""
    today = clock.local(at).date()
    nodes = queries.matured(today - BACK, today)
    settle(nodes, at=at)
    return len(nodes)
