package figures

import (
	"strconv"
	"time"

	"caunoi/flows"
)

// A Month counts the months since the year 0, so that the next one is one more.
// It is what a sheet is of; on which days it begins and ends is configuration.
type Month int

// MonthOf returns the month that a calendar says.
func MonthOf(year int, month time.Month) Month { return Month(year*12 + int(month) - 1) }

// MonthAt returns the month that a moment belongs to, for people who count from
// the first day of set.Period on: where that is the 16th, the 16th of October is
// of November (the domain notes, 11.2).
func MonthAt(set flows.Settings, at time.Time) Month {
	return Month(flows.MonthOn(at.In(set.Zone), set.Period))
}

// Year is the year of the month.
func (m Month) Year() int { return int(m) / 12 }

// Of is the month of its year.
func (m Month) Of() time.Month { return time.Month(int(m)%12 + 1) }

// January is the first month of its year.
func (m Month) January() Month { return MonthOf(m.Year(), time.January) }

// String is how the month is written: "11/2026".
func (m Month) String() string { return strconv.Itoa(int(m.Of())) + "/" + strconv.Itoa(m.Year()) }

// Span returns the first moment of the month and the first one after it.
func (m Month) Span(set flows.Settings) (from, to time.Time) {
	first := max(1, set.Period)
	begin := func(m Month) time.Time {
		if first > 1 {
			m--
		}
		return time.Date(m.Year(), m.Of(), first, 0, 0, 0, 0, set.Zone)
	}
	return begin(m), begin(m + 1)
}

// A Period is some months in a row, both ends of it.
type Period struct{ From, To Month }

// YearBefore is the same period a year before.
func (p Period) YearBefore() Period { return Period{p.From - 12, p.To - 12} }

// SinceJanuary is from the January of its last month on.
func (p Period) SinceJanuary() Period { return Period{p.To.January(), p.To} }
