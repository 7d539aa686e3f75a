package personal_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"xiangxue/search/enquiry/personal"
)

// marked returns the text with what was found in brackets and named by its kind.
func marked(text string) string {
	var b strings.Builder
	end := 0
	for _, f := range personal.Find(text) {
		fmt.Fprintf(&b, "%s[%s:%s]", text[end:f.From], f.Kind, text[f.From:f.To])
		end = f.To
	}
	return b.String() + text[end:]
}

func TestFind(t *testing.T) {
	t.Parallel()
	for _, want := range []string{
		"我叫[name:张三丰]，种了六亩地",
		"他叫[name:李红]的时候",
		"村民[name:王建国]把地租给[name:赵六]，合同没写",
		"[name:欧阳]书记说能办",
		"找过[name:王]主任和[name:李大力]支书，都说要等",
		"[name:陈]大爷、[name:刘]婶家里没有劳力",
		"隔壁[name:老张]和[name:小李]都领到了",
		"户主[name:许文强]去世了，他儿子[name:许小米]还能种吗",
		"姓名：[name:周小红]",
		"身份证[identity:11010519491231002X]能不能办",
		"身份证号是[identity:110105194912310021]，号码错了一位",
		"号码[identity:１１０１０５１９４９１２３１００２Ｘ]全角的",
		"老证身份证[identity:110105491231002]",
		"打我电话[phone:13800138000]",
		"手机[phone:138-0013-8000]或+[phone:86 13800138000]",
		"镇里座机[phone:0731-82345678]，村里电话[phone:8234567]",
		"卡号[bank_card:6222 0212 3456 7890 12]打不进去",
		"一卡通[bank_card:6217000010001234567]，钱没到",
		"[bank_card:4111111111111111]",
		"租给[address:柳树湾三组]的种粮大户",
		"家住[address:清溪村12组8号]",
		"[address:人民路118号]门口的沟",
		"住[address:3栋2单元501室]，楼上漏水",
		"我们[address:五组]的水渠",
		"[plate:湘A·12345]停在路上",
		"[plate:湘AD12345]是新能源车",
		"发到[contact:lao_zhang@example.com]",
		"加[contact:微信号：zhangsan_88]，[contact:QQ 12345678]",
	} {
		text := want
		for _, k := range personal.Kinds() {
			text = strings.ReplaceAll(text, "["+string(k)+":", "[")
		}
		text = strings.NewReplacer("[", "", "]", "").Replace(text)
		if got := marked(text); got != want {
			t.Errorf("%s", got)
		}
	}
}

// TestFindLeaves are wordings of villagers' questions without personal data, which must not be refused.
func TestFindLeaves(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"去年把家里六亩地租给同村的种粮大户，合同里没写补贴归谁。今年的耕地补贴该打到谁的卡上？",
		"补贴发给您家，也就是原承包户。双方想改，可以补签一份约定，到镇便民服务中心备案。",
		"按《实施细则》（临农联发〔2026〕8号）第六条，公示期不少于七日。",
		"国务院令第724号、12号令和2026年中央一号文件怎么说",
		"村民应当交多少，村民方便的话能不能网上办，群众常年在外怎么办",
		"向村支书反映，找镇长、书记和主任都可以，党员高度重视",
		"关于拖欠工资，许多人一年没拿到 12000 元，2026-03-05 到 2026年12月31日",
		"分成三组开会，第2号图斑，住在村里，每亩 105.50 元，面积 1234567.89 平方米",
		"小麦、小米和小时工，老人和小孩，小区停车，小程序怎么用",
		"打 12345 热线，或者 12333、110",
		"丈夫去世后承包地怎么办，儿子成家另立户，妻子方面不同意",
		"租给别人种，借给亲戚，卖给外村人可以吗，儿媳妇户口迁出",
		"李某、张某某和王某某都已隐去姓名",
		"水田、林地、宅基地的面积，时间从 2025年到2030年",
	} {
		if found := personal.Find(text); len(found) > 0 {
			t.Errorf("%s", marked(text))
		}
	}
}

func TestMask(t *testing.T) {
	t.Parallel()
	text := "我叫张三，住柳树湾三组，电话13800138000，身份证11010519491231002X。去年把六亩地租给赵六，王主任说补贴归他。"
	want := "我叫某某，住某村民小组，电话（电话略），身份证（身份证号略）。去年把六亩地租给某某，某主任说补贴归他。"
	if got := personal.Mask(text); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// checkFindings checks what must hold for every text: findings lie in it one after the other, at letters, and nothing is
// left of them when they are masked.
func checkFindings(t interface{ Errorf(string, ...any) }, text string) {
	end := 0
	for _, f := range personal.Find(text) {
		if f.From < end || f.To <= f.From || f.To > len(text) || f.Instead == "" {
			t.Errorf("%q: %+v", text, f)
			return
		}
		end = f.To
	}
	if left := personal.Find(personal.Mask(text)); len(left) > 0 {
		t.Errorf("%q masked is %q, which holds %+v", text, personal.Mask(text), left)
	}
}

func TestMaskSetsNoBracketsTwice(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"打电话（13812345678）问": "打电话（电话略）问",
		"电话(13812345678)":   "电话(电话略)",
		"电话13812345678":     "电话（电话略）",
		"电话13812345678）":    "电话（电话略））",
	} {
		if got := personal.Mask(text); got != want {
			t.Errorf("%q masked is %q, want %q", text, got, want)
		}
	}
}

func TestMaskLeavesNothing(t *testing.T) {
	t.Parallel()
	pieces := []string{
		"我叫", "张三", "老王", "李", "主任", "村民", "租给", "赵六", "柳树湾", "三组", "12", "号", "138", "00138000", "11010519491231002", "X", "x",
		"-", " ", "湘A", "12345", "@", "a.com", "微信", "电话", "卡号", "6217000010001234567", "，", "１", "０", "的", "小", "欧阳", "\xff", "名叫", "街",
	}
	rapid.Check(t, func(t *rapid.T) {
		checkFindings(t, strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 14).Draw(t, "pieces"), ""))
	})
}

func FuzzFind(f *testing.F) {
	f.Add("我叫张三，住柳树湾三组，电话１３８００１３８０００")
	f.Add("湘A·12345 3栋2单元501室 a@b.c 身份证11010519491231002X\x80")
	f.Fuzz(func(t *testing.T, text string) { checkFindings(t, text) })
}
