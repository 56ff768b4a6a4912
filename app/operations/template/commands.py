"""The commands of a template's author: what each takes, and by which status it ends."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from app.templates.answers import PairAnswers
    from app.templates.pair import RenderedPair

_PATH = click.Path(path_type=Path)
_HOOKS = click.option(
    "--hooks",
    type=click.Choice(["off", "python"]),
    envvar="SLIPWAY_TEMPLATE_HOOKS",
    help="Whether Python hooks run, as the operator has set it.",
)


@click.group("template", no_args_is_help=True)
def template_commands() -> None:
    """Check templates."""


@template_commands.command()
@click.argument("folder", type=_PATH, default=".")
@click.option("--strict", is_flag=True, help="Let no warning pass.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@_HOOKS
def check(folder: Path, strict: bool, as_json: bool, hooks: str | None) -> None:
    """Say everything that is wrong or doubtful in templates.

    FOLDER is a control repository, its cookiecutters, or one template in it. Each template is read
    and rendered in a sealed process, with plain and with nasty answers. Ends with status 1 if there
    is an error. Needs no settings.
    """
    from app.operations import screen
    from app.operations.template import checking, folders

    try:
        found = folders.find(folder)
    except folders.NoTemplates as error:
        raise click.UsageError(str(error)) from None
    if found.doubt is not None:
        screen.line(
            sys.stderr, f"{found.doubt} Its fields are not known, so their use is only a doubt."
        )
    checked = checking.look_through(
        found, _tell, strict=strict, runs_hooks=None if hooks is None else hooks == "python"
    )
    if as_json:
        screen.as_json(sys.stdout, checked)
    else:
        checking.write(sys.stdout, checked, found)
    sys.exit(not checked.ok)


@click.command()
@click.argument("template")
@click.option(
    "--templates", "folder", type=_PATH, default=".", help="Where they are. Default: here."
)
@click.option("--answers", type=_PATH, help="A file of answers. Default: made-up ones.")
@click.option("--out", type=_PATH, help="Write both repositories into this folder.")
@click.option("--force", is_flag=True, help="Replace what an earlier preview wrote there.")
@_HOOKS
def preview(
    template: str,
    folder: Path,
    answers: Path | None,
    out: Path | None,
    force: bool,
    hooks: str | None,
) -> None:
    """Show or write the pair that a template gives.

    Byte for byte what would be built of these answers, under the names that the policy beside the
    templates gives. Without --out, prints the files and their sizes, and what people read first.
    Needs no settings.
    """
    from app import logs
    from app.domain.mistakes import FileMistakes
    from app.operations.template import answers_file, folders, policy_beside, previewing
    from app.templates.faults import RoomFault, TemplateFault

    logs.configure("error")  # what a command has to say, it says itself
    try:
        found = folders.find(folder)
        policy = policy_beside.policy_beside(found)
        told = answers_file.read_answers(answers, template, found.form, policy)
        if out is not None:
            previewing.refuse_full(out, told, force=force)
        pair = previewing.render(found, template, told, runs_hooks=hooks == "python")
        for doubt in previewing.passed_over(found, template, runs_hooks=hooks == "python"):
            click.echo(doubt, err=True)
    except (folders.NoTemplates, answers_file.NoAnswers, previewing.NotEmpty) as error:
        raise click.UsageError(str(error)) from None
    except FileMistakes as error:
        _give_up("\n".join(map(str, error.mistakes)))
    except (policy_beside.NotRead, TemplateFault, RoomFault) as fault:
        _give_up(str(fault))
    if out is None:
        previewing.show(sys.stdout, pair, told)
    else:
        _write(pair, told, out)


def _write(pair: "RenderedPair", told: "PairAnswers", out: Path) -> None:
    from app.operations.template import previewing

    try:
        previewing.write(sys.stdout, pair, told, out)
    except OSError as error:
        _give_up(f"{error.filename} cannot be written: {error.strerror}.")


def _tell(what: str) -> None:
    from app.operations import screen

    screen.line(sys.stderr, f"{what} …")


def _give_up(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(1)
