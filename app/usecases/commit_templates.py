"""The templates of one commit that nobody reviewed: fetched within bounds, few calls each."""

from collections.abc import Mapping

from app.github.template_folders import TemplateFolders, list_files
from app.github.templates import TreeFiles, fetch_trees
from app.store import files
from app.templates.faults import TemplateFault
from app.templates.offer import Templates, read_template
from app.templates.size import too_large
from app.templates.tree import TemplateTree
from app.usecases.check_runs import Check, Round


def read_commit_templates(this: Round[Check], folders: TemplateFolders) -> Templates:
    """Every template at a commit, or what keeps it from being looked at.

    What the store has is not fetched; of the rest, the sizes are asked for first.
    """
    wanted = folders.at_commit
    kept = _kept(this, wanted)
    missing = {name: tree_id for name, tree_id in wanted.items() if tree_id not in kept}
    faults: Mapping[str, TemplateFault] = {}
    if missing:
        faults = _too_large(this, folders.tree_id, missing)
        small = {tree_id for name, tree_id in missing.items() if name not in faults}
        kept |= _fetched(this, small)
    return {name: _template(name, tree_id, kept, faults) for name, tree_id in wanted.items()}


def _kept(this: Round[Check], wanted: Mapping[str, str]) -> dict[str, TreeFiles]:
    bench, organisation = this.bench, this.row.organisation
    with bench.database.transaction() as tx:
        found = {
            tree_id: files.tree(tx, organisation, tree_id, bench.clock())
            for tree_id in wanted.values()
        }
    return {tree_id: kept for tree_id, kept in found.items() if kept is not None}


def _too_large(
    this: Round[Check], folder_id: str, missing: Mapping[str, str]
) -> Mapping[str, TemplateFault]:
    listed = list_files(*this.where, folder_id)
    if listed is None:
        say = "All templates together have more files than GitHub lists at once. Remove some."
        return {name: TemplateFault(say, name) for name in missing}
    found = ((one.path, one.size) for one in listed if one.path.partition("/")[0] in missing)
    return too_large(found, this.bench.room.limits)


def _fetched(this: Round[Check], tree_ids: set[str]) -> Mapping[str, TreeFiles]:
    """Fetched and kept: once the commit is merged, requests need the same."""
    if not tree_ids:
        return {}
    most_blobs = this.bench.room.limits.binary_files
    fetched = fetch_trees(*this.where, sorted(tree_ids), most_blobs)
    with this.bench.database.transaction() as tx:
        for tree_id, found in fetched.items():
            files.keep_tree(tx, this.row.organisation, tree_id, found, this.bench.clock())
    return fetched


def _template(
    name: str, tree_id: str, kept: Mapping[str, TreeFiles], faults: Mapping[str, TemplateFault]
) -> TemplateTree | TemplateFault:
    if name in faults:
        return faults[name]
    if tree_id not in kept:
        say = (
            "There are too many files that are no text: each takes a call to GitHub of its own. "
            "Remove some of them."
        )
        return TemplateFault(say, name)
    return read_template(name, tree_id, kept[tree_id])
