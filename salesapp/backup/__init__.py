"""Backup and restore: everything in one archive, checked before it is believed."""

from salesapp.backup.archive import read, write
from salesapp.backup.database import BackupError

__all__ = ["BackupError", "read", "write"]
