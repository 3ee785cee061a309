package main

import "caunoi/flows/casework"

// untaken gives nobody the case.
func untaken(c *casework.Case) { c.State = casework.New }

// ofWork is how a case goes on and ends, for those who handle it.
func ofWork() []act {
	handle := func(do string, set func(c *casework.Case)) act { return act{do: do, roles: handling, set: set} }
	return []act{
		handle("chuyen A", untaken), handle("chuyen A", taken), handle("ghichu A đã báo máy xúc", untaken), handle("tuchoi A không thuộc xã", taken),
		handle("giahan A 27/11 chờ vật tư", taken),
		{do: "talk.renew A what x"}, {do: "talk.memo A what x"},
	}
}
