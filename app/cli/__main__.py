"""Starts the `slipway` command as `python -m app.cli`."""

from app.cli import main

main()
