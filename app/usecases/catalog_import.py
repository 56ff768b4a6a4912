"""Takes an organisation's existing services into the catalog: understand, show, then write."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from app.domain.catalog.entry import Claim
from app.domain.catalog.merge import Kind, Merged, merge
from app.domain.catalog.seen import Surroundings
from app.domain.catalog.understanding import Remark, Understood, understand
from app.domain.control import POLICY_PATH
from app.domain.mistakes import FileMistakes
from app.domain.policy import RepositorySettings
from app.github import catalog_reads
from app.github.errors import Invalid, NotFound
from app.github.installations import InstallationFacts, read_installation
from app.github.permissions import CATALOG, PROPERTIES, READ_CONTROL, lacking
from app.github.requests import read_control
from app.store import audit, entries, laws, pairs, requests, services
from app.store.audit import Action, Entry
from app.store.database import Transaction
from app.store.laws import LawTexts
from app.usecases.law import newest_texts, read_law
from app.usecases.workbench import Workbench


class ImportRefused(Exception):
    """Nothing was written; the sentence says why and what to do."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to import. `claims` come from an operator's files.

    `topics`, `properties`: see `Surroundings`. `overwrite` names services whose entries give way.
    """

    organisation: str
    claims: tuple[Claim, ...] = ()
    asks_github: bool = True
    topics: frozenset[str] = frozenset()
    properties: Mapping[str, str] = field(default_factory=dict)
    overwrite: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import understood, and what it would do."""

    understood: Understood
    merged: Merged

    @property
    def changes_something(self) -> bool:
        """Whether there is anything to write."""
        return any(one.kind is not Kind.UNCHANGED for one in self.merged.changes)


def preview(bench: Workbench, wanted: Wanted) -> Preview:
    """Read everything, and write nothing. Raises ImportRefused, GitHubError."""
    seen = _ask_github(bench, wanted) if wanted.asks_github else Understood()
    with bench.database.reading() as tx:
        understood = _without_builds(tx, wanted, seen)
        return Preview(understood, _merged(tx, wanted, understood.claims))


def write(bench: Workbench, wanted: Wanted, shown: Preview, operator: str) -> None:
    """Do what was shown, and look at open requests again: they may rest on it.

    Raises ImportRefused if the catalog is another one by now.
    """
    organisation, now = wanted.organisation, bench.clock()
    with bench.database.transaction() as tx:
        # A build locks its request before it enters the catalog: the same order here.
        requests.take_turn(tx, organisation, wants_all=True)
        for request_id in requests.want_open(tx, organisation):
            tx.after_commit(partial(bench.hints.request, request_id))
        services.lock(tx, organisation)
        merged = _merged(tx, wanted, shown.understood.claims)
        if merged != shown.merged or _without_builds(tx, wanted, shown.understood) != (
            shown.understood
        ):
            raise ImportRefused(
                "The catalog changed since it was read, and nothing was written. Start again."
            )
        entries.add(tx, organisation, (one.entry for one in merged.of(Kind.NEW)), now)
        entries.change(tx, organisation, (one.entry for one in merged.of(Kind.CHANGED)), now)
        audit.add(tx, _record(wanted, merged, operator, bench))


def _merged(tx: Transaction, wanted: Wanted, seen: Iterable[Claim]) -> Merged:
    standing = entries.entries(tx, wanted.organisation)
    return merge(standing, (*seen, *wanted.claims), wanted.overwrite)


def _without_builds(tx: Transaction, wanted: Wanted, seen: Understood) -> Understood:
    """A repository that a request is building enters the catalog with it."""
    where = [one.details.service_repository for one in seen.claims]
    names = tuple(one.name for one in where if one)
    building = {name.casefold() for name in pairs.reserved(tx, wanted.organisation, names)}
    kept: list[Claim] = []
    left_out = list(seen.left_out)
    for claim, repository in zip(seen.claims, where, strict=True):
        if repository and repository.name.casefold() in building:
            say = "A request is building it."
            left_out.append(Remark(claim.name, claim.place, say))
        else:
            kept.append(claim)
    return replace(seen, claims=tuple(kept), left_out=tuple(left_out))


def _ask_github(bench: Workbench, wanted: Wanted) -> Understood:
    organisation = wanted.organisation
    installation = read_installation(bench.github, organisation)
    if installation is None:
        raise ImportRefused(
            f"The App is not installed in {organisation}. Install it from the App's settings, or "
            "import from files only, with `--no-github`."
        )
    client = bench.github.for_step(installation.id, CATALOG)
    repositories = catalog_reads.read_repositories(client, organisation)
    properties, untold = _properties(bench, installation)
    suffix, assumed = _suffix(bench, installation)
    around = Surroundings(
        organisation,
        catalog_reads.read_teams(client, organisation),
        suffix,
        bench.control_repository,
        wanted.topics,
        wanted.properties,
    )
    seen = (replace(one, properties=properties.get(one.id, {})) for one in repositories)
    understood = understand(seen, around)
    if understood.needs_grants:
        grants = catalog_reads.read_grants(client, organisation)
        everywhere = [one.id for one in repositories]
        understood = understood.with_access(grants.without_overseers(everywhere))
    return replace(understood, doubts=(*assumed, *untold, *understood.doubts))


def _properties(
    bench: Workbench, installation: InstallationFacts
) -> tuple[Mapping[int, Mapping[str, str]], tuple[Remark, ...]]:
    """Custom properties, and a remark where the App may not read them."""
    if missing := lacking(installation.permissions, PROPERTIES):
        say = (
            f"The App has no permission {', '.join(missing)}, so custom properties are not read. "
            "It is optional; an owner of the App adds it in its settings."
        )
        return {}, (Remark(installation.organisation, "custom properties", say),)
    client = bench.github.for_step(installation.id, PROPERTIES)
    return catalog_reads.read_properties(client, installation.organisation), ()


def _suffix(bench: Workbench, installation: InstallationFacts) -> tuple[str, tuple[Remark, ...]]:
    """What the names of test repositories end in, by the law in force, else by the newest one."""
    organisation, control = installation.organisation, bench.control_repository
    with bench.database.reading() as tx:
        last_good = laws.latest(tx, organisation)
    try:
        texts = last_good or _newest(bench, installation)
        return read_law(texts).policy.repositories.tests_suffix, ()
    except (FileMistakes, NotFound, Invalid):
        suffix = RepositorySettings().tests_suffix
        say = f"There is no policy that checks, so tests are told by names that end in {suffix}."
        return suffix, (Remark(control, POLICY_PATH, say),)


def _newest(bench: Workbench, installation: InstallationFacts) -> LawTexts:
    control = bench.control_repository
    client = bench.github.for_step(installation.id, READ_CONTROL, [control])
    return newest_texts(read_control(client, installation.organisation, control))


def _record(wanted: Wanted, merged: Merged, operator: str, bench: Workbench) -> Entry:
    new = [one.entry.name for one in merged.of(Kind.NEW)]
    changed = [one.entry.name for one in merged.of(Kind.CHANGED)]
    return Entry(
        organisation=wanted.organisation,
        request_id=None,
        at=bench.clock(),
        actor=f"operator {operator}",
        action=Action.CATALOG_IMPORTED,
        reason=f"{len(new)} services are new in the catalog, and {len(changed)} changed.",
        data={"new": new, "changed": changed, "overwrite": list(wanted.overwrite)},
    )
