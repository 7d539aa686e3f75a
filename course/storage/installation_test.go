package storage_test

import (
	"testing"
	"time"

	"xiangxue/course/storage"
	"xiangxue/course/storage/storagetest"
)

func TestInstallationStaysWhatItIs(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, installationStaysWhatItIs)
}

func installationStaysWhatItIs(t *testing.T, db *storage.DB) {
	first, err := storage.EnsureInstallation(t.Context(), db, "云溪镇", time.UnixMilli(1000))
	if err != nil {
		t.Fatal(err)
	}
	again, err := storage.EnsureInstallation(t.Context(), db, "别的名字", time.UnixMilli(2000))
	if err != nil {
		t.Fatal(err)
	}
	if again != first || first.Name != "云溪镇" {
		t.Errorf("first %+v, then %+v", first, again)
	}
	other, err := storage.EnsureInstallation(t.Context(), storagetest.Open(t), "云溪镇", time.UnixMilli(1000))
	if err != nil {
		t.Fatal(err)
	}
	if other.Origin == first.Origin {
		t.Errorf("two installations share the origin %s", first.Origin)
	}
}
