package main

import "caunoi/flows/casework"

// untaken gives nobody the case.
func untaken(c *casework.Case) { c.State = casework.New }

// given has somebody hand the case on to the sender.
func given(c *casework.Case) {
	c.Given = casework.Handover{To: []string{"x"}, By: "binh", At: c.At, Nth: 1}
	c.Alerts = []casework.Alert{{Member: "x", Role: "role.charge", At: c.At, Sent: c.At}}
}

// givenToOther has somebody hand it on to another.
func givenToOther(c *casework.Case) {
	given(c)
	c.Given.To, c.Alerts[0].Member = []string{"chu"}, "chu"
}

// ofWork is how a case goes on and ends, for those who handle it.
func ofWork() []act {
	handle := func(do string, set func(c *casework.Case)) act { return act{do: do, roles: handling, set: set} }
	return []act{
		handle("chuyen A", untaken), handle("chuyen A", taken), handle("ghichu A đã báo máy xúc", untaken), handle("tuchoi A không thuộc xã", taken),
		handle("giahan A 27/11 chờ vật tư", taken),
		handle("tra A đang ở xa", given), {do: "tra A đang ở xa", set: untaken}, {do: "tra A đang ở xa", set: givenToOther},
		{do: "talk.renew A what x"}, {do: "talk.memo A what x"},
	}
}
