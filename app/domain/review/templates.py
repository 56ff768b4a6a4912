"""What the policy says of templates that are not there, and what it says for nothing."""

from collections.abc import Collection, Iterator

from app.domain.control import TEMPLATES_PATH
from app.domain.facts import Fact
from app.domain.mistakes import Mistake
from app.domain.policy.values import did_you_mean
from app.domain.review.subject import Step, Subject


def not_offered(subject: Subject) -> Iterator[Mistake]:
    """Experimental templates that the form does not offer, retired ones that it still does."""
    fields = (one for one in subject.form.fields if one.id == "template")
    options = next((one.options for one in fields), ())
    if not options:
        return
    rules = subject.policy.templates
    for name in sorted(rules.experimental - {*options}):
        say = f"The form does not offer `{name}`{did_you_mean(name, options)}."
        yield subject.remark(say, "templates", "experimental")
    for place, retired in enumerate(rules.retired):
        if retired.template in options:
            say = f"The form still offers `{retired.template}`; take it out of its options."
            yield subject.remark(say, "templates", "retired", place, "template")


def experimental_for_nothing(subject: Subject) -> Iterator[Mistake]:
    """A list of experimental templates that nothing asks for, and questions about an empty one."""
    names, asked = subject.policy.templates.experimental, Fact.TEMPLATE_EXPERIMENTAL
    if names and not subject.policy.reads(asked):
        say = f"No condition asks for `{asked}`, so that this changes nothing."
        yield subject.remark(say, "templates", "experimental")
    for path, condition in subject.conditions():
        if not names and asked in condition.reads:
            say = f"`templates.experimental` names none, so that `{asked}` is never true."
            yield subject.remark(say, *path)


def unknown_templates(subject: Subject, there: Collection[str]) -> Iterator[Mistake]:
    """Whatever the policy says of a template that is not `there`, among those to render from."""
    for name, path in _named(subject):
        if name not in there:
            say = f"{TEMPLATES_PATH}/ has no template `{name}`{did_you_mean(name, there)}."
            yield subject.remark(say, *path)


def _named(subject: Subject) -> Iterator[tuple[str, tuple[Step, ...]]]:
    rules = subject.policy.templates
    yield from ((name, ("templates", "experimental")) for name in sorted(rules.experimental))
    for place, one in enumerate(rules.retired):
        yield one.template, ("templates", "retired", place, "template")
