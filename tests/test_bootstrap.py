"""What a process of Slipway is made of, by its settings."""

from app import bootstrap
from app.clock import now
from app.settings import Settings
from app.store import requests
from tests.environment import environment


def test_the_allow_list_ignores_the_case_of_logins_and_rows_keep_theirs(sqlite_url: str) -> None:
    chosen = environment(orgs="Acme, globex, Initech", database_url=sqlite_url)
    bench = bootstrap.build(Settings.load(chosen))

    with bench.database.transaction() as tx:
        for organisation in ("acme", "Globex", "GLOBEX"):
            requests.want(tx, organisation, 1, now())
        logins = ("ACME", "gloBex", "initech", "umbrella")
        served = [bench.served(tx, login) for login in logins]

    assert served == ["acme", "Globex", "Initech", None]
