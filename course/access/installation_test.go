package access

import (
	"context"
	"testing"
	"time"

	"xiangxue/course/calendar"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
)

func TestInstallation(t *testing.T) {
	t.Parallel()
	db := storagetest.Open(t)
	gate := NewGate(db, func() time.Time { return calendar.Date(20260305).Time() })
	var unit roster.Unit
	person := func(staffNo string, roles ...Role) {
		err := db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
			c := must(roster.AddCadre(ctx, tx, roster.Cadre{StaffNo: staffNo, Name: "何秀兰"}))
			for _, role := range roles {
				check(roster.Appoint(ctx, tx, roster.Appointment{Cadre: c.ID, Role: role, Unit: unit.ID, From: newYear}))
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	wants := func(step string, want Installation) {
		t.Helper()
		if got, err := gate.Installation(t.Context()); err != nil || got != want {
			t.Errorf("%s: %+v (%v), want %+v", step, got, err, want)
		}
	}
	wants("empty", Installation{})
	err := db.Write(t.Context(), func(ctx context.Context, tx storage.WriteTx) error {
		unit = must(roster.AddUnit(ctx, tx, roster.Unit{Code: "YX", Name: "云溪镇", Kind: roster.Township}))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	wants("only a unit", Installation{})
	person("YX01", SystemAdmin)
	wants("an administrator", Installation{HasCadres: true})
	check(gate.SetPassword(t.Context(), 1, own))
	wants("an account", Installation{HasCadres: true, HasAccounts: true})
	person("YX02")
	wants("a cadre", Installation{HasCadres: true, HasAccounts: true, IsStaffed: true})
}

func TestOpenSessions(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.enter(h.committee)
	token, actor := h.enter(h.cadre)
	kept, _, err := h.gate.SignIn(t.Context(), "YX01", own, true)
	if err != nil {
		t.Fatal(err)
	}
	sessions := must(h.gate.OpenSessions(t.Context(), actor))
	if len(sessions) != 2 || !sessions[0].ExpiresAt.Equal(kept.ExpiresAt) || sessions[1].ID != sessionID(token.hash()) {
		t.Fatalf("sessions %+v, want the kept one before %s", sessions, actor.Session)
	}
	h.wait(workday)
	if sessions := must(h.gate.OpenSessions(t.Context(), actor)); len(sessions) != 1 || sessions[0].ID == actor.Session {
		t.Errorf("after a day's work %+v, want only the kept one", sessions)
	}
}
