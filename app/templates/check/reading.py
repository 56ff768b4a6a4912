"""What is found in a template without rendering it: each file is read as Jinja reads it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from jinja2 import Environment, TemplateSyntaxError, nodes

from app.templates.check import asides, sinks
from app.templates.check.advice import not_jinja
from app.templates.check.declared import Declared, context_path, guessed, read_declared
from app.templates.check.defaults import Defaults, read_defaults
from app.templates.check.dialect import usable_environment
from app.templates.check.finding import Finding, Severity, error, warning
from app.templates.check.flow import ALL, Flow, Leak
from app.templates.check.language import Language, language_of
from app.templates.check.names import undeclared, unknown, used
from app.templates.check.places import places_in
from app.templates.check.sources import Source, Sources, read_sources, roots_of
from app.templates.environment import CONTEXT_FILE
from app.templates.faults import TemplateFault
from app.templates.tree import TemplateTree

_TOO_DEEP = "Its expressions are nested too deeply to be followed. Split them by `{% set %}`."


def read_template(
    name: str,
    tree: TemplateTree,
    fields: frozenset[str] | None,
    told: frozenset[str],
    asked: frozenset[str] = frozenset(),
    *,
    runs_hooks: bool | None = False,
) -> list[Finding]:
    """Everything that is wrong or doubtful in the files of one template.

    `fields` are the ids of the issue form's fields, None where the form is not known; `told` are
    the variables that manifests set, `asked` the fields that they ask for; `runs_hooks` is as for
    `check_templates`.
    """
    path = context_path(name)
    try:
        declared, findings = read_declared(tree.text(CONTEXT_FILE), path)
    except TemplateFault as fault:
        declared, findings = None, [error(path, 0, fault.message)]
    environment, refused = usable_environment(declared, path)
    findings += refused
    roots = len(roots_of(tree.files, environment))
    if roots != 1:
        findings.append(error(name, 0, _wrong_roots(roots)))
    is_known, declared = declared is not None, declared or guessed()
    sources = read_sources(tree.files, environment, declared.variables)
    free = declared.free(fields, told, asked)
    reading = _Reading(name, declared, environment, sources, *free, is_known=is_known)
    return [*findings, *reading.findings(), *asides.findings(name, sources, runs_hooks)]


def _wrong_roots(count: int) -> str:
    return (
        f"The template has {count} folders such as {{{{cookiecutter.repository}}}}. "
        "Keep exactly one: what is in it becomes the repository."
    )


@dataclass
class _Reading:
    """One template, while its files are gone through; `unsure` may hold free text, or not.

    `is_known` tells whether what it declares could be read.
    """

    name: str
    declared: Declared
    environment: Environment
    sources: Sources
    certain: frozenset[str]
    unsure: frozenset[str]
    is_known: bool
    uses: set[str] = field(default_factory=set)

    def findings(self) -> Iterator[Finding]:
        free = self.certain | self.unsure
        defaults = read_defaults(self.name, self.declared, self.environment, free)
        yield from defaults.findings
        if self.sources.root is not None:
            yield from self._path(f"{self.name}/{self.sources.root}", self.sources.root, defaults)
        for source in self.sources.files:
            try:
                yield from self._file(source, defaults)
            except RecursionError:
                yield error(f"{self.name}/{source.path}", 0, _TOO_DEEP)
        yield from self._unused(defaults.uses | self.uses)

    def _file(self, source: Source, defaults: Defaults) -> Iterator[Finding]:
        path = f"{self.name}/{source.path}"
        if source.inside is not None:
            yield from self._path(path, source.inside, defaults)
        if not source.is_rendered or source.text is None:
            return
        tree = self._parsed(source.text)
        if isinstance(tree, TemplateSyntaxError):
            yield error(path, tree.lineno, not_jinja(tree, source.text))
            return
        yield from self._names(path, tree, source)
        language = language_of(source.inside or source.path, source.text)
        leaks = Flow(defaults.known, places_in(tree, language)).leaks(tree)
        yield from filter(None, (self._judged(path, leak, language) for leak in leaks))

    def _path(self, path: str, inside: str, defaults: Defaults) -> Iterator[Finding]:
        tree = self._parsed(inside)
        if isinstance(tree, TemplateSyntaxError):
            yield error(path, 0, f"The name of the file. {not_jinja(tree, inside)}")
            return
        yield from (error(path, 0, one.sentence) for one in unknown(tree, self.environment, inside))
        yield from self._undeclared(path, tree, is_name=True)
        for leak in Flow(defaults.known).leaks(tree):
            yield sinks.in_path(path, leak.trace.variable, self._severity(leak))

    def _names(self, path: str, tree: nodes.Template, source: Source) -> Iterator[Finding]:
        yield from self._undeclared(path, tree)
        is_piece = source.inside is None
        for one in unknown(tree, self.environment, source.text or ""):
            if not (is_piece and one.is_name):  # who includes a piece may set names for it
                yield error(path, one.line, one.sentence)

    def _undeclared(
        self, path: str, tree: nodes.Template, *, is_name: bool = False
    ) -> Iterator[Finding]:
        for one in used(tree):
            self.uses.add(one.variable)
            is_missing = self.is_known and one.variable not in self.declared.variables
            if one.must_be_there and is_missing:
                yield error(path, 0 if is_name else one.line, undeclared(one.variable))

    def _unused(self, uses: set[str]) -> Iterator[Finding]:
        if ALL in uses or self.sources.root is None or not self.is_known:
            return
        for name in self.declared.variables:
            if name not in uses and not name.startswith("_"):
                say = f"`{name}` is declared, and nothing in this template uses it. Remove it."
                yield warning(context_path(self.name), self.declared.line(name), say)

    def _judged(self, path: str, leak: Leak, language: Language) -> Finding | None:
        return sinks.judged(path, leak, language, self._severity(leak))

    def _severity(self, leak: Leak) -> Severity:
        return Severity.WARNING if leak.trace.variable in self.unsure else Severity.ERROR

    def _parsed(self, text: str) -> nodes.Template | TemplateSyntaxError:
        try:
            return self.environment.parse(text)
        except TemplateSyntaxError as fault:
            return fault
