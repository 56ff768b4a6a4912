// Package config reads what the environment may set, with its types.
package config

import (
	"log/slog"
	"time"
)

// Config is what the environment may set; docs/development.md lists the variables.
type Config struct {
	Host     string
	Port     int
	LogLevel slog.Level
	// Drain is how long the service, no longer ready, goes on taking requests once told to stop.
	Drain time.Duration
	// Stop is how long the requests that are running then may take to finish.
	Stop    time.Duration
	Version string
}

// Read takes the configuration from lookup, which is os.LookupEnv outside of tests. The error has
// a sentence for each variable that is wrong.
func Read(lookup func(name string) (string, bool)) (Config, error) {
	from := reader{lookup: lookup}
	config := Config{
		Host:     from.text("HOST", "127.0.0.1"),
		Port:     from.whole("PORT", 8000, 1, 65535),
		LogLevel: from.level("LOG_LEVEL", slog.LevelInfo),
		Drain:    time.Duration(from.whole("DRAIN_SECONDS", 1, 0, 600)) * time.Second,
		Stop:     time.Duration(from.whole("STOP_SECONDS", 20, 1, 600)) * time.Second,
		Version:  from.text("VERSION", "dev"),
	}
	return config, from.mistakes()
}
