"""`slipway init` as it is typed, and on a plan that lacks what it needs."""

from contextlib import nullcontext

from click.testing import CliRunner, Result

from app.operations.init.command import init
from tests.journeys.acme import Acme
from tests.journeys.beginnings import inits, merges
from tests.journeys.form import CONTROL


def types(acme: Acme, *arguments: str) -> Result:
    """Somebody types `slipway init …` where there is no terminal."""
    return CliRunner().invoke(init, arguments, obj=lambda: nullcontext(acme.bench))


def test_without_a_terminal_nothing_is_written_unless_it_was_said(bare: Acme) -> None:
    unsaid, dry = types(bare, "acme"), types(bare, "acme", "--dry-run", "--yes")

    assert (unsaid.exit_code, dry.exit_code) == (1, 1)
    assert "Nothing was written." in unsaid.output
    assert "Nothing was written." in dry.output
    assert bare.repositories() == []


def test_the_command_ends_well_once_all_is_done(bare: Acme) -> None:
    first = types(bare, "acme", "--yes")
    merges(bare)
    second = types(bare, "ACME", "--yes")

    assert (first.exit_code, second.exit_code) == (1, 0), first.output + second.output
    assert second.output.endswith("`slipway doctor` examines all of it.\n")


def test_an_organisation_that_is_not_served_is_refused(bare: Acme) -> None:
    result = types(bare, "globex", "--yes")

    assert result.exit_code == 1
    assert "globex is not on the list SLIPWAY_ORGS, which has: acme." in result.output


def test_on_the_free_plan_the_repository_is_public_and_this_is_said(bare: Acme) -> None:
    bare.controls("plan", organisation="acme", plan="free")

    _, said = inits(bare)

    assert "Create acme/services, public: on the free plan, private" in said
    assert bare.does("ada", "GET", CONTROL)["visibility"] == "public"


def test_a_private_one_on_the_free_plan_says_why_nothing_can_be_built(bare: Acme) -> None:
    bare.controls("plan", organisation="acme", plan="free")
    order = {"name": "services", "auto_init": True, "private": True}
    bare.does("ada", "POST", "/orgs/acme/repos", order)
    inits(bare)
    merges(bare)

    done, said = inits(bare)

    assert not done
    assert "The plan has no rulesets for private repositories" in said
