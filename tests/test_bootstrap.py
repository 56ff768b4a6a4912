"""What a process of Slipway is made of, by its settings."""

from pathlib import Path

from app import bootstrap
from app.settings import Settings
from tests.environment import environment


def test_the_allow_list_ignores_the_case_of_logins(tmp_path: Path) -> None:
    bench = bootstrap.build(Settings.load(environment(orgs="Acme, globex", data_dir=str(tmp_path))))

    assert bench.served("acme") == "Acme"
    assert bench.served("GLOBEX") == "globex"
    assert bench.served("initech") is None
