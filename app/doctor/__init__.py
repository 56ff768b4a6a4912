"""`slipway doctor`: whether everything that Slipway rests on is in order, and how to mend it."""

import sys

from app import clock, logs
from app.doctor import report
from app.doctor.checkup import examine
from app.settings import Settings

__all__ = ["run"]


def run(settings: Settings, *, as_json: bool = False) -> int:
    """Check everything and print what was found; 0 unless something is broken.

    Nothing is changed on GitHub, and nothing secret is printed.
    """
    logs.configure("error")  # what is found stands in the findings
    findings = examine(settings, clock.now)
    return (
        report.write_json(findings, sys.stdout) if as_json else report.write(findings, sys.stdout)
    )
