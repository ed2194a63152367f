"""Folders that restores have set aside: an erasure does not reach them, and says so."""

from pathlib import Path

from etincelle.foundation.config import config


def set_aside() -> list[Path]:
    """The data folders of before a restore that are still there."""
    data = config().data
    return sorted(path for path in data.parent.glob(f"{data.name}-before-restore-*") if path.is_dir())
