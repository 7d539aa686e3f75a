package proof

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"strconv"

	"xiangxue/course/seal"
)

// leavesText returns the places and the log entries of the facts, one a line.
func leavesText(openings []seal.Opening) []byte {
	var b bytes.Buffer
	for _, o := range openings {
		fmt.Fprintf(&b, "%d %s", o.Position, o.Entry()) // an entry ends its line
	}
	return b.Bytes()
}

// leafLine is a line of leaves.txt.
type leafLine struct {
	position int64
	key      key
	entry    []byte // of the log
}

// key names a fact.
type key struct {
	kind seal.Kind
	id   int64
}

// parseLeaves reads leaves.txt up to the first line that is none.
func parseLeaves(text []byte) (lines []leafLine, whole bool) {
	for len(text) > 0 {
		line, rest, ended := bytes.Cut(text, []byte("\n"))
		place, entry, found := bytes.Cut(line, []byte(" "))
		position, isNumber := decimal(string(place))
		words := bytes.Split(entry, []byte(" "))
		if !ended || !found || !isNumber || len(words) != 4 || string(words[0]) != "xiangxue/v1" {
			return lines, false
		}
		id, isNumber := decimal(string(words[2]))
		if !isNumber {
			return lines, false
		}
		lines = append(lines, leafLine{position, key{seal.Kind(words[1]), id}, append(bytes.Clone(entry), '\n')})
		text = rest
	}
	return lines, true
}

const factWord = "fact "

// factsText returns salt and canonical bytes of the facts, each behind a line that names it.
func factsText(openings []seal.Opening) []byte {
	var b bytes.Buffer
	for _, o := range openings {
		fmt.Fprintf(&b, "%s%d %s %d %s %d\n%s", factWord, o.Position, o.Kind, o.ID, base64.StdEncoding.EncodeToString(o.Salt), len(o.Fields), o.Fields)
	}
	return b.Bytes()
}

// parseFacts reads facts.txt. What cannot be read is gone past, up to the next line that begins a fact.
func parseFacts(text []byte) (facts []seal.Opening, whole bool) {
	whole = true
	for len(text) > 0 {
		fact, rest, good := parseFact(text)
		if good {
			facts, text = append(facts, fact), rest
			continue
		}
		whole = false
		_, rest, more := bytes.Cut(text[1:], []byte("\n"+factWord))
		if !more {
			break
		}
		text = append([]byte(factWord), rest...)
	}
	return facts, whole
}

// parseFact reads one fact off the front; what follows must begin another one.
func parseFact(text []byte) (o seal.Opening, rest []byte, good bool) {
	line, rest, ended := bytes.Cut(text, []byte("\n"))
	words := bytes.Split(line, []byte(" "))
	if !ended || len(words) != 6 || string(words[0])+" " != factWord {
		return o, nil, false
	}
	position, ok1 := decimal(string(words[1]))
	id, ok2 := decimal(string(words[3]))
	length, ok3 := decimal(string(words[5]))
	salt, err := base64.StdEncoding.Strict().DecodeString(string(words[4]))
	if !ok1 || !ok2 || !ok3 || err != nil || length > int64(len(rest)) {
		return o, nil, false
	}
	fields, rest := rest[:length:length], rest[length:]
	if len(rest) > 0 && !bytes.HasPrefix(rest, []byte(factWord)) {
		return o, nil, false
	}
	return seal.Opening{Position: position, Kind: seal.Kind(words[2]), ID: id, Salt: salt, Fields: fields}, rest, true
}

// decimal reads a whole number that is not negative, as strconv writes it.
func decimal(s string) (int64, bool) {
	n, err := strconv.ParseInt(s, 10, 64)
	return n, err == nil && n >= 0 && strconv.FormatInt(n, 10) == s
}
