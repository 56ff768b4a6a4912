// Package metrics counts what the service does, and shows it in Prometheus' text format.
package metrics

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
)

var (
	metricName = regexp.MustCompile(`^[a-zA-Z_:][a-zA-Z0-9_:]*$`)
	labelName  = regexp.MustCompile(`^[a-zA-Z_][a-zA-Z0-9_]*$`)
)

// Registry holds the metrics of one process.
type Registry struct {
	mutex    sync.Mutex
	families []*family
}

// family is one metric with all its series.
type family struct {
	name, help, kind string
	labels           []string
	bounds           []float64              // of a histogram
	series           map[string]*series     // by the values of the labels
	read             func() (float64, bool) // of a figure that is read when it is asked for
}

type series struct {
	values  []string
	sum     float64
	count   uint64
	buckets []uint64
}

// Counter adds a metric that only grows.
func (r *Registry) Counter(name, help string, labels ...string) *Counter {
	return &Counter{r, r.add(&family{name: name, help: help, kind: "counter", labels: labels})}
}

// Histogram adds a metric that counts how many observations are at most as large as each bound.
func (r *Registry) Histogram(name, help string, bounds []float64, labels ...string) *Histogram {
	if !slices.IsSorted(bounds) {
		panic("the bounds of " + name + " have to ascend")
	}
	added := &family{name: name, help: help, kind: "histogram", labels: labels, bounds: bounds}
	return &Histogram{r, r.add(added)}
}

// Func adds a figure, a "gauge" or a "counter", that read tells whenever somebody asks; it is left
// out while read says that there is none.
func (r *Registry) Func(name, help, kind string, read func() (float64, bool)) {
	r.add(&family{name: name, help: help, kind: kind, read: read})
}

// ServeHTTP shows all metrics.
func (r *Registry) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
	_, _ = w.Write([]byte(r.String()))
}

// A wrong name is a mistake in the program, which should not start with it.
func (r *Registry) add(added *family) *family {
	if !metricName.MatchString(added.name) {
		panic(fmt.Sprintf("%q cannot be the name of a metric", added.name))
	}
	for _, label := range added.labels {
		if !labelName.MatchString(label) || strings.HasPrefix(label, "__") || label == "le" {
			panic(fmt.Sprintf("%q cannot be the name of a label", label))
		}
	}
	added.series = map[string]*series{}
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if slices.ContainsFunc(r.families, func(f *family) bool { return f.name == added.name }) {
		panic(added.name + " is there already")
	}
	r.families = append(r.families, added)
	return added
}

// of gives the series with these values of the labels, made at its first use.
func (f *family) of(values []string) *series {
	if len(values) != len(f.labels) {
		panic(fmt.Sprintf("%s has %d labels, not %d", f.name, len(f.labels), len(values)))
	}
	key := strings.Join(values, "\xff") // is in no UTF-8 text
	found := f.series[key]
	if found == nil {
		found = &series{values: slices.Clone(values), buckets: make([]uint64, len(f.bounds))}
		f.series[key] = found
	}
	return found
}
