package main

import "caunoi/flows"

// ofForms is what is done about forms: a team's own people fill in theirs, a
// commune's those who coordinate and lead it, and those who lead see all below.
func ofForms() []act {
	leading := []flows.Role{flows.Coordinator, flows.Leader, flows.Admin}
	seeing := append([]flows.Role{flows.Plain, flows.Secretary, flows.Deputy, flows.Head}, leading...)
	return []act{
		{do: "bieu", roles: seeing, anywhere: true}, {do: "bieu", roles: seeing, anywhere: true, typed: true},
		{do: "bieu taphuan", roles: teamRoles, anywhere: true},
		{do: "bieu chuongtrinh", roles: []flows.Role{flows.Coordinator, flows.Leader}, anywhere: true},
		{do: "bieuxem taphuan", roles: seeing, anywhere: true}, {do: "bieuxem khongco"},
		{do: "bieuxuat chuongtrinh", roles: leading, anywhere: true},
		{do: "talk.bieu taphuan words x"},
	}
}
