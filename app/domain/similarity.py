"""Which existing service a new name would be mixed up with."""

from rapidfuzz import fuzz, process

from app.domain.facts import Catalog, Service
from app.domain.looks import skeleton
from app.domain.policy import NameRules


def similar_service(rules: NameRules, name: str, catalog: Catalog) -> Service | None:
    """The service most like `name`, if it is at least as like as the policy lets none be.

    Names that only look different to a computer are wholly alike. One comparison a service.
    """
    if rules.too_similar is None:
        return None
    found = process.extractOne(
        skeleton(name), catalog.skeletons, scorer=fuzz.ratio, score_cutoff=rules.too_similar
    )
    return catalog.services[found[2]] if found else None
