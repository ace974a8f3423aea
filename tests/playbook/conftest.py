"""A playbook as it is shipped, and who keeps it."""

import re

import pytest

from salesapp.playbook.capability import CAPABILITY
from tests.conftest import MONDAY

STARTS = [fill for part in CAPABILITY.parts() for fill in part.starts_with]


@pytest.fixture
def playbook(db_session, cast):
    for fill in STARTS:
        fill(at=MONDAY)
    db_session.commit()


@pytest.fixture
def supervisor(sign_in, playbook):
    return sign_in("xu")


def version_of(page):
    return re.search(r'name="version"[^>]*value="(\d+)"', page.text)[1]
