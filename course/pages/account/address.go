package account

import (
	"net/http"
	"net/netip"
	"strings"
)

// addressOf returns the network address that a request comes from; it is not valid when there is none. Behind a proxy
// that is the one which the proxy put last into X-Forwarded-For: what stands before it, the browser may have made up.
func addressOf(r *http.Request, proxied bool) netip.Addr {
	if forwarded := r.Header.Values("X-Forwarded-For"); proxied && len(forwarded) > 0 {
		last := forwarded[len(forwarded)-1]
		if address := parseAddress(last[strings.LastIndexByte(last, ',')+1:]); address.IsValid() {
			return address
		}
	}
	return parseAddress(r.RemoteAddr)
}

// parseAddress reads an address that may have a port.
func parseAddress(text string) netip.Addr {
	text = strings.TrimSpace(text)
	if with, err := netip.ParseAddrPort(text); err == nil {
		return with.Addr()
	}
	address, err := netip.ParseAddr(text)
	if err != nil {
		return netip.Addr{}
	}
	return address
}
