package directive

import (
	"caunoi/flows"
	"caunoi/flows/text"
)

// filesIn are those of some files that can be shown in a chat: the others came by
// another service.
func filesIn(all []flows.File, to flows.Address) (files []flows.File) {
	for _, f := range all {
		if f.Channel == "" || f.Channel == to.Channel() {
			files = append(files, f)
		}
	}
	return files
}

// shownIn is a drawing of a directive as it can be shown in a chat: without the files
// that came by another service, of which it says how many there are.
func shownIn(to flows.Address, n flows.Note) flows.Note {
	files := filesIn(n.Files, to)
	missing := len(n.Files) - len(files)
	if missing == 0 {
		return n
	}
	lines, _ := n.Args["lines"].(text.List)
	n.Files = files
	n.Args["lines"] = append(lines, text.Key{Name: "directive.elsewhere", Args: text.Args{"n": missing}})
	return n
}

// A Via is how many copies go by a service.
type Via struct {
	Channel string `cbor:"1,keyasint"`
	Copies  int    `cbor:"2,keyasint"`
}

// via counts a copy that goes to a chat.
func (a *Audience) via(to flows.Address, copies int) {
	for i := range a.By {
		if a.By[i].Channel == to.Channel() {
			a.By[i].Copies += copies
			return
		}
	}
	a.By = append(a.By, Via{to.Channel(), copies})
}

// withoutFiles is how many of an audience use a service by which not all files of a
// directive can be shown.
func (d Directive) withoutFiles(a Audience) (copies int) {
	for _, v := range a.By {
		if len(filesIn(d.Files, flows.At(v.Channel, ""))) < len(d.Files) {
			copies += v.Copies
		}
	}
	return copies
}
