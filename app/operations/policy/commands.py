"""The commands of `slipway policy`: what each takes, and by which status it ends."""

import sys
from pathlib import Path
from typing import NoReturn

import click

from app.operations.context import OpenWorkbench

_PATH = click.Path(path_type=Path)
_FORM = click.option(
    "--form", type=_PATH, help="The issue form. Default: where a control repository has it."
)
_JSON = click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")


@click.group("policy", no_args_is_help=True)
def policy_commands() -> None:
    """Check, test and explain policies."""


@policy_commands.command()
@click.argument("file", type=_PATH, default=".")
@_FORM
@click.option("--strict", is_flag=True, help="Let no warning pass.")
@click.option("--org", help="Also ask GitHub what this organisation has of it.")
@_JSON
@click.pass_obj
def check(
    open_workbench: OpenWorkbench,
    file: Path,
    form: Path | None,
    strict: bool,
    org: str | None,
    as_json: bool,
) -> None:
    """Say everything that is wrong or doubtful in a policy.

    FILE is a policy.yml, or the folder of a control repository. Ends with status 1 if there
    is a mistake. Needs no settings, unless GitHub is asked.
    """
    from app import clock
    from app.operations import screen
    from app.operations.policy import checking, files

    try:
        law = files.read_law_files(file, form)
    except files.NoFile as error:
        raise click.UsageError(str(error)) from None
    found = checking.look_through(law, clock.now())
    if org is not None:
        from app.github.errors import GitHubError

        with open_workbench() as bench:
            try:
                found = checking.with_people(found, law, bench, org)
                found = checking.with_properties(found, law, bench, org)
            except GitHubError as error:
                _give_up(f"GitHub did not tell about {org}: {error}")
    checked = checking.judge(found, strict=strict)
    if as_json:
        screen.as_json(sys.stdout, checked)
    else:
        checking.write(sys.stdout, checked, law)
    sys.exit(not checked.ok)


@policy_commands.command("test")
@click.argument("cases", type=_PATH, default=".")
@click.option("--policy", type=_PATH, help="The policy. Default: the nearest one above CASES.")
@_FORM
@_JSON
def test(cases: Path, policy: Path | None, form: Path | None, as_json: bool) -> None:
    """Decide your own policy cases, and show where something else comes of them.

    CASES is a file of cases, or a folder; of a control repository its `policy-tests`. Ends
    with status 1 if a case does not come to what it expects. Needs no settings.
    """
    from app.domain.cases import run_cases
    from app.operations import screen
    from app.operations.policy import files, testing

    try:
        texts = files.read_texts(files.find_cases(cases))
        law = files.read_law_files(policy or files.policy_above(cases), form)
    except files.NoFile as error:
        raise click.UsageError(str(error)) from None
    run = run_cases(law.policy, law.form, texts)
    if as_json:
        screen.as_json(sys.stdout, testing.to_json(run, law))
    else:
        testing.write(sys.stdout, run, law)
    sys.exit(not run.is_as_expected)


@policy_commands.command()
@click.argument("request")
@_JSON
@click.pass_obj
def explain(open_workbench: OpenWorkbench, request: str, as_json: bool) -> None:
    """Explain where a request stands: every rule, what it waits for, and its facts.

    REQUEST is ORGANISATION#NUMBER, such as acme#12. It is decided from what GitHub shows just
    now, and nothing is changed.
    """
    from app.github.errors import GitHubError
    from app.operations import screen
    from app.operations.policy import explaining
    from app.templates.faults import RoomFault

    with open_workbench() as bench:
        try:
            explanation = explaining.read(bench, request)
        except (explaining.Resting, GitHubError, RoomFault) as error:
            _give_up(f"{request} cannot be explained: {error}")
    if as_json:
        screen.as_json(sys.stdout, explanation)
    else:
        explaining.write(sys.stdout, request, explanation)


@policy_commands.command()
@click.argument("file", type=_PATH, default=".")
@click.option("--org", required=True, help="The organisation whose requests to decide again.")
@_FORM
@_JSON
@click.pass_obj
def replay(
    open_workbench: OpenWorkbench, file: Path, org: str, form: Path | None, as_json: bool
) -> None:
    """Decide all requests again under another policy, and tell whose verdict would change.

    FILE is a policy.yml, or the folder of a control repository. Each request is decided on
    what was known of it when it was last decided. GitHub is not asked, nothing is changed.
    """
    from app.domain.mistakes import FileMistakes
    from app.operations import screen
    from app.operations.policy import files, replaying
    from app.usecases.time_machine import NoLawInForce

    try:
        law = files.read_law_files(file, form)
    except files.NoFile as error:
        raise click.UsageError(str(error)) from None
    with open_workbench() as bench:
        try:
            found = replaying.read(bench, org, law)
        except NoLawInForce:
            _give_up(f"{org} has no policy in force yet, so there is nothing to compare with.")
        except FileMistakes as error:
            _give_up("\n".join(str(law.here(mistake)) for mistake in error.mistakes))
    if as_json:
        screen.as_json(sys.stdout, found)
    else:
        replaying.write(sys.stdout, found)


@policy_commands.command()
@click.argument("repository", type=_PATH, default=".")
def schemas(repository: Path) -> None:
    """Write this version's JSON Schemas into a control repository, for its editors.

    REPOSITORY is the folder of its checkout. Run it after an upgrade of Slipway.
    """
    from app.operations.policy.schemas import put_into

    try:
        for path in put_into(repository):
            click.echo(f"{path} is that of this version.")
    except OSError as error:
        _give_up(f"{error.filename} cannot be written: {error.strerror}.")


def _give_up(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(1)
