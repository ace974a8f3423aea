"""Passwords that cost nothing: what argon2 costs is its own business."""

import pytest
from argon2 import PasswordHasher

from salesapp.accounts import passwords


@pytest.fixture(scope="package", autouse=True)
def cheap_hashes():
    """Hash with the least argon2 allows, for the tests of this folder."""
    real = passwords._hasher
    passwords._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    yield
    passwords._hasher = real
