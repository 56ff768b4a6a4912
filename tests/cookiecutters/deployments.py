"""A service whose deployment goes on: it says another version each time it is asked."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@contextmanager
def deployed(versions: list[str]) -> Iterator[str]:
    """The address of a service that says one of `versions` after the other, then the last one."""
    left = list(versions)

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            said = {"name": "billing"}
            if self.path == "/version":
                said["version"] = left.pop(0) if len(left) > 1 else left[0]
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(said).encode())

        def log_message(self, *_: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
