"""A device without hands: signs what browsers ask, as WebAuthn says, with a key of its own."""

from __future__ import annotations

import hashlib
import json
import struct

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import bytes_to_base64url

HERE = "https://crm.example.cn"


class Device:
    """Makes one passkey and signs with it."""

    def __init__(self, host: str = "crm.example.cn", origin: str = HERE):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.host, self.origin, self.count = host, origin, 0
        self.id = hashlib.sha256(str(id(self)).encode()).digest()[:20]

    def _said(self, kind: str, challenge: str) -> bytes:
        asked = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(asked).encode()

    def _state(self, flags: int) -> bytes:
        return hashlib.sha256(self.host.encode()).digest() + bytes([flags]) + struct.pack(">I", self.count)

    def _answer(self, **response: bytes) -> str:
        own = bytes_to_base64url(self.id)
        told = {name: bytes_to_base64url(value) for name, value in response.items()}
        return json.dumps(
            {"id": own, "rawId": own, "type": "public-key", "response": told, "clientExtensionResults": {}}
        )

    def make(self, options: str) -> str:
        """Answer the wish for a passkey."""
        numbers = self.key.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        attested = bytes(16) + struct.pack(">H", len(self.id)) + self.id + cbor2.dumps(public)
        said = self._said("webauthn.create", json.loads(options)["challenge"])
        made = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": self._state(0x45) + attested})
        return self._answer(clientDataJSON=said, attestationObject=made)

    def sign(self, options: str) -> str:
        """Answer the question for the passkey."""
        self.count += 1
        said, state = self._said("webauthn.get", json.loads(options)["challenge"]), self._state(0x05)
        signature = self.key.sign(state + hashlib.sha256(said).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(clientDataJSON=said, authenticatorData=state, signature=signature)
