"""A table of services: what its cells mean, and what is wrong with them at which line."""

import pytest

from app.domain.catalog.csv_file import read_csv
from app.domain.catalog.entry import RepositoryRef, Source
from app.domain.mistakes import FileMistakes


def mistakes(text: str) -> list[str]:
    with pytest.raises(FileMistakes) as refused:
        read_csv("services.csv", text)
    return [str(one) for one in refused.value.mistakes]


def test_a_line_is_a_service() -> None:
    text = (
        "\ufeffName,owner,depends_on,data_stores,repository,tests_repository\r\n"
        "billing, Payments ,ledger; mailer,-,billing-app,billing-tests\r\n\r\n"
    )

    (found,) = read_csv("services.csv", text)

    assert (found.name, found.source, found.place) == ("billing", Source.FILE, "services.csv:2")
    assert found.details.owner == "payments"
    assert found.details.depends_on == ("ledger", "mailer")
    assert found.details.service_repository == RepositoryRef("billing-app")
    assert found.details.tests_repository == RepositoryRef("billing-tests")


def test_an_empty_cell_says_nothing_and_a_dash_that_there_is_nothing() -> None:
    (found,) = read_csv("services.csv", "name,owner,depends_on,data_stores\nbilling,,,-\n")

    assert (found.details.owner, found.details.depends_on) == (None, None)
    assert found.details.data_stores == ()


def test_a_line_is_counted_where_it_begins() -> None:
    text = 'name,system\nbilling,"a\nb"\nledger,a\n'

    assert mistakes(text) == [
        "services.csv:2:1: The system must be one line of at most 100 visible characters."
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "services.csv:1:1: The first line names the columns"),
        ("owner\nmoney\n", "1:1: The first line names the columns"),
        ("name,team\n", "There is no column team."),
        ("name,name\n", "A column stands here twice."),
        ("name\nbilling\nBilling\n", "services.csv:3:1: Billing stands here a second time"),
        ("name\na b\n", "2:1: A service cannot be called a b"),
        ("name,owner\n,money\n", "A service cannot be called nothing"),
        ("name,owner\na,The Team\n", "The owner The Team is no team's slug"),
        ("name\na,b\n", "It has 2 cells, and there are 1 columns."),
        ("name,repository\na,b/c\n", "No repository can be called b/c."),
        ("name,depends_on\na,b;" + "x" * 101 + "\n", "A name in depends_on"),
        ("name,lifecycle\na," + "x" * 65 + "\n", "The lifecycle must be"),
        ('name\n"a"b\n', "services.csv:2:1: This is no CSV"),
    ],
)
def test_what_is_wrong_is_said_at_its_line(text: str, said: str) -> None:
    assert said in mistakes(text)[0]
