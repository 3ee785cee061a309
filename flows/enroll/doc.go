// Package enroll is how a person becomes known to the bot: the roster names
// who belongs to the organisation, and everybody named joins by a phone number
// of their own.
//
// Its laws: nobody is bound to a chat who has not proved the number the roster
// has for them (reliability S05); a binding is never changed silently (S06);
// an import ends people and never deletes them; importing the same file again
// writes nothing; a stranger leaves one small row behind, and only after being
// answered.
//
// For registration, with conversations.md 1:
//
//	Stranger  Stranger    whatever somebody says who is no member, and every contact
//	Door      join.pick   Pick    a name on a shared phone: member
//	Door      join.yes    Yes     this is me: member
//	Door      join.no     NotMe   this is not me: member
//	Door      join.agree  Agree   to the notice of consent: member, version
//	Door      join.refuse Refuse  the same notice: member, version
//	Timer     join.listed Listed  a number that was unknown stands in the roster now
//	Timer     join.forget Forget  a stranger has not come back for 30 days
//	Timer     roster.ended Leave  the last day of a post is over
//
// The roster is read with Read, compared with what is stored by Compare and
// stored by Apply, in one transaction. First sees to the first administrator
// at every start and after every import.
package enroll
