"""How the App speaks to GitHub: tokens as narrow as the step, kept and never shown."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
import structlog
from github import Github
from github.Requester import Requester

from app.domain.budget import Kind
from app.github.calls import CallLog, log_call
from app.github.client import Client
from app.github.connection import Connection
from app.github.errors import Forbidden, NotFound, Unauthorised
from app.github.permissions import CREATE, READ_CONTENTS, REQUEST
from app.github.repositories import NewRepository, create_repository, find_repository
from app.github.wire import Requesters
from sandbox import RunningSandbox
from tests.github.conftest import CONTROL, INSTALLATION, ORGANISATION

TOKEN = "POST /app/installations/{installation_id}/access_tokens"


def test_the_installation_of_an_organisation_is_asked_once(
    connection: Connection, calls: CallLog
) -> None:
    found = {connection.installation("acme"), connection.installation("Acme")}

    assert found == {INSTALLATION}
    assert calls.routes == ["GET /orgs/{org}/installation"]


def test_an_organisation_without_the_app_is_not_found(connection: Connection) -> None:
    with pytest.raises(NotFound, match="not installed"):
        connection.installation("elsewhere")


def test_the_app_knows_the_login_of_its_own_writes(connection: Connection) -> None:
    assert connection.own_login() == connection.own_login() == "slipway[bot]"


def test_steps_of_one_scope_share_a_token(connection: Connection, calls: CallLog) -> None:
    for _ in range(2):
        step = connection.for_step(INSTALLATION, REQUEST, [CONTROL])
        find_repository(step, ORGANISATION, CONTROL)

    assert calls.routes.count(TOKEN) == 1


def test_another_scope_takes_another_token(connection: Connection, calls: CallLog) -> None:
    for repositories in ([CONTROL], ["unrelated"], []):
        step = connection.for_step(INSTALLATION, REQUEST, repositories)
        find_repository(step, ORGANISATION, CONTROL)

    assert calls.routes.count(TOKEN) == 3


def test_a_token_reaches_no_other_repository(connection: Connection) -> None:
    step = connection.for_step(INSTALLATION, REQUEST, [CONTROL])

    assert find_repository(step, ORGANISATION, CONTROL) is not None
    assert find_repository(step, ORGANISATION, "unrelated") is None


def test_a_token_can_be_narrowed_by_repository_id(
    connection: Connection, sandbox: RunningSandbox
) -> None:
    control = sandbox.world.repository(ORGANISATION, CONTROL)
    assert control is not None

    step = connection.for_step(INSTALLATION, READ_CONTENTS, [control.id])

    assert find_repository(step, ORGANISATION, CONTROL) is not None
    assert find_repository(step, ORGANISATION, "unrelated") is None


def test_a_token_holds_no_permission_that_its_step_does_not_name(connection: Connection) -> None:
    step = connection.for_step(INSTALLATION, READ_CONTENTS, [CONTROL])

    with pytest.raises(Forbidden, match="administration: write") as refused:
        create_repository(step, ORGANISATION, NewRepository("billing-service", "", ""))

    assert refused.value.missing_permission == "administration: write"


def test_the_token_that_creates_reads_no_content(connection: Connection) -> None:
    step = connection.for_step(INSTALLATION, CREATE)

    with pytest.raises(Forbidden):
        step.rest("GET /repos/{owner}/{repo}/git/trees/{sha}", owner="acme", repo=CONTROL, sha="0")


def test_a_token_is_replaced_shortly_before_it_expires(
    connection: Connection, sandbox: RunningSandbox, calls: CallLog
) -> None:
    step = connection.for_step(INSTALLATION, REQUEST, [CONTROL])
    find_repository(step, ORGANISATION, CONTROL)

    sandbox.world.clock.advance(56 * 60)
    find_repository(step, ORGANISATION, CONTROL)

    assert calls.routes.count(TOKEN) == 2
    assert all(call.status != 401 for call in calls.calls)


def test_a_read_is_repeated_with_a_new_token_when_the_old_one_died(
    connection: Connection, sandbox: RunningSandbox, calls: CallLog
) -> None:
    step = connection.for_step(INSTALLATION, REQUEST, [CONTROL])
    find_repository(step, ORGANISATION, CONTROL)

    _revoke_all_tokens(sandbox)
    found = find_repository(step, ORGANISATION, CONTROL)

    assert found is not None
    assert [call.status for call in calls.calls] == [201, 200, 401, 201, 304]


def test_a_write_is_repeated_with_a_new_token_for_a_401_left_nothing_behind(
    client: Client, sandbox: RunningSandbox, calls: CallLog
) -> None:
    find_repository(client, ORGANISATION, CONTROL)
    _revoke_all_tokens(sandbox)

    created = create_repository(client, ORGANISATION, NewRepository("billing-service", "", ""))

    assert created.name == "billing-service"
    assert [call.status for call in calls.calls] == [201, 200, 401, 201, 201]


def test_a_wrong_key_is_said_in_a_sentence(
    sandbox: RunningSandbox, other_key: str, calls: CallLog
) -> None:
    stranger = Connection(sandbox.api_url, "4242", other_key, on_call=calls)

    with pytest.raises(Unauthorised, match="SLIPWAY_PRIVATE_KEY"):
        stranger.installation("acme")


def test_secrets_show_in_no_repr_and_no_log(
    connection: Connection, sandbox: RunningSandbox, key_file: Path, calls: CallLog
) -> None:
    step = connection.for_step(INSTALLATION, REQUEST, [CONTROL])
    find_repository(step, ORGANISATION, CONTROL)

    with structlog.testing.capture_logs() as logged:
        for call in calls.calls:
            log_call(call)

    shown = f"{connection!r} {step!r} {vars(connection)} {vars(step)} {logged}"
    assert len(logged) == 2
    assert not any(token in shown for token in sandbox.world.tokens)
    assert key_file.read_text().splitlines()[1] not in shown


def test_pygithub_logs_no_answer_that_holds_a_token(
    connection: Connection, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("DEBUG"):
        find_repository(
            connection.for_step(INSTALLATION, REQUEST, [CONTROL]), ORGANISATION, CONTROL
        )

    assert "ghs_" not in caplog.text


def test_calls_are_counted_by_kind(client: Client, calls: CallLog) -> None:
    create_repository(client, ORGANISATION, NewRepository("billing-service", "", ""))
    find_repository(client, ORGANISATION, "billing-service")

    assert calls.by_kind() == {Kind.WRITE: 1, Kind.CONTENT: 1, Kind.READ: 1}


@pytest.mark.parametrize("name", ["..", ".", "", f"{CONTROL}/issues"])
def test_a_name_can_neither_climb_nor_add_to_its_route(
    client: Client, name: str, calls: CallLog
) -> None:
    with pytest.raises(ValueError, match="cannot stand for repo"):
        find_repository(client, ORGANISATION, name)

    assert calls.calls == []


def _revoke_all_tokens(sandbox: RunningSandbox) -> None:
    with sandbox.world.lock:
        sandbox.world.tokens.clear()


def test_each_thread_has_its_own_way_to_github(sandbox: RunningSandbox) -> None:
    requesters = Requesters(lambda: Github(base_url=sandbox.api_url).requester)
    together = Barrier(2)

    def own_twice(_: int) -> tuple[Requester, Requester]:
        together.wait()
        return requesters.own(), requesters.own()

    with ThreadPoolExecutor(2) as threads:
        (one, one_again), (another, another_again) = threads.map(own_twice, range(2))

    assert one is one_again
    assert another is another_again
    assert one is not another
