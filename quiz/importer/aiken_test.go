package importer

import "testing"

func TestReadAiken(t *testing.T) {
	t.Parallel()
	reading, err := Read("题.txt", []byte("耕地的承包期为多少年？\nA. 二十年\nB. 三十年\nC) 五十年\nANSWER: B\n\n第一行\n第二行\nA) 甲\n还是甲\nB) 乙\nANSWER: A\n"))
	wantBrief(t, reading, err, "单选题 耕地的承包期为多少年？ [二十年] [*三十年] [五十年]", "单选题 第一行⏎第二行 [*甲⏎还是甲] [乙]")
	if reading.Format != "Aiken" {
		t.Errorf("read as %s", reading.Format)
	}
	reading, err = readAiken("题.txt", []byte("题\nA. 甲\nB. 乙\nANSWER: C\n\n题二\nANSWER: A\n题三\nA. 甲\nA. 乙\nB. 丙\nANSWER:\n题四\nA. 甲\n"))
	wantBrief(t, reading, err, "!题.txt 第 1 行「答案」：答案“C”不是选项的字母，应是 A、B 中的一个或几个", "!题.txt 第 6 行「题型」：没有选项，题干里也没有要填的空（____），看不出题型，请写明题型",
		"!题.txt 第 8 行「答案」：没有写答案", "!题.txt 第 13 行：这道题没有 ANSWER: 一行")
}

func FuzzReadAiken(f *testing.F) {
	f.Add([]byte("题\nA. 甲\nB) 乙\nANSWER: B\n"))
	f.Add([]byte("A. 甲\nANSWER: T\n题\nANSWER:\n"))
	f.Fuzz(func(t *testing.T, data []byte) { wantSound(t, aikenFormat, "题.txt", data) })
}
