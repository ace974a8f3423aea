"""Compiled templates kept in the data folder: a page that a process draws first costs no more than the next one."""

from __future__ import annotations

import functools
import hashlib
import pickle
from collections.abc import Callable, Iterable
from gettext import NullTranslations
from pathlib import Path

from jinja2.bccache import Bucket, FileSystemBytecodeCache

FOLDER = "templates"


class Compiled(FileSystemBytecodeCache):
    """Jinja's store, for templates that have the words of one language and the pictures written in.

    What was compiled from another source, other words or other pictures is compiled anew, and takes the old one's place.
    A store that cannot be read or written costs time and nothing else.
    """

    def __init__(self, folder: Path, spoken: Callable[[], NullTranslations], pictures: Iterable[Path]):
        super().__init__(str(folder), "%s.jinja")
        self._spoken, self._pictures = spoken, tuple(pictures)

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Name the place of a template: one for each language."""
        return super().get_cache_key(f"{language(self._spoken())} {name}", filename)

    def get_source_checksum(self, source: str) -> str:
        """Return what changes whenever anything does that a template is compiled from."""
        return super().get_source_checksum(words_of(self._spoken()) + self._drawn + source)

    @functools.cached_property
    def _drawn(self) -> str:
        return _digest(path.read_bytes() for path in self._pictures)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Read a template that was kept; whatever is no such thing counts as none."""
        try:
            super().load_bytecode(bucket)
        except (
            OSError,
            pickle.UnpicklingError,
            EOFError,
            ValueError,
            TypeError,
            AttributeError,
            ImportError,
            IndexError,
        ):
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template, if there is room for it."""
        try:
            Path(self.directory).mkdir(mode=0o700, parents=True, exist_ok=True)
            super().dump_bytecode(bucket)
        except OSError:
            return


def language(translations: NullTranslations) -> str:
    """Return the code of a catalogue's language; of none, that of the source."""
    return translations.info().get("language", "en")


@functools.cache
def words_of(translations: NullTranslations) -> str:
    """Return what tells a catalogue from an edited one."""
    known = getattr(translations, "_catalog", {})
    return _digest(f"{key!r}={known[key]!r};".encode() for key in sorted(known, key=repr) if key)


def _digest(parts: Iterable[bytes]) -> str:
    found = hashlib.sha256()
    for part in parts:
        found.update(part)
    return found.hexdigest()
