package access

import (
	"net/netip"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// turned is a clock that the test turns.
type turned struct{ now time.Time }

func (c *turned) clock() time.Time { return c.now }

func newDoor() (*Doorkeeper, *turned) {
	c := &turned{time.Date(2026, 3, 5, 9, 0, 0, 0, time.UTC)}
	return NewDoorkeeper(c.clock), c
}

var office = netip.MustParseAddr("10.1.2.3")

func TestDoorkeeperRefusesAfterManyWrongPasswords(t *testing.T) {
	t.Parallel()
	door, c := newDoor()
	for i := range allowedAttempts {
		if wait := door.Admit(office); wait != 0 {
			t.Fatalf("attempt %d has to wait %s", i+1, wait)
		}
	}
	for range 1000 { // going on does not make it longer
		if wait := door.Admit(office); wait != attemptEvery {
			t.Fatalf("an attempt too many waits %s", wait)
		}
	}
	c.now = c.now.Add(attemptEvery - time.Second)
	if wait := door.Admit(office); wait != time.Second {
		t.Errorf("a second too early waits %s", wait)
	}
	if wait := door.Admit(netip.MustParseAddr("10.1.2.4")); wait != 0 {
		t.Errorf("somebody else waits %s", wait)
	}
	c.now = c.now.Add(time.Second)
	if wait := door.Admit(office); wait != 0 {
		t.Errorf("in time, but waits %s", wait)
	}
	if door.Admit(office) == 0 {
		t.Error("two attempts for one wait")
	}
	c.now = c.now.Add(allowedAttempts * attemptEvery)
	if door.Admit(office) != 0 || len(door.used) != 2 {
		t.Errorf("after a long time: %v", door.used)
	}
}

// TestDoorkeeperLetsAnOfficeIn lets a thousand people sign in from one address, each after one wrong password.
func TestDoorkeeperLetsAnOfficeIn(t *testing.T) {
	t.Parallel()
	door, c := newDoor()
	for i := range 1000 {
		if door.Admit(office) != 0 { // wrong
			t.Fatalf("person %d is kept out", i)
		}
		for range 20 {
			if door.Admit(office) != 0 {
				t.Fatalf("person %d is kept out", i)
			}
			door.Welcome(office)
		}
		c.now = c.now.Add(attemptEvery)
	}
}

func TestDoorkeeperForgetsWhoWasWelcome(t *testing.T) {
	t.Parallel()
	door, c := newDoor()
	door.Admit(office)
	door.Welcome(office)
	door.Welcome(office) // nothing to take back
	if len(door.used) != 0 {
		t.Errorf("remembers %v", door.used)
	}
	door.Admit(office)
	c.now = c.now.Add(-time.Hour) // the clock was set back
	if wait := door.Admit(office); wait != 0 {
		t.Errorf("waits %s", wait)
	}
}

func TestDoorkeeperCountsNetworks(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		one, other string
		same       bool
	}{
		"IPv4":              {"192.0.2.1", "192.0.2.2", false},
		"IPv4 as IPv6":      {"192.0.2.1", "::ffff:192.0.2.1", true},
		"IPv6 of a network": {"2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true},
		"IPv6 of another":   {"2001:db8:1:2::1", "2001:db8:1:3::1", false},
		"IPv6 with a zone":  {"fe80::1%eth0", "fe80::1", true},
	}
	for name, test := range tests {
		if got := network(netip.MustParseAddr(test.one)) == network(netip.MustParseAddr(test.other)); got != test.same {
			t.Errorf("%s: %s and %s count together: %t", name, test.one, test.other, got)
		}
	}
	if network(netip.Addr{}).IsValid() {
		t.Error("no address is an address")
	}
}

func TestDoorkeeperMemoryIsBounded(t *testing.T) {
	t.Parallel()
	door, _ := newDoor()
	for i := range 3 * mostAddresses {
		door.Admit(netip.AddrFrom4([4]byte{10, byte(i >> 16), byte(i >> 8), byte(i)}))
		if len(door.used) > mostAddresses {
			t.Fatalf("%d addresses", len(door.used))
		}
	}
}

func TestDoorkeeperIsSafe(t *testing.T) {
	t.Parallel()
	door, _ := newDoor()
	var admitted atomic.Int64
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 50 {
				if door.Admit(office) == 0 {
					admitted.Add(1)
				}
			}
		})
	}
	wg.Wait()
	if n := admitted.Load(); n != allowedAttempts {
		t.Errorf("%d of 400 attempts were admitted, want %d", n, allowedAttempts)
	}
}
