"""Checks the templates of one commit of the control repository, before any is built from."""

from dataclasses import replace

from app.domain.check import TEMPLATE_CHECK, Finding, Level, TemplatesJudged
from app.domain.control import FORM_PATH, TEMPLATES_PATH
from app.domain.form.lines import choice_lines
from app.domain.replies import unjudged
from app.domain.replies.checks import CheckOutput
from app.domain.replies.template_check import template_check_output
from app.github.permissions import CHECK
from app.github.template_folders import TemplateFolders, read_template_folders
from app.store import laws
from app.store.commit_checks import Origin
from app.store.laws import LawTexts
from app.store.tables import template_checks
from app.store.template_checks import TemplateCheck
from app.templates.affected import affected
from app.templates.check.form import TEMPLATE_FIELD, offered_in_vain
from app.usecases import check_runs
from app.usecases.check_runs import Round
from app.usecases.commit_templates import read_commit_templates
from app.usecases.law import read_law
from app.usecases.template_judging import Candidates
from app.usecases.tending import Kind
from app.usecases.workbench import Workbench

MOST_TEMPLATES = 200
"""Folders below `cookiecutters/` of one commit."""


def check(bench: Workbench, row: TemplateCheck) -> None:
    """Check the templates of a commit and complete its check run. Safe to repeat at any point."""
    this = check_runs.round_of(bench, row, template_checks, TEMPLATE_CHECK, CHECK)
    if told := _told_unread(this):
        check_runs.report_unread(this, told)
        return
    is_of_default_branch = row.origin == Origin.DEFAULT_BRANCH
    folders = read_template_folders(
        *this.where,
        row.commit_id,
        is_of_default_branch=is_of_default_branch,
        pushed_before=check_runs.pushed_before(this),
    )
    if folders is None:
        check_runs.missed(this)
        return
    this = check_runs.resumed(this)  # GitHub refuses to list the runs of a commit that is gone
    if not folders.changed:
        check_runs.report(this, unjudged.unchanged_templates())
        return
    this = check_runs.begun(this)
    check_runs.report(this, template_check_output(_judged(this, folders)))


TEMPLATE_CHECKS = Kind("template check", template_checks, TemplateCheck, CHECK, check)


def _told_unread(this: Round[TemplateCheck]) -> CheckOutput | None:
    """What can be said without reading anything of the commit."""
    row = this.row
    if row.origin == Origin.FORK:
        repository = f"{row.organisation}/{this.bench.control_repository}"
        return unjudged.of_fork(repository, row.commit_id)
    return unjudged.unchanged_templates() if row.leaves_templates else None


def _judged(this: Round[TemplateCheck], folders: TemplateFolders) -> TemplatesJudged:
    count = len(folders.at_commit)
    if count > MOST_TEMPLATES:
        say = f"There are {count:,} templates, and at most {MOST_TEMPLATES} are looked at."
        finding = Finding(TEMPLATES_PATH, 0, 0, Level.FAILURE, f"{say} Remove some of them.")
        return TemplatesJudged({}, (finding,))
    templates = read_commit_templates(this, folders)
    names = affected(templates, folders.changed)
    texts = _law_in_force(this) if folders.has_same_form else None
    if texts is None:
        those = Candidates(templates, folders.at_commit, names)
        return this.bench.template_judge.judged(those, this.holds)
    fields = frozenset(one.id for one in read_law(texts).form.fields)
    choices = choice_lines(texts.form, TEMPLATE_FIELD)
    those = Candidates(templates, folders.at_commit, names, fields, frozenset(choices))
    judged = this.bench.template_judge.judged(those, this.holds)
    in_vain = (
        Finding(FORM_PATH, line, 0, Level.FAILURE, say)
        for line, say in offered_in_vain(templates, choices)
    )
    return replace(judged, findings=(*in_vain, *judged.findings))


def _law_in_force(this: Round[TemplateCheck]) -> LawTexts | None:
    """With the form that is reviewed: of one that nobody did, nothing is read here."""
    with this.bench.database.reading() as tx:
        return laws.latest(tx, this.row.organisation)
