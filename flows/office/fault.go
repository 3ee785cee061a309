package office

import (
	"caunoi/flows/text"
)

// A Fault says why nothing was done, as a key of the catalogs and what fills
// it: the chat and the command line both say it in words.
type Fault struct {
	Key  string
	Args text.Args
}

// Error is the key alone: what fills it names people and stands in no log.
func (f Fault) Error() string { return f.Key }

// fault makes a Fault from pairs of a name and a value.
func fault(key string, pairs ...any) Fault {
	f := Fault{Key: key, Args: text.Args{}}
	for i := 0; i+1 < len(pairs); i += 2 {
		f.Args[pairs[i].(string)] = pairs[i+1]
	}
	return f
}
