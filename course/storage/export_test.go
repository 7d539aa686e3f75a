package storage

// Waiting returns how many jobs wait for the writer.
func Waiting(db *DB) int { return len(db.queue) }
