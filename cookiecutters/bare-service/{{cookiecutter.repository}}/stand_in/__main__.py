"""Starts the stand-in and stops it: `python -m stand_in`."""

import os
import signal
import sys

from stand_in.server import Service
from stand_in.settings import read_settings


def main():
    try:
        settings = read_settings(os.environ)
    except ValueError as wrong:
        sys.exit(str(wrong))
    service = Service(settings)
    for sent in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sent, service.stop)
    service.log("info", "ready", version=settings["VERSION"])
    service.serve_forever(poll_interval=0.1)
    service.server_close()  # waits for requests that are running
    service.log("info", "stopped")


if __name__ == "__main__":
    main()
