package kit

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"golang.org/x/mod/sumdb/note"

	"xiangxue/course/attendance"
	"xiangxue/course/calendar"
	"xiangxue/course/fault"
	"xiangxue/course/plan"
	"xiangxue/course/roster"
	"xiangxue/course/seal"
)

// MostResult is how large a result may be, in bytes: some thousand persons with reasons, and a record.
const MostResult = 2 << 20

// Result is what was noted in a kit.
type Result struct {
	Meeting    plan.MeetingID
	IssuedAt   time.Time // of the kit
	NotedAt    time.Time // by the clock of the phone, which may be wrong
	Marks      []attendance.Mark
	Form       plan.Form
	Host       string
	Discussion string

	issued  slip
	content []byte
}

// Sum returns the SHA-256 of the result in hexadecimal, which names it.
func (r Result) Sum() string {
	sum := sha256.Sum256(r.content)
	return hex.EncodeToString(sum[:])
}

// noted is the JSON form of a result.
type noted struct {
	Slip       string      `json:"slip"`
	Seal       string      `json:"seal"`
	NotedAt    int64       `json:"notedAt"`
	Marks      []notedMark `json:"marks"`
	Form       plan.Form   `json:"form"`
	Host       string      `json:"host"`
	Discussion string      `json:"discussion"`
}

type notedMark struct {
	Cadre    roster.CadreID      `json:"cadre"`
	Presence attendance.Presence `json:"presence"`
	Reason   string              `json:"reason"`
}

// Read reads the result of a kit of the installation. It fails with fault.Invalid, at the field "file", when the content
// is none, or its slip was not signed here.
func (o *Office) Read(content []byte) (Result, error) {
	var f fault.Fields
	var in noted
	f.Check(len(content) <= MostResult && decode(content, &in) == nil && in.isTimed(), "file", "这不是会议包存下的结果。请选手机上存的文件，名字里有“会议结果”")
	if err := f.Err(); err != nil {
		return Result{}, err
	}
	issued, err := o.recognise(in)
	if err != nil {
		return Result{}, err
	}
	result := Result{
		Meeting: issued.Meeting, IssuedAt: calendar.FromMillis(issued.IssuedAt), NotedAt: calendar.FromMillis(in.NotedAt),
		Form: in.Form, Host: in.Host, Discussion: in.Discussion, issued: issued, content: content,
	}
	for _, m := range in.Marks {
		f.Check(issued.lists(m.Cadre), "file", "这份结果里有会议包上没有的人")
		result.Marks = append(result.Marks, attendance.Mark{Cadre: m.Cadre, Presence: m.Presence, Reason: m.Reason})
	}
	return result, f.Err()
}

// isTimed reports whether the moment of the phone can be written as a date at all, however wrong its clock is.
func (n noted) isTimed() bool {
	at := calendar.FromMillis(n.NotedAt)
	return at.Year() >= 1970 && at.Year() <= 9998
}

// recognise returns the slip of a result when the installation has signed it.
func (o *Office) recognise(in noted) (issued slip, err error) {
	key, err := note.NewVerifier(o.log.VerifierKey())
	if err != nil {
		return slip{}, fmt.Errorf("read the key of the log: %w", err)
	}
	ours := seal.CheckAttestation([]byte(in.Seal), form, []byte(in.Slip), key) == nil && json.Unmarshal([]byte(in.Slip), &issued) == nil
	var f fault.Fields
	f.Check(ours, "file", "这份结果里的会议包不是从这里下载的，或者被改过")
	return issued, f.Err()
}

// lists reports whether the person is on the slip.
func (s slip) lists(id roster.CadreID) bool {
	return slices.ContainsFunc(s.People, func(p slippedPerson) bool { return p.Cadre == id })
}

// decode reads one JSON value and nothing after it.
func decode(content []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(content))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("something follows")
	}
	return nil
}
