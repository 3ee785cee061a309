package main

import (
	"container/heap"
	"time"
)

// schedule does something later.
func (s *simulation) schedule(in time.Duration, do func()) {
	s.acts++
	heap.Push(&s.todo, simAct{s.run.Add(in), s.acts, do})
}

// A simAct is something that will happen.
type simAct struct {
	at time.Time
	n  int
	do func()
}

// A simAgenda is what will happen, the next first.
type simAgenda []simAct

// Len, Less, Swap, Push and Pop make it a heap.
func (a simAgenda) Len() int { return len(a) }

// Less orders by time, and at one time by what was planned first.
func (a simAgenda) Less(i, j int) bool {
	return a[i].at.Before(a[j].at) || a[i].at.Equal(a[j].at) && a[i].n < a[j].n
}

// Swap changes places.
func (a simAgenda) Swap(i, j int) { a[i], a[j] = a[j], a[i] }

// Push adds.
func (a *simAgenda) Push(x any) { *a = append(*a, x.(simAct)) }

// Pop takes the last away.
func (a *simAgenda) Pop() any {
	old := *a
	x := old[len(old)-1]
	*a = old[:len(old)-1]
	return x
}
