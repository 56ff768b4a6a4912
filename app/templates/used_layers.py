"""Reads from a provenance that we rendered which layers a repository is made of."""

import json
import re

from app.templates.provenance import UsedLayer

_LAYER = re.compile(r'^  - name: ("[^\n]*")\n    tree: ("[^\n]*")$', re.MULTILINE)


def used_layers(provenance: bytes) -> tuple[UsedLayer, ...]:
    """The layers that a file of `provenance_file` names, lowest first.

    Only for what was just rendered or kept: a file that came from a repository says what its team
    likes.
    """
    head, _, _ = provenance.decode().partition("\nanswers:\n")
    _, _, layers = head.partition("\nlayers:\n")
    return tuple(
        UsedLayer(json.loads(name), json.loads(tree)) for name, tree in _LAYER.findall(layers)
    )
