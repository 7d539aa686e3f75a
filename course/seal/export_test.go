package seal

import "time"

// SignEvery sets how often Run looks for unsigned leaves; call it before Run.
func SignEvery(l *Log, d time.Duration) { l.every = d }
