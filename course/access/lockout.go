package access

import "time"

// allowedFailures is how many wrong passwords in a row cost nothing.
const allowedFailures = 5

// longestPause is the longest pause between two attempts.
const longestPause = time.Hour

// pauseAfter returns how long an account takes no password after so many wrong ones in a row: not at all up to four,
// then 1, 2, 4 … minutes, at most an hour.
func pauseAfter(failures int) time.Duration {
	if failures < allowedFailures {
		return 0
	}
	pause := time.Minute
	for range failures - allowedFailures {
		if pause *= 2; pause >= longestPause {
			return longestPause
		}
	}
	return pause
}
