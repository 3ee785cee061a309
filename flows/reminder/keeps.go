package reminder

import (
	"slices"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/store"
)

// Keeper answers for what reminders keep of a person: which the person set, and for
// which team the person said that there is nothing new.
func Keeper() flows.Keeper {
	return flows.Keeper{Tell: tellKept, Copy: copyKept, Erase: erase}
}

func setBy(tx store.Tx, member string) []Reminder {
	var all []Reminder
	for r := range Reminders.All(tx) {
		if r.By == member {
			all = append(all, r)
		}
	}
	return all
}

func quietBy(tx store.Tx, member string) []Quiet {
	return slices.DeleteFunc(slices.Collect(Quiets.All(tx)), func(q Quiet) bool { return q.By != member })
}

func tellKept(tx store.Tx, m flows.Member) text.List {
	set, quiet := len(setBy(tx, m.ID)), len(quietBy(tx, m.ID))
	if set+quiet == 0 {
		return nil
	}
	return text.List{text.Key{Name: "remind.keeps", Args: text.Args{"set": set, "quiet": quiet}}}
}

func copyKept(tx store.Tx, m flows.Member) (lines text.List) {
	for _, r := range setBy(tx, m.ID) {
		lines = append(lines, text.Key{Name: "remind.keeps.set", Args: text.Args{"n": r.Number, "time": text.Moment(r.Set), "text": r.Text}})
	}
	for _, q := range quietBy(tx, m.ID) {
		lines = append(lines, text.Key{Name: "remind.keeps.quiet", Args: text.Args{"time": text.Moment(q.At)}})
	}
	return lines
}

// erase drops who it was: the reminders stay, and go on while somebody answers for
// them.
func erase(t *flows.Turn, m flows.Member) {
	for _, r := range setBy(t.Tx, m.ID) {
		r.By = ""
		Reminders.Put(t.Tx, r)
	}
	for _, q := range quietBy(t.Tx, m.ID) {
		q.By = ""
		Quiets.Put(t.Tx, q)
	}
}
