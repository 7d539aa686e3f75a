package dossier

import "strings"

// readme says what is in the file and how to verify it.
func (f facts) readme(prints bool) string {
	lines := []string{
		f.unit.Name + " 督查包",
		stamped(f.Stamp),
		"",
		"一、里面有什么",
		"01 检查清单：检查时要问的事，逐项有依据，或写明缺什么、为什么缺。",
		"02 通报（草稿）、03 工作总结（草稿）、04 学习型机关自评表：按党政机关公文格式排好，数字由台账算出，文字供修改。",
		"05 单位与人员：各单位、各人对照计划和规定的情况，按机构设置和姓氏排列，不作排名。",
		"06 至 10 登记表（CSV，UTF-8）：检查清单全文、学习会、缺席与补学、疑点与答复、台账明细。",
		"11 检查点：签发的检查点原文和公钥。把校验码抄下来，与以前留存的对照。",
		"12 核验包：封存的事实和证明，可以离线核验。",
		"",
		"二、怎样核验",
		"1. 文件有没有变：在本目录运行 sha256sum -c " + sumsPart + "，逐行应为 OK（Windows 用 certutil -hashfile 文件 SHA256 对照）。",
		"2. 台账有没有改：把“12-核验包.zip”拿到任何一台装有乡学程序的电脑上，运行 xiangxue verify 12-核验包.zip，不用数据库、不用联网。",
		"   手里有以前留存的检查点或校验码，加上 -checkpoint 文件或校验码；公钥应从别处得到，加上 -log-key 公钥。",
		"3. 不信本程序：核验包里的 README.txt 写明了格式，任何人都能照着另写一个程序核对。",
		"",
		"三、说明",
		"本包按“截至日”和“以前记入”两个时点取数。学习会记录和补学情况是打包时的情况。待核实只是提示看一眼，不等于有问题。",
		"督查在线下进行，本包只对台账里的记录负责。内有个人信息，请按规定保管。",
	}
	if !prints {
		lines = append(lines, "", "制作时服务器没有中文字体，没有生成 PDF；DOCX 内容相同。")
	}
	return strings.Join(lines, "\r\n") + "\r\n"
}
