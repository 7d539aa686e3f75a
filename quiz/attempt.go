package quiz

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"xiangxue/course"
	"xiangxue/course/calendar"
	"xiangxue/course/roster"
	"xiangxue/course/storage"
)

// attempt is one submitted round (作答) with its marked paper.
type attempt struct {
	id          int64 // 0 until stored
	cadre       roster.CadreID
	owner       course.CheckOwner
	source      course.QuestionSource
	set         SetID
	fingerprint string // of the draw that was answered
	paper       Paper
	submittedAt time.Time
}

func (a attempt) passed() bool { return a.paper.Passed() }

// row encodes the attempt.
func (a attempt) row() (attemptRow, error) {
	var paper strings.Builder // takes the text without another copy of it
	if err := json.NewEncoder(&paper).Encode(a.paper); err != nil {
		return attemptRow{}, fmt.Errorf("encode a paper: %w", err)
	}
	return attemptRow{
		ID: a.id, CadreID: a.cadre, OwnerKind: a.owner.Kind, OwnerID: a.owner.ID, Round: a.paper.Round,
		SourceKind: a.source.Kind, SourceID: a.source.ID, SetID: a.set, Fingerprint: a.fingerprint,
		Paper: strings.TrimSuffix(paper.String(), "\n"), Passed: a.passed(), SubmittedAt: calendar.Millis(a.submittedAt),
	}, nil
}

// attempt decodes the row.
func (r attemptRow) attempt() (*attempt, error) {
	a := &attempt{
		id: r.ID, cadre: r.CadreID, owner: course.CheckOwner{Kind: r.OwnerKind, ID: r.OwnerID},
		source: course.QuestionSource{Kind: r.SourceKind, ID: r.SourceID}, set: r.SetID,
		fingerprint: r.Fingerprint, submittedAt: calendar.FromMillis(r.SubmittedAt),
	}
	if err := json.Unmarshal([]byte(r.Paper), &a.paper); err != nil {
		return nil, fmt.Errorf("decode the paper of attempt %d: %w", r.ID, err)
	}
	return a, nil
}

// lastAttempt returns the round that the person submitted last, nil when there is none.
func lastAttempt(ctx context.Context, tx storage.ReadTx, cadre roster.CadreID, owner course.CheckOwner) (*attempt, error) {
	row, found, err := selectLastAttempt(ctx, tx, cadre, owner)
	if err != nil {
		return nil, fmt.Errorf("read the last attempt at %s %d: %w", owner.Kind, owner.ID, err)
	}
	if !found {
		return nil, nil
	}
	return row.attempt()
}

// check returns the attempt as its owner sees it.
func (a attempt) check() course.Check {
	c := marked(a.paper)
	c.Owner, c.Source, c.Fingerprint = a.owner, a.source, a.fingerprint
	return c
}
