"""What the check says of hooks: by whether they run, or nobody knows, and what they make."""

from tests import native_walls
from tests.templates.check.broken import found, said, service

pytestmark = native_walls.needed

POST = "hooks/post_gen_project.py"
REMOVES = "import os\nos.remove('extra.md')\n"


def with_hooks(**files: str) -> list[tuple[str, int, str]]:
    """What is said of them, where hooks run."""
    return said(found(service({"extra.md": "x"}, beside=files), fields=(), runs_hooks=True))


def test_a_python_hook_is_an_error_where_it_does_not_run() -> None:
    [finding] = found(service({}, beside={POST: "x = 1"}), fields=(), runs_hooks=False)

    assert finding.severity == "error"
    assert "do not run here" in finding.message


def test_a_python_hook_is_a_doubt_where_nobody_knows() -> None:
    [finding] = found(service({}, beside={POST: "x = 1"}), fields=(), runs_hooks=None)

    assert finding.severity == "warning"
    assert "only where the operator has set SLIPWAY_TEMPLATE_HOOKS=python" in finding.message


def test_a_python_hook_that_runs_is_no_finding() -> None:
    assert with_hooks(**{POST: REMOVES}) == []


def test_what_a_hook_removes_is_missed_as_if_nobody_had_written_it() -> None:
    assert with_hooks(**{POST: "import os\nos.remove('Makefile')"}) == [("svc", 0, "error")]


def test_a_hook_that_cannot_run_is_told_at_its_line() -> None:
    assert with_hooks(**{POST: "import os\nos.system('git init')"}) == [(f"svc/{POST}", 2, "error")]


def test_hooks_for_a_shell_are_an_error_everywhere() -> None:
    [finding] = found(
        service({}, beside={"hooks/post_gen_project.sh": "x"}), fields=(), runs_hooks=True
    )

    assert finding.severity == "error"
    assert "No program but Python runs" in finding.message


def test_hooks_that_prepare_questions_are_a_doubt() -> None:
    assert with_hooks(**{"hooks/pre_prompt.py": "x = 1"}) == [
        ("svc/hooks/pre_prompt.py", 0, "warning")
    ]


def test_free_text_in_a_hook_has_to_be_quoted() -> None:
    findings = found(
        service({}, beside={POST: "a = 1\nx = '{{ cookiecutter.description }}'"}),
        fields=(),
        runs_hooks=True,
    )

    told = [one for one in findings if (one.path, one.line) == (f"svc/{POST}", 2)]
    assert "cookiecutter.description|py" in told[0].message


def test_a_hook_may_refuse_nasty_answers() -> None:
    hook = (
        "import sys\ntext = {{ cookiecutter.description|py }}\n"
        "if not text.replace(' ', '').replace('.', '').isalnum():\n    sys.exit('no')"
    )

    assert with_hooks(**{"hooks/pre_gen_project.py": hook}) == []


def test_two_renders_that_differ_by_a_hook_are_found() -> None:
    hook = "import os\nopen('extra.md', 'w').write(os.urandom(8).hex())"

    assert with_hooks(**{POST: hook}) == [("svc/…/extra.md", 0, "error")]


def test_a_variable_that_only_a_hook_uses_is_used() -> None:
    variables = {"name": "x", "repository": "r", "description": "", "depends_on": "", "only": "a"}
    hook = "x = '{{ cookiecutter.only }}'"

    templates = service({}, variables=variables, beside={POST: hook})

    assert found(templates, fields=(), runs_hooks=True) == []


def test_a_hook_that_refuses_made_up_answers_is_a_doubt() -> None:
    hook = "import sys\nsys.exit('{{ cookiecutter.name }} is no name')"

    [finding] = found(
        service({}, beside={"hooks/pre_gen_project.py": hook}), fields=(), runs_hooks=True
    )

    assert finding.severity == "warning"
    assert "none of it was checked" in finding.message
    assert "Its hook said: billing is no name" in finding.message
