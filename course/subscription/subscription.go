// Package subscription keeps the private addresses under which people's calendar programs fetch their meetings and due
// dates (日程订阅).
//
// An address holds a random key, of which only the hash is kept: it is shown once, works without signing in, shows nothing
// but the calendar, and ends when its owner revokes it or makes another, or when the account is locked.
package subscription

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"xiangxue/course/access"
	"xiangxue/course/audit"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/ical"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// Key is the secret of an address. Printing it, on purpose or not, does not show it; string(k) does.
type Key string

// String returns a placeholder.
func (Key) String() string { return "[key]" }

// GoString returns a placeholder.
func (Key) GoString() string { return "[key]" }

func (k Key) hash() string {
	sum := sha256.Sum256([]byte(k))
	return hex.EncodeToString(sum[:])
}

// keyBytes is how much randomness a key has.
const keyBytes = 32

func newKey() Key {
	var b [keyBytes]byte
	_, _ = rand.Read(b[:]) // never fails: crypto/rand ends the program instead
	return Key(base64.RawURLEncoding.EncodeToString(b[:]))
}

// Book keeps the keys and composes the calendars. It is safe for concurrent use.
type Book struct {
	origin string // of the installation, so that no other one names the same event
	clock  calendar.Clock
}

// NewBook returns a book of the installation with the origin.
func NewBook(origin string, clock calendar.Clock) *Book {
	return &Book{origin: strings.ReplaceAll(origin, "/", "."), clock: clock}
}

// Make returns a new key of the actor; one that the actor had before ends.
func (b *Book) Make(ctx context.Context, tx storage.WriteTx, actor access.Actor) (Key, error) {
	if err := access.Require(actor, access.SignedIn); err != nil {
		return "", err
	}
	key := newKey()
	if err := replaceFeed(ctx, tx, feedRow{CadreID: actor.ID(), TokenHash: key.hash(), MadeAt: calendar.Millis(b.clock())}); err != nil {
		return "", fmt.Errorf("keep the calendar key of cadre %d: %w", actor.ID(), err)
	}
	return key, b.record(ctx, tx, actor, "calendar.make")
}

// Revoke ends the key of the actor; nothing happens when there is none.
func (b *Book) Revoke(ctx context.Context, tx storage.WriteTx, actor access.Actor) error {
	if err := access.Require(actor, access.SignedIn); err != nil {
		return err
	}
	ended, err := deleteFeed(ctx, tx, actor.ID())
	if err != nil || ended == 0 {
		return err
	}
	return b.record(ctx, tx, actor, "calendar.revoke")
}

func (b *Book) record(ctx context.Context, tx storage.WriteTx, actor access.Actor, action string) error {
	return audit.Add(ctx, tx, b.clock(), audit.Event{Actor: int64(actor.ID()), Action: action, Kind: "account", ID: int64(actor.ID())})
}

// MadeAt returns when the person made the key that works now; it is zero when there is none.
func MadeAt(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID) (time.Time, error) {
	row, found, err := selectFeed(ctx, tx, cadre)
	if err != nil || !found {
		return time.Time{}, err
	}
	return calendar.FromMillis(row.MadeAt), nil
}

// The days of a calendar before and after today.
const (
	daysBack  = 90
	daysAhead = 366
)

// Events returns the meetings at which the owner of the key is expected, cancelled ones among them, and the due dates of
// what the owner has still to study, put into words by due. It fails with fault.NotFound for a key that does not work.
func (b *Book) Events(ctx context.Context, tx storage.ReadTx, key Key, due func(title string) string) ([]ical.Event, error) {
	owner, found, err := selectOwner(ctx, tx, key.hash())
	if err != nil {
		return nil, fmt.Errorf("find whose calendar it is: %w", err)
	}
	if !found {
		return nil, fault.New(fault.NotFound, "没有这个日程")
	}
	today := b.clock.Today()
	meetings, err := plan.Invitations(ctx, tx, owner, calendar.Span{From: today.AddDays(-daysBack), To: today.AddDays(daysAhead)})
	if err != nil {
		return nil, err
	}
	duties, err := plan.Due(ctx, tx, owner, today)
	if err != nil {
		return nil, err
	}
	var events []ical.Event
	for _, m := range meetings {
		events = append(events, ical.Event{
			UID: b.uid("meeting", int64(m.ID)), Sequence: m.Revision, Changed: b.clock(), Start: m.StartsAt, End: m.EndsAt,
			Summary: m.Title, Place: m.Place, Text: m.Agenda, Cancelled: m.State == plan.Cancelled,
		})
	}
	for _, d := range duties {
		events = append(events, ical.Event{
			UID: b.uid(string(d.Kind), d.Ref), Changed: b.clock(), On: d.DueOn, Summary: due(d.Title), Text: d.Note,
		})
	}
	return events, nil
}

func (b *Book) uid(kind string, id int64) string { return fmt.Sprintf("%s-%d@%s", kind, id, b.origin) }
