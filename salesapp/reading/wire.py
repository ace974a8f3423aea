"""How the app and a process that works for it talk: a JSON head and a body of bytes, each with its length before it."""

from __future__ import annotations

import json
import struct
from typing import Any, BinaryIO

LENGTHS = struct.Struct(">II")


def pack(head: dict[str, Any], body: bytes = b"") -> bytes:
    """Return one message as bytes."""
    encoded = json.dumps(head, ensure_ascii=False).encode()
    return LENGTHS.pack(len(encoded), len(body)) + encoded + body


def read(source: BinaryIO) -> tuple[dict[str, Any], bytes] | None:
    """Return the next message, or None where the other side has gone."""
    lengths = source.read(LENGTHS.size)
    if len(lengths) < LENGTHS.size:
        return None
    head_length, body_length = LENGTHS.unpack(lengths)
    head, body = source.read(head_length), source.read(body_length)
    if len(head) < head_length or len(body) < body_length:
        return None
    return json.loads(head), body
