package library

import (
	"fmt"
	"strings"
	"testing"

	"xiangxue/course/calendar"
)

// shelf is a library in memory: documents are named by the order in which they were put there, from 1.
type shelf struct {
	editions []editionRow
	clauses  []relationRow
	checks   []checkRow
	works    map[string]int64
}

// put adds a document: its title, the front part and the text behind 第二条.
func (s *shelf) put(t *testing.T, title, front, closing string) {
	t.Helper()
	p := read(t, title+".md", "# "+title+"\n"+front+"\n<!-- INFO END -->\n第一条 甲。\n第二条 "+closing)
	id := int64(len(s.editions) + 1)
	key := titleKey(p.Title)
	if s.works == nil {
		s.works = map[string]int64{}
	}
	if s.works[key] == 0 {
		s.works[key] = id
	}
	s.editions = append(s.editions, editionRow{
		ID: id, WorkID: s.works[key], Title: p.Title, TitleKey: key, NumberKey: numberKey(p.DocNumber), VersionOn: p.VersionOn,
		BeginsOn: p.BeginsOn, BeginGround: string(p.BeginGround), EffectiveOn: p.EffectiveOn, RepealedOn: p.RepealedOn, ExpiresOn: p.ExpiresOn,
	})
	for _, r := range relationRows(id, p.Relations) {
		if r.Kind == string(Repeals) {
			s.clauses = append(s.clauses, r)
		}
	}
}

func (s *shelf) check(document int64, state State, checkedOn calendar.Date) {
	s.checks = append(s.checks, checkRow{
		ID: int64(len(s.checks) + 1), DocumentID: document, State: string(state), SinceOn: checkedOn, CheckedOn: checkedOn, Source: "国家法律法规数据库",
	})
}

// says returns the state and its reason as of a day.
func (s *shelf) says(document DocumentID, asOf calendar.Date) string {
	r := newRegister(s.editions, s.clauses, s.checks)
	status := r.status(r.editions[document], asOf)
	return fmt.Sprintf("%s（%s）", status.State.Label(), status.Reason())
}

func (s *shelf) expect(t *testing.T, document DocumentID, asOf calendar.Date, want string) {
	t.Helper()
	if got := s.says(document, asOf); got != want {
		t.Errorf("document %d on %s: got %s, want %s", document, asOf, got, want)
	}
}

const unknown = "效力未核实（库中没有能说明效力的依据）"

func TestStatusOfOneVersion(t *testing.T) {
	t.Parallel()
	var s shelf
	s.put(t, "甲法", "2018年12月29日 发布", "本法自2019年1月1日起施行。")
	s.put(t, "乙法", "2018年12月29日 通过", "完。")
	s.put(t, "丙办法", "发布日期：2026-01-05\n施行日期：2026-01-01\n废止日期：2026-06-01", "本办法自2026年1月1日起施行。")
	s.put(t, "丁办法", "发布日期：2025-09-08\n施行日期：2025-10-01", "本办法自2025年10月1日起施行，有效期五年。")
	s.put(t, "戊法", "没有日期", "完。")
	s.expect(t, 1, 20181230, "尚未施行（自2019-01-01起施行）")
	s.expect(t, 1, 20190101, "已施行，效力未核实（自2019-01-01起施行）")
	s.expect(t, 2, 20260101, unknown)
	s.expect(t, 3, 20260102, "已施行，效力未核实（自2026-01-01起施行）")
	s.expect(t, 3, 20260601, "已废止（2026-06-01起废止（文件注明））")
	s.expect(t, 4, 20300930, "已施行，效力未核实（自2025-10-01起施行）")
	s.expect(t, 4, 20301001, "已废止（有效期到2030-09-30为止）")
	s.expect(t, 5, 20260101, unknown)
}

func TestStatusOfVersions(t *testing.T) {
	t.Parallel()
	var s shelf
	s.put(t, "中华人民共和国甲法", "2002年8月29日 通过", "本法自2003年3月1日起施行。")
	s.put(t, "甲法", "2002年8月29日 通过\n2018年12月29日 《关于修改〈甲法〉的决定》修正", "本法自2003年3月1日起施行。")
	s.put(t, "甲法", "2002年8月29日 通过\n2030年1月2日 修订", "本法自2030年5月1日起施行。")
	s.expect(t, 1, 20181228, "已施行，效力未核实（自2003-03-01起施行）")
	s.expect(t, 1, 20181229, "已有新版本（库中有2018-12-29的新版本）")
	s.expect(t, 2, 20181228, "尚未施行（自2018-12-29起施行）")
	s.expect(t, 2, 20300430, "已施行，效力未核实（自2003-03-01起施行，2018-12-29修改为这一版本）")
	s.expect(t, 2, 20300501, "已有新版本（库中有2030-01-02的新版本）")
	s.expect(t, 3, 20300430, "尚未施行（自2030-05-01起施行）")
	s.expect(t, 3, 20300501, "已施行，效力未核实（自2030-05-01起施行）")
}

// TestRepealOfAnOlderDocumentOfTheSameTitle is the trap: a document that repeals its predecessor by the number must not
// repeal itself, nor a predecessor with another number.
func TestRepealOfAnOlderDocumentOfTheSameTitle(t *testing.T) {
	t.Parallel()
	const newer = "本细则自2026年3月15日起施行。《补贴细则》（临农〔2024〕5号）同时废止。"
	var s shelf
	s.put(t, "补贴细则", "文号：临农〔2021〕2号\n发布日期：2021-03-20\n施行日期：2021-04-01", "完。")
	s.put(t, "补贴细则", "文号：临农〔2024〕5号\n发布日期：2024-03-20\n施行日期：2024-04-01", "完。")
	s.put(t, "补贴细则", "文号：临农〔2026〕8号\n发布日期：2026-03-01\n施行日期：2026-03-15", newer)
	s.put(t, "补贴细则", "文号：临农〔2026〕8号\n发布日期：2027-01-01\n施行日期：2027-01-01", newer)
	s.expect(t, 1, 20260401, "已有新版本（库中有2024-03-20的新版本）")
	s.expect(t, 2, 20260314, "已施行，效力未核实（自2024-04-01起施行）")
	s.expect(t, 2, 20260315, "已废止（2026-03-15起被《补贴细则》废止）")
	s.expect(t, 3, 20260401, "已施行，效力未核实（自2026-03-15起施行）")
	s.expect(t, 3, 20270101, "已有新版本（库中有2027-01-01的新版本）")
	s.expect(t, 4, 20270101, "已施行，效力未核实（自2027-01-01起施行）")
}

func TestRepealByTitle(t *testing.T) {
	t.Parallel()
	var s shelf
	s.put(t, "甲暂行条例", "2017年3月1日 国务院令第1号发布", "本条例自2017年4月1日起施行。")
	s.put(t, "乙法", "2024年4月26日 通过", "本法自2024年12月1日起施行。《中华人民共和国甲暂行条例》同时废止。")
	s.put(t, "甲暂行条例", "2025年6月1日 发布", "本条例自2025年7月1日起施行。") // enacted anew under the old title
	s.expect(t, 1, 20241130, "已施行，效力未核实（自2017-04-01起施行）")
	s.expect(t, 1, 20241201, "已废止（2024-12-01起被《乙法》废止）")
	s.expect(t, 3, 20250701, "已施行，效力未核实（自2025-07-01起施行）")
}

func TestStatusCheckedByAPerson(t *testing.T) {
	t.Parallel()
	var s shelf
	s.put(t, "甲法", "2018年12月29日 发布", "本法自2019年1月1日起施行。")
	s.check(1, InForce, 20260110)
	s.expect(t, 1, 20260109, "已施行，效力未核实（自2019-01-01起施行）")
	s.expect(t, 1, 20260110, "现行有效（2026-01-10经人核对有效，来源：国家法律法规数据库）")
	s.put(t, "甲法", "2026年5月1日 发布", "本法自2026年6月1日起施行。")
	s.expect(t, 1, 20260531, "现行有效（2026-01-10经人核对有效，来源：国家法律法规数据库）")
	s.expect(t, 1, 20260601, "已有新版本（库中有2026-05-01的新版本）")
	s.check(1, Repealed, 20260702)
	s.expect(t, 1, 20260703, "已废止（2026-07-02经人核对已废止，来源：国家法律法规数据库）")
}

// TestNoBareInForce holds for every combination: in force is said only where a person looked it up.
func TestNoBareInForce(t *testing.T) {
	t.Parallel()
	for _, front := range []string{"", "发布日期：2020-01-01", "施行日期：2020-01-01", "发布日期：2020-01-01\n施行日期：2020-02-01\n废止日期：2022-01-01"} {
		for _, closing := range []string{"完。", "本办法自2020年3月1日起施行。", "本办法自公布之日起施行，有效期两年。"} {
			var s shelf
			s.put(t, "甲办法", front, closing)
			for _, day := range []calendar.Date{19900101, 20200215, 20210101, 20260101} {
				if got := s.says(1, day); strings.HasPrefix(got, InForce.Label()) {
					t.Errorf("%q %q on %s: %s", front, closing, day, got)
				}
			}
		}
	}
}

func TestStatesAreLabelled(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, s := range States() {
		if seen[s.Label()] {
			t.Errorf("two states are called %s", s.Label())
		}
		seen[s.Label()] = true
	}
}
