package library

import "strings"

// happening is what a dated line of the front part tells: 2018年12月29日 …《关于修改…的决定》第二次修正.
type happening int

const (
	nothing happening = iota
	adopted
	published
	amended // single articles were changed
	revised // the whole text was issued anew
	effective
)

// classify tells a dated line by its last verb.
func classify(text string) happening {
	text = strings.TrimRight(text, "）)。 ")
	for _, form := range []struct {
		end  string
		what happening
	}{
		{"施行", effective}, {"实施", effective}, {"执行", effective}, {"生效", effective}, {"修正", amended},
		{"修改", amended}, {"修订", revised}, {"公布", published}, {"发布", published}, {"颁布", published},
		{"印发", published}, {"通过", adopted}, {"批准", adopted},
	} {
		if strings.HasSuffix(text, form.end) {
			return form.what
		}
	}
	return classifyWithin(text)
}

func classifyWithin(text string) happening {
	switch {
	case strings.Contains(text, "修正"), strings.Contains(text, "修改"):
		return amended
	case strings.Contains(text, "修订"):
		return revised
	case strings.Contains(text, "公布"), strings.Contains(text, "发布"), strings.Contains(text, "颁布"), strings.Contains(text, "令第"):
		return published
	case strings.Contains(text, "通过"), strings.Contains(text, "审判委员会"), strings.Contains(text, "检察委员会"):
		return adopted
	}
	return nothing
}

// happening takes over the date of a line and, where nobody declared one, the issuer.
func (f *front) happening(text string) {
	on := findDate(text)
	if on == 0 {
		return
	}
	d := &f.document
	what := classify(text)
	if what == effective {
		f.effective = max(f.effective, on)
		return
	}
	switch what {
	case adopted:
		if d.AdoptedOn == 0 {
			d.AdoptedOn = on
		}
	case published:
		f.published = append(f.published, on)
	case revised:
		f.revised = on
	}
	d.VersionOn = max(d.VersionOn, on)
	if issuer := issuerOf(text); issuer != "" && d.Issuer == "" {
		d.Issuer = issuer
	}
}

// issuerOf names the body that a line or a title speaks of.
func issuerOf(text string) string {
	court, procuratorate := strings.Contains(text, "最高人民法院"), strings.Contains(text, "最高人民检察院")
	switch {
	case court && procuratorate:
		return "最高人民法院、最高人民检察院"
	case court:
		return "最高人民法院"
	case procuratorate:
		return "最高人民检察院"
	case strings.Contains(text, "全国人民代表大会常务委员会"):
		return "全国人民代表大会常务委员会"
	case strings.Contains(text, "全国人民代表大会"):
		return "全国人民代表大会"
	case strings.Contains(text, "国务院"):
		return "国务院"
	}
	return ""
}
