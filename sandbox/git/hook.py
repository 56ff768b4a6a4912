"""The update hook that git runs on a push: what a rule or a missing permission forbids."""

from sandbox.rest.caller import Caller, InstallationCaller

# Arguments: ref, old sha, new sha. Names of locked refs come one a line.
UPDATE_HOOK = """#!/bin/sh
ref=$1 old=$2 new=$3
zero=0000000000000000000000000000000000000000
for locked in $SANDBOX_LOCKED_REFS; do
  if [ "$ref" = "$locked" ]; then
    echo "error: GH013: Repository rule violations found for $ref." >&2
    echo "- Pushes to this branch are restricted by a ruleset." >&2
    exit 1
  fi
done
if [ -n "$SANDBOX_NO_WORKFLOWS" ] && [ "$new" != "$zero" ]; then
  [ "$old" = "$zero" ] && old=$(git hash-object -t tree /dev/null)
  path=$(git diff --name-only "$old" "$new" -- .github/workflows | head -n 1)
  if [ -n "$path" ]; then
    echo "refusing to allow a GitHub App to create or update workflow \\`$path\\`" \\
      "without \\`workflows\\` permission" >&2
    exit 1
  fi
fi
exit 0
"""


def hook_environment(caller: Caller, locked: list[str]) -> dict[str, str]:
    """What the hook is told: locked refs, and whether workflow files are off limits."""
    environment = {"SANDBOX_LOCKED_REFS": " ".join(locked)}
    if isinstance(caller, InstallationCaller) and not caller.token.allows("workflows", "write"):
        environment["SANDBOX_NO_WORKFLOWS"] = "1"
    return environment
