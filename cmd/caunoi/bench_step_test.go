package main

import (
	"context"
	"slices"
	"testing"
	"time"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/store"
)

// BenchmarkStep is one step of a ladder, without the commit: what it costs and
// writes. BenchmarkAudit is the audit of 10,000 open cases, each in order.
func BenchmarkStep(b *testing.B) {
	counted := &countedPuts{}
	p := newProvince(b, func(db store.DB) store.DB { counted.DB = db; return counted })
	p.fill(1000, "khẩn sạt lở chặn đường vào bản")
	var due []flows.Timer
	p.put(func(tx store.Tx) {
		for tm := range flows.Timers.All(tx) {
			if tm.Name == "clock" {
				due = append(due, tm)
			}
		}
	})
	counted.puts = 0
	b.ResetTimer()
	for i := range b.N {
		tm := due[i%len(due)]
		p.put(func(tx store.Tx) {
			_ = tx.Try(func() {
				counted.counts = true
				began := time.Now()
				p.desk.Take(tx, []flows.Event{flows.Firing(tm, tm.Due)})
				p.waits = append(p.waits, time.Since(began))
				counted.counts = false
				panic("undo")
			})
		})
	}
	b.StopTimer()
	slices.Sort(p.waits)
	b.ReportMetric(float64(p.waits[len(p.waits)/2].Microseconds()), "µs/step-p50")
	b.ReportMetric(float64(counted.puts)/float64(b.N), "writes/step")
	if err := p.db.Close(); err != nil {
		b.Error(err)
	}
}

// countedPuts counts what is written.
type countedPuts struct {
	store.DB
	puts   int
	counts bool
}

// Update counts.
func (c *countedPuts) Update(ctx context.Context, f func(store.Tx)) error {
	return c.DB.Update(ctx, func(tx store.Tx) { f(countedTx{tx, c}) })
}

type countedTx struct {
	store.Tx
	c *countedPuts
}

// Put counts.
func (t countedTx) Put(table, key string, value []byte) {
	if t.c.counts {
		t.c.puts++
	}
	t.Tx.Put(table, key, value)
}

// Delete counts.
func (t countedTx) Delete(table, key string) {
	if t.c.counts {
		t.c.puts++
	}
	t.Tx.Delete(table, key)
}

// BenchmarkAudit is the audit of 10,000 urgent cases that are open.
func BenchmarkAudit(b *testing.B) {
	p := newProvince(b, nil)
	p.fill(10000, "khẩn sạt lở chặn đường vào bản")
	p.put(func(tx store.Tx) { p.desk.Start(tx, time.Now()) })
	turns, at := 0, time.Now()
	b.ResetTimer()
	for range b.N {
		at = at.Add(time.Minute)
		for name, more := "watch.cases", true; more; name, turns = "watch.next", turns+1 {
			began := time.Now()
			p.put(func(tx store.Tx) {
				var tm flows.Timer
				if tm, more = flows.Timers.Get(tx, store.Key(name, "")); more {
					p.desk.Take(tx, []flows.Event{flows.Firing(tm, at)})
				}
			})
			p.waits = append(p.waits, time.Since(began))
		}
	}
	b.StopTimer()
	b.ReportMetric(float64(turns)/float64(b.N), "turns/audit")
	b.ReportMetric(float64(slices.Max(p.waits).Microseconds())/1000, "ms-longest-turn")
	p.put(func(tx store.Tx) {
		if _, clean := casework.Audited(tx); !clean {
			b.Log("the audit found something to mend")
		}
	})
	if err := p.db.Close(); err != nil {
		b.Error(err)
	}
}
