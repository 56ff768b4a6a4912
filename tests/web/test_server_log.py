"""What the server beneath the web process says goes where all other lines go."""

import json
import os
import subprocess
import sys
from pathlib import Path

import requests as http

from app.demo.ports import free_port
from tests.environment import ROOT, environment
from tests.patience import until


def test_the_servers_own_lines_are_json_on_standard_error(tmp_path: Path) -> None:
    port = free_port()
    variables = environment(data_dir=str(tmp_path), port=str(port))
    with subprocess.Popen(
        [sys.executable, "-m", "app.cli", "web"],
        env=os.environ | variables | {"PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        try:
            until(lambda: _answers(port), seconds=60)
            process.terminate()
            output, errors = process.communicate(timeout=60)
        finally:
            process.kill()

    assert output == b""
    assert "Started worker-1" in {json.loads(line)["message"] for line in errors.splitlines()}


def _answers(port: int) -> bool:
    try:
        return http.get(f"http://127.0.0.1:{port}/healthz", timeout=5).ok
    except http.ConnectionError:
        return False
