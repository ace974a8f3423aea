"""A Redis that is away stands in the log in one line: everything else of it would be the same again, some thousand times."""

from __future__ import annotations

import logging
import time

#: Seconds without a failure after which the next one begins a new outage.
QUIET = 60.0
#: Who speaks of it without the error itself.
SPEAKING_OF_IT = {"flask-limiter"}


class OneLine(logging.Filter):
    """Lets the first line of an outage through, without its trace, and drops the others until it is over."""

    def __init__(self) -> None:
        super().__init__()
        self.last = -QUIET

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether a line goes to the log."""
        error = record.exc_info[1] if record.exc_info else None
        if not (_of_redis(error) or (record.name in SPEAKING_OF_IT and record.levelno >= logging.WARNING)):
            return True
        begun = time.monotonic() - self.last > QUIET
        self.last = time.monotonic()
        if begun:
            why = f"{type(error).__name__}: {error}" if error else record.getMessage()
            record.msg, record.args, record.exc_info, record.exc_text = (
                "Redis cannot be reached; what is due waits, knocks are counted in each process (%s)",
                (why,),
                None,
                None,
            )
        return begun


def _of_redis(error: BaseException | None) -> bool:
    """Tell whether an error is Redis' own, without loading what may not be in use."""
    while error is not None:
        if type(error).__module__.partition(".")[0] == "redis":
            return True
        error = error.__cause__ or error.__context__
    return False
