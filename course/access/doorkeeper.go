package access

import (
	"net/netip"
	"sync"
	"time"

	"xiangxue/course/calendar"
)

// What one network address may do. Everybody in an office shares one, so it is generous: an office of a hundred in which
// everyone mistypes once does not notice it, and somebody who tries passwords gets six a minute.
const (
	allowedAttempts = waitingHashes    // wrong passwords that an address may send at once; as many sign-ins may wait anyway
	attemptEvery    = 10 * time.Second // after which it may send one more
)

// mostAddresses bounds the memory: some hundred bytes each.
const mostAddresses = 10_000

// Doorkeeper bounds how many wrong passwords one network address may try (按来源地址限次), whatever the accounts. A right
// password costs nothing, and an address that is refused waits for seconds, never longer: nobody can keep an office out by
// more than going on trying. It remembers in memory only; each process counts for itself. It is safe for concurrent use.
type Doorkeeper struct {
	clock calendar.Clock
	mu    sync.Mutex
	used  map[netip.Prefix]attempts
}

// attempts says how many attempts of an address are not yet forgotten, as of a moment.
type attempts struct {
	spent time.Duration // each attempt is worth attemptEvery
	at    time.Time
}

// NewDoorkeeper returns a doorkeeper who has seen nobody yet.
func NewDoorkeeper(clock calendar.Clock) *Doorkeeper {
	return &Doorkeeper{clock: clock, used: make(map[netip.Prefix]attempts)}
}

// Admit counts an attempt of the address and returns 0 when it may be made, or else after how long the next one may be.
// It is to be asked before a password is looked at.
func (d *Doorkeeper) Admit(address netip.Addr) time.Duration {
	d.mu.Lock()
	defer d.mu.Unlock()
	now, key := d.clock(), network(address)
	spent := d.used[key].left(now) + attemptEvery
	if over := spent - allowedAttempts*attemptEvery; over > 0 {
		return over
	}
	if _, known := d.used[key]; !known && len(d.used) >= mostAddresses {
		d.forget(now)
	}
	d.used[key] = attempts{spent: spent, at: now}
	return 0
}

// Welcome takes back what Admit counted: the password was right.
func (d *Doorkeeper) Welcome(address netip.Addr) {
	d.mu.Lock()
	defer d.mu.Unlock()
	now, key := d.clock(), network(address)
	if left := d.used[key].left(now) - attemptEvery; left > 0 {
		d.used[key] = attempts{spent: left, at: now}
	} else {
		delete(d.used, key)
	}
}

// left returns what of the attempts is not forgotten.
func (a attempts) left(now time.Time) time.Duration {
	return max(0, a.spent-max(0, now.Sub(a.at)))
}

// forget makes room: the addresses whose attempts are forgotten go and, when these are few, others.
func (d *Doorkeeper) forget(now time.Time) {
	const room = mostAddresses / 10
	for key, a := range d.used {
		if a.left(now) == 0 {
			delete(d.used, key)
		}
	}
	for key := range d.used {
		if len(d.used) <= mostAddresses-room {
			return
		}
		delete(d.used, key)
	}
}

// network returns what counts as one address: in IPv6 the 64 bits that one connection gets.
func network(address netip.Addr) netip.Prefix {
	address = address.Unmap().WithZone("")
	bits := address.BitLen()
	if address.Is6() {
		bits = 64
	}
	return netip.PrefixFrom(address, bits).Masked()
}
