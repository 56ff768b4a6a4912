"""`slipway policy schemas`: the JSON Schemas of this version, for the editors of a repository."""

from collections.abc import Iterator
from pathlib import Path

SCHEMAS_PATH = "schemas"
_PUBLISHED = Path(__file__).parents[2] / "starter" / SCHEMAS_PATH


def put_into(repository: Path) -> Iterator[Path]:
    """Write them where the starter has them, over those of another version. Raises OSError."""
    folder = repository / SCHEMAS_PATH
    folder.mkdir(exist_ok=True)
    for published in sorted(_PUBLISHED.glob("*.json")):
        path = folder / published.name
        path.write_bytes(published.read_bytes())
        yield path
