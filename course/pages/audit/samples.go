package audit

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"

	"xiangxue/course/access"
	"xiangxue/course/inspection"
	"xiangxue/course/report"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/web"
)

// samplesView is the samples that were drawn, and the form for another one.
type samplesView struct {
	Samples []inspection.Sample
	Units   []roster.Unit
	Unit    roster.UnitID // as chosen, as the next three
	On      string
	Seed    string
	Size    string
}

// sampleView is a sample with how to draw it again.
type sampleView struct {
	inspection.Sample
	Drawn   []inspection.Ticket
	Strata  []stratumRow
	First   inspection.Ticket // whose number the page shows how to work out
	Command string            // that works it out in a shell
	Query   string            // looks at people as of the day of the sample
}

// stratumRow counts the people of a stratum.
type stratumRow struct {
	Unit, Category string
	People, Drawn  int
}

func (a *Area) showSamples(r *web.Request) error {
	v := samplesView{On: r.Today().String()}
	if err := a.fillSamples(r, &v); err != nil {
		return err
	}
	return a.samplesPage.Render(r, v)
}

func (a *Area) fillSamples(r *web.Request, v *samplesView) error {
	return a.DB.Read(r.Ctx(), func(tx storage.ReadTx) (err error) {
		scope := r.Actor.Scope(access.Audit)
		if v.Units, err = roster.Units(r.Ctx(), tx, scope); err != nil {
			return err
		}
		v.Samples, err = inspection.Samples(r.Ctx(), tx, scope)
		return err
	})
}

func (a *Area) drawSample(r *web.Request) error {
	form, err := r.Form()
	if err != nil {
		return err
	}
	order := inspection.Order{Unit: unitOf(form), On: form.Date("on"), Seed: form.Text("seed", inspection.LongestSeed), Size: form.Int("size", 1, inspection.LargestSize)}
	form.Check(order.Unit != 0, "unit", "请选一个单位")
	form.Check(!order.On.IsZero() && order.On <= r.Today(), "on", "请选今天或以前的一天")
	var id inspection.SampleID
	if err = form.Err(); err == nil {
		id, err = a.Desk.Draw(r.Ctx(), r.Actor, order)
	}
	if err != nil {
		v := samplesView{Unit: order.Unit, On: form.Raw("on"), Seed: form.Raw("seed"), Size: form.Raw("size")}
		if failed := a.fillSamples(r, &v); failed != nil {
			return failed
		}
		return a.samplesPage.Refuse(r, v, err)
	}
	return r.SeeOther("/audit/samples/%d", id)
}

func (a *Area) showSample(r *web.Request) error {
	id, err := r.ID("sample")
	if err != nil {
		return err
	}
	var v sampleView
	err = a.DB.Read(r.Ctx(), func(tx storage.ReadTx) (err error) {
		v.Sample, err = inspection.FindSample(r.Ctx(), tx, r.Actor, inspection.SampleID(id))
		return err
	})
	if err != nil {
		return err
	}
	v.fill()
	return a.samplePage.Render(r, v)
}

// fill counts the strata, whose people follow each other.
func (v *sampleView) fill() {
	v.Query = "?asOf=" + v.On.String()
	for n, t := range v.Tickets {
		if n == 0 || t.Stratum != v.Tickets[n-1].Stratum {
			v.Strata = append(v.Strata, stratumRow{Unit: t.UnitName, Category: t.Category})
		}
		s := &v.Strata[len(v.Strata)-1]
		s.People++
		if t.Drawn {
			s.Drawn++
			v.Drawn = append(v.Drawn, t)
		}
	}
	v.First = v.Drawn[0]
	v.Command = `printf '%s\n'`
	for _, line := range []string{v.Root, v.Seed, v.First.Unit, v.First.Stratum.Category, v.First.StaffNo} {
		v.Command += " '" + strings.ReplaceAll(line, "'", `'\''`) + "'"
	}
	v.Command += " | sha256sum"
}

// exportSample sends everybody who could be drawn, so that the draw can be done again.
func (a *Area) exportSample(r *web.Request) error {
	id, err := r.ID("sample")
	if err != nil {
		return err
	}
	var file bytes.Buffer
	if err := a.Desk.Export(r.Ctx(), r.Actor, inspection.SampleID(id), &file); err != nil {
		return err
	}
	r.Attach(fmt.Sprintf("%s-%d.csv", r.T("抽样名单"), id))
	return r.Blob(http.StatusOK, report.CSV.MediaType(), file.Bytes())
}
