package server

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"{{ cookiecutter.__module }}/internal/config"
	"{{ cookiecutter.__module }}/internal/web"
)

var settings = config.Config{Drain: 5 * time.Second, Stop: 20 * time.Second}

// service is one that serves in a bubble of its own time, with a route /slow that takes a while.
type service struct {
	stop  context.CancelFunc
	ended chan error
	pipes pipes
	// Whether a request that was cut off came to its end.
	noticed atomic.Bool
}

func start(t *testing.T, slow time.Duration) *service {
	t.Helper()
	slog.SetDefault(slog.New(slog.DiscardHandler))
	ctx, stop := context.WithCancel(t.Context())
	started := &service{
		stop:  stop,
		ended: make(chan error, 1),
		pipes: pipes{make(chan net.Conn), make(chan struct{})},
	}
	health := &web.Health{}
	mux := http.NewServeMux()
	mux.HandleFunc("/slow", func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-time.After(slow):
			_, _ = io.WriteString(w, "done")
		case <-r.Context().Done():
			time.Sleep(time.Millisecond)
			started.noticed.Store(true)
		}
	})
	mux.Handle("/", web.Handler(health, nil))
	go func() { started.ended <- serve(ctx, started.pipes, health, mux, settings) }()
	synctest.Wait()
	return started
}

// ask gives the status of an answer over a connection of its own; 0 is a connection that broke.
func (s *service) ask(t *testing.T, path string) int {
	t.Helper()
	client := http.Client{Transport: &http.Transport{DialContext: s.pipes.dial, DisableKeepAlives: true}}
	answer, err := client.Get("http://service" + path)
	if err != nil {
		return 0
	}
	defer func() { _ = answer.Body.Close() }()
	return answer.StatusCode
}

func TestAStoppingServiceFailsReadinessBeforeItRefusesRequests(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		running := start(t, 0)
		before := running.ask(t, "/readyz")

		running.stop()
		synctest.Wait()
		draining := [3]int{running.ask(t, "/readyz"), running.ask(t, "/healthz"), running.ask(t, "/slow")}
		err := <-running.ended

		if before != 200 || draining != [3]int{503, 200, 200} || err != nil {
			t.Errorf("ready %d, draining %v, ended with %v", before, draining, err)
		}
		if after := running.ask(t, "/healthz"); after != 0 {
			t.Errorf("a stopped service answered %d", after)
		}
	})
}

func TestARequestThatRunsMayFinish(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		running := start(t, 24*time.Second)
		status := make(chan int)
		go func() { status <- running.ask(t, "/slow") }()
		synctest.Wait()

		running.stop()

		if got, err := <-status, <-running.ended; got != 200 || err != nil {
			t.Errorf("the request got %d, the service ended with %v", got, err)
		}
	})
}

func TestARequestThatTakesTooLongIsCutOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		running := start(t, time.Hour)
		status := make(chan int)
		go func() { status <- running.ask(t, "/slow") }()
		synctest.Wait()
		began := time.Now()

		running.stop()

		got, err := <-status, <-running.ended
		took := time.Since(began).Truncate(time.Second)
		if got != 0 || err != nil || took != settings.Drain+settings.Stop {
			t.Errorf("the request got %d, the service ended with %v after %s", got, err, took)
		}
		if !running.noticed.Load() {
			t.Error("the service was stopped before the request that it cut off")
		}
	})
}

func TestAPortThatIsTakenIsNamed(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = taken.Close() }()
	port := taken.Addr().(*net.TCPAddr).Port

	err = Run(t.Context(), config.Config{Host: "127.0.0.1", Port: port})

	if err == nil || !strings.Contains(err.Error(), taken.Addr().String()) {
		t.Errorf("got %v", err)
	}
}

// pipes is a listener in memory: synctest's clock stands still while a real network is waited for.
type pipes struct {
	connections chan net.Conn
	closed      chan struct{}
}

var errClosed = errors.New("the listener is closed")

func (p pipes) dial(context.Context, string, string) (net.Conn, error) {
	ours, theirs := net.Pipe()
	select {
	case p.connections <- theirs:
		return ours, nil
	case <-p.closed:
		return nil, errClosed
	}
}

func (p pipes) Accept() (net.Conn, error) {
	select {
	case connection := <-p.connections:
		return connection, nil
	case <-p.closed:
		return nil, errClosed
	}
}

func (p pipes) Close() error {
	close(p.closed)
	return nil
}

func (p pipes) Addr() net.Addr { return &net.UnixAddr{Name: "memory", Net: "unix"} }
