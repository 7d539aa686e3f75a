package demo

import (
	"context"
	"fmt"
	"io"
	"time"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// Name is what an installation with the demo is called.
const Name = "云溪镇学习型机关"

// Password is the password of every account of the demo.
const Password = "yunxi-shuijing-88"

// Account is somebody of the demo who can sign in.
type Account struct {
	Role    access.Role
	StaffNo string
}

// Accounts returns one account for each role.
func Accounts() []Account {
	return []Account{
		{access.Cadre, "YX0327"},
		{access.GroupLeader, "YX0301"},
		{access.StudySecretary, "YX0101"},
		{access.CommitteeMember, "YX0003"},
		{access.Auditor, "LL0104"},
		{access.Author, "LL0105"},
		{access.SystemAdmin, "LL0101"},
		{access.SecurityAdmin, "LL0102"},
		{access.AuditAdmin, "LL0103"},
	}
}

// openAccounts gives those of Accounts their password.
func (t *township) openAccounts(ctx context.Context) error {
	t.progress("账户")
	gate := access.NewGate(t.db, calendar.Clock(func() time.Time { return t.now }))
	for _, a := range Accounts() {
		cadre, err := find(ctx, t.db, a)
		if err != nil {
			return err
		}
		if err := gate.SetPassword(ctx, cadre.ID, Password); err != nil {
			return err
		}
	}
	return nil
}

func find(ctx context.Context, db *storage.DB, a Account) (cadre roster.Cadre, err error) {
	err = db.Read(ctx, func(tx storage.ReadTx) error {
		cadre, err = roster.FindCadreByLogin(ctx, tx, a.StaffNo)
		return err
	})
	return cadre, err
}

// Prepare fills the installation up to now, telling w how far it is, and then who can sign in and how. It fails as Fill
// does.
func Prepare(ctx context.Context, w io.Writer, d Deps, now time.Time) error {
	filled, err := Fill(ctx, d, now, func(stage string) { fmt.Fprintf(w, "示例：%s……\n", stage) })
	if err != nil {
		return err
	}
	if !filled {
		fmt.Fprintln(w, "示例已经在数据目录里，接着用")
	}
	fmt.Fprintf(w, "示例账户，密码都是 %s\n", Password)
	for _, a := range Accounts() {
		cadre, err := find(ctx, d.DB, a)
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "  %s  %s  %s\n", a.StaffNo, cadre.Name, access.RoleName(a.Role))
	}
	return nil
}
