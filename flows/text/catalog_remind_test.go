package text_test

import "caunoi/flows/reminder"

// What reminders complete at run time, and their script.
var _ = func() bool {
	dynamic["remind.state."] = []string{"active", "paused", "ended"}
	whom := []string{"team", "heads", "members", "charge", "duty", "coordinators", "leaders"}
	dynamic["remind.whom."] = whom
	dynamic["remind.whom.at."] = whom[3:]
	dynamic["remind.was."] = []string{"running", "told", "missed", "broken", "rested"}
	dynamic["remind.also."] = []string{"exempt", "nobody", "nowhere", "failed", "late", "owed", "others"}
	dynamic["remind.new.whom."] = whom
	dynamic["remind.did."] = []string{"running", "told", "missed", "broken", "rested"}
	dynamic["remind.new.task."] = []string{"text"}
	dynamic["remind.new.useful."] = []string{"1d", "3d", "7d"}
	dynamic["remind.new.night."] = []string{"yes", "no"}
	dynamic["remind.new.work."] = []string{"yes", "no"}
	dynamic["remind.new.why."] = []string{"zone", "never", "often", "hour", "ask", "deadline", "ahead", "unread", "more", "moon", "several", "day", "clock"}
	dynamic["command."] = append(dynamic["command."], "nhac", "khongmoi")
	scripts["reminder.Composing"] = reminder.Composing.Keys()
	return true
}()
