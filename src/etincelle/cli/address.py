"""Where the pages are served, and the one-time link to them."""

import os

from etincelle.cli.commands import DEFAULT_PORT
from etincelle.foundation.models import User
from etincelle.foundation.sign_in import make_link


def base_address(port: int = 0) -> str:
    """The address of the pages: ETINCELLE_URL, else the loopback address."""
    return os.environ.get("ETINCELLE_URL", f"http://127.0.0.1:{port or DEFAULT_PORT}").rstrip("/")


def link_for(user: User, port: int = 0) -> str:
    """A one-time sign-in link; opening it shows a button, pressing the button signs in."""
    return f"{base_address(port)}/once/{make_link(user)}/"
