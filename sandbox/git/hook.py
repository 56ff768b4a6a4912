"""The update hook that git runs on a push: what a rule or a missing permission forbids."""

from collections.abc import Iterable

from sandbox.acts.guards import Guard
from sandbox.rest.caller import Caller, InstallationCaller

# Arguments: ref, old sha, new sha. A guard is a line: ref, move, code, and the sentence.
UPDATE_HOOK = """#!/bin/sh
ref=$1 old=$2 new=$3
zero=0000000000000000000000000000000000000000
is_move() {
  case $1 in
    deleted) [ "$new" = "$zero" ] ;;
    moved) [ "$new" != "$zero" ] ;;
    forced) is_change && ! git merge-base --is-ancestor "$old" "$new" ;;
    merged) is_change && [ -n "$(git rev-list --merges "$old..$new")" ] ;;
    unsigned) is_change && has_unsigned ;;
  esac
}
is_change() {
  [ "$old" != "$zero" ] && [ "$new" != "$zero" ]
}
has_unsigned() {
  for commit in $(git rev-list "$old..$new"); do
    case " $SANDBOX_SIGNED " in *" $commit "*) ;; *) return 0 ;; esac
  done
  return 1
}
told=
while read -r guarded move code sentence; do
  [ "$guarded" = "$ref" ] && is_move "$move" || continue
  if [ -z "$told" ]; then
    case $code in
      GH006) echo "error: GH006: Protected branch update failed for $ref." >&2 ;;
      *) echo "error: $code: Repository rule violations found for $ref." >&2 ;;
    esac
  fi
  told=yes
  echo "- $sentence" >&2
done <<EOF
$SANDBOX_GUARDS
EOF
[ -z "$told" ] || exit 1
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


def hook_environment(
    caller: Caller, guards: Iterable[Guard], signed: Iterable[str]
) -> dict[str, str]:
    """What the hook is told: guarded refs, and whether workflow files are off limits.

    Which commits are signed is told where a guard asks for that.
    """
    found = list(guards)
    environment = {"SANDBOX_GUARDS": "\n".join(_line(one) for one in found)}
    if any(one.move == "unsigned" for one in found):
        environment["SANDBOX_SIGNED"] = " ".join(signed)
    if isinstance(caller, InstallationCaller) and not caller.token.allows("workflows", "write"):
        environment["SANDBOX_NO_WORKFLOWS"] = "1"
    return environment


def _line(one: Guard) -> str:
    """GitHub has a code for protected branches and one for rulesets."""
    code = "GH006" if one.why.classic else "GH013"
    return f"{one.ref} {one.move} {code} {one.why.sentence}"
