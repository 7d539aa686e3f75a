package library

// maxMemory bounds the text that an import remembers, in bytes.
const maxMemory = 32 << 20

// memory holds documents between comparing and writing them, until it is full. Forgetting costs only time.
type memory struct {
	held map[string]Parsed // by the hash of the content
	size int
}

func (m *memory) keep(hash string, p Parsed) {
	size := 0
	for _, a := range p.Articles {
		size += len(a.Text)
	}
	if m.size+size > maxMemory {
		return
	}
	if m.held == nil {
		m.held = map[string]Parsed{}
	}
	m.held[hash], m.size = p, m.size+size
}

// recall returns the document and forgets it.
func (m *memory) recall(hash string) (Parsed, bool) {
	p, found := m.held[hash]
	if found {
		delete(m.held, hash)
		for _, a := range p.Articles {
			m.size -= len(a.Text)
		}
	}
	return p, found
}
