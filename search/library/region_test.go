package library

import "testing"

func TestHoldsIn(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		d    Document
		want string
	}{
		{Document{Region: "临澜县云溪镇", Issuer: "国务院"}, "临澜县云溪镇"},
		{Document{Issuer: "国务院"}, Nationwide},
		{Document{Issuer: "住房城乡建设部、财政部"}, Nationwide},
		{Document{Issuer: "国家市场监督管理总局"}, Nationwide},
		{Document{Issuer: "最高人民法院"}, Nationwide},
		{Document{Issuer: "临澜县农业农村局 临澜县财政局"}, "临澜县"},
		{Document{Issuer: "中共临澜县委组织部"}, "临澜县"},
		{Document{Issuer: "临澜县云溪镇人民政府"}, "临澜县云溪镇"},
		{Document{Issuer: "党政综合办公室"}, ""},
		{Document{Title: "中华人民共和国种子法"}, Nationwide},
		{Document{Title: "种子办法"}, ""},
	} {
		if got := test.d.HoldsIn(); got != test.want {
			t.Errorf("%+v holds in %q, want %q", test.d, got, test.want)
		}
	}
}
