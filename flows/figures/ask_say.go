package figures

import (
	"caunoi/flows"
	"caunoi/flows/text"
	"caunoi/flows/viet"
)

// longLabel is how many letters the name of an indicator has on a button.
const longLabel = 22

// title is what an indicator is called at the head of a sentence.
func title(i flows.Indicator) any {
	if i.Label != "" {
		return viet.Short(i.Label, longLabel)
	}
	return text.K("monthly.short." + i.Code)
}

// inside is what an indicator is called inside a sentence.
func inside(i flows.Indicator) any {
	if i.Label != "" {
		return text.Lower(viet.Short(i.Label, longLabel))
	}
	return text.Small(text.K("monthly.short." + i.Code))
}

// insides are the names of several, in one sentence.
func insides(all []flows.Indicator) text.Joined {
	var names text.Joined
	for _, i := range all {
		names = append(names, inside(i))
	}
	return names
}

// spelledFrom is the number from which a figure is repeated in words too, in
// thousandths: below it nobody is a thousandfold wrong.
const spelledFrom = viet.Num(1000 * 1000)

// digits are a number as it stands in a sentence, with "about" before one that was
// said to be near enough.
func digits(v viet.Num, near bool) any {
	n := any(viet.Digits(v))
	if whole, ok := v.Whole(); ok {
		n = whole // each language parts the thousands in its own way
	}
	if near {
		return text.Key{Name: "monthly.near", Args: text.Args{"n": n}}
	}
	return n
}

// inWords are a large number and one with a fraction in words; "" of any other.
// Money is said as people say it, where that says more than its digits.
func inWords(i flows.Indicator, v viet.Num) string {
	if _, whole := v.Whole(); v < spelledFrom && whole {
		return ""
	}
	if i.Unit == viet.Dong {
		if said := viet.SaidMoney(v); said != viet.Digits(v)+" "+viet.Dong.Label() {
			return said
		}
	}
	return viet.Spelled(v)
}

// phrase is a figure as people say it, without its words: "Tuyên truyền 2 buổi".
func phrase(i flows.Indicator, v viet.Num, near bool) text.Key { return said(i, digits(v, near)) }

// said is what people say of an indicator, with a number or what stands for one.
func said(i flows.Indicator, n any) text.Key {
	if i.Label != "" {
		unit := any("")
		if i.Unit.Label() != "" {
			unit = " " + i.Unit.Label()
		}
		return text.Key{Name: "monthly.said.own", Args: text.Args{"name": title(i), "n": n, "unit": unit}}
	}
	return text.Key{Name: "monthly.said." + i.Code, Args: text.Args{"n": n}}
}

// echo is a figure in digits and words.
func echo(i flows.Indicator, v viet.Num, near bool) text.Key {
	if words := inWords(i, v); words != "" {
		return text.Key{Name: "monthly.echo", Args: text.Args{"said": phrase(i, v, near), "words": words}}
	}
	return phrase(i, v, near)
}

// line is nothing where there is nothing, so that no line stands empty.
func line(name string, what text.Dotted) text.List {
	if len(what) == 0 {
		return nil
	}
	return text.List{text.Key{Name: name, Args: text.Args{"what": what}}}
}
