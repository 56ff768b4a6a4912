"""Removes what older runs left behind, such as those that were killed.

`python -m integration.leftovers` takes its settings from the environment.
"""

from datetime import UTC, datetime, timedelta

import httpx

from integration import data
from integration.settings import read_settings


def main() -> None:
    settings = read_settings()
    latest = datetime.now(UTC) - timedelta(hours=settings.older_than_hours)
    runs = removed = younger = 0
    with httpx.Client(base_url=settings.base_url, timeout=10) as client:
        for entry, run in data.entries(client):
            if run.began > latest:
                younger += 1
                continue
            removed += data.leave(client, run, entry)
            runs += 1
    print(
        f"Removed what {runs} runs left, {removed} notes in all. "
        f"{younger} runs began less than {settings.older_than_hours:g} hours ago and stay."
    )


if __name__ == "__main__":
    main()
