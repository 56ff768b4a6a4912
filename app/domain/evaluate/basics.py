"""What has to be so for any pair: its names, its owner, its template."""

from app.domain.evaluate.surroundings import Surroundings
from app.domain.facts import Catalog
from app.domain.github_names import is_team_slug
from app.domain.names import name_faults, pair_names
from app.domain.policy import Policy
from app.domain.similarity import similar_service
from app.domain.verdict import Status, Verdict


def name(policy: Policy, written: str, catalog: Catalog, surroundings: Surroundings) -> Verdict:
    """Whether both repositories can be called so, and nobody would mix the service up."""
    pair = pair_names(policy, written)
    taken = {key.casefold(): sentence for key, sentence in surroundings.taken.items()}
    clashes = (taken.get(repository.casefold()) for repository in (pair.service, pair.tests))
    faults = [*name_faults(policy, written), *filter(None, clashes)]
    if not faults and (like := similar_service(policy.names, written, catalog)):
        whose = f", which belongs to {like.owner}" if like.owner else ""
        faults.append(f"It is too similar to the service {like.name}{whose}. Choose another name.")
    if faults:
        sentence = f"The name {written} cannot be used. {' '.join(faults)}"
        return Verdict("name", Status.REFUSED, sentence)
    sentence = f"The names {pair.service} and {pair.tests} are free."
    return Verdict("name", Status.SATISFIED, sentence)


def owner(written: str, surroundings: Surroundings) -> Verdict:
    """Whether the owner is a team of the organisation."""
    if not is_team_slug(written):
        say = "is no team's slug; write the last part of the address of the team's page."
        return Verdict("owner", Status.REFUSED, f"The owner {written} {say}")
    match surroundings.owner_exists:
        case True:
            return Verdict("owner", Status.SATISFIED, f"Team {written} will own it.")
        case False:
            say = "in this organisation; write the slug of the team that will own the service."
            return Verdict("owner", Status.REFUSED, f"There is no team {written} {say}")
        case None:
            say = "GitHub did not say whether the team exists; it is asked again soon."
            return Verdict("owner", Status.FAILED, say)


def template(written: str, surroundings: Surroundings) -> Verdict:
    """Whether the template is on offer."""
    if written in surroundings.templates:
        return Verdict("template", Status.SATISFIED, f"It is built from {written}.")
    offered = ", ".join(sorted(surroundings.templates)) or "none"
    sentence = f"There is no template {written}; the control repository offers: {offered}."
    return Verdict("template", Status.REFUSED, sentence)
