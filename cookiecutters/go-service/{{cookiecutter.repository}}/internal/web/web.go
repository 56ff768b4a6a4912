// Package web is the application: its routes, and what is done around each request.
package web

import (
	"net/http"

	"{{ cookiecutter.__module }}/internal/metrics"
	"{{ cookiecutter.__module }}/internal/notes"
	"{{ cookiecutter.__module }}/internal/reply"
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
// status, and with a wrong method also the right ones.
func refusals(mux *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		handler, pattern := mux.Handler(r)
		if pattern != "" {
			mux.ServeHTTP(w, r)
			return
		}
		refused := &headersOnly{header: w.Header(), status: http.StatusOK}
		handler.ServeHTTP(refused, r)
		detail := http.StatusText(refused.status) + "."
		reply.Error(w, reply.Problem{Status: refused.status, Detail: detail})
	})
}

// headersOnly takes an answer without its body.
type headersOnly struct {
	header http.Header
	status int
}

func (h *headersOnly) Header() http.Header            { return h.header }
func (h *headersOnly) Write(body []byte) (int, error) { return len(body), nil }
func (h *headersOnly) WriteHeader(status int)         { h.status = status }
