"""`slipway catalog export`: the catalog in Backstage's format."""

import json
from typing import TextIO

from ruamel.yaml import YAML

from app.domain.catalog.entities import entities
from app.store.entries import entries
from app.usecases.workbench import Workbench


def write(stream: TextIO, bench: Workbench, organisation: str, *, as_json: bool) -> None:
    """One YAML document an entity, or one JSON list; both can be imported again."""
    with bench.database.reading() as tx:
        found = list(entities(entries(tx, organisation), organisation))
    if as_json:
        json.dump(found, stream, indent=2)
        stream.write("\n")
        return
    writer = YAML(typ="safe", pure=True)
    writer.default_flow_style = False
    writer.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    writer.explicit_start = True
    writer.width = 1_000_000  # a name is never broken over two lines
    writer.dump_all(found, stream)
