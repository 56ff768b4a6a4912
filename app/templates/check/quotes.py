"""Whether a value stands between quotes that the template itself writes."""

import re
from collections.abc import Iterator

from jinja2 import nodes

_ESCAPED = re.compile(r"\\.")


def with_quotes(output: nodes.Output) -> Iterator[tuple[nodes.Node, bool]]:
    """The values among what comes out in one go, each with whether a quote is open before it."""
    line = ""
    for one in output.nodes:
        if isinstance(one, nodes.TemplateData):
            line = (line + one.data).rpartition("\n")[2]
        else:
            yield one, _is_open(line)


def _is_open(line: str) -> bool:
    """By the quotes of the line so far; of `'` and backticks, which prose has too, the last one."""
    seen = _ESCAPED.sub("", line)
    return any(
        seen.count(quote) % 2 == 1 and (quote == '"' or seen.endswith(quote)) for quote in "\"'`"
    )
