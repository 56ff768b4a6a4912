package web

import (
	"net/http"
	"sync/atomic"

	"{{ cookiecutter.__module }}/internal/about"
	"{{ cookiecutter.__module }}/internal/reply"
)

// Health is how the platform asks after the service: alive, ready for traffic, which version.
type Health struct {
	Version string
	ready   atomic.Bool
}

// SetReady says whether traffic is welcome: everything that the service needs is there.
func (h *Health) SetReady(ready bool) { h.ready.Store(ready) }

func (h *Health) register(mux *http.ServeMux) {
	mux.HandleFunc("GET /healthz", h.alive)
	mux.HandleFunc("GET /readyz", h.isReady)
	mux.HandleFunc("GET /version", h.version)
}

// alive says that the process answers; nothing else is asked.
func (h *Health) alive(w http.ResponseWriter, _ *http.Request) {
	reply.JSON(w, http.StatusOK, map[string]string{"status": "ok"})
}

func (h *Health) isReady(w http.ResponseWriter, _ *http.Request) {
	if !h.ready.Load() {
		reply.Error(w, reply.Problem{Status: http.StatusServiceUnavailable, Detail: "Not ready."})
		return
	}
	reply.JSON(w, http.StatusOK, map[string]string{"status": "ready"})
}

func (h *Health) version(w http.ResponseWriter, _ *http.Request) {
	reply.JSON(w, http.StatusOK, map[string]string{"name": about.Name, "version": h.Version})
}
