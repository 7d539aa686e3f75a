package course

import (
	"context"
	"fmt"
	"sync"

	"xiangxue/course/fault"
	"xiangxue/course/storage"
)

// cachedVersions is how many versions are kept in memory; a version of ten lessons takes about 200 KB.
const cachedVersions = 128

// Catalogue reads versions and keeps the latest used ones in memory, which is safe because they never change. It is
// safe for concurrent use. It must be given committed states only: a version that is rolled back would stay in it.
type Catalogue struct {
	limit int

	mu       sync.Mutex
	versions map[VersionID]*Version
	byLesson map[LessonID]VersionID
	order    []VersionID // oldest first; the next to go
}

// NewCatalogue returns an empty catalogue.
func NewCatalogue() *Catalogue {
	return &Catalogue{limit: cachedVersions, versions: map[VersionID]*Version{}, byLesson: map[LessonID]VersionID{}}
}

// Version returns a version, which the caller must not change. It fails with fault.NotFound.
func (c *Catalogue) Version(ctx context.Context, tx storage.ReadTx, id VersionID) (*Version, error) {
	c.mu.Lock()
	v, ok := c.versions[id]
	c.mu.Unlock()
	if ok {
		return v, nil
	}
	v, err := loadVersion(ctx, tx, id)
	if err != nil {
		return nil, err
	}
	c.keep(v)
	return v, nil
}

// Lesson returns a lesson in its version. It fails with fault.NotFound.
func (c *Catalogue) Lesson(ctx context.Context, tx storage.ReadTx, id LessonID) (LessonPage, error) {
	version, err := c.versionOf(ctx, tx, id)
	if err != nil {
		return LessonPage{}, err
	}
	v, err := c.Version(ctx, tx, version)
	if err != nil {
		return LessonPage{}, err
	}
	return v.page(id)
}

func (c *Catalogue) versionOf(ctx context.Context, tx storage.ReadTx, id LessonID) (VersionID, error) {
	c.mu.Lock()
	version, ok := c.byLesson[id]
	c.mu.Unlock()
	if ok {
		return version, nil
	}
	version, found, err := versionOfLesson(ctx, tx, id)
	if err != nil {
		return 0, fmt.Errorf("find lesson %d: %w", id, err)
	}
	if !found {
		return 0, fault.New(fault.NotFound, "没有这一课")
	}
	return version, nil
}

func (c *Catalogue) keep(v *Version) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.versions[v.ID]; ok {
		return
	}
	if len(c.order) == c.limit {
		c.forget(c.order[0])
		c.order = c.order[1:]
	}
	c.order = append(c.order, v.ID)
	c.versions[v.ID] = v
	for _, l := range v.Lessons {
		c.byLesson[l.ID] = v.ID
	}
}

func (c *Catalogue) forget(id VersionID) {
	for _, l := range c.versions[id].Lessons {
		delete(c.byLesson, l.ID)
	}
	delete(c.versions, id)
}

func (v *Version) page(id LessonID) (LessonPage, error) {
	for i := range v.Lessons {
		if v.Lessons[i].ID != id {
			continue
		}
		p := LessonPage{Version: v, Lesson: v.Lessons[i]}
		if i > 0 {
			p.Previous = &v.Lessons[i-1]
		}
		if i+1 < len(v.Lessons) {
			p.Next = &v.Lessons[i+1]
		}
		for _, m := range v.Materials {
			if m.Lesson == p.Lesson.Number {
				p.Materials = append(p.Materials, m)
			}
		}
		return p, nil
	}
	return LessonPage{}, fault.New(fault.NotFound, "没有这一课")
}
