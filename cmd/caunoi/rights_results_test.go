package main

import (
	"time"

	"caunoi/flows"
	"caunoi/flows/casework"
	"caunoi/flows/figures"
	"caunoi/flows/result"
	"caunoi/flows/viet"
	"caunoi/store"
)

// ofResults is what is done about results told on the day: each by who told them,
// and what comes to a closed month by who closes it: the head, or the deputy where
// there is none.
func ofResults() []act {
	offered, kept, doubtful, late := telling(result.Offered), telling(result.Kept), telling(result.Kept), toldLate
	return []act{
		{do: "ketqua"}, {do: "ketqua", member: true, typed: true, also: kept},
		{do: "kqsua"}, {do: "kqsua 1", member: true, also: kept},
		{do: "kqbo"}, {do: "kqbo 1", member: true, also: kept},
		{do: "kqdung 1"}, {do: "kqdung 1", member: true, also: offered},
		{do: "kqto 1"}, {do: "kqto 1", member: true, also: kept},
		{do: "kqchon 1 1 x"}, {do: "kqchon 1 1 x", member: true, also: doubtful},
		{do: "kqngay 1 2026-11-20"}, {do: "kqngay 1 2026-11-20", member: true, also: kept},
		{do: "kqcung 1"}, {do: "kqcung 1", member: true, also: offered},
		{do: "kqkhac 1"}, {do: "kqkhac 1", member: true, also: offered},
		{do: "kqviec 1"}, {do: "kqviec 1", member: true, also: kept},
		{do: "kqcong binh 1"}, {do: "kqcong binh 1", roles: []flows.Role{flows.Head}, also: withHead(late)},
		{do: "kqcong binh 1", roles: []flows.Role{flows.Head, flows.Deputy}, also: late},
		{do: "talk.result - words x"},
	}
}

// telling is what the sender told for the first team.
func telling(state result.State) func(m *matrix, tx store.Tx, c casework.Case) {
	return func(m *matrix, tx store.Tx, _ casework.Case) {
		result.Tellings.Put(tx, result.Telling{
			Member: "x", Seq: 1, Unit: "NH-01", Month: figures.MonthOf(2026, time.November), Day: m.now, At: m.now, Text: "2 buổi", State: state,
			Sure:  []result.Figure{{Code: "A1", Value: viet.NumOf(2)}},
			Or:    []time.Time{time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)},
			Asked: []result.Doubt{{Codes: []string{"D3", "D4"}, Values: []viet.Num{viet.NumOf(150)}, Words: "150 công"}},
		})
	}
}

// toldLate is what somebody of the first team told of a month that is closed.
func toldLate(m *matrix, tx store.Tx, _ casework.Case) {
	month := figures.MonthOf(2026, time.October)
	figures.Keep(tx, figures.Sheet{Unit: "NH-01", Month: month, Team: true, Closed: m.now, By: "an"})
	item := figures.File(tx, figures.Item{Unit: "NH-01", Month: month, Code: "A1", Value: viet.NumOf(2), Day: m.now, At: m.now, By: "binh"})
	result.Tellings.Put(tx, result.Telling{
		Member: "binh", Seq: 1, Unit: "NH-01", Month: month, Day: m.now, At: m.now, Text: "2 buổi",
		Sure: []result.Figure{{Code: "A1", Value: viet.NumOf(2), Late: true}}, Items: []int{item.Seq},
	})
}
