package metrics

import (
	"math"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"
)

func TestACounterCountsEachSeries(t *testing.T) {
	registry := &Registry{}
	requests := registry.Counter("requests_total", "Requests.", "method", "status")

	requests.Add("POST", "201")
	requests.Add("GET", "200")
	requests.Add("GET", "200")

	want := `# HELP requests_total Requests.
# TYPE requests_total counter
requests_total{method="GET",status="200"} 2
requests_total{method="POST",status="201"} 1
`
	if got := registry.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestTheBucketsOfAHistogramAreCumulative(t *testing.T) {
	registry := &Registry{}
	durations := registry.Histogram("duration_seconds", "How long.", []float64{0.1, 1}, "route")

	for _, seconds := range []float64{0.05, 0.1, 0.5, 3} {
		durations.Observe(seconds, "/notes")
	}

	want := `# HELP duration_seconds How long.
# TYPE duration_seconds histogram
duration_seconds_bucket{route="/notes",le="0.1"} 2
duration_seconds_bucket{route="/notes",le="1"} 3
duration_seconds_bucket{route="/notes",le="+Inf"} 4
duration_seconds_sum{route="/notes"} 3.65
duration_seconds_count{route="/notes"} 4
`
	if got := registry.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestTextIsEscapedAsTheFormatSays(t *testing.T) {
	registry := &Registry{}

	registry.Counter("odd_total", "A \\ and a\nline, \"quoted\".", "value").Add("a \\ and a\nline, \"quoted\" \xff")

	want := `# HELP odd_total A \\ and a\nline, "quoted".
# TYPE odd_total counter
odd_total{value="a \\ and a\nline, \"quoted\" ` + "\uFFFD" + `"} 1
`
	if got := registry.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestNumbersAreWrittenAsTheFormatSays(t *testing.T) {
	for want, value := range map[string]float64{
		"NaN": math.NaN(), "+Inf": math.Inf(1), "-Inf": math.Inf(-1), "0.25": 0.25, "1e+21": 1e21,
	} {
		if got := number(value); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestAMetricThatNothingWasCountedOfIsLeftOut(t *testing.T) {
	registry := &Registry{}

	registry.Counter("requests_total", "Requests.", "method")
	registry.Func("unknown", "What this system does not tell.", "gauge", func() (float64, bool) { return 0, false })

	if got := registry.String(); got != "" {
		t.Errorf("got %s", got)
	}
}

func TestAWrongNameStopsTheProgram(t *testing.T) {
	for name, add := range map[string]func(*Registry){
		"a metric's":   func(r *Registry) { r.Counter("requests-total", "") },
		"a label's":    func(r *Registry) { r.Counter("requests_total", "", "my-label") },
		"le":           func(r *Registry) { r.Histogram("seconds", "", []float64{1}, "le") },
		"a second one": func(r *Registry) { r.Counter("a", ""); r.Counter("a", "") },
		"no label":     func(r *Registry) { r.Counter("a", "", "method").Add() },
		"wrong order":  func(r *Registry) { r.Histogram("a", "", []float64{2, 1}) },
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("nothing stopped it")
				}
			}()
			add(&Registry{})
		})
	}
}

// line is the grammar of the text format 0.0.4, one line of it.
var line = regexp.MustCompile(`^(# (HELP|TYPE) [a-zA-Z_:][a-zA-Z0-9_:]* .+|` +
	`[a-zA-Z_:][a-zA-Z0-9_:]*(\{[a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\[\\"n])*"(,[a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\[\\"n])*")*\})? ` +
	`(NaN|[+-]Inf|-?[0-9.]+(e[+-]?[0-9]+)?))$`)

func TestTheFiguresOfTheProcessAreShown(t *testing.T) {
	registry := &Registry{}
	AddProcess(registry)
	recorder := httptest.NewRecorder()

	registry.ServeHTTP(recorder, nil)

	if got := recorder.Header().Get("Content-Type"); got != "text/plain; version=0.0.4; charset=utf-8" {
		t.Errorf("got %s", got)
	}
	for shown := range strings.Lines(recorder.Body.String()) {
		if !line.MatchString(strings.TrimSuffix(shown, "\n")) {
			t.Errorf("%q is not in the text format", shown)
		}
	}
	names := []string{"process_start_time_seconds", "go_goroutines"}
	if _, err := os.Stat("/proc/self/stat"); err == nil {
		names = append(names, "process_cpu_seconds_total", "process_resident_memory_bytes", "process_open_fds")
	}
	for _, name := range names {
		if !regexp.MustCompile(`(?m)^` + name + ` [0-9]`).MatchString(recorder.Body.String()) {
			t.Errorf("%s is missing in\n%s", name, recorder.Body)
		}
	}
}
