"""The queue that carries background work: in a file of the data folder, or in Redis where an address is set.

Its library comes with those of Redis and PostgreSQL; a web process reads them in with the first work that it hands over.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from salesapp.config import Config

if TYPE_CHECKING:
    from huey.api import Huey, TaskWrapper

log = logging.getLogger(__name__)


def open_queue(config: Config, **options) -> Huey:
    """Return the queue: in Redis where an address is set, else in a file of the data folder.

    What stands in it is signed with the installation's key: nothing that somebody else put there is ever read.
    """
    from huey import RedisHuey, SqliteHuey
    from huey.serializer import SignedSerializer

    options["serializer"] = SignedSerializer(secret=config.secret_key, salt="salesapp.queue")
    if config.redis_url:
        return RedisHuey("salesapp", url=config.redis_url, results=False, **options)
    return SqliteHuey("salesapp", filename=str(config.data_dir / "jobs.db"), results=False, **options)


def errand(queue: Huey, verb: Callable[[str], None]) -> TaskWrapper:
    """Declare the task that a web process may hand in: the name of a job that should not wait for its minute."""

    def run(name: str) -> None:
        verb(name)

    return queue.task(name="errand")(run)


def hurry(config: Config, name: str) -> None:
    """Ask the jobs process to run a job now. Call it after the commit.

    Where the queue cannot be reached nothing is lost: what the job works on stands in the database, and its next minute
    comes.
    """
    try:
        errand(open_queue(config), lambda name: None)(name)
    except Exception:
        log.warning("the queue could not be reached; %s waits for its minute", name, exc_info=True)
