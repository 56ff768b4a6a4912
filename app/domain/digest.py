"""Which request this is, as one short text: what is shown, approved and built."""

import hashlib
import json
from collections.abc import Mapping

from app.domain.answers import Answers


def digest(answers: Answers, template_trees: Mapping[str, str]) -> str:
    r"""SHA-256 in 64 hexadecimal digits over the answers and the git trees they are built from.

    What is hashed is one line of JSON in ASCII without spaces, keys sorted by code point:
    `{"answers":{…},"templates":{…},"version":1}`; characters beyond ASCII are `\uXXXX`, a
    list keeps its order, and no text is normalised: what looks alike but differs, differs.
    """
    canonical = {"answers": dict(answers), "templates": dict(template_trees), "version": 1}
    text = json.dumps(canonical, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()
