// Package enroll is how a person becomes known to the bot: everybody whom the
// roster names joins by a link of their own or by a phone number of their own.
//
// Its laws: nobody is bound to a chat who has not proved the number the roster
// has for them (reliability S05) or opened the link that was given to them; a
// binding is never changed silently (S06); a stranger leaves one small row
// behind, and only after being answered.
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
package enroll
