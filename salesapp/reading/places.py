"""Where a process that works for the app puts its temporary files: a folder of its own, which goes when it has ended.

However it ended: the folder is held by a lock that the kernel lets go with its last holder, and whoever makes the next one
clears those that nobody holds.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

PREFIX = "salesapp-work-"
LOCK = "held"
#: Seconds in which a folder that was just made gets its lock.
MAKING = 60.0


@contextlib.contextmanager
def lent() -> Iterator[tuple[Path, int]]:
    """Make a folder and yield it with the lock to hand to its process: held until that ends, not only for this block."""
    clear()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    lock = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield folder, lock
    except BaseException:
        remove(folder)
        raise
    finally:
        os.close(lock)


def remove(folder: Path) -> None:
    """Remove the folder of a process that has ended."""
    shutil.rmtree(folder, ignore_errors=True)


def leave() -> None:
    """Remove the folder of this very process, which ends: only one that was lent to it."""
    own = Path(tempfile.gettempdir())
    if own.name.startswith(PREFIX):
        remove(own)


def clear() -> int:
    """Remove the folders of processes that ended without anybody seeing it; return how many went."""
    gone = 0
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        if _is_mine(folder) and not _is_held(folder):
            remove(folder)
            gone += 1
    return gone


def _is_mine(folder: Path) -> bool:
    with contextlib.suppress(OSError):
        return not folder.is_symlink() and folder.stat().st_uid == os.getuid()
    return False


def _is_held(folder: Path) -> bool:
    try:
        lock = os.open(folder / LOCK, os.O_RDWR | os.O_NOFOLLOW)
    except FileNotFoundError:
        with contextlib.suppress(OSError):
            return time.time() - folder.stat().st_mtime < MAKING
        return True
    except OSError:
        return True
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(lock)
    return False
