package roster

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"xiangxue/course/audit"
	"xiangxue/course/calendar"
	"xiangxue/course/office"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
)

// sheets are the rows of a workbook by sheet; the cells of a row are separated by "|".
type sheets map[string]string

const unitRows = `代码|名称|上级代码|类型|顺序
LL|临澜县||县|1
YX|云溪镇|LL|乡镇|1
YX-1|党政办公室|YX|部门|1
YX-2|农业农村办公室|YX|部门|2`

const peopleRows = `工号|姓名|单位代码|职务|手机号|类别|角色|起始日期
YX01|何秀兰|YX-1|党政办主任|13800000001|乡科级及以下、党员|学习秘书@YX|2026-01-01
YX02|周明|YX-1|干事||乡科级及以下||2026-01-01
YX03|单雄|YX-2|农技员|138-0000-0003|乡科级及以下，驻村干部||2026-01-01
YX04|李安|YX|镇党委书记||中心组成员|党委委员|2026-01-01`

const groupRows = `代码|名称|单位代码|类型|组长工号|成员工号|起始日期
G1|第一学习小组|YX|学习小组|YX02|YX02、YX03|2026-01-01
Z1|云溪镇党委理论学习中心组|YX|中心组||YX04,YX01|2026-01-01`

func wholeFile() sheets {
	return sheets{unitSheet: unitRows, peopleSheet: peopleRows, groupSheet: groupRows}
}

// with returns the sheets with a text of one of them replaced.
func (s sheets) with(sheet, old, now string) sheets {
	changed := sheets{}
	for name, rows := range s {
		changed[name] = rows
	}
	if !strings.Contains(changed[sheet], old) {
		panic("no " + old + " in " + sheet)
	}
	changed[sheet] = strings.ReplaceAll(changed[sheet], old, now)
	return changed
}

func (s sheets) workbook() []byte {
	var list []office.Sheet
	for _, name := range [...]string{unitSheet, peopleSheet, groupSheet, "说明"} {
		if s[name] == "" {
			continue
		}
		sheet := office.Sheet{Name: name}
		for i, row := range strings.Split(s[name], "\n") {
			cells := strings.Split(row, "|")
			if i == 0 {
				for _, title := range cells {
					sheet.Columns = append(sheet.Columns, office.Column{Title: title})
				}
				continue
			}
			values := make([]any, len(cells))
			for j, c := range cells {
				values[j] = c
			}
			sheet.Rows = append(sheet.Rows, values)
		}
		list = append(list, sheet)
	}
	var b bytes.Buffer
	check(office.WriteXLSX(&b, list))
	return b.Bytes()
}

func registrarOf(db *storage.DB) Registrar {
	return Registrar{DB: db, Clock: func() time.Time { return march.Time().Add(9 * time.Hour) }}
}

// importInto imports the sheets as of a day and returns the difference.
func importInto(t *testing.T, db *storage.DB, s sheets, on calendar.Date) Difference {
	t.Helper()
	d, err := registrarOf(db).Import(t.Context(), "花名册.xlsx", s.workbook(), Order{Within: Everyone(), On: on})
	if err != nil {
		t.Fatalf("import: %v", err)
	}
	return d
}

func lines(d Difference) string {
	var list []string
	for _, c := range d.Changes {
		list = append(list, c.String())
	}
	return strings.Join(list, "\n")
}

func TestImportIntoAnEmptyRoster(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	d := importInto(t, db, wholeFile(), march)
	for thing, want := range map[Thing]int{ThingUnit: 4, ThingPerson: 4, ThingCategory: 6, ThingRole: 3, ThingGroup: 2, ThingGroupMember: 4} {
		if got := d.Count(Added, thing); got != want {
			t.Errorf("%s added: %d, want %d", thing, got, want)
		}
	}
	read(t, db, func(ctx context.Context, tx storage.ReadTx) {
		if got, want := namesIn(ctx, tx, Everyone(), january), "李安 何秀兰 周明 单雄"; got != want {
			t.Errorf("members: %s, want %s", got, want)
		}
		he := must(FindCadreByLogin(ctx, tx, "13800000001"))
		if got := must(CategoriesOf(ctx, tx, he.ID, january)); !slices.Equal(got, []Category{"section_level", "party_member"}) {
			t.Errorf("categories: %v", got)
		}
		if _, err := FindCadreByLogin(ctx, tx, "13800000003"); err != nil {
			t.Errorf("the number with dashes: %v", err)
		}
		groups := must(Groups(ctx, tx, Everyone()))
		if len(groups) != 2 || groups[1].Kind != CentralGroup {
			t.Errorf("groups: %v", groups)
		}
		zhou := must(FindCadreByLogin(ctx, tx, "YX02"))
		if held := must(AppointmentsOf(ctx, tx, zhou.ID, january)); len(held) != 1 || held[0].Group != groups[0].ID {
			t.Errorf("the leader of the group holds %v", held)
		}
		records := must(audit.Recent(ctx, tx, audit.Filter{}))
		if len(records) != 1 || records[0].Action != "roster.import" || strings.Contains(records[0].Detail, "何") {
			t.Errorf("trail: %v", records)
		}
	})
}

func TestImportAgainChangesNothing(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	importInto(t, db, wholeFile(), march)
	for _, on := range []calendar.Date{march, june} {
		if d := importInto(t, db, wholeFile(), on); len(d.Changes)+len(d.Missing)+len(d.Refused) > 0 {
			t.Errorf("on %s: %s, missing %v, refused %v", on, lines(d), d.Missing, d.Refused)
		}
	}
}

func TestImportChanges(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		file sheets
		want string // the changes, one a line
	}{
		{"a person moves", wholeFile().with(peopleSheet, "周明|YX-1", "周明|YX-2"),
			"调动任职：周明（YX02） 党政办公室 → 农业农村办公室"},
		{"a person is promoted", wholeFile().with(peopleSheet, "干事", "副主任"),
			"修改人员：周明（YX02） 职务 干事 → 职务 副主任"},
		{"a number changes and is not shown", wholeFile().with(peopleSheet, "13800000001", "13900001234"),
			"修改人员：何秀兰（YX01） 手机号 138****0001 → 手机号 139****1234"},
		{"a category ends, another begins", wholeFile().with(peopleSheet, "驻村干部", "党员"),
			"结束类别：单雄（YX03） 驻村干部\n新增类别：单雄（YX03） 党员"},
		{"a role passes on", wholeFile().with(peopleSheet, "学习秘书@YX", "").with(peopleSheet, "乡科级及以下||2026", "乡科级及以下|学习秘书@YX|2026"),
			"结束角色：何秀兰（YX01） 学习秘书@云溪镇\n新增角色：周明（YX02） 学习秘书@云溪镇"},
		{"a group gets another leader", wholeFile().with(groupSheet, "|YX02|YX02", "|YX03|YX02"),
			"结束角色：周明（YX02） 学习小组长@第一学习小组\n新增角色：单雄（YX03） 学习小组长@第一学习小组"},
		{"a member leaves a group", wholeFile().with(groupSheet, "YX02、YX03", "YX02"),
			"结束组员：单雄（YX03） 第一学习小组"},
		{"a group is renamed", wholeFile().with(groupSheet, "第一学习小组", "机关学习小组"),
			"修改学习小组：第一学习小组（G1） 第一学习小组 → 机关学习小组"},
		{"a unit is renamed", wholeFile().with(unitSheet, "农业农村办公室", "农业服务中心"),
			"修改单位：农业农村办公室（YX-2） 农业农村办公室 → 农业服务中心"},
		{"a unit goes elsewhere", wholeFile().with(unitSheet, "农业农村办公室|YX|", "农业农村办公室|LL|"),
			"调动单位：农业农村办公室（YX-2） 云溪镇 → 临澜县"},
		{"the first day is corrected", wholeFile().with(peopleSheet, "乡科级及以下||2026-01-01", "乡科级及以下||2025-09-01"),
			"修改任职：周明（YX02） 起始日期 2026-01-01 → 2025-09-01"},
		{"a person leaves", wholeFile().with(peopleSheet, "起始日期", "离任日期").with(peopleSheet, "|2026-01-01", "|").with(peopleSheet, "乡科级及以下||", "乡科级及以下||2026-05-31"),
			"结束任职：周明（YX02） 2026-05-31"},
		{"a column that is missing changes nothing", sheets{peopleSheet: "工号|姓名|单位代码\nYX01|何秀兰|YX-1\nYX02|周明|YX-1\nYX03|单雄|YX-2\nYX04|李安|YX"}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			db := storagetest.Open(t)
			importInto(t, db, wholeFile(), march)
			dry, err := registrarOf(db).Import(t.Context(), "花名册.xlsx", tt.file.workbook(), Order{Within: Everyone(), On: june, DryRun: true})
			if err != nil {
				t.Fatalf("dry run: %v", err)
			}
			if got := lines(dry); got != tt.want {
				t.Errorf("dry run:\n%s\nwant\n%s", got, tt.want)
			}
			if got := lines(importInto(t, db, tt.file, june)); got != tt.want {
				t.Errorf("import:\n%s\nwant\n%s", got, tt.want)
			}
			if again := importInto(t, db, tt.file, june); len(again.Changes) > 0 {
				t.Errorf("again:\n%s", lines(again))
			}
		})
	}
}

func TestImportMoveIsDated(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	importInto(t, db, wholeFile(), march)
	importInto(t, db, wholeFile().with(peopleSheet, "周明|YX-1", "周明|YX-2").with(peopleSheet, "乡科级及以下||2026-01-01", "乡科级及以下||2026-05-18"), june)
	read(t, db, func(ctx context.Context, tx storage.ReadTx) {
		zhou := must(FindCadreByLogin(ctx, tx, "YX02"))
		for on, want := range map[calendar.Date]string{20260517: "YX-1", 20260518: "YX-2"} {
			if unit, _, err := UnitOf(ctx, tx, zhou.ID, on); err != nil || unit.Code != want {
				t.Errorf("on %s in %s (%v), want %s", on, unit.Code, err, want)
			}
		}
	})
}

func TestImportMovesPathsBelow(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	importInto(t, db, wholeFile(), march)
	// the office rises above the township, and the township goes below it
	importInto(t, db, wholeFile().with(unitSheet, "农业农村办公室|YX|", "农业农村办公室|LL|").with(unitSheet, "云溪镇|LL|", "云溪镇|YX-2|"), june)
	read(t, db, func(ctx context.Context, tx storage.ReadTx) {
		county, farm := must(FindUnitByCode(ctx, tx, "LL")), must(FindUnitByCode(ctx, tx, "YX-2"))
		town, party := must(FindUnitByCode(ctx, tx, "YX")), must(FindUnitByCode(ctx, tx, "YX-1"))
		want := fmt.Sprintf("/%d/%d/%d/%d/", county.ID, farm.ID, town.ID, party.ID)
		if party.Path != want || farm.ParentID != county.ID {
			t.Errorf("path %s, want %s", party.Path, want)
		}
	})
}

func TestImportListsTheMissing(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	importInto(t, db, wholeFile(), march)
	d := importInto(t, db, sheets{peopleSheet: "工号|姓名|单位代码\nYX01|何秀兰|YX-1\nYX03|单雄|YX-2"}, june)
	if len(d.Changes) != 0 || len(d.Missing) != 2 || d.Missing[0].Cadre.Name != "李安" || d.Missing[1].Cadre.Name != "周明" {
		t.Errorf("changes %s, missing %v", lines(d), d.Missing)
	}
	read(t, db, func(ctx context.Context, tx storage.ReadTx) {
		if got := namesIn(ctx, tx, Everyone(), june); got != "李安 何秀兰 周明 单雄" {
			t.Errorf("members: %s", got)
		}
	})
}

func TestImportSwapsTelephoneNumbers(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	importInto(t, db, wholeFile(), march)
	importInto(t, db, wholeFile().with(peopleSheet, "13800000001", "?").with(peopleSheet, "138-0000-0003", "13800000001").with(peopleSheet, "?", "13800000003"), june)
	read(t, db, func(ctx context.Context, tx storage.ReadTx) {
		if c := must(FindCadreByLogin(ctx, tx, "13800000001")); c.Name != "单雄" {
			t.Errorf("the number belongs to %s", c.Name)
		}
	})
}

func TestImportReportsRows(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		file sheets
		want string // a complaint, from its sheet on
	}{
		{"no staff number", wholeFile().with(peopleSheet, "YX02|周明", "|周明"), "〔人员〕 第 3 行「工号」：不能为空"},
		{"a strange staff number", wholeFile().with(peopleSheet, "YX02|周明", "YX 02!|周明"), "〔人员〕 第 3 行「工号」：只能用字母"},
		{"the same staff number", wholeFile().with(peopleSheet, "YX02|周明", "YX01|周明"), "〔人员〕 第 3 行「工号」：与第 2 行相同"},
		{"the same telephone number", wholeFile().with(peopleSheet, "138-0000-0003", "13800000001"), "〔人员〕 第 4 行「手机号」：与第 2 行相同"},
		{"no telephone number", wholeFile().with(peopleSheet, "13800000001", "0571-88888"), "〔人员〕 第 2 行「手机号」：不是 11 位手机号"},
		{"an unknown unit", wholeFile().with(peopleSheet, "周明|YX-1", "周明|YX-9"), "〔人员〕 第 3 行「单位代码」：没有代码为 YX-9 的单位"},
		{"an unknown category", wholeFile().with(peopleSheet, "驻村干部", "驻乡干部"), "〔人员〕 第 4 行「类别」：没有“驻乡干部”这个类别，可以填："},
		{"an unknown role", wholeFile().with(peopleSheet, "学习秘书@YX", "秘书"), "〔人员〕 第 2 行「角色」：没有“秘书”这个角色，可以填："},
		{"a leader as a role", wholeFile().with(peopleSheet, "学习秘书@YX", "学习小组长"), "〔人员〕 第 2 行「角色」：学习小组长请填在"},
		{"a role over an unknown unit", wholeFile().with(peopleSheet, "学习秘书@YX", "学习秘书@YX-9"), "〔人员〕 第 2 行「角色」：“学习秘书”后面的单位代码 YX-9 没有登记"},
		{"two administrators in one", wholeFile().with(peopleSheet, "学习秘书@YX", "安全管理员、审计管理员"), "〔人员〕 第 2 行「角色」：“安全管理员”与“审计管理员”不能由同一个人担任"},
		{"an administrator with a duty", wholeFile().with(peopleSheet, "党委委员", "党委委员、系统管理员"), "〔人员〕 第 5 行「角色」：“党委委员”与“系统管理员”不能由同一个人担任"},
		{"an administrator who leads a group", wholeFile().with(peopleSheet, "乡科级及以下||2026", "乡科级及以下|审计管理员|2026"), "〔人员〕 第 3 行「角色」：“审计管理员”与“学习小组长”不能由同一个人担任"},
		{"no date", wholeFile().with(peopleSheet, "驻村干部||2026-01-01", "驻村干部||元旦"), "〔人员〕 第 4 行「起始日期」：不是日期"},
		{"a far date", wholeFile().with(peopleSheet, "驻村干部||2026-01-01", "驻村干部||2206-01-01"), "〔人员〕 第 4 行「起始日期」：不是日期"},
		{"a name too long", wholeFile().with(peopleSheet, "周明", strings.Repeat("长", 61)), "〔人员〕 第 3 行「姓名」：太长"},
		{"an unknown parent", wholeFile().with(unitSheet, "云溪镇|LL", "云溪镇|XX"), "〔单位〕 第 3 行「上级代码」：没有代码为 XX 的单位"},
		{"the own parent", wholeFile().with(unitSheet, "云溪镇|LL", "云溪镇|YX"), "〔单位〕 第 3 行「上级代码」：不能是自己"},
		{"a circle", wholeFile().with(unitSheet, "云溪镇|LL", "云溪镇|YX-1"), "〔单位〕 第 3 行「上级代码」：上级关系绕成了圈"},
		{"an unknown kind of unit", wholeFile().with(unitSheet, "|乡镇|", "|集镇|"), "〔单位〕 第 3 行「类型」：请填 县、乡镇、部门、村 之一"},
		{"an unknown member", wholeFile().with(groupSheet, "YX02、YX03", "YX02、YX33"), "〔学习小组〕 第 2 行「成员工号」：工号 YX33 没有登记"},
		{"an unknown leader", wholeFile().with(groupSheet, "|YX02|YX02", "|YX22|YX02"), "〔学习小组〕 第 2 行「组长工号」：工号 YX22 没有登记"},
		{"an unknown kind of group", wholeFile().with(groupSheet, "|中心组|", "|核心组|"), "〔学习小组〕 第 3 行「类型」：请填 学习小组 或 中心组"},
		{"a missing column", wholeFile().with(peopleSheet, "单位代码", "部门"), "〔人员〕 第 1 行「单位代码」：表头中没有这一列"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			db := storagetest.Open(t)
			d, err := registrarOf(db).Import(t.Context(), "花名册.xlsx", tt.file.workbook(), Order{Within: Everyone(), On: march})
			var faults office.RowErrors
			if !errors.As(err, &faults) {
				t.Fatalf("got %v, want row errors", err)
			}
			if !strings.Contains(faults.Error(), "花名册.xlsx"+tt.want) {
				t.Errorf("got\n%v\nwant %s", faults, tt.want)
			}
			if len(d.Refused) != len(faults) {
				t.Errorf("the difference lists %d of %d errors", len(d.Refused), len(faults))
			}
			read(t, db, func(ctx context.Context, tx storage.ReadTx) {
				if units := must(Units(ctx, tx, Everyone())); len(units) > 0 {
					t.Errorf("something was written: %v", units)
				}
			})
		})
	}
}

func TestImportTakesTheGoodRowsWhenAsked(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	file := wholeFile().with(peopleSheet, "周明|YX-1", "周明|YX-9")
	d, err := registrarOf(db).Import(t.Context(), "花名册.xlsx", file.workbook(), Order{Within: Everyone(), On: march, Partial: true})
	if err != nil {
		t.Fatal(err)
	}
	// the person, and the group of which the person is a member
	if len(d.Refused) != 2 || d.Count(Added, ThingPerson) != 3 || d.Count(Added, ThingGroup) != 1 {
		t.Errorf("refused %v, changes\n%s", d.Refused, lines(d))
	}
	again, err := registrarOf(db).Import(t.Context(), "花名册.xlsx", wholeFile().workbook(), Order{Within: Everyone(), On: march})
	if err != nil || again.Count(Added, ThingPerson) != 1 || again.Count(Added, ThingGroup) != 1 {
		t.Errorf("%v, changes\n%s", err, lines(again))
	}
}

func TestImportStaysWithinItsScope(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	importInto(t, db, wholeFile(), march)
	var within Scope
	read(t, db, func(ctx context.Context, tx storage.ReadTx) {
		within = InUnit(must(FindUnitByCode(ctx, tx, "YX-2")).Path)
	})
	tests := []struct {
		name string
		file sheets
		ok   bool
	}{
		{"a person of the unit", sheets{peopleSheet: "工号|姓名|单位代码|职务\nYX03|单雄|YX-2|站长"}, true},
		{"a new person of the unit", sheets{peopleSheet: "工号|姓名|单位代码\nYX09|新人|YX-2"}, true},
		{"a new unit below", sheets{unitSheet: "代码|名称|上级代码|类型\nYX-21|农技站|YX-2|站所", peopleSheet: "工号|姓名|单位代码\nYX10|新人二|YX-21"}, true},
		{"a person of another unit", sheets{peopleSheet: "工号|姓名|单位代码\nYX01|何秀莲|YX-1"}, false},
		{"drawing a person in", sheets{peopleSheet: "工号|姓名|单位代码\nYX01|何秀兰|YX-2"}, false},
		{"pushing a person out", sheets{peopleSheet: "工号|姓名|单位代码\nYX03|单雄|YX-1"}, false},
		{"a role elsewhere", sheets{peopleSheet: "工号|姓名|单位代码|角色\nYX03|单雄|YX-2|督学@LL"}, false},
		{"renaming the township", sheets{unitSheet: "代码|名称|上级代码|类型\nYX|云溪乡|LL|乡镇"}, false},
		{"a new township", sheets{unitSheet: "代码|名称|上级代码|类型\nQS|青石镇|LL|乡镇"}, false},
		{"a new root", sheets{unitSheet: "代码|名称|上级代码|类型\nZZ|另一个县||县"}, false},
		{"a group elsewhere", sheets{groupSheet: "代码|名称|单位代码\nG1|改名|YX"}, false},
		{"a member from elsewhere", sheets{groupSheet: "代码|名称|单位代码|成员工号\nG9|新组|YX-2|YX01"}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, err := registrarOf(db).Import(t.Context(), "花名册.xlsx", tt.file.workbook(), Order{Within: within, On: june, DryRun: true})
			if tt.ok && (err != nil || len(d.Changes) == 0 || len(d.Missing) > 1) {
				t.Errorf("%v, changes %s, missing %v", err, lines(d), d.Missing)
			}
			if !tt.ok && (err == nil || !strings.Contains(err.Error(), "范围") && !strings.Contains(err.Error(), "没有登记")) {
				t.Errorf("got %v, changes %s", err, lines(d))
			}
		})
	}
}

func TestImportAdministratorChangesOver(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	importInto(t, db, wholeFile(), march)
	// the leader of the first group becomes an administrator, somebody else leads the group
	file := wholeFile().with(peopleSheet, "乡科级及以下||2026", "乡科级及以下|系统管理员@LL|2026").with(groupSheet, "|YX02|YX02", "|YX03|YX02")
	d := importInto(t, db, file, june)
	if d.Count(Ended, ThingRole) != 1 || d.Count(Added, ThingRole) != 2 {
		t.Errorf("changes\n%s", lines(d))
	}
}

func TestReadRosterRefusesForeignFiles(t *testing.T) {
	t.Parallel()
	for name, b := range map[string][]byte{
		"nothing":       nil,
		"a picture":     []byte("\x89PNG\r\n\x1a\n0000"),
		"another table": sheets{"说明": "列|怎么填\n工号|必填"}.workbook(),
	} {
		_, _, err := ReadRoster("花名册.xlsx", b)
		var format *office.FormatError
		if !errors.As(err, &format) {
			t.Errorf("%s: got %v, want a format error", name, err)
		}
	}
}

func TestReadRosterFromCSV(t *testing.T) {
	t.Parallel()
	r, faults, err := ReadRoster("人员.csv", []byte("工号,姓名,单位代码\nYX01,何 秀兰,ＹＸ\n"))
	if err != nil || len(faults) > 0 || len(r.people) != 1 || r.people[0].unit != "YX" || r.people[0].name != "何秀兰" {
		t.Errorf("%+v, %v, %v", r.people, faults, err)
	}
}

func TestTemplateCanBeReadAndIsEmpty(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := WriteTemplate(&b); err != nil {
		t.Fatal(err)
	}
	r, faults, err := ReadRoster("模板.xlsx", b.Bytes())
	if err != nil || len(faults)+len(r.units)+len(r.people)+len(r.groups) > 0 {
		t.Errorf("%v, %v, %+v", err, faults, r)
	}
	tables, err := office.ReadWorkbook("模板.xlsx", b.Bytes(), office.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range [...]string{unitRows, peopleRows, groupRows} {
		for _, title := range strings.Split(strings.Split(want, "\n")[0], "|") {
			if tables[i].Column(title) < 0 {
				t.Errorf("sheet %s lacks %s", tables[i].Name, title)
			}
		}
	}
}

// TestImportIsIdempotent draws two files of the same people, imports one after the other, and expects the second import
// of each to change nothing and everybody to be in one unit at a time.
func TestImportIsIdempotent(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	day := calendar.Date(20260101)
	rapid.Check(t, func(rt *rapid.T) {
		day = day.AddDays(rapid.IntRange(0, 3).Draw(rt, "days later"))
		file := drawFile(rt)
		first, err := registrarOf(db).Import(t.Context(), "花名册.xlsx", file.workbook(), Order{Within: Everyone(), On: day})
		if err != nil {
			rt.Fatalf("on %s: %v", day, err)
		}
		second, err := registrarOf(db).Import(t.Context(), "花名册.xlsx", file.workbook(), Order{Within: Everyone(), On: day})
		if err != nil || len(second.Changes) > 0 {
			rt.Fatalf("again on %s: %v\n%s\nafter\n%s", day, err, lines(second), lines(first))
		}
		read(t, db, func(ctx context.Context, tx storage.ReadTx) {
			for id, spans := range must(MembershipSpans(ctx, tx, Everyone(), calendar.Since(20260101))) {
				for i := 1; i < len(spans); i++ {
					if spans[i].From != spans[i-1].To.AddDays(1) {
						rt.Fatalf("cadre %d: %v", id, spans)
					}
				}
			}
		})
	})
}

// drawFile draws a file about the same four people, without dates.
func drawFile(rt *rapid.T) sheets {
	people := []string{"工号|姓名|单位代码|职务|类别|角色"}
	for i := range 4 {
		people = append(people, fmt.Sprintf("YX%02d|何%c|%s|%s|%s|%s", i, '一'+rune(i),
			rapid.SampledFrom([]string{"YX", "YX-1", "YX-2"}).Draw(rt, "unit"),
			rapid.SampledFrom([]string{"", "主任"}).Draw(rt, "post"),
			rapid.SampledFrom([]string{"", "党员", "党员、驻村干部"}).Draw(rt, "categories"),
			rapid.SampledFrom([]string{"", "学习秘书", "作者@YX", "学习秘书@YX、督学@LL"}).Draw(rt, "roles")))
	}
	members := rapid.SampledFrom([]string{"", "YX00", "YX00、YX01", "YX02、YX03"}).Draw(rt, "members")
	leader := rapid.SampledFrom([]string{"", "YX01", "YX03"}).Draw(rt, "leader")
	return sheets{
		unitSheet:   unitRows,
		peopleSheet: strings.Join(people, "\n"),
		groupSheet:  "代码|名称|单位代码|组长工号|成员工号\nG1|第一组|YX|" + leader + "|" + members,
	}
}
