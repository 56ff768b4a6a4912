// Package logs writes logs for machines: one JSON object a line.
package logs

import (
	"io"
	"log/slog"
	"strings"
	"time"
)

// New gives a logger that writes to w from level on, with the keys time, level and message.
func New(w io.Writer, level slog.Level) *slog.Logger {
	return slog.New(slog.NewJSONHandler(w, &slog.HandlerOptions{Level: level, ReplaceAttr: named}))
}

// named gives the keys the names that all our services use, whatever their language.
func named(groups []string, attr slog.Attr) slog.Attr {
	if len(groups) > 0 {
		return attr
	}
	switch attr.Key {
	case slog.MessageKey:
		attr.Key = "message"
	case slog.TimeKey:
		attr.Value = slog.StringValue(attr.Value.Time().UTC().Format(time.RFC3339Nano))
	case slog.LevelKey:
		attr.Value = slog.StringValue(levelName(attr.Value.String()))
	}
	return attr
}

func levelName(level string) string {
	if level == slog.LevelWarn.String() {
		return "warning"
	}
	return strings.ToLower(level)
}
