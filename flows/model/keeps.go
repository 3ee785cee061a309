package model

import (
	"slices"

	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/store"
)

// Keeper answers for what models keep of a person: which the person registered, what
// the person showed of them, and the steps that the person took.
func Keeper() flows.Keeper {
	return flows.Keeper{Tell: tellKept, Copy: copyKept, Erase: erase}
}

func touchedBy(tx store.Tx, member string) []Model {
	return slices.Collect(Models.Under(tx, "by", store.Key(member)))
}

func shownBy(tx store.Tx, member string) []Evidence {
	return slices.Collect(Evidences.Under(tx, "by", store.Key(member)))
}

func tellKept(tx store.Tx, m flows.Member) text.List {
	touched, shown := len(touchedBy(tx, m.ID)), len(shownBy(tx, m.ID))
	if touched+shown == 0 {
		return nil
	}
	return text.List{text.Key{Name: "model.keeps", Args: text.Args{"touched": touched, "shown": shown}}}
}

func copyKept(tx store.Tx, m flows.Member) (lines text.List) {
	for _, o := range touchedBy(tx, m.ID) {
		for _, e := range o.Log {
			if e.By == m.ID {
				lines = append(lines, text.Key{Name: "model.keeps.step", Args: text.Args{"n": o.Code(), "name": o.Name, "time": text.Moment(e.At), "state": text.K("model.state." + e.To.Name())}})
			}
		}
	}
	for _, e := range shownBy(tx, m.ID) {
		lines = append(lines, text.Key{Name: "model.keeps.shown", Args: text.Args{"n": e.Model, "time": text.Moment(e.At), "words": e.Words, "files": len(e.Files)}})
	}
	return lines
}

// erase drops who it was. The model and what shows it are its unit's and stay, but for
// voices and films, by which a person can be known.
func erase(t *flows.Turn, m flows.Member) {
	for _, o := range touchedBy(t.Tx, m.ID) {
		if o.By == m.ID {
			o.By = ""
		}
		o.Log = slices.Clone(o.Log)
		for i := range o.Log {
			if o.Log[i].By == m.ID {
				o.Log[i].By = ""
			}
		}
		Models.Put(t.Tx, o)
	}
	for _, e := range shownBy(t.Tx, m.ID) {
		Evidences.Put(t.Tx, e.without())
	}
}
