"""What a long step is doing, for a person at a terminal: on standard error, gone when it ends, silent otherwise."""

import os
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE = 1.0
CLEAR = "\r\033[K"


@contextmanager
def step(text: str) -> Iterator[None]:
    """Show a step and, once it lasts, its seconds. Nothing is written when standard error is no terminal."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield
        return
    done = threading.Event()
    thread = threading.Thread(target=_show, args=(text, done), daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _show(text: str, done: threading.Event) -> None:
    seconds = 0
    _write(text)
    while not done.wait(PATIENCE):
        seconds += 1
        _write(f"{text} {seconds}\u00a0s")
    _write("")


def _write(text: str) -> None:
    sys.stderr.write(CLEAR + text[: shutil.get_terminal_size().columns - 1])
    sys.stderr.flush()
