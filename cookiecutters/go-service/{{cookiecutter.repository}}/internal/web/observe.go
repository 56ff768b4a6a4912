package web

import (
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"time"

	"{{ cookiecutter.__module }}/internal/metrics"
	"{{ cookiecutter.__module }}/internal/reply"
)

var seconds = []float64{0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10}

var methods = []string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}

// observed counts, times and logs every request, and turns a panic into an answer.
func observed(registry *metrics.Registry, next http.Handler) http.Handler {
	requests := registry.Counter("http_requests_total",
		"Requests that were answered.", "method", "route", "status")
	durations := registry.Histogram("http_request_duration_seconds",
		"How long answers took.", seconds, "method", "route", "status")
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		answer := &recorder{ResponseWriter: w}
		w.Header().Set("X-Content-Type-Options", "nosniff")
		defer func() {
			took := time.Since(began)
			method, route, status := known(r.Method), routeOf(r), strconv.Itoa(answer.status)
			requests.Add(method, route, status)
			durations.Observe(took.Seconds(), method, route, status)
			slog.LogAttrs(r.Context(), levelOf(route), "request", slog.String("method", method),
				slog.String("route", route), slog.Int("status", answer.status),
				slog.Float64("seconds", took.Seconds()))
		}()
		recovered(answer, r, next)
	})
}

// recovered answers 500 if next panics, and logs where.
func recovered(answer *recorder, r *http.Request, next http.Handler) {
	defer func() {
		cause := recover()
		switch cause {
		case nil:
			if answer.status == 0 { // net/http answers for a handler that wrote nothing
				answer.status = http.StatusOK
			}
			return
		case http.ErrAbortHandler: // the handler wants the connection broken off
			panic(cause)
		}
		slog.ErrorContext(r.Context(), "a request failed", "route", routeOf(r),
			"error", fmt.Sprint(cause), "stack", string(debug.Stack()))
		if answer.status != 0 {
			panic(http.ErrAbortHandler) // half of an answer is out, so break it off
		}
		detail := "Something is wrong on our side."
		reply.Error(answer, reply.Problem{Status: http.StatusInternalServerError, Detail: detail})
	}()
	next.ServeHTTP(answer, r)
}

// Whoever calls can make up any method and any path; the number of series has to stay small.
func known(method string) string {
	if slices.Contains(methods, method) {
		return method
	}
	return "other"
}

// routeOf is the path that the route was registered with, or "unmatched".
func routeOf(r *http.Request) string {
	if r.Pattern == "" {
		return "unmatched"
	}
	_, path, found := strings.Cut(r.Pattern, " ")
	if !found {
		return r.Pattern
	}
	return path
}

// levelOf keeps what the platform asks every few seconds out of the logs.
func levelOf(route string) slog.Level {
	if slices.Contains([]string{"/healthz", "/readyz", "/metrics"}, route) {
		return slog.LevelDebug
	}
	return slog.LevelInfo
}

// recorder remembers the status of an answer; 0 means that none was begun.
type recorder struct {
	http.ResponseWriter
	status int
}

func (r *recorder) WriteHeader(status int) {
	if r.status == 0 && status >= http.StatusOK { // before it, there may be hints
		r.status = status
	}
	r.ResponseWriter.WriteHeader(status)
}

func (r *recorder) Write(body []byte) (int, error) {
	if r.status == 0 {
		r.status = http.StatusOK
	}
	return r.ResponseWriter.Write(body)
}

// Unwrap gives http.ResponseController what is beneath.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }
