// Package server starts the service and stops it in good order.
package server

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"time"

	"{{ cookiecutter.__module }}/internal/config"
	"{{ cookiecutter.__module }}/internal/notes"
	"{{ cookiecutter.__module }}/internal/web"
)

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
	server := &http.Server{
		Handler:           handler,
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
	stop(server, settings.Stop)
	slog.Info("stopped")
	return nil
}

func stop(server *http.Server, patience time.Duration) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := server.Shutdown(ctx); errors.Is(err, context.DeadlineExceeded) {
		slog.Warn("requests were cut off", "after_seconds", patience.Seconds())
		_ = server.Close()
	}
}
