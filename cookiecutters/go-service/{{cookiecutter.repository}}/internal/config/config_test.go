package config

import (
	"log/slog"
	"strings"
	"testing"
	"time"
)

func environment(set map[string]string) func(string) (string, bool) {
	return func(name string) (string, bool) {
		value, found := set[name]
		return value, found
	}
}

func TestWithoutVariablesThereAreDefaults(t *testing.T) {
	config, err := Read(environment(nil))

	want := Config{"127.0.0.1", 8000, slog.LevelInfo, time.Second, 20 * time.Second, "dev"}
	if err != nil || config != want {
		t.Errorf("got %+v and %v, want %+v", config, err, want)
	}
}

func TestTheEnvironmentSetsEverything(t *testing.T) {
	config, err := Read(environment(map[string]string{
		"HOST": "0.0.0.0", "PORT": "9000", "LOG_LEVEL": "warning",
		"DRAIN_SECONDS": "5", "STOP_SECONDS": "60", "VERSION": "abc123",
	}))

	want := Config{"0.0.0.0", 9000, slog.LevelWarn, 5 * time.Second, time.Minute, "abc123"}
	if err != nil || config != want {
		t.Errorf("got %+v and %v, want %+v", config, err, want)
	}
}

func TestAWrongValueIsRefusedInASentence(t *testing.T) {
	for name, test := range map[string]struct{ variable, value, sentence string }{
		"no number":        {"PORT", "http", `PORT is "http", but has to be a whole number from 1 to 65535.`},
		"too large":        {"PORT", "65536", `PORT is "65536", but has to be a whole number from 1 to 65535.`},
		"a broken number":  {"STOP_SECONDS", "2.5", `STOP_SECONDS is "2.5", but has to be a whole number from 1 to 600.`},
		"a sign":           {"PORT", "+80", `PORT is "+80", but has to be a whole number from 1 to 65535.`},
		"a negative one":   {"DRAIN_SECONDS", "-1", `DRAIN_SECONDS is "-1", but has to be a whole number from 0 to 600.`},
		"no such level":    {"LOG_LEVEL", "loud", `LOG_LEVEL is "loud", but has to be one of debug, info, warning and error.`},
		"in large letters": {"LOG_LEVEL", "INFO", `LOG_LEVEL is "INFO", but has to be one of debug, info, warning and error.`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Read(environment(map[string]string{test.variable: test.value}))

			if err == nil || err.Error() != test.sentence {
				t.Errorf("got %v, want %s", err, test.sentence)
			}
		})
	}
}

func TestAllThatIsWrongIsToldAtOnce(t *testing.T) {
	_, err := Read(environment(map[string]string{"PORT": "0", "LOG_LEVEL": "loud"}))

	if err == nil || !strings.Contains(err.Error(), "PORT") || !strings.Contains(err.Error(), "LOG_LEVEL") {
		t.Errorf("got %v, want both variables named", err)
	}
}
