"""Which words of a rendered text GitHub acts on: mentions of people and teams, and issues."""

import re
from html.parser import HTMLParser

from markupsafe import escape

from sandbox.pages.page import Visit, path_of
from sandbox.rest.caller import can_see
from sandbox.world.issues import Issue
from sandbox.world.repositories import Repository

QUIET = {"a", "code", "pre", "tt"}
REFERENCE = re.compile(
    r"(?<![\w@/`.-])@(?P<name>[A-Za-z0-9][A-Za-z0-9-]*(?:/[A-Za-z0-9_-]+)?)(?![\w-])"
    r"|(?<![\w&#/.-])(?P<where>[\w.-]+/[\w.-]+)?(?:#|\bGH-)(?P<number>\d{1,9})\b"
)


def link_references(html: str, visit: Visit, where: Repository) -> str:
    """Show mentions and issue references in the texts of well-formed HTML; drop comments.

    As on GitHub, this comes after Markdown and cleaning, so escapes do not stop it, and what
    is in code or in a link is left alone.
    """
    linker = _Linker(visit, where)
    linker.feed(html)
    linker.close()
    return "".join(linker.written)


class _Linker(HTMLParser):
    """Writes the HTML again, with texts outside of code and links changed."""

    def __init__(self, visit: Visit, where: Repository) -> None:
        super().__init__(convert_charrefs=False)
        self.visit = visit
        self.where = where
        self.written: list[str] = []
        self.quiet = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        self.written.append(self.get_starttag_text() or "")
        self.quiet += tag in QUIET

    def handle_endtag(self, tag: str) -> None:
        self.written.append(f"</{tag}>")
        self.quiet -= tag in QUIET

    def handle_data(self, data: str) -> None:
        self.written.append(data if self.quiet else REFERENCE.sub(self._shown, data))

    def handle_entityref(self, name: str) -> None:
        self.written.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.written.append(f"&#{name};")

    def _shown(self, found: re.Match[str]) -> str:
        shown = self._mention(found) if found["name"] else self._issue(found)
        return shown or found[0]

    def _mention(self, found: re.Match[str]) -> str:
        """Who hears of it, to be seen on pointing at it; empty for a name that nobody has."""
        notified = _notified(self.visit, found["name"])
        if not notified:
            return ""
        return f'<strong class="mention" title="{escape(notified)}">{escape(found[0])}</strong>'

    def _issue(self, found: re.Match[str]) -> str:
        issue = self._issue_at(found["where"], int(found["number"]))
        if issue is None:
            return ""
        title = escape(issue.title)
        return (
            f'<a class="reference" href="{path_of(issue)}" title="{title}">{escape(found[0])}</a>'
        )

    def _issue_at(self, place: str | None, number: int) -> Issue | None:
        where: Repository | None = self.where
        if place is not None:
            where = self.visit.world.repository(*place.split("/", 1))
        if where is None or not can_see(self.visit.caller, where):
            return None
        return where.issues.get(number)


def _notified(visit: Visit, name: str) -> str:
    owner, _, slug = name.partition("/")
    if not slug:
        found = visit.world.account(owner)
        return f"Notifies {found.login}" if found else ""
    organisation = visit.world.organisations.get(owner.lower())
    team = organisation.teams.get(slug.lower()) if organisation else None
    if organisation is None or team is None:
        return ""
    members = [one.login for one in organisation.members_of(team).values()]
    return f"Notifies the team {team.slug}: {', '.join(members) or 'nobody is in it'}"
