"""What has to be so for any pair: its names, its owner, its template."""

from app.domain.evaluate.surroundings import Surroundings
from app.domain.facts import Catalog, TemplateFacts
from app.domain.github_names import is_team_slug
from app.domain.names import name_faults, pair_names
from app.domain.policy import Policy, Revocation, TemplateRules
from app.domain.similarity import similar_service
from app.domain.text import shorten
from app.domain.verdict import Status, Verdict

TEMPLATE = "template"


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
        sentence = f"The name {_short(written)} cannot be used. {' '.join(faults)}"
        return Verdict("name", Status.REFUSED, sentence)
    sentence = f"The names {pair.service} and {pair.tests} are free."
    return Verdict("name", Status.SATISFIED, sentence)


def owner(written: str, surroundings: Surroundings) -> Verdict:
    """Whether the owner is a team of the organisation."""
    if not is_team_slug(written):
        say = "is no team's slug; write the last part of the address of the team's page."
        return Verdict("owner", Status.REFUSED, f"The owner {_short(written)} {say}")
    match surroundings.owner_exists:
        case True:
            return Verdict("owner", Status.SATISFIED, f"Team {written} will own it.")
        case False:
            say = "in this organisation; write the slug of the team that will own the service."
            return Verdict("owner", Status.REFUSED, f"There is no team {_short(written)} {say}")
        case None:
            say = "GitHub did not say whether the team exists; it is asked again soon."
            return Verdict("owner", Status.FAILED, say)


def template(
    written: str, rules: TemplateRules, known: TemplateFacts, surroundings: Surroundings
) -> Verdict:
    """Whether the template is on offer, and its trees may still be built from."""
    if written not in surroundings.templates:
        offered = ", ".join(sorted(surroundings.templates)) or "none"
        sentence = (
            f"There is no template {_short(written)}; the control repository offers: {offered}."
        )
        return Verdict(TEMPLATE, Status.REFUSED, sentence)
    retired = rules.retirement(written)
    is_over = f"The template {written} is not on offer for new requests. {retired}"
    if revoked := rules.revocation(known.trees):
        can_renew = known.on_offer and rules.revocation(known.on_offer) is None
        if can_renew or retired:
            return _revoked(revoked, is_over if retired else None)
        return _revoked_for_good(revoked, is_chosen=revoked.template == written)
    if retired and not known.pinned:
        return Verdict(TEMPLATE, Status.REFUSED, is_over)
    return Verdict(TEMPLATE, Status.SATISFIED, f"It is built from {written}.")


def _revoked(revoked: Revocation, is_over: str | None) -> Verdict:
    """The requester can help it."""
    todo = "Comment /slipway newest to go on with the templates that are on offer now."
    return Verdict(TEMPLATE, Status.REFUSED, f"{_what(revoked)} {is_over or todo}")


def _revoked_for_good(revoked: Revocation, *, is_chosen: bool) -> Verdict:
    """It takes an admin. The other layers are the same, whatever template somebody chooses."""
    todo = "There is no newer one: an admin has to commit one, and then /slipway newest takes it."
    other = " Or choose another template." if is_chosen else ""
    return Verdict(TEMPLATE, Status.FAILED, f"{_what(revoked)} {todo}{other}")


def _what(revoked: Revocation) -> str:
    tree = f"The tree {revoked.tree[:12]} of the template {revoked.template}"
    return f"{tree} was revoked: {_ended(revoked.say)}"


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."


def _short(written: str) -> str:
    """What was typed, as much of it as leaves the sentence readable."""
    return shorten(written, 100)
