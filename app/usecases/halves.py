"""What the status comment shows of both repositories, before they are built and from then on."""

from collections.abc import Iterator

from app.domain.names import PairNames
from app.domain.plan import Half
from app.domain.status import FileView, HalfView, LayerView
from app.store.files import FileSet, paths_of
from app.templates.key_files import key_files
from app.templates.provenance import PROVENANCE
from app.templates.tree import EXECUTABLE
from app.templates.used_layers import used_layers
from app.usecases.build import Build
from app.usecases.case import Case
from app.usecases.proposal import Proposal

_TITLES = {"service": "service", "tests": "integration tests"}


def proposed_halves(
    case: Case, names: PairNames, proposal: Proposal, commit_id: str
) -> Iterator[HalfView]:
    """Both, down to the text of their key files, for people who decide about them.

    `commit_id` is a commit of the control repository that has their templates; "" if none is known.
    """
    called: dict[Half, str] = {"service": names.service, "tests": names.tests}
    for half, name in called.items():
        files = proposal.halves[half]
        contents = {path: content for path, _, content in files}
        yield HalfView(
            _TITLES[half],
            f"{case.organisation}/{name}",
            paths_of(files),
            executables=frozenset(path for path, mode, _ in files if mode == EXECUTABLE),
            layers=tuple(_layers(case, files, commit_id)),
            key_files=tuple(FileView(path, _text(contents[path])) for path in key_files(contents)),
        )


def built_half(build: Build, half: Half) -> HalfView:
    """One of them, with its addresses once it is there."""
    created = build.created().get(half)
    return HalfView(
        _TITLES[half],
        f"{build.organisation}/{created.name if created else build.plan.repositories[half]}",
        build.paths(half),
        created.url if created else None,
        created.clone_url if created else None,
    )


def _layers(case: Case, files: FileSet, commit_id: str) -> Iterator[LayerView]:
    provenance = next(content for path, _, content in files if path == PROVENANCE)
    for layer in used_layers(provenance):
        url = case.folder_url(commit_id, layer.name) if commit_id else None
        yield LayerView(layer.name, layer.tree_id, url)


def _text(content: bytes) -> str | None:
    try:
        return content.decode()
    except UnicodeDecodeError:
        return None
