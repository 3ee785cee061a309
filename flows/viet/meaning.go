package viet

// Open says what kind of question stands open for a person.
type Open int

// The kinds of open question (the conversation rules, 0.7 and 0.9).
const (
	None   Open = iota // nothing is asked
	YesNo              // yes or no
	Text               // some words
	Number             // a number
	Menu               // one of a few numbered choices, shown a short while ago
)

// Context is what the meaning of a message depends on besides its words.
type Context struct {
	Open    Open
	Choices int  // how many choices the menu has, numbered from 1
	Zero    bool // whether the menu also has a choice 0, the last line of a long one
	Cases   int  // how many cases wait for a word of this person
}

// Kind is what a message is, once read.
type Kind int

// What a private message of a known member can mean (the conversation rules,
// 0.7, 0.8, 0.11 and 2). The zero value is the safe one: it is filed.
const (
	Report          Kind = iota // a matter to file; Rest is its text
	Urgent                      // a matter of level 1; Rest is its text
	Danger                      // a matter to file, with the question about danger; Rest is its text
	Courtesy                    // thanks or a nod: not filed
	Cancel                      // leaves the talk
	Back                        // to the question before
	Skip                        // past this question
	Yes                         // to an open yes-or-no question; Rest is what was added
	No                          // the same
	ChoiceOf                    // Number is the choice
	Value                       // Number is the value
	Answer                      // words for the open question, or for the case named by Code or waiting; Name may be Unsure
	Command                     // Name is the command, Rest what followed it
	Verb                        // Name is the act, Code its case ("" is the only one that waits), Rest what followed
	Ask                         // not clear: the bot asks; Name may be the nearest command, or the act without a case
	Secret                      // marked as a state secret: refused and not stored
	Legal                       // a complaint or denunciation: asked which kind it is
	WithdrawConsent             // takes back the consent to keep data
	Show                        // Code is the case whose card is wanted
)

// Unsure is the Name of an Answer to a yes-or-no question that is neither:
// "chưa rõ", "không biết".
const Unsure = "chuaro"

// Meaning is a message once read.
type Meaning struct {
	Kind   Kind
	Name   string // of a command or an act: "baocao", "nhan"
	Code   string // of a case: "2611-42"
	Number int64  // the choice or the value
	Rest   string // the words that remain, in their own spelling
}
