"""Where the pages are served, and the one-time link to them."""

import os

from etincelle.foundation.models import User
from etincelle.foundation.sign_in import make_link

DEFAULT_PORT = 8765


def base_address(port: int = 0) -> str:
    """The address of the pages: ETINCELLE_URL, else the loopback address."""
    return os.environ.get("ETINCELLE_URL", f"http://127.0.0.1:{port or DEFAULT_PORT}").rstrip("/")


def link_for(user: User, port: int = 0) -> str:
    """A one-time sign-in link; opening it shows a button, pressing the button signs in."""
    return f"{base_address(port)}/once/{make_link(user)}/"
