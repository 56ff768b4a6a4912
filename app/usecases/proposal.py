"""What would be built for a request: the pinned trees, the digest, and every file."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.answers import Answers
from app.domain.digest import digest
from app.domain.names import PairNames
from app.domain.plan import Half
from app.store import files
from app.store.files import FileSet
from app.templates.answers import PairAnswers
from app.templates.output import Rendering
from app.templates.pair import render_pair
from app.usecases.case import Case
from app.usecases.template_choice import read_templates

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


def propose(case: Case, answers: Answers, names: PairNames, trees: Mapping[str, str]) -> Proposal:
    """Render the pair from these trees, once for the same text, and keep it.

    Raises TemplateFault when a template cannot be used, RoomFault when rendering was stopped.
    """
    template = str(answers["template"])
    text = digest(answers, trees)
    key = _rendering_key(case, text, names)
    with case.bench.database.transaction() as tx:
        kept = files.rendering(tx, case.organisation, key, case.bench.clock())
    if kept is None:
        pair_answers = _pair_answers(case, answers, names)
        rendered = render_pair(case.bench.room, read_templates(case, trees), template, pair_answers)
        kept = {"service": _files(rendered.service), "tests": _files(rendered.tests)}
        with case.bench.database.transaction() as tx:
            files.keep_rendering(tx, case.organisation, key, kept, case.bench.clock())
    return Proposal(text, trees, key, {"service": kept["service"], "tests": kept["tests"]})


def _files(rendering: Rendering) -> FileSet:
    return tuple((file.path, file.mode, file.content) for file in rendering.files)


def _rendering_key(case: Case, text: str, names: PairNames) -> str:
    """The files tell of the issue and of both names, which the digest need not cover.

    Whether hooks run is the operator's to say, and makes other files of the same templates.
    """
    parts = [text, str(case.issue.number), names.service, names.tests]
    if case.bench.room.runs_hooks:
        parts.append("hooks")
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
