"""What is counted of requests, in Prometheus' text format.

Only methods, routes and statuses that there are become labels, so nothing has to be escaped.
"""

import os
import resource
import threading
import time

BOUNDS = ("0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1", "2.5", "5", "10", "+Inf")
STARTED = time.time()


class Series:
    """The requests of one method, route and status."""

    def __init__(self):
        self.seconds = 0.0
        self.buckets = [0] * len(BOUNDS)

    def add(self, seconds):
        self.seconds += seconds
        for place, bound in enumerate(BOUNDS):
            self.buckets[place] += seconds <= float(bound)

    def lines(self, labels):
        name = "http_request_duration_seconds"
        for bound, count in zip(BOUNDS, self.buckets):
            yield sample(f"{name}_bucket", f'{labels},le="{bound}"', count)
        yield sample(f"{name}_sum", labels, self.seconds)
        yield sample(f"{name}_count", labels, self.buckets[-1])


class Figures:
    """The figures of one service; any thread may add to them."""

    def __init__(self):
        self._lock = threading.Lock()
        self._series = {}

    def add(self, method, route, status, seconds):
        labels = f'method="{method}",route="{route}",status="{status}"'
        with self._lock:
            self._series.setdefault(labels, Series()).add(seconds)

    def text(self):
        lines = ["# TYPE http_requests_total counter"]
        durations = ["# TYPE http_request_duration_seconds histogram"]
        with self._lock:
            for labels, series in self._series.items():
                lines.append(sample("http_requests_total", labels, series.buckets[-1]))
                durations.extend(series.lines(labels))
        return "\n".join(lines + durations + process()) + "\n"


def sample(name, labels, value):
    return name + "{" + labels + "} " + str(value)


def process():
    used = resource.getrusage(resource.RUSAGE_SELF)
    figures = {
        "process_cpu_seconds_total counter": used.ru_utime + used.ru_stime,
        "process_start_time_seconds gauge": STARTED,
    }
    if os.path.exists("/proc/self/statm"):
        with open("/proc/self/statm") as pages:
            resident = int(pages.read().split()[1]) * resource.getpagesize()
        figures["process_resident_memory_bytes gauge"] = resident
        figures["process_open_fds gauge"] = len(os.listdir("/proc/self/fd"))
    return [
        line
        for name, value in figures.items()
        for line in (f"# TYPE {name}", f"{name.split()[0]} {value}")
    ]
