// Package web is the application: its routes, and what is done around each request.
package web

import (
	"net/http"
	"path"
	"strings"

	"{{ cookiecutter.__module }}/internal/metrics"
	"{{ cookiecutter.__module }}/internal/notes"
	"{{ cookiecutter.__module }}/internal/reply"
)

var (
	notFound    = reply.Problem{Status: http.StatusNotFound, Detail: "Not found."}
	wrongMethod = reply.Problem{Status: http.StatusMethodNotAllowed, Detail: "Method not allowed."}
)

// Handler gives the application. Whatever else it comes to need is handed in here.
func Handler(health *Health, all *notes.Notes) http.Handler {
	registry := &metrics.Registry{}
	metrics.AddProcess(registry)
	mux := http.NewServeMux()
	health.register(mux)
	all.Register(mux)
	mux.Handle("GET /metrics", registry)
	return observed(registry, refusals(mux))
}

// refusals has requests that fit no route answered in JSON, as all others are. The mux knows the
// status, and with a wrong method also the right ones. A path such as /notes//7 is none of ours:
// the mux would send whoever asks to another one, in HTML.
func refusals(mux *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if path.Clean(r.URL.Path) != r.URL.Path {
			reply.Error(w, notFound)
			return
		}
		handler, pattern := mux.Handler(r)
		if pattern != "" {
			mux.ServeHTTP(w, r)
			return
		}
		refused := &headersOnly{header: w.Header(), status: http.StatusOK}
		handler.ServeHTTP(refused, r)
		if refused.status != http.StatusMethodNotAllowed {
			reply.Error(w, notFound)
			return
		}
		r.Pattern = patternOf(mux, r, refused.header.Get("Allow"))
		reply.Error(w, wrongMethod)
	})
}

// patternOf is the route that r would have had with the first of the methods that are allowed.
func patternOf(mux *http.ServeMux, r *http.Request, allowed string) string {
	method, _, _ := strings.Cut(allowed, ",")
	_, pattern := mux.Handler(&http.Request{Method: method, Host: r.Host, URL: r.URL})
	return pattern
}

// headersOnly takes an answer without its body.
type headersOnly struct {
	header http.Header
	status int
}

func (h *headersOnly) Header() http.Header            { return h.header }
func (h *headersOnly) Write(body []byte) (int, error) { return len(body), nil }
func (h *headersOnly) WriteHeader(status int)         { h.status = status }
