"""`python -m etincelle.cli`."""

from etincelle.cli.main import main

main()
