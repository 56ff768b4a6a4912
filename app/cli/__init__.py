"""The `slipway` command: its subcommands by who uses them, and what must be true before them."""

import os

import click

from app.catalog.command import catalog
from app.cli.orders import give_up, replay, resume
from app.cli.programs import demo, sandbox, web, worker
from app.cli.questions import audit, deliveries, status
from app.cli.refusing import read_settings
from app.cli.rows import workbench
from app.cli.upkeep import doctor, migrate
from app.operations.init.command import init
from app.operations.policy.commands import policy_commands
from app.operations.template.commands import preview, template_commands

_SUBCOMMANDS = (
    *(web, worker, demo, sandbox),
    *(migrate, init, doctor),
    *(status, deliveries, audit),
    *(replay, resume, give_up),
    *(catalog, policy_commands),
    *(template_commands, preview),
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="slipway", message="slipway %(version)s")
def main() -> None:
    """Slipway turns approved service requests into paired repositories."""
    # Rows and logs tell of private repositories: nobody else on the machine may read them.
    os.umask(0o077)
    click.get_current_context().obj = lambda: workbench(read_settings())


for _one in _SUBCOMMANDS:
    main.add_command(_one)
