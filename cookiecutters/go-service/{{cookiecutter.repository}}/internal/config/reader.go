package config

import (
	"errors"
	"fmt"
	"log/slog"
	"strconv"
)

// reader reads variables one by one and keeps what is wrong with each, so that whoever sets them
// is told everything at once. A variable that is empty counts as not set.
type reader struct {
	lookup func(name string) (string, bool)
	wrong  []error
}

func (r *reader) text(name, otherwise string) string {
	if value, _ := r.lookup(name); value != "" {
		return value
	}
	return otherwise
}

func (r *reader) whole(name string, otherwise, least, most int) int {
	value := r.text(name, strconv.Itoa(otherwise))
	number, err := strconv.ParseUint(value, 10, 31) // digits alone, without a sign
	if err != nil || int(number) < least || int(number) > most {
		r.refuse(name, value, fmt.Sprintf("a whole number from %d to %d", least, most))
	}
	return int(number)
}

func (r *reader) level(name string, otherwise slog.Level) slog.Level {
	levels := map[string]slog.Level{
		"":        otherwise,
		"debug":   slog.LevelDebug,
		"info":    slog.LevelInfo,
		"warning": slog.LevelWarn,
		"error":   slog.LevelError,
	}
	value := r.text(name, "")
	level, known := levels[value]
	if !known {
		r.refuse(name, value, "one of debug, info, warning and error")
	}
	return level
}

func (r *reader) refuse(name, value, wanted string) {
	r.wrong = append(r.wrong, fmt.Errorf("%s is %q, but has to be %s.", name, value, wanted))
}

func (r *reader) mistakes() error {
	return errors.Join(r.wrong...)
}
