// Command service reads its configuration from the environment and serves until told to stop.
package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"{{ cookiecutter.__module }}/internal/config"
	"{{ cookiecutter.__module }}/internal/logs"
	"{{ cookiecutter.__module }}/internal/server"
)

func main() {
	settings, err := config.Read(os.LookupEnv)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	slog.SetDefault(logs.New(os.Stdout, settings.LogLevel))
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	// SIGTERM may come twice, from make as well; only a second Ctrl-C is impatience, and ends at once.
	context.AfterFunc(ctx, func() { signal.Reset(syscall.SIGINT) })
	if err := server.Run(ctx, settings); err != nil {
		slog.Error("failed", "error", err.Error())
		os.Exit(1)
	}
}
