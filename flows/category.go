package flows

import "slices"

// Categories returns the codes of what a case can be about, in the order in
// which people are asked (the domain notes, 12.4).
func Categories() []string {
	return []string{"HTA", "TAI", "CSX", "DAT", "SXU", "YTE", "GDU", "MTR", "ATT", "THC", "HGI", "DLU", "KHA"}
}

// Personal reports whether the cases of a category concern persons or what
// people think: many of them are no hot spot, and nobody is to be told that
// there are many (conversations 0.11 and 8).
func Personal(category string) bool {
	return slices.Contains([]string{"ATT", "HGI", "DAT", "DLU"}, category)
}
