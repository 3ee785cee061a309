// Package privacy is what is kept about whom, and its end: everybody sees what
// is kept of them, gets a copy, has it put right, takes the consent back, and
// has it erased (Law 91/2025/QH15; Decree 356/2025, art. 5; conversations.md 9).
//
// Its laws: whatever is asked for has an answer at once and, where an
// administrator has to act, a clock that is seen (the domain notes, 10.3);
// nobody sees or decides but the person and the administrators over the
// person; what is erased cannot be found anywhere, and the reports, which are
// about the residents' matters and not about people, stay without it. It knows
// no other flow: each says by itself what it keeps (flows.Keeper).
//
// For registration:
//
//	Command  dulieu     Show            what is kept about me
//	Verb     banso      Copy            all of it, as a file
//	Maker    privacy.copy  MakeCopy     makes that file when it leaves
//	Verb     suadulieu  Correct         something is wrong
//	Verb     dongy.rut  AskWithdraw     RUT DONG Y, and its button
//	Verb     dongy.het  Withdraw        yes: member
//	Verb     dulieu.xoa AskErase        erase
//	Verb     dulieu.het Erase           yes
//	Door     dulieu.sau EraseAfter      erase, by somebody who has withdrawn: member
//	Verb     dulieu.giu Keep            no, do not erase
//	Verb     yeucau     Requests        an administrator's list, or one request: id
//	Verb     yeucau.xoa AskNow          an administrator erases now: id
//	Verb     yeucau.het Now             yes: id
//	Verb     yeucau.sua Corrected       an administrator has put it right: id
//	Timer    privacy.erase  Carry       the time to take an erasing back is over
//	Timer    privacy.due    Remind      a deadline comes near, or is over
//	About    erased                     the last word to somebody who was erased
package privacy
