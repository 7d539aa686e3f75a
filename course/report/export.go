package report

// Format is a kind of file that a report can be exported as.
type Format string

// The formats.
const (
	XLSX Format = "xlsx"
	CSV  Format = "csv"
)
