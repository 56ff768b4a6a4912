"""`make mutate-heart`: break promises 1 and 2 on purpose, and see whether the stories notice.

Each mutant is a copy of `app/` with one of `breaks.py`; the stories of the suite are told to it in
a process of its own, without making the one that fails any shorter. The last line is `N breaks, M
unnoticed`, the status 0 only if M is 0.
"""

import argparse
import sys
from collections.abc import Sequence

from tests.domain.heart.breaks import BREAKS, Break
from tests.spoiling import a_copy_of, run_in


def notices(one: Break) -> str:
    """What the stories say of a break; "" if they notice nothing, ValueError if it is no break."""
    with a_copy_of("app", "tests/domain") as copy:
        broken = copy / "app" / "domain" / one.path
        broken.write_text(one.of(broken.read_text(encoding="utf-8")), encoding="utf-8")
        done = run_in(copy, "tests.domain.heart.tell")
    if done.returncode == 0:
        return ""
    said = [line for line in done.stderr.splitlines() if line.startswith("AssertionError: ")]
    return said[-1] if said else done.stderr[-500:]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="breaks whose name has these words")
    asked = parser.parse_args(arguments)
    chosen = [one for one in BREAKS if asked.only in one.what]
    unnoticed = 0
    for one in chosen:
        said = notices(one)
        unnoticed += not said
        sys.stdout.write(f"{one.what}: {said or 'UNNOTICED'}\n")
        sys.stdout.flush()
    sys.stdout.write(f"{len(chosen)} breaks, {unnoticed} unnoticed\n")
    return 1 if unnoticed else 0


if __name__ == "__main__":
    sys.exit(main())
