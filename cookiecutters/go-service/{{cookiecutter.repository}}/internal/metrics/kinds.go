package metrics

// Counter only grows.
type Counter struct {
	registry *Registry
	family   *family
}

// Add counts one more for these values of the labels, in their order.
func (c *Counter) Add(values ...string) {
	c.registry.mutex.Lock()
	defer c.registry.mutex.Unlock()
	c.family.of(values).count++
}

// Histogram tells how observations are spread.
type Histogram struct {
	registry *Registry
	family   *family
}

// Observe counts one observation for these values of the labels, in their order.
func (h *Histogram) Observe(observed float64, values ...string) {
	h.registry.mutex.Lock()
	defer h.registry.mutex.Unlock()
	series := h.family.of(values)
	series.count++
	series.sum += observed
	for place, bound := range h.family.bounds {
		if observed <= bound {
			series.buckets[place]++
		}
	}
}
