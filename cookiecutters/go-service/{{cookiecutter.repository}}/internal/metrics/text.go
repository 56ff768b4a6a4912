package metrics

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

var (
	helpEscapes  = strings.NewReplacer(`\`, `\\`, "\n", `\n`)
	valueEscapes = strings.NewReplacer(`\`, `\\`, "\n", `\n`, `"`, `\"`)
)

// String is the registry in Prometheus' text format 0.0.4, the same for the same figures.
func (r *Registry) String() string {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	var out strings.Builder
	for _, family := range slices.SortedFunc(slices.Values(r.families), byName) {
		family.write(&out)
	}
	return out.String()
}

func byName(a, b *family) int { return cmp.Compare(a.name, b.name) }

func (f *family) write(out *strings.Builder) {
	var samples strings.Builder
	if f.read != nil {
		if value, known := f.read(); known {
			f.sample(&samples, "", nil, "", number(value))
		}
	}
	for _, key := range slices.Sorted(maps.Keys(f.series)) {
		f.writeSeries(&samples, f.series[key])
	}
	if samples.Len() == 0 {
		return
	}
	fmt.Fprintf(out, "# HELP %s %s\n# TYPE %s %s\n", f.name, helpEscapes.Replace(f.help), f.name, f.kind)
	out.WriteString(samples.String())
}

func (f *family) writeSeries(out *strings.Builder, of *series) {
	count := strconv.FormatUint(of.count, 10)
	if f.kind != "histogram" {
		f.sample(out, "", of.values, "", count)
		return
	}
	for place, bound := range f.bounds {
		f.sample(out, "_bucket", of.values, number(bound), strconv.FormatUint(of.buckets[place], 10))
	}
	f.sample(out, "_bucket", of.values, "+Inf", count)
	f.sample(out, "_sum", of.values, "", number(of.sum))
	f.sample(out, "_count", of.values, "", count)
}

// sample writes one line; le is the bound of a bucket, or empty.
func (f *family) sample(out *strings.Builder, suffix string, values []string, le, value string) {
	labels := make([]string, 0, len(values)+1)
	for place, labelled := range values {
		labels = append(labels, label(f.labels[place], labelled))
	}
	if le != "" {
		labels = append(labels, label("le", le))
	}
	out.WriteString(f.name + suffix)
	if len(labels) > 0 {
		out.WriteString("{" + strings.Join(labels, ",") + "}")
	}
	out.WriteString(" " + value + "\n")
}

func label(name, value string) string {
	return name + `="` + valueEscapes.Replace(strings.ToValidUTF8(value, "\uFFFD")) + `"`
}

// number writes NaN, +Inf and -Inf as the format does.
func number(value float64) string {
	return strconv.FormatFloat(value, 'g', -1, 64)
}
