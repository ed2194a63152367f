"""`etincelle call`: decide the day if it is not decided, and say it."""

from etincelle.cli.address import base_address
from etincelle.cli.deciding import decide
from etincelle.cli.telling import code_of, print_json, print_morning
from etincelle.spark.document import document


def command(as_json: bool) -> int:
    """Publish and print."""
    morning = decide()
    if as_json:
        print_json(document(morning))
    else:
        print_morning(morning, base_address() + "/")
    return code_of(morning)
