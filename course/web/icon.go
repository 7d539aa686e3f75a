package web

import "html/template"

// icons are the drawings of the interface, on a 24 × 24 grid with a stroke of the text's colour.
var icons = map[string]template.HTML{
	"list":     `<path d="M8.5 6.5H20M8.5 12H20M8.5 17.5H20M4.5 6.5v.1M4.5 12v.1M4.5 17.5v.1"/>`,
	"check":    `<path d="M5 12.5l4.5 4.5L19 7.5"/>`,
	"info":     `<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5.5M12 7.8v.1"/>`,
	"person":   `<circle cx="12" cy="8" r="4"/><path d="M4.5 20c.8-4 3.7-6 7.5-6s6.7 2 7.5 6"/>`,
	"letters":  `<path d="M3 19L8.5 5 14 19M5 14.5h7M15 19l3-8 3 8M16 16.5h4"/>`,
	"next":     `<path d="M9 5.5l6.5 6.5L9 18.5"/>`,
	"back":     `<path d="M15 5.5L8.5 12l6.5 6.5"/>`,
	"search":   `<circle cx="11" cy="11" r="6.5"/><path d="M16 16l4.5 4.5"/>`,
	"done":     `<circle cx="12" cy="12" r="8.5"/><path d="M8 12.3l2.8 2.7L16 9.5"/>`,
	"people":   `<circle cx="9" cy="8.5" r="3.5"/><path d="M2.5 19.5c.5-3.5 3-5.5 6.5-5.5s6 2 6.5 5.5M16 5.3a3.4 3.4 0 0 1 0 6.4M18 14.5c2 .8 3.2 2.5 3.5 5"/>`,
	"book":     `<path d="M12 6.5C10 5 7 4.5 4 5v13c3-.5 6 0 8 1.5 2-1.5 5-2 8-1.5V5c-3-.5-6 0-8 1.5zM12 6.5v13"/>`,
	"home":     `<path d="M4 11l8-7 8 7v8a1 1 0 0 1-1 1h-4v-6H9v6H5a1 1 0 0 1-1-1z"/>`,
	"file":     `<path d="M6 3.5h8l4 4V20.5H6zM14 3.5v4h4M9 12h6M9 16h6"/>`,
	"copy":     `<rect x="8.5" y="8.5" width="11" height="11.5" rx="1.5"/><path d="M15.5 8.5V4H4.5v12h4"/>`,
	"close":    `<path d="M6 6l12 12M18 6L6 18"/>`,
	"download": `<path d="M12 4v11M7.5 11l4.5 4.5 4.5-4.5M5 20h14"/>`,
	"upload":   `<path d="M12 15V4M7.5 8L12 3.5 16.5 8M5 20h14"/>`,
	"plus":     `<path d="M12 5v14M5 12h14"/>`,
	"flag":     `<path d="M6 21V4h11l-2.5 4L17 12H6"/>`,
	"warning":  `<path d="M12 4.5l8.5 15h-17zM12 10v4.5M12 16.9v.1"/>`,
	"print":    `<path d="M7 9V4h10v5M7 17H4.5v-6.5a1.5 1.5 0 0 1 1.5-1.5h12a1.5 1.5 0 0 1 1.5 1.5V17H17M7 14h10v6H7z"/>`,
	"calendar": `<rect x="4" y="5.5" width="16" height="14.5" rx="1.5"/><path d="M4 10h16M8.5 3.5v4M15.5 3.5v4"/>`,
	"saved":    `<path d="M7 18a4 4 0 0 1-.5-8A5.5 5.5 0 0 1 17 9.5a4.2 4.2 0 0 1 0 8.5zM9.5 13.5l2 2 3.5-3.5"/>`,
	"shield":   `<path d="M12 3.5l7 2.5v5.5c0 4.5-3 7.5-7 9-4-1.5-7-4.5-7-9V6zM8.8 12l2.4 2.3 4-4.3"/>`,
	"eye":      `<path d="M2.5 12c2.5-4.5 5.7-6.5 9.5-6.5s7 2 9.5 6.5c-2.5 4.5-5.7 6.5-9.5 6.5s-7-2-9.5-6.5z"/><circle cx="12" cy="12" r="2.8"/>`,
	"filter":   `<path d="M4 6h16M7 12h10M10 18h4"/>`,
	"letter":   `<path d="M3.5 6h17v12.5h-17zM3.5 7l8.5 6.5L20.5 7"/>`,
	"note":     `<path d="M5 4h14v11l-5 5H5zM14 20v-5h5M8.5 8.5h7M8.5 12h5"/>`,
	"chart":    `<path d="M4 20h16M7 16v-5M12 16V6M17 16v-8"/>`,
	"question": `<path d="M4 5h16v11h-8l-4.5 4V16H4zM9.8 9.3a2.2 2.2 0 1 1 3 2c-.6.3-.8.6-.8 1.2M12 13.9v.1"/>`,
	"globe":    `<circle cx="12" cy="12" r="8.5"/><path d="M3.5 12h17M12 3.5c5 5.5 5 11.5 0 17M12 3.5c-5 5.5-5 11.5 0 17"/>`,
}

// icon draws the named icon beside a text that says the same.
func icon(name string) template.HTML {
	return `<svg class="i" viewBox="0 0 24 24" aria-hidden="true">` + icons[name] + `</svg>`
}
