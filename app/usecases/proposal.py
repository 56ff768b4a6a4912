"""What would be built for a request: the pinned trees, the digest, and every file."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.answers import Answers
from app.domain.digest import digest
from app.domain.names import PairNames
from app.domain.plan import Half
from app.github.templates import fetch_trees
from app.store import files
from app.store.files import FileSet
from app.templates.answers import PairAnswers
from app.templates.offer import Offer, Templates, offer, read_template
from app.templates.output import Rendering
from app.templates.pair import pair_layers, render_pair
from app.usecases.case import Case

_OWN_FIELDS = frozenset(
    {"name", "owner", "description", "template", "tier", "data", "exposure", "depends_on"}
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a request asks for, down to the bytes. `rendering` is the key of the kept files."""

    digest: str
    template_trees: Mapping[str, str]
    rendering: str
    halves: Mapping[Half, FileSet]


def propose(case: Case, answers: Answers, names: PairNames) -> Proposal:
    """Pin the templates (once), render the pair (once for the same text), and keep both.

    Raises TemplateFault when a template cannot be used, RoomFault when rendering was stopped.
    """
    template = str(answers["template"])
    pinned = _pinned(case, template)
    text = digest(answers, pinned)
    key = _rendering_key(case, text, names)
    with case.bench.database.transaction() as tx:
        kept = files.rendering(tx, case.organisation, key, case.bench.clock())
    if kept is None:
        pair_answers = _pair_answers(case, answers, names)
        rendered = render_pair(case.bench.room, _templates(case, pinned), template, pair_answers)
        kept = {"service": _files(rendered.service), "tests": _files(rendered.tests)}
        with case.bench.database.transaction() as tx:
            files.keep_rendering(tx, case.organisation, key, kept, case.bench.clock())
    return Proposal(text, pinned, key, {"service": kept["service"], "tests": kept["tests"]})


def offered_templates(case: Case) -> Offer:
    """The templates that the control repository offers now."""
    return offer(_templates(case, case.control.templates))


def _pinned(case: Case, template: str) -> Mapping[str, str]:
    """The trees that this request was first shown with, as long as it asks for that template."""
    if template in case.row.template_trees:
        return case.row.template_trees
    layers = pair_layers(_templates(case, case.control.templates), template)
    return {layer.name: layer.tree.tree_id for layer in (*layers.service, *layers.tests)}


def _templates(case: Case, wanted: Mapping[str, str]) -> Templates:
    """Template trees by folder; only what was never seen before is fetched, in one call."""
    with case.bench.database.transaction() as tx:
        kept = {
            tree_id: files.tree(tx, case.organisation, tree_id, case.bench.clock())
            for tree_id in wanted.values()
        }
    missing = sorted(tree_id for tree_id, found in kept.items() if found is None)
    if missing:
        repository = case.bench.control_repository
        fetched = fetch_trees(case.client, case.organisation, repository, missing)
        with case.bench.database.transaction() as tx:
            for tree_id, found in fetched.items():
                files.keep_tree(tx, case.organisation, tree_id, found, case.bench.clock())
        kept.update(fetched)
    return {
        folder: read_template(folder, tree_id, kept[tree_id] or ())
        for folder, tree_id in wanted.items()
    }


def _files(rendering: Rendering) -> FileSet:
    return tuple((file.path, file.mode, file.content) for file in rendering.files)


def _rendering_key(case: Case, text: str, names: PairNames) -> str:
    """The files tell of the issue and of both names, which the digest need not cover."""
    parts = (text, str(case.issue.number), names.service, names.tests)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _pair_answers(case: Case, answers: Answers, names: PairNames) -> PairAnswers:
    depends_on = answers.get("depends_on", ())
    return PairAnswers(
        organisation=case.organisation,
        name=names.service,
        tests_repository=names.tests,
        owner=str(answers["owner"]),
        description=str(answers["description"]),
        tier=str(answers.get("tier", "")),
        data=str(answers.get("data", "")),
        exposure=str(answers.get("exposure", "")),
        depends_on=list(depends_on) if isinstance(depends_on, tuple) else [],
        request_number=case.issue.number,
        request_url=case.issue.url,
        git_url=case.bench.git_url,
        extra={
            field: list(answer) if isinstance(answer, tuple) else answer
            for field, answer in answers.items()
            if field not in _OWN_FIELDS
        },
    )
