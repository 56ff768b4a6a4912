package metrics

import (
	"os"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// Linux counts processor time in ticks, which have been 100 a second on every platform of Go's.
const ticksPerSecond = 100

// AddProcess adds the figures of this process, under the names that Prometheus' own client uses.
// What only Linux tells, in /proc, is left out elsewhere.
func AddProcess(registry *Registry) {
	start := float64(time.Now().UnixMilli()) / 1000
	registry.Func("process_start_time_seconds", "When the process started, in seconds since 1970.", "gauge", always(func() float64 { return start }))
	registry.Func("process_cpu_seconds_total", "Processor time that was used.", "counter", cpuSeconds)
	registry.Func("process_resident_memory_bytes", "Memory that is in use.", "gauge", residentBytes)
	registry.Func("process_open_fds", "Files and connections that are open.", "gauge", openFiles)
	registry.Func("go_goroutines", "Goroutines that there are.", "gauge", always(func() float64 { return float64(runtime.NumGoroutine()) }))
}

func always(read func() float64) func() (float64, bool) {
	return func() (float64, bool) { return read(), true }
}

func cpuSeconds() (float64, bool) {
	user, known := statField(14)
	system, _ := statField(15)
	return (user + system) / ticksPerSecond, known
}

func residentBytes() (float64, bool) {
	pages, known := statField(24)
	return pages * float64(os.Getpagesize()), known
}

func openFiles() (float64, bool) {
	entries, err := os.ReadDir("/proc/self/fd")
	return float64(len(entries)), err == nil
}

// statField reads a number from /proc/self/stat, whose fields are counted from 1. The second one
// is the program's name in brackets, which may hold spaces.
func statField(place int) (float64, bool) {
	stat, err := os.ReadFile("/proc/self/stat")
	if err != nil {
		return 0, false
	}
	_, rest, _ := strings.Cut(string(stat), ") ")
	fields := strings.Fields(rest)
	if len(fields) < place-2 {
		return 0, false
	}
	value, err := strconv.ParseFloat(fields[place-3], 64)
	return value, err == nil
}
