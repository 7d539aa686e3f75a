package roster

import (
	"context"
	"fmt"

	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/storage"
)

// Appointment says that a person holds a role from a day on, over a unit with its sub-units or over a study group: one
// of Unit and Group is 0.
type Appointment struct {
	Cadre CadreID
	Role  Role
	Unit  UnitID
	Group GroupID
	From  calendar.Date
}

// Held is an appointment as it stands in the roster.
type Held struct {
	ID int64
	Appointment
	To        calendar.Date
	Path      string // path of the unit or, for a group, of the group's unit
	UnitName  string // of that unit
	GroupName string // empty for an appointment over a unit
}

// AppointmentsOf returns the appointments that the person held on the day.
func AppointmentsOf(ctx context.Context, tx storage.ReadTx, cadre CadreID, on calendar.Date) ([]Held, error) {
	rows, err := selectAppointments(ctx, tx, cadre, on)
	if err != nil {
		return nil, fmt.Errorf("read the appointments of cadre %d: %w", cadre, err)
	}
	return heldOf(rows), nil
}

// Appointments returns the appointments that the persons in the scope held on the day.
func Appointments(ctx context.Context, tx storage.ReadTx, scope Scope, on calendar.Date) ([]Held, error) {
	rows, err := selectAppointed(ctx, tx, scope, on)
	if err != nil {
		return nil, fmt.Errorf("read the appointments: %w", err)
	}
	return heldOf(rows), nil
}

func heldOf(rows []heldRow) []Held {
	list := make([]Held, len(rows))
	for i, r := range rows {
		list[i] = Held{
			ID:          r.ID,
			Appointment: Appointment{Cadre: r.CadreID, Role: r.Role, Unit: r.UnitID, Group: r.GroupID, From: r.FromOn},
			To:          r.ToOn, Path: r.Path, UnitName: r.UnitName, GroupName: r.GroupName,
		}
	}
	return list
}

// Appoint gives a person a role from a day on; an appointment that already holds then is left as it is. It fails with
// fault.Conflict when the person has a role with which this one may not be held together.
func Appoint(ctx context.Context, tx storage.WriteTx, a Appointment) error {
	if a.Role.Name() == "" || (a.Unit == 0) == (a.Group == 0) || a.From.IsZero() {
		return fmt.Errorf("appoint cadre %d as %q: one of unit and group, and a day, are needed", a.Cadre, a.Role)
	}
	held, err := selectAppointmentsFrom(ctx, tx.ReadTx, a.Cadre, a.From)
	if err != nil {
		return fmt.Errorf("read the appointments of cadre %d: %w", a.Cadre, err)
	}
	for _, h := range held {
		if !h.Role.CompatibleWith(a.Role) {
			return fault.New(fault.Conflict, "“%s”与“%s”不能由同一个人担任", h.Role.Name(), a.Role.Name())
		}
		if h.Role == a.Role && h.UnitID == a.Unit && h.GroupID == a.Group && h.FromOn <= a.From {
			return nil
		}
	}
	row := appointmentRow{CadreID: a.Cadre, Role: a.Role, FromOn: a.From, ToOn: calendar.Forever}
	if a.Unit != 0 {
		row.UnitID = &a.Unit
	} else {
		row.GroupID = &a.Group
	}
	return insertDated(ctx, tx, &row, "appoint cadre %d as %s", a.Cadre, a.Role)
}

// EndAppointment ends an appointment; last is the last day on which it holds. An appointment that would have held on no
// day is removed.
func EndAppointment(ctx context.Context, tx storage.WriteTx, id int64, last calendar.Date) error {
	return endRow(ctx, tx, "appointments", id, last)
}
