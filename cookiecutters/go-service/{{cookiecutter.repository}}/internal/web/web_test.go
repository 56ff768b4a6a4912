package web

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"{{ cookiecutter.__module }}/internal/about"
	"{{ cookiecutter.__module }}/internal/logs"
	"{{ cookiecutter.__module }}/internal/metrics"
	"{{ cookiecutter.__module }}/internal/notes"
)

func get(handler http.Handler, method, path string) *httptest.ResponseRecorder {
	recorder := httptest.NewRecorder()
	handler.ServeHTTP(recorder, httptest.NewRequest(method, path, nil))
	return recorder
}

// logged gives what act writes to the log, debug lines too.
func logged(t *testing.T, act func()) string {
	t.Helper()
	var out bytes.Buffer
	before := slog.Default()
	slog.SetDefault(logs.New(&out, slog.LevelDebug))
	defer slog.SetDefault(before)
	act()
	return out.String()
}

func TestEveryAnswerIsJSON(t *testing.T) {
	for name, test := range map[string]struct {
		method, path string
		status       int
		body         string
	}{
		"alive":         {"GET", "/healthz", 200, `{"status":"ok"}`},
		"ready":         {"GET", "/readyz", 200, `{"status":"ready"}`},
		"version":       {"GET", "/version", 200, `{"name":"` + about.Name + `","version":"abc123"}`},
		"a note":        {"GET", "/notes?author=ada", 200, `[]`},
		"no route":      {"GET", "/nowhere", 404, `{"detail":"Not found."}`},
		"no clean path": {"GET", "/notes//7", 404, `{"detail":"Not found."}`},
		"wrong method":  {"PUT", "/notes", 405, `{"detail":"Method not allowed."}`},
	} {
		t.Run(name, func(t *testing.T) {
			health := &Health{Version: "abc123"}
			health.SetReady(true)

			answer := get(Handler(health, notes.New()), test.method, test.path)

			if answer.Code != test.status || strings.TrimSpace(answer.Body.String()) != test.body ||
				answer.Header().Get("Content-Type") != "application/json" ||
				answer.Header().Get("X-Content-Type-Options") != "nosniff" {
				t.Errorf("got %d %s, want %d %s", answer.Code, answer.Body, test.status, test.body)
			}
		})
	}
}

func TestAWrongMethodIsToldTheRightOnes(t *testing.T) {
	answer := get(Handler(&Health{}, notes.New()), "PUT", "/notes")

	if got := answer.Header().Get("Allow"); got != "GET, HEAD, POST" {
		t.Errorf("got %q", got)
	}
}

func TestAServiceThatIsNotReadyTakesNoTraffic(t *testing.T) {
	handler := Handler(&Health{}, notes.New())

	if ready, alive := get(handler, "GET", "/readyz").Code, get(handler, "GET", "/healthz").Code; ready != 503 || alive != 200 {
		t.Errorf("got %d and %d", ready, alive)
	}
}

func TestRequestsAreCountedByRouteAndNotByPath(t *testing.T) {
	handler := Handler(&Health{}, notes.New())
	get(handler, "GET", "/notes/7")
	get(handler, "GET", "/notes/8")
	get(handler, "GET", "/nowhere")
	get(handler, "BREW", "/notes")

	shown := get(handler, "GET", "/metrics").Body.String()

	for _, line := range []string{
		`http_requests_total{method="GET",route="/notes/{id}",status="404"} 2`,
		`http_requests_total{method="GET",route="unmatched",status="404"} 1`,
		`http_requests_total{method="other",route="/notes",status="405"} 1`,
		`http_request_duration_seconds_count{method="GET",route="/notes/{id}",status="404"} 2`,
	} {
		if !strings.Contains(shown, line+"\n") {
			t.Errorf("%s is missing in\n%s", line, shown)
		}
	}
}

func TestAHandlerThatWritesNothingHasAnswered200(t *testing.T) {
	registry := &metrics.Registry{}
	handler := observed(registry, http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))

	line := logged(t, func() { get(handler, "GET", "/") })

	if !strings.Contains(line, `"status":200`) || !strings.Contains(registry.String(), `status="200"} 1`) {
		t.Errorf("logged %s, counted %s", line, registry)
	}
}

func TestAHintIsNotTheAnswer(t *testing.T) {
	handler := observed(&metrics.Registry{}, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusEarlyHints)
		w.WriteHeader(http.StatusTeapot)
	}))

	line := logged(t, func() { get(handler, "GET", "/") })

	if !strings.Contains(line, `"status":418`) {
		t.Errorf("logged %s", line)
	}
}

func TestARequestIsLoggedWithItsRoute(t *testing.T) {
	handler := Handler(&Health{}, notes.New())

	line := logged(t, func() { get(handler, "GET", "/notes/secret") })

	entry := map[string]any{}
	if err := json.Unmarshal([]byte(line), &entry); err != nil {
		t.Fatal(err)
	}
	if entry["route"] != "/notes/{id}" || entry["status"] != 404.0 || strings.Contains(line, "secret") {
		t.Errorf("got %s", line)
	}
}

func TestWhatThePlatformAsksIsLoggedBelowInfo(t *testing.T) {
	handler := Handler(&Health{}, notes.New())

	for _, path := range []string{"/healthz", "/readyz", "/metrics"} {
		if line := logged(t, func() { get(handler, "GET", path) }); !strings.Contains(line, `"level":"debug"`) {
			t.Errorf("%s logged %s", path, line)
		}
	}
}

func TestAPanicIsAnsweredCountedAndLogged(t *testing.T) {
	registry := &metrics.Registry{}
	handler := observed(registry, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("broken") }))
	var answer *httptest.ResponseRecorder

	log := logged(t, func() { answer = get(handler, "GET", "/") })

	if answer.Code != 500 || strings.Contains(answer.Body.String(), "broken") {
		t.Errorf("answered %d %s", answer.Code, answer.Body)
	}
	if !strings.Contains(log, `"error":"broken"`) || !strings.Contains(log, "web_test.go") {
		t.Errorf("logged %s", log)
	}
	if !strings.Contains(registry.String(), `status="500"} 1`) {
		t.Errorf("counted %s", registry)
	}
}

func TestAPanicAfterHalfAnAnswerBreaksItOff(t *testing.T) {
	handler := observed(&metrics.Registry{}, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte("half"))
		panic("broken")
	}))
	var cause any

	logged(t, func() {
		defer func() { cause = recover() }()
		get(handler, "GET", "/")
	})

	if cause != http.ErrAbortHandler {
		t.Errorf("got %v", cause)
	}
}
