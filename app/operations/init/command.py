"""The command `slipway init`: what it takes and asks, and by which status it ends."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from app.domain.github_names import is_login, is_team_slug
from app.operations.context import OpenWorkbench

if TYPE_CHECKING:
    from app.operations.init.starter import Teams
    from app.usecases.workbench import Workbench

_PLATFORM, _SECURITY = "platform-reviewers", "security"


@click.command()
@click.argument("organisation")
@click.option("--platform-team", metavar="TEAM", help=f"Who owns the rules. [{_PLATFORM}]")
@click.option("--security-team", metavar="TEAM", help=f"Who looks at data. [{_SECURITY}]")
@click.option(
    "--visibility",
    type=click.Choice(["private", "internal", "public"]),
    help="Of a new repository. Default: private, where the plan can protect it.",
)
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write the files here.",
)
@click.option("--dry-run", is_flag=True, help="Show the plan and write nothing.")
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.pass_obj
def init(
    open_workbench: OpenWorkbench,
    organisation: str,
    platform_team: str | None,
    security_team: str | None,
    visibility: str | None,
    folder: Path | None,
    dry_run: bool,
    yes: bool,
) -> None:
    """Set up the control repository of ORGANISATION, by pull request.

    The plan is shown before anything is written, and nothing that is there is overwritten. Run it
    again to go on. With --to the files are written to a folder, and GitHub is not asked. Ends with
    status 1 while something is left to do.
    """
    if not is_login(organisation):
        raise click.UsageError(f"{organisation} is no organisation's login.")
    is_asking = sys.stdin.isatty() and not yes
    teams = _teams(platform_team, security_team, is_asking=is_asking)
    if folder is not None:
        _write_to(folder, organisation, teams, is_dry=dry_run)
        return
    with open_workbench() as bench:
        _check_served(bench.organisations, organisation)
        done = _set_up(
            bench,
            organisation,
            teams,
            visibility,
            lambda: not dry_run and (yes or (is_asking and click.confirm("Do this?", err=True))),
        )
    sys.exit(not done)


def _set_up(
    bench: "Workbench",
    organisation: str,
    teams: "Teams",
    visibility: str | None,
    agreed: Callable[[], bool],
) -> bool:
    """As far as it goes now; whether nothing is left to do."""
    from app.domain.policy import Visibility
    from app.github.errors import GitHubError
    from app.operations.init import setting_up

    try:
        place = setting_up.place_of(bench, organisation)
        chosen = Visibility(visibility) if visibility else None
        wanted = setting_up.wanted_at(place, teams, chosen)
        return setting_up.run(place, wanted, sys.stdout, agreed)
    except (setting_up.NotInstalled, setting_up.NotShown) as error:
        _give_up(str(error))
    except GitHubError as error:
        _give_up(f"{error}\nRun the command again: it goes on where it stopped.")


def _teams(platform: str | None, security: str | None, *, is_asking: bool) -> "Teams":
    from app.operations.init.starter import Teams

    if platform is None:
        platform = _asked("The team that answers for the rules", _PLATFORM, is_asking)
    if security is None:
        security = _asked("The team that approves where data is at stake", _SECURITY, is_asking)
    for slug in (platform, security):
        if not is_team_slug(slug):
            raise click.UsageError(
                f"“{slug}” is no team's slug, the last part of the address of the team's page."
            )
    return Teams(platform, security)


def _asked(question: str, default: str, is_asking: bool) -> str:
    return str(click.prompt(question, default=default, err=True)) if is_asking else default


def _write_to(folder: Path, organisation: str, teams: "Teams", *, is_dry: bool) -> None:
    from app.operations.init.folder import compared, put_into
    from app.operations.init.starter import starter_files

    try:
        found = compared(folder, starter_files(organisation, teams))
        if not is_dry:
            put_into(folder, found.missing)
    except OSError as error:
        _give_up(f"{error.filename} cannot be written: {error.strerror}.")
    count = len(found.missing)
    files = "1 file" if count == 1 else f"{count} files"
    click.echo(f"{files} {'would be ' if is_dry else ''}written to {folder}.")
    if found.different:
        click.echo("These were there, differ from the starter and stay as they are:")
        for path in found.different:
            click.echo(f"  {path}")


def _check_served(served: tuple[str, ...], organisation: str) -> None:
    if organisation.lower() not in {one.lower() for one in served}:
        listed = ", ".join(served)
        _give_up(f"{organisation} is not on the list SLIPWAY_ORGS, which has: {listed}.")


def _give_up(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(1)
