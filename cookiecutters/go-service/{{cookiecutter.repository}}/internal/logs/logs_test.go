package logs

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"strings"
	"testing"
	"time"
)

func written(t *testing.T, write func(*slog.Logger)) map[string]any {
	t.Helper()
	var out bytes.Buffer
	write(New(&out, slog.LevelInfo))
	if strings.Count(out.String(), "\n") != 1 {
		t.Fatalf("got %q, want one line", out.String())
	}
	entry := map[string]any{}
	if err := json.Unmarshal(out.Bytes(), &entry); err != nil {
		t.Fatal(err)
	}
	return entry
}

func TestARecordIsOneLineOfJSON(t *testing.T) {
	entry := written(t, func(log *slog.Logger) { log.Warn("two\nlines and a \"quote\"", "route", "/notes") })

	if entry["message"] != "two\nlines and a \"quote\"" || entry["level"] != "warning" || entry["route"] != "/notes" {
		t.Errorf("got %v", entry)
	}
}

func TestTheTimeIsInUTC(t *testing.T) {
	entry := written(t, func(log *slog.Logger) { log.Info("ready") })

	moment, err := time.Parse(time.RFC3339, entry["time"].(string))
	if err != nil || !strings.HasSuffix(entry["time"].(string), "Z") || time.Since(moment) > time.Minute {
		t.Errorf("got %v and %v, want the present time in UTC", entry["time"], err)
	}
}

func TestWhatIsBelowTheLevelIsLeftOut(t *testing.T) {
	var out bytes.Buffer

	New(&out, slog.LevelError).Warn("not so bad")

	if out.Len() != 0 {
		t.Errorf("got %s, want nothing", out.String())
	}
}

func TestGroupsKeepTheirOwnKeys(t *testing.T) {
	entry := written(t, func(log *slog.Logger) { log.Info("read", slog.Group("file", "level", "deep")) })

	if entry["file"].(map[string]any)["level"] != "deep" {
		t.Errorf("got %v", entry)
	}
}
