package console

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"xiangxue/course/access"
	"xiangxue/course/calendar"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
	"xiangxue/static/locale"
)

func find(ctx context.Context, db *storage.DB, login string) (person roster.Cadre, err error) {
	err = db.Read(ctx, func(tx storage.ReadTx) error {
		person, err = roster.FindCadreByLogin(ctx, tx, login)
		return err
	})
	return person, err
}

// AddUser gives somebody on the roster a one-time first password and prints it, once.
func AddUser(ctx context.Context, w io.Writer, db *storage.DB, gate *access.Gate, login string) error {
	person, err := find(ctx, db, login)
	if err != nil {
		return err
	}
	slips, err := gate.IssueFirstPasswords(ctx, access.Console(), []roster.CadreID{person.ID})
	if err != nil {
		return err
	}
	for _, slip := range slips {
		fmt.Fprintf(w, "%s（工号 %s）的首次密码：%s\n有效期至 %s，首次登录时须换成自己的密码。\n",
			slip.Cadre.Name, slip.Cadre.StaffNo, slip.Password, locale.Moment(locale.Chinese, slip.ExpiresAt.In(calendar.Shanghai)))
	}
	return nil
}

// SetPassword sets somebody's password to the first line that r gives. It never comes from the arguments, which other
// users of the machine can see.
func SetPassword(ctx context.Context, r io.Reader, db *storage.DB, gate *access.Gate, login string) error {
	person, err := find(ctx, db, login)
	if err != nil {
		return err
	}
	line, err := bufio.NewReader(io.LimitReader(r, 4096)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("read the password: %w", err)
	}
	return gate.SetPassword(ctx, person.ID, strings.TrimRight(line, "\r\n"))
}

// LockUser locks an account and ends its sessions.
func LockUser(ctx context.Context, db *storage.DB, gate *access.Gate, login string) error {
	person, err := find(ctx, db, login)
	if err != nil {
		return err
	}
	return gate.Lock(ctx, access.Console(), person.ID)
}
