// Package kit carries a study meeting to a village without network and back (会议包).
//
// A kit is one HTML file that works from the storage of an old phone: what is studied, the agenda, the roll with
// everybody expected, and the record. What is noted in it is saved as a small file, the result, which somebody brings
// in later. The slip of a kit says for which meeting and whom it was issued; the installation has signed it, so that a
// result tells by itself where it belongs, and one that was made by hand is refused.
//
// A result is never taken over blindly. It is compared with what has happened meanwhile, a person decides about what
// differs, and the roll is confirmed by that person as any other. The result is kept beside the roll with the moment at
// which the phone says it was noted and the moment at which it came in. Bringing in the same result again changes nothing.
package kit

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"xiangxue/course/attendance"
	"xiangxue/course/calendar"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/seal"
)

// form is what the installation says of a slip when it signs it.
const form = "xiangxue meeting kit v1"

// slip is what the installation recognises when a result comes back. The JSON form is signed: fields may be added, never
// renamed.
type slip struct {
	Meeting  plan.MeetingID  `json:"meeting"`
	IssuedAt int64           `json:"issuedAt"` // milliseconds
	By       roster.CadreID  `json:"by"`
	Shown    string          `json:"shown"` // SHA-256 of what the kit shows, in hexadecimal
	People   []slippedPerson `json:"people"`
}

// slippedPerson is somebody expected, with what the roll was filled in with.
type slippedPerson struct {
	Cadre    roster.CadreID      `json:"cadre"`
	Name     string              `json:"name"`
	Post     string              `json:"post,omitempty"`
	Presence attendance.Presence `json:"presence"`
	Reason   string              `json:"reason,omitempty"`
}

// Show is what a kit shows beside the roll, in the language of who takes it along.
type Show struct {
	Language  string            `json:"language"`
	Title     string            `json:"title"`
	Facts     []string          `json:"facts"` // when, where, who, a line each
	Host      string            `json:"host"`
	Agenda    []string          `json:"agenda"`
	Passages  []Passage         `json:"passages"`
	Presences []Choice          `json:"presences"`
	Forms     []Choice          `json:"forms"`
	Words     map[string]string `json:"words"` // the wordings of the page by name
}

// Passage is something to read: an article with its paragraphs, or a lesson as sanitised HTML.
type Passage struct {
	Title      string   `json:"title"`
	Paragraphs []string `json:"paragraphs,omitempty"`
	HTML       string   `json:"html,omitempty"`
}

// Choice is something to choose from.
type Choice struct {
	Value string `json:"value"`
	Label string `json:"label"`
}

// packed is what stands in the file.
type packed struct {
	Slip string `json:"slip"` // as it was signed
	Seal string `json:"seal"`
	Show string `json:"show"`
}

// pack writes the file of a kit.
func pack(w io.Writer, log *seal.Log, s slip, show Show) error {
	shown, err := json.Marshal(show)
	if err != nil {
		return fmt.Errorf("write what the kit shows: %w", err)
	}
	sum := sha256.Sum256(shown)
	s.Shown = hex.EncodeToString(sum[:])
	text, err := json.Marshal(s)
	if err != nil {
		return fmt.Errorf("write the slip: %w", err)
	}
	signed, err := log.Attest(form, text)
	if err != nil {
		return err
	}
	data, err := json.Marshal(packed{Slip: string(text), Seal: string(signed), Show: string(shown)}) // escapes < and >: it cannot end the script
	if err != nil {
		return fmt.Errorf("write the kit: %w", err)
	}
	return writeShell(w, show.Language, data)
}

func slipFor(m plan.Meeting, by roster.CadreID, at time.Time, expected []attendance.Expected) slip {
	s := slip{Meeting: m.ID, IssuedAt: calendar.Millis(at), By: by}
	for _, e := range expected {
		s.People = append(s.People, slippedPerson{Cadre: e.Cadre.ID, Name: e.Cadre.Name, Post: e.Cadre.Post, Presence: e.Presence, Reason: e.Reason})
	}
	return s
}
