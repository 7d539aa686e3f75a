package roster

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
)

const (
	january = calendar.Date(20260101)
	march   = calendar.Date(20260301)
	june    = calendar.Date(20260601)
)

// write runs fn in a write transaction that must succeed.
func write(t *testing.T, db *storage.DB, fn func(ctx context.Context, tx storage.WriteTx)) {
	t.Helper()
	err := db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
		fn(ctx, tx)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// read runs fn in a read transaction.
func read(t *testing.T, db *storage.DB, fn func(ctx context.Context, tx storage.ReadTx)) {
	t.Helper()
	err := db.Read(t.Context(), func(tx storage.ReadTx) error {
		fn(t.Context(), tx)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// must returns v and fails the test when err is not nil. It may be used where Fatal ends a transaction: the panic it
// raises is what the test reports.
func must[T any](v T, err error) T {
	check(err)
	return v
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}

// township is a county with two townships, two offices in the first, four people and a study group.
type township struct {
	db                                  *storage.DB
	county, yunxi, party, farm, qingshi Unit
	he, zhou, shan, li                  Cadre
	group                               StudyGroup
}

func newTownship(t *testing.T) township {
	t.Helper()
	p := township{db: storagetest.Open(t)}
	write(t, p.db, func(ctx context.Context, tx storage.WriteTx) {
		add := func(parent Unit, code, name string, kind UnitKind, position int) Unit {
			return must(AddUnit(ctx, tx, Unit{ParentID: parent.ID, Code: code, Name: name, Kind: kind, Position: position}))
		}
		p.county = add(Unit{}, "LL", "临澜县", County, 1)
		p.qingshi = add(p.county, "QS", "青石镇", Township, 2)
		p.yunxi = add(p.county, "YX", "云溪镇", Township, 1)
		p.farm = add(p.yunxi, "YX-2", "农业农村办公室", Office, 2)
		p.party = add(p.yunxi, "YX-1", "党政办公室", Office, 1)
		person := func(staffNo, name, phone string, unit Unit) Cadre {
			c := must(AddCadre(ctx, tx, Cadre{StaffNo: staffNo, Name: name, Phone: Phone(phone)}))
			check(Join(ctx, tx, c.ID, unit.ID, january))
			return c
		}
		p.he = person("YX01", "何秀兰", "13800000001", p.party)
		p.zhou = person("YX02", "周明", "", p.party)
		p.shan = person("YX03", "单雄", "", p.farm)
		p.li = person("QS01", "李清", "", p.qingshi)
		p.group = must(AddGroup(ctx, tx, StudyGroup{UnitID: p.yunxi.ID, Code: "G1", Name: "第一学习小组", Kind: Study}))
		check(JoinGroup(ctx, tx, p.group.ID, p.zhou.ID, january))
		check(JoinGroup(ctx, tx, p.group.ID, p.shan.ID, march))
	})
	return p
}

func TestUnitsStandInTreeOrder(t *testing.T) {
	t.Parallel()
	p := newTownship(t)
	read(t, p.db, func(ctx context.Context, tx storage.ReadTx) {
		var names []string
		for _, u := range must(Units(ctx, tx, Everyone())) {
			names = append(names, u.Name)
		}
		if got, want := strings.Join(names, " "), "临澜县 云溪镇 党政办公室 农业农村办公室 青石镇"; got != want {
			t.Errorf("units: %s, want %s", got, want)
		}
		if p.party.Path != fmt.Sprintf("/%d/%d/%d/", p.county.ID, p.yunxi.ID, p.party.ID) {
			t.Errorf("path of the party office is %s", p.party.Path)
		}
	})
}

func TestMembersStandByUnitThenPronunciation(t *testing.T) {
	t.Parallel()
	p := newTownship(t)
	read(t, p.db, func(ctx context.Context, tx storage.ReadTx) {
		if got, want := namesIn(ctx, tx, Everyone(), march), "何秀兰 周明 单雄 李清"; got != want {
			t.Errorf("members: %s, want %s", got, want)
		}
		if got := namesIn(ctx, tx, Everyone(), january.AddDays(-1)); got != "" {
			t.Errorf("before anyone joined: %s", got)
		}
	})
}

func TestJoinEndsTheMembershipBefore(t *testing.T) {
	t.Parallel()
	p := newTownship(t)
	write(t, p.db, func(ctx context.Context, tx storage.WriteTx) {
		check(Join(ctx, tx, p.he.ID, p.farm.ID, march))
		check(Join(ctx, tx, p.he.ID, p.farm.ID, june)) // already there
	})
	read(t, p.db, func(ctx context.Context, tx storage.ReadTx) {
		spans := must(MembershipSpans(ctx, tx, Only(p.he.ID), calendar.StudyYear(2026)))[p.he.ID]
		want := []MembershipSpan{
			{p.party.ID, calendar.Span{From: january, To: march.AddDays(-1)}},
			{p.farm.ID, calendar.Since(march)},
		}
		if !slices.Equal(spans, want) {
			t.Errorf("spans: %v, want %v", spans, want)
		}
		for on, want := range map[calendar.Date]UnitID{january: p.party.ID, 20260228: p.party.ID, march: p.farm.ID, june: p.farm.ID} {
			if unit, _, err := UnitOf(ctx, tx, p.he.ID, on); err != nil || unit.ID != want {
				t.Errorf("on %s in unit %d (%v), want %d", on, unit.ID, err, want)
			}
		}
	})
}

func TestJoinOnTheSameDayReplaces(t *testing.T) {
	t.Parallel()
	p := newTownship(t)
	write(t, p.db, func(ctx context.Context, tx storage.WriteTx) { check(Join(ctx, tx, p.he.ID, p.farm.ID, january)) })
	read(t, p.db, func(ctx context.Context, tx storage.ReadTx) {
		spans := must(MembershipSpans(ctx, tx, Only(p.he.ID), calendar.StudyYear(2026)))[p.he.ID]
		if want := []MembershipSpan{{p.farm.ID, calendar.Since(january)}}; !slices.Equal(spans, want) {
			t.Errorf("spans: %v, want %v", spans, want)
		}
	})
}

func TestRegisterRefuses(t *testing.T) {
	t.Parallel()
	p := newTownship(t)
	tests := map[string]func(context.Context, storage.WriteTx) error{
		"a unit code that is taken": func(ctx context.Context, tx storage.WriteTx) error {
			_, err := AddUnit(ctx, tx, Unit{Code: "YX", Name: "另一个云溪镇", Kind: Township})
			return err
		},
		"a staff number that is taken": func(ctx context.Context, tx storage.WriteTx) error {
			_, err := AddCadre(ctx, tx, Cadre{StaffNo: "YX01", Name: "别人"})
			return err
		},
		"a telephone number that is taken": func(ctx context.Context, tx storage.WriteTx) error {
			_, err := AddCadre(ctx, tx, Cadre{StaffNo: "YX99", Name: "别人", Phone: p.he.Phone})
			return err
		},
		"a group code that is taken": func(ctx context.Context, tx storage.WriteTx) error {
			_, err := AddGroup(ctx, tx, StudyGroup{UnitID: p.yunxi.ID, Code: "G1", Name: "另一组", Kind: Study})
			return err
		},
		"joining before the present membership began": func(ctx context.Context, tx storage.WriteTx) error {
			return Join(ctx, tx, p.he.ID, p.farm.ID, 20251201)
		},
		"an earlier start of a category that begins later": func(ctx context.Context, tx storage.WriteTx) error {
			check(Classify(ctx, tx, p.he.ID, "party_member", march))
			return Classify(ctx, tx, p.he.ID, "party_member", january)
		},
		"two administrators in one person": func(ctx context.Context, tx storage.WriteTx) error {
			check(Appoint(ctx, tx, Appointment{Cadre: p.he.ID, Role: SecurityAdmin, Unit: p.county.ID, From: january}))
			return Appoint(ctx, tx, Appointment{Cadre: p.he.ID, Role: AuditAdmin, Unit: p.county.ID, From: january})
		},
		"an administrator who is also study secretary": func(ctx context.Context, tx storage.WriteTx) error {
			check(Appoint(ctx, tx, Appointment{Cadre: p.he.ID, Role: StudySecretary, Unit: p.yunxi.ID, From: june}))
			return Appoint(ctx, tx, Appointment{Cadre: p.he.ID, Role: SystemAdmin, Unit: p.county.ID, From: january})
		},
	}
	for name, try := range tests {
		t.Run(name, func(t *testing.T) {
			if err := p.db.Write(t.Context(), try); !fault.Is(err, fault.Conflict) {
				t.Errorf("got %v, want a conflict", err)
			} else if strings.Contains(err.Error(), string(p.he.Phone)) {
				t.Errorf("the error shows a telephone number: %v", err)
			}
		})
	}
}

func TestAppointmentsAreDated(t *testing.T) {
	t.Parallel()
	p := newTownship(t)
	write(t, p.db, func(ctx context.Context, tx storage.WriteTx) {
		secretary := Appointment{Cadre: p.he.ID, Role: StudySecretary, Unit: p.yunxi.ID, From: january}
		check(Appoint(ctx, tx, secretary))
		check(Appoint(ctx, tx, secretary)) // holds already
		check(Appoint(ctx, tx, Appointment{Cadre: p.he.ID, Role: GroupLeader, Group: p.group.ID, From: march}))
		held := must(AppointmentsOf(ctx, tx.ReadTx, p.he.ID, january))
		check(EndAppointment(ctx, tx, held[0].ID, june.AddDays(-1)))
	})
	for on, want := range map[calendar.Date]string{january: "study_secretary", march: "study_secretary group_leader", june: "group_leader"} {
		read(t, p.db, func(ctx context.Context, tx storage.ReadTx) {
			var roles []string
			for _, h := range must(AppointmentsOf(ctx, tx, p.he.ID, on)) {
				roles = append(roles, string(h.Role))
				if h.Path != p.yunxi.Path {
					t.Errorf("%s is over %s, want %s", h.Role, h.Path, p.yunxi.Path)
				}
			}
			if got := strings.Join(roles, " "); got != want {
				t.Errorf("on %s: %s, want %s", on, got, want)
			}
		})
	}
}

func TestLeaveEndsEverything(t *testing.T) {
	t.Parallel()
	p := newTownship(t)
	write(t, p.db, func(ctx context.Context, tx storage.WriteTx) {
		check(Classify(ctx, tx, p.zhou.ID, "party_member", january))
		check(Appoint(ctx, tx, Appointment{Cadre: p.zhou.ID, Role: Author, Unit: p.yunxi.ID, From: june}))
		check(Leave(ctx, tx, p.zhou.ID, march))
	})
	read(t, p.db, func(ctx context.Context, tx storage.ReadTx) {
		if _, there, _ := UnitOf(ctx, tx, p.zhou.ID, march); !there {
			t.Error("the last day does not count")
		}
		after := march.AddDays(1)
		_, there, _ := UnitOf(ctx, tx, p.zhou.ID, after)
		categories := must(CategoriesOf(ctx, tx, p.zhou.ID, after))
		groups := must(GroupsOf(ctx, tx, p.zhou.ID, after))
		held := must(AppointmentsOf(ctx, tx, p.zhou.ID, june))
		if there || len(categories)+len(groups)+len(held) > 0 {
			t.Errorf("still there: unit %v, categories %v, groups %v, appointments %v", there, categories, groups, held)
		}
		if _, err := FindCadre(ctx, tx, p.zhou.ID); err != nil {
			t.Errorf("the person is gone: %v", err)
		}
	})
}

func TestFindCadreByLogin(t *testing.T) {
	t.Parallel()
	p := newTownship(t)
	write(t, p.db, func(ctx context.Context, tx storage.WriteTx) {
		must(AddCadre(ctx, tx, Cadre{StaffNo: "13800000009", Name: "工号像手机号"}))
		must(AddCadre(ctx, tx, Cadre{StaffNo: "YX88", Name: "号码相同", Phone: "13800000009"}))
	})
	read(t, p.db, func(ctx context.Context, tx storage.ReadTx) {
		for login, want := range map[string]string{"YX01": "何秀兰", "13800000001": "何秀兰", "13800000009": "工号像手机号"} {
			if c, err := FindCadreByLogin(ctx, tx, login); err != nil || c.Name != want {
				t.Errorf("%s: %s (%v), want %s", login, c.Name, err, want)
			}
		}
		for _, login := range []string{"", "YX1", "%", "nobody"} {
			if _, err := FindCadreByLogin(ctx, tx, login); !fault.Is(err, fault.NotFound) {
				t.Errorf("%q: %v, want not found", login, err)
			}
		}
	})
}

func TestPhoneIsHidden(t *testing.T) {
	t.Parallel()
	c := Cadre{ID: 7, Phone: "13812345678"}
	for _, format := range []string{"%v", "%+v", "%#v", "%s"} {
		if s := fmt.Sprintf(format, c); strings.Contains(s, "1234") {
			t.Errorf("%s shows the number: %s", format, s)
		}
	}
	if got := c.Phone.String(); got != "138****5678" {
		t.Errorf("shown as %s", got)
	}
	if Phone("").String() != "" || Phone("12345").String() != "" {
		t.Error("an empty or short number is shown")
	}
}
