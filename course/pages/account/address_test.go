package account

import (
	"net/http/httptest"
	"testing"
)

func TestAddressOf(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		remote    string
		forwarded []string
		proxied   bool
		want      string
	}{
		"direct":                           {"10.1.2.3:4444", nil, false, "10.1.2.3"},
		"direct, IPv6":                     {"[2001:db8::1]:4444", nil, false, "2001:db8::1"},
		"without a proxy nobody can claim": {"10.1.2.3:4444", []string{"192.0.2.9"}, false, "10.1.2.3"},
		"behind a proxy":                   {"127.0.0.1:4444", []string{"192.0.2.9"}, true, "192.0.2.9"},
		"what the browser made up":         {"127.0.0.1:4444", []string{"1.1.1.1, 192.0.2.9"}, true, "192.0.2.9"},
		"made up in a line of its own":     {"127.0.0.1:4444", []string{"1.1.1.1", "8.8.8.8,192.0.2.9"}, true, "192.0.2.9"},
		"with a port":                      {"127.0.0.1:4444", []string{"192.0.2.9:1234"}, true, "192.0.2.9"},
		"IPv6 behind a proxy":              {"127.0.0.1:4444", []string{" 2001:db8::9 "}, true, "2001:db8::9"},
		"rubbish behind a proxy":           {"127.0.0.1:4444", []string{"unknown, "}, true, "127.0.0.1"},
		"a proxy that says nothing":        {"127.0.0.1:4444", nil, true, "127.0.0.1"},
		"no address at all":                {"@", nil, false, "invalid IP"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			r := httptest.NewRequest("POST", "/sign-in", nil)
			r.RemoteAddr = test.remote
			for _, line := range test.forwarded {
				r.Header.Add("X-Forwarded-For", line)
			}
			if got := addressOf(r, test.proxied).String(); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}
