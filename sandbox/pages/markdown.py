"""Markdown as GitHub shows it, with everything taken out that could act in a browser."""

import re

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup, escape

from sandbox.pages.page import Visit
from sandbox.pages.references import link_references
from sandbox.world.repositories import Repository

TASK = re.compile(r"(?P<item><li>\s*(?:<p>)?)\[(?P<tick>[ xX])\]\s")
# What GitHub lets through, without pictures.
TAGS = frozenset(
    """
    a abbr b bdo blockquote br caption cite code dd del details dfn div dl dt em figcaption
    figure h1 h2 h3 h4 h5 h6 hr i input ins kbd li mark ol p pre q rp rt ruby s samp small span
    strike strong sub summary sup table tbody td tfoot th thead time tr tt ul var wbr
    """.split()  # noqa: SIM905 - a list of 62 literals reads worse
)
ATTRIBUTES = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "details": {"open"},
    "input": {"checked"},
    "ol": {"start"},
    "td": {"style"},
    "th": {"style"},
}


def _parser(*, breaks: bool) -> MarkdownIt:
    found = MarkdownIt("gfm-like", {"breaks": breaks})
    found.add_render_rule("image", _picture)
    return found


def _picture(
    _renderer: RendererHTML, tokens: list[Token], index: int, _options: OptionsDict, _env: EnvType
) -> str:
    """The words for a picture: the sandbox loads nothing from elsewhere."""
    return f"<em>[picture: {escape(tokens[index].content)}]</em>"


# In issues a line end is a line end; in files it is a space.
ISSUE = _parser(breaks=True)
FILE = _parser(breaks=False)


def render_issue(text: str | None, visit: Visit, where: Repository) -> Markup:
    """An issue's or comment's text as HTML: mentions and references shown, comments hidden."""
    return _inert(ISSUE.render(text or ""), visit, where)


def render_line(text: str, visit: Visit, where: Repository) -> Markup:
    """One line, such as an option's label, without a paragraph around it."""
    return _inert(ISSUE.renderInline(text), visit, where)


def render_file(text: str, folder: str) -> Markup:
    """A Markdown file; its relative links lead on from `folder`, the URL that it is in."""
    return Markup(_clean(FILE.render(text), folder))  # noqa: S704 - it was cleaned


def _task(found: re.Match[str]) -> str:
    """An item of a task list with its box."""
    checked = "" if found["tick"] == " " else " checked"
    return f"{found['item']}<input type=checkbox{checked}> "


def _inert(html: str, visit: Visit, where: Repository) -> Markup:
    linked = link_references(_clean(html), visit, where)
    return Markup(linked)  # noqa: S704 - it was cleaned, and references are escaped


def _clean(html: str, folder: str | None = None) -> str:
    """Only harmless tags and attributes; comments stay, for they part the words around them."""
    return nh3.clean(
        TASK.sub(_task, html),
        tags=set(TAGS),
        clean_content_tags={"script", "style"},
        attributes=ATTRIBUTES,
        set_tag_attribute_values={"input": {"type": "checkbox", "disabled": ""}},
        filter_style_properties={"text-align"},
        url_schemes={"http", "https", "mailto"},
        url_relative=("rewrite_with_base", folder) if folder else None,
        link_rel="nofollow noopener noreferrer",
        strip_comments=False,
    )
