"""What is wrong if it is so: at any moment, and once Slipway has come to rest."""

from collections import defaultdict
from datetime import datetime

from sqlalchemy import func, select

from app.domain.state import State
from app.store import services, tables
from sandbox.world.repositories import Repository
from tests.simulation.model import TEAMS
from tests.simulation.page import Page
from tests.simulation.town import Town
from tests.simulation.truth import Truth
from tests.simulation.wish import Wish

_SUFFIX = "-integration-tests"
_HEADS = {
    State.NEEDS_CORRECTION: "✏️ **Needs a correction",
    State.AWAITING_APPROVAL: "⏳ **Waiting for approval",
    State.VETOED: "⛔ **Vetoed",
    State.BLOCKED: "🚧 **Blocked",
    State.FAILED: "❌ **The build stopped",
    State.LIVE: "🎉 **Live",
    State.CLOSED: "💤 **Closed",
    State.CANCELLED: "🗑️ **Cancelled",
}


def check_always(town: Town) -> None:
    """No moment may show more than one of anything, or anything that nobody approved."""
    pairs = _pairs(town)
    for wish, page in town.pages():
        assert len(page.status_comments) <= 1, f"#{wish.number} has two status comments"
        doubled = [marker for marker, count in page.notices().items() if count > 1]
        assert not doubled, f"#{wish.number} has doubled notices: {doubled}"
        assert page.notices_that_say("your service is live") <= 1
        _check_pair(wish, pairs[wish.number])
    _check_foreign(town)


def check_rest(town: Town) -> None:
    """Issue, rows, repositories and catalog say the same, and it is what people's acts call for."""
    check_always(town)
    for wish, page in town.pages():
        _check_issue(town, wish, page)
    for wish, page in town.pages():
        town_pair = _pairs(town)[wish.number]
        if wish.state is State.LIVE:
            _check_live(town, wish, page, town_pair)
        replies = [page.replies_to(one) for one in town.commands.get(wish.number, [])]
        assert all(count == 1 for count in replies), f"#{wish.number}: replies {replies}"
    _check_rows(town)


def _check_issue(town: Town, wish: Wish, page: Page) -> None:
    assert len(page.state_labels) == 1, f"#{wish.number} has the labels {page.labels}"
    state = State(page.state_labels.pop().removeprefix("slipway/"))
    right = town.model.ends(wish, _taken(town, wish))
    assert state in right, f"#{wish.number} is {state}, not one of {sorted(right)}"
    assert page.headline.startswith(_HEADS[state]), f"#{wish.number} is {state}: {page.headline}"
    wish.state, wish.retried = state, False
    if state is State.AWAITING_APPROVAL:
        assert page.shown() is not None, f"#{wish.number} waits, and shows nothing to approve"
        assert town.model.approved(wish) is not Truth.YES
        for label in TEAMS.keys() & page.labels:
            counts = town.model.given(wish, label) is not Truth.NO
            is_asked = any(
                label == asked for law in town.model.laws for asked, _ in law.asks(wish.answers)
            )
            assert counts or not is_asked, f"#{wish.number} keeps {label}, which counts for nothing"
        wish.shown = Truth.YES


def _pairs(town: Town) -> dict[int, list[Repository]]:
    """By issue, the repositories that bear its mark; all others must be known to the model."""
    world = town.acme.sandbox.world
    by_url = {page.url: wish.number for wish, page in town.pages()}
    known = {*town.model.foreign.values()}
    found: dict[int, list[Repository]] = defaultdict(list)
    for repository in world.repositories.values():
        if repository.name == "services" or repository.id in known:
            continue
        url = (repository.homepage or "").partition("#slipway-")[0]
        assert url in by_url, f"nobody asked for {repository.name}"
        found[by_url[url]].append(repository)
    return found


def _check_pair(wish: Wish, pair: list[Repository]) -> None:
    if not pair:
        return
    names = {one.name for one in pair}
    assert len(names) == len(pair), f"#{wish.number} has two of {names}"
    approved = [
        text for text in wish.approved_texts if names <= {text["name"], text["name"] + _SUFFIX}
    ]
    assert approved, f"#{wish.number}: nobody approved {names}"
    for one in pair:
        if not one.name.endswith(_SUFFIX):
            texts = {text["description"] for text in approved}
            assert one.description in texts, f"nobody approved the text {one.description!r}"


def _check_foreign(town: Town) -> None:
    """What people made by hand stays as they made it."""
    world = town.acme.sandbox.world
    for name, number in town.model.foreign.items():
        repository = world.repositories[number]
        touched = repository.homepage or repository.topics or repository.rulesets
        assert not touched, f"Slipway wrote to {name}, which is not its own"


def _check_live(town: Town, wish: Wish, page: Page, pair: list[Repository]) -> None:
    assert len(pair) == 2, f"#{wish.number} is live with {[one.name for one in pair]}"
    service, tests = sorted(pair, key=lambda one: len(one.name))
    assert tests.name == service.name + _SUFFIX
    for one in pair:
        commits = town.acme.does("ada", "GET", f"/repos/acme/{one.name}/commits?per_page=100")
        assert len(commits) == 1, f"{one.name} has {len(commits)} commits"
        assert one.topics == ["slipway"]
        assert [rules.name for rules in one.rulesets.values()] == ["Slipway: default branch"]
    assert sorted(service.environments) == ["dev", "prod", "prod-copy", "staging"]
    assert page.notices_that_say("your service is live") == 1
    with town.acme.bench.database.transaction() as tx:
        entry = services.get(tx, "acme", service.name)
    assert entry is not None, f"{service.name} is not in the catalog"
    ids = (entry.service_repository_id, entry.tests_repository_id)
    assert ids == (service.id, tests.id), f"{service.name}: the catalog has others"


def _check_rows(town: Town) -> None:
    """Nothing waits, nothing is claimed, and only a stopped build keeps names for itself."""
    with town.acme.bench.database.transaction() as tx:
        rows = tx.connection.execute(select(tables.requests)).mappings().all()
        kept = set(tx.connection.execute(select(tables.reservations.c.request_id)).scalars())
        waiting = tx.connection.execute(
            select(func.count()).where(tables.deliveries.c.state == "waiting")
        ).scalar_one()
        entries = tx.connection.execute(select(func.count()).select_from(tables.services))
        assert entries.scalar_one() == sum(row["state"] == State.LIVE for row in rows)
    assert waiting == 0, f"{waiting} deliveries wait"
    now = town.acme.bench.clock()
    for row in rows:
        wish = town.model.wishes.get(row["issue_number"])
        assert wish is not None, f"a row for #{row['issue_number']}, which is no request"
        assert row["state"] == wish.state, f"#{wish.number}: row {row['state']}, label {wish.state}"
        assert row["seen"] >= row["wanted"], f"#{wish.number} is still to be looked at"
        assert _is_past(row["lease_until"], now), f"#{wish.number} is claimed"
        assert row["announcement"] is None, f"#{wish.number} owes a comment"
        is_kept = row["id"] in kept
        assert is_kept is (wish.state is State.FAILED), f"#{wish.number} {wish.state}: {is_kept=}"


def _is_past(moment: datetime | None, now: datetime) -> bool:
    return moment is None or moment <= now


def _taken(town: Town, wish: Wish) -> Truth:
    """Whether others have the name that a request asks for."""
    names = {wish.answers["name"], wish.answers["name"] + _SUFFIX}
    others = [pair for number, pair in _pairs(town).items() if number != wish.number]
    if any(one.name in names for pair in others for one in pair):
        return Truth.YES
    # A foreign repository is noticed at the latest when something is to be built, and a name that
    # another request has reserved may not be to be seen on GitHub.
    is_stopped = any(
        page.state_labels == {State.FAILED.label}
        for other, page in town.pages()
        if other.number != wish.number
    )
    return Truth.MAYBE if is_stopped or names & town.model.foreign.keys() else Truth.NO
