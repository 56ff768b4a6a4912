"""Which template trees a request is built from, and which ones it could have now."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.facts import TemplateFacts
from app.domain.policy import TemplateRules
from app.github.templates import fetch_trees
from app.store import files
from app.templates.faults import TemplateFault
from app.templates.offer import Templates, offer, read_template
from app.templates.pair import pair_layers
from app.usecases.case import Case


@dataclass(frozen=True, slots=True)
class TemplateChoice:
    """One template as a request finds it; trees are git ids by the folder of each layer.

    `pinned` are the trees that the request was first shown with, as long as it asks for this
    template. `on_offer` are those of the control repository's newest commit, none where `fault`
    says why nothing can be built from them. `offered` are the templates to choose from.
    """

    template: str
    pinned: Mapping[str, str]
    on_offer: Mapping[str, str]
    offered: frozenset[str]
    fault: TemplateFault | None
    has_moved: bool

    @property
    def trees(self) -> Mapping[str, str]:
        """What the request is built from."""
        return self.pinned or self.on_offer

    @property
    def facts(self) -> TemplateFacts:
        """The same for the policy."""
        return TemplateFacts(not self.has_moved, bool(self.pinned), self.trees, self.on_offer)

    def is_withheld(self, rules: TemplateRules) -> bool:
        """Whether the policy lets nobody build from these trees, so that they are not rendered."""
        is_new = not self.pinned
        is_retired = is_new and rules.retirement(self.template) is not None
        return is_retired or rules.revocation(self.trees) is not None

    def newer(self, rules: TemplateRules) -> tuple[str, ...]:
        """The layers that moved on since, if the request may have all that is on offer now."""
        if not self.pinned or rules.revocation(self.on_offer) or rules.retirement(self.template):
            return ()
        now = self.on_offer.items()
        return tuple(sorted(layer for layer, tree in now if self.pinned.get(layer) != tree))


def choose(case: Case, template: str) -> TemplateChoice:
    """Look the template up among those of the control repository; a pinned one may be gone."""
    now = case.control.templates
    templates = read_templates(case, now)
    found = offer(templates)
    pinned = case.row.template_trees if template in case.row.template_trees else {}
    on_offer: dict[str, str] = {}
    fault = found.faults.get(template)
    if template in found.services:
        on_offer, fault = _layers(templates, template)
    return TemplateChoice(
        template,
        pinned,
        on_offer,
        found.services,
        fault,
        has_moved=any(now.get(folder) != tree for folder, tree in pinned.items()),
    )


def read_templates(case: Case, wanted: Mapping[str, str]) -> Templates:
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


def _layers(templates: Templates, template: str) -> tuple[dict[str, str], TemplateFault | None]:
    try:
        layers = pair_layers(templates, template)
    except TemplateFault as wrong:
        return {}, wrong
    return {layer.name: layer.tree.tree_id for layer in (*layers.service, *layers.tests)}, None
