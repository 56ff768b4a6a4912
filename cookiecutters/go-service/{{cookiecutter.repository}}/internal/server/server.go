// Package server starts the service and stops it in good order.
package server

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"sync"
	"time"

	"{{ cookiecutter.__module }}/internal/config"
	"{{ cookiecutter.__module }}/internal/notes"
	"{{ cookiecutter.__module }}/internal/web"
)

const lastMoment = time.Second

// Run listens on the configured address and serves until ctx is done.
func Run(ctx context.Context, settings config.Config) error {
	address := net.JoinHostPort(settings.Host, strconv.Itoa(settings.Port))
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	health := &web.Health{Version: settings.Version}
	// Open what the service needs (a database, a queue) before it calls itself ready.
	return serve(ctx, listener, health, web.Handler(health, notes.New()), settings)
}

// serve answers on listener. Once ctx is done, readiness fails first, while requests are still
// taken; then no more are, and those that run may finish.
func serve(ctx context.Context, listener net.Listener, health *web.Health, handler http.Handler, settings config.Config) error {
	running := &sync.WaitGroup{}
	server := &http.Server{
		Handler:           counted(running, handler),
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      60 * time.Second,
		IdleTimeout:       120 * time.Second,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          slog.NewLogLogger(slog.Default().Handler(), slog.LevelWarn),
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	health.SetReady(true)
	slog.Info("ready", "address", listener.Addr().String(), "version", health.Version)
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	health.SetReady(false)
	slog.Info("stopping")
	time.Sleep(settings.Drain)
	stop(server, running, settings.Stop)
	slog.Info("stopped")
	return nil
}

func stop(server *http.Server, running *sync.WaitGroup, patience time.Duration) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := server.Shutdown(ctx); errors.Is(err, context.DeadlineExceeded) {
		slog.Warn("requests were cut off", "after_seconds", patience.Seconds())
		_ = server.Close()
		leave(running)
	}
}

// leave gives requests that were cut off a moment to notice and to say so in the log.
func leave(running *sync.WaitGroup) {
	ended := make(chan struct{})
	go func() {
		running.Wait()
		close(ended)
	}()
	select {
	case <-ended:
	case <-time.After(lastMoment):
	}
}

// counted keeps account of the requests that run: Close does not wait for them.
func counted(running *sync.WaitGroup, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		running.Add(1)
		defer running.Done()
		next.ServeHTTP(w, r)
	})
}
