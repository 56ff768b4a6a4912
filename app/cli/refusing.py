"""Settings that are wrong and orders that cannot be carried out: said, and the command ends."""

import os
import sys
from typing import NoReturn

import click

from app.settings import Settings, SettingsError


def read_settings() -> Settings:
    """The settings; mistakes are listed, and the command ends with status 2."""
    try:
        return Settings.load(os.environ)
    except SettingsError as error:
        click.echo("Slipway cannot start with these settings:", err=True)
        for mistake in error.mistakes:
            click.echo(f"  - {mistake}", err=True)
        sys.exit(2)


def refuse(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(1)
