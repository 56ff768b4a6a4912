"""What is too large is told by its name and size, and is known before it is fetched."""

from app.templates.limits import Limits
from app.templates.size import TOGETHER, too_large

LIMITS = Limits(files=10, total_bytes=1_000)


def test_what_fits_is_no_fault() -> None:
    files = [(f"go/{at}", 100) for at in range(10)]

    assert too_large(files, LIMITS) == {}


def test_one_with_too_many_bytes_names_its_largest_file() -> None:
    faults = too_large([("go/small", 1), ("go/deep/large", 1_000), ("py/a", 1)], LIMITS)

    assert set(faults) == {"go"}
    assert faults["go"].template == "go/deep/large"
    assert "2 files with 1,001 bytes; this one, with 1,000" in faults["go"].message


def test_one_with_too_many_files_is_told() -> None:
    faults = too_large([(f"go/{at}", 0) for at in range(11)], LIMITS)

    assert "11 files" in faults["go"].message


def test_of_too_many_the_small_ones_are_looked_at() -> None:
    sizes = {f"t{at}": 900 + at for at in range(TOGETHER + 2)}

    faults = too_large([(f"{name}/a", size) for name, size in sizes.items()], LIMITS)

    assert set(faults) == {"t3", "t4"}
    assert "Push fewer changed templates" in faults["t3"].message


def test_what_lies_beside_the_templates_counts_for_none() -> None:
    assert too_large([("README.md", 10_000)], LIMITS) == {}
