"""``python -m salesapp`` is the ``salesapp`` command."""

from salesapp.cli import main

main()
