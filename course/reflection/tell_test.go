package reflection_test

import (
	"testing"

	"xiangxue/course/notice"
	"xiangxue/course/reflection"
	"xiangxue/course/storage"
)

func TestPeopleAreToldOfADecision(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	granted, declined := w.mustDeclare("何秀兰", book("乡土中国", 300)), w.mustDeclare("何秀兰", book("江村经济", 300))
	for id, x := range map[reflection.DeclarationID]reflection.Decision{
		granted.ID: {Approve: true, Granted: 300}, declined.ID: {Reason: "上半年报过"},
	} {
		if _, err := w.decide("陈立群", id, x); err != nil {
			t.Fatal(err)
		}
	}
	err := w.db.Read(t.Context(), func(tx storage.ReadTx) error {
		list, err := notice.Inbox(t.Context(), tx, w.people["何秀兰"].ID(), w.now, 10)
		said := map[string]notice.Kind{}
		for _, n := range list {
			said[n.Title] = n.Kind
		}
		if len(list) != 2 || said["乡土中国"] != notice.DeclaredApproved || said["江村经济"] != notice.DeclaredDeclined {
			t.Errorf("told %+v", list)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
