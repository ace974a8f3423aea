"""A round through the clauses on paper: what each said, what the customer answered, their signature (R39)."""

from __future__ import annotations

import base64
from typing import Any

from salesapp.accounts.models import User
from salesapp.contracts.explanations import page
from salesapp.contracts.explanations.models import Explanation
from salesapp.contracts.models import Contract
from salesapp.db import db, writing
from salesapp.documents.attachments.actions import thumbnail
from salesapp.documents.attachments.models import Attachment
from salesapp.documents.attachments.rules import PICTURES
from salesapp.documents.paper import house
from salesapp.documents.paper.compose import environment
from salesapp.documents.press.pool import press
from salesapp.trail import actions as audit

LARGEST = 400_000  # bytes of a signature that are printed as they are


def round_sheet(contract: Contract, kept: Explanation, *, by: User) -> bytes:
    """Return the printed round; who printed it when stands in the audit trail."""
    values = _values(contract, kept, by)
    detail = {"sheet": "clauses", "contract": contract.number, "explanation": kept.id}
    db.session.rollback()
    with writing():
        audit.record("print", detail=detail, actor=by)
    html = (
        environment().get_template("documents/paper/clauses.html").render(imprint=house.imprint(), **values)
    )
    return press().print(html).pdf


def _values(contract: Contract, kept: Explanation, by: User) -> dict[str, Any]:
    shown = page.round_of(contract, kept, by, "end")
    return {
        "number": contract.number, "name": contract.name, "customer": contract.customer.full_name, "round": shown,
        "ours": contract.our_entity, "explained_by": kept.begun_by.name, "with_whom": kept.with_whom,
        "pictures": [_picture(file) for file in shown.files if file.media_type in PICTURES],
    }  # fmt: skip


def _picture(file: Attachment) -> str:
    """Return a signature as an address that holds it; a large photograph small."""
    as_it_is = file.size <= LARGEST and file.media_type in ("image/png", "image/jpeg")
    content, kind = (
        (file.file.read_bytes(), file.media_type) if as_it_is else (thumbnail(file.sha256), "image/jpeg")
    )
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"
