package personal

import (
	"regexp"
	"slices"
	"strings"
)

// The surnames of one character: those that hardly ever begin a word, those that often do, and those that mostly do. The
// last are taken for surnames only where somebody is being named.
const (
	clearSurnames = "张王李赵刘陈杨吴徐孙朱郭何罗郑梁韩唐冯董萧肖曹袁邓傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎闫潘杜戴钟汪姜范姚谭廖邹陆郝孔崔邱秦侯邵孟尹黎乔赖龚庞樊殷翟倪俞章鲁葛耿詹牛岳齐尤聂梅颜柯裴桂莫娄窦蒲蒙阮喻褚尉冉鄢骆覃蓝阳鞠滕芦欧甄辛焦柳邢祁凌霍涂缪饶芮佟鄂桑荆屈瞿茅虞仇卓蔺穆柴晏巫漆狄臧郎"
	mixedSurnames = "黄周胡林高马谢许夏余田熊江史毛汤贺宋陶程"
	rareSurnames  = "于方石任金顾白万段雷钱易常武文向施洪严温安左成申单时应伍康关苗连华米代管甘景路解游全尚包司柏水简宁童车房古党封边苟戚习盛明季盖项"
)

// compoundSurnames are the surnames of two characters that are met.
var compoundSurnames = [...]string{"欧阳", "上官", "司马", "诸葛", "夏侯", "皇甫", "东方", "尉迟", "公孙", "慕容", "令狐", "长孙", "宇文", "司徒", "端木", "轩辕", "南宫"}

// words begin with what could be a surname and name nobody.
var words = regexp.MustCompile(`^(?:关于|许多|施工|申请|任何|马上|高度|高龄|高级|方便|方面|方式|金额|田地|田土|林地|林权|安排|安置|安全|余下|成家|成立|成员|成年|全体|全部|全家|时间|时候|应当|应该|应急|周边|周围|周期|程序|严重|严格|白天|万一|常年|常住|常常|易地|武装|向来|单独|单位|单身|代表|代理|代办|管理|管护|解决|解除|游客|司法|水田|水费|水利|宁可|车辆|车费|房屋|房子|房产|古树|党员|党委|党支|党组|封闭|边上|习惯|明年|明确|季节|盖章|盖房|路边|路灯|路费|连续|连片|华侨|康复|文件|文书|江边|石头|马路|高速|高中|高额|黄豆|黄牛|胡乱|米面|包括|包地|包工|左右|史料|洪水|洪涝|雷击|温室|景区|苗木|尚未|简易|童年|柳树|梅雨|牛羊|蓝图|蒙混|章程|章子|项目|阳台|桂花|桑树|桑叶|杨梅|杨树|李子|桃树|梁上|陈旧|陈述|罗列|何时|何种|何人|何处|何况|何必|齐全|徐徐|沈阳|蔡志|郑重|赖账|曾经|尤其|辛苦|欧洲|叶子|姜蒜|丁字|孔子|唐朝|江苏|王法|吴语|苏打|卓越|穆斯|柴火|柴油|狄更|仇人|戴上|戴帽|杜绝|傅里|范围|潘多|汪洋|彭水|钟头|钟表|宋代|夏天|夏季|夏收|熊市|顾客|毛病|毛坯|钱款|钱粮|汤圆|段落|贺卡|伍保|陶瓷|甘蔗|甘薯|谢谢|于是|胡同|胡萝|周转|周末|万元|江河)`)

// given is what follows a surname: one or two characters, unless they belong to the sentence around the name.
const notGiven = `的了在住给到是把从向和与跟有去来我你他她它们家租于这那个为由对就也都要说问至及或不没被让叫将能会可应该已还再又等种养打拿领取交办做干买卖欠借找请帮说讲看听想问告诉反映投诉承包转出入院上下里外前后中间内年月日时号元亩户村镇乡县市省某吗呢吧啊呀嘛两几多少每各其此之而且但因所以如若则即便当最很太` + `书记主任长师医婶伯叔姨姐哥嫂妈爷奶娃妹弟`

var givenName = regexp.MustCompile(`^[^\P{Han}` + notGiven + `]{1,2}`)

// naming are the words after which a name follows, introducing those after which it may.
var (
	naming      = regexp.MustCompile(`(?:叫做|叫|姓名(?:是|为|[: ])*|名字(?:是|为|[: ])*|我姓)`)
	introducing = regexp.MustCompile(`(?:本人|户主|租户|承租人|出租人|申请人|当事人|联系人|村民|邻居|同村|老乡|农户|大户|低保户|五保户|特困户|贫困户|脱贫户|监测户|党员|丈夫|妻子|儿子|女儿|父亲|母亲|老公|老婆|爱人|媳妇|儿媳|女婿|哥哥|弟弟|姐姐|妹妹|孙子|孙女|租给|转给|借给|卖给|包给|过户给|转让给|流转给|嫁给|赔给|欠)`)
	titled      = regexp.MustCompile(`(?:先生|女士|小姐|大爷|大妈|大娘|大叔|大婶|大伯|大哥|大姐|大嫂|奶奶|爷爷|伯伯|叔叔|阿姨|婆婆|嫂子|婶子|婶|嫂|师傅|书记|主任|村长|支书|会计|组长|队长|镇长|乡长|所长|站长|局长|老师|医生|大夫|老板|同志|经理)`)
	familiar    = regexp.MustCompile(`(?:老|小)([张王李赵刘陈杨吴徐孙朱郭何郑韩冯董曹袁邓沈彭吕苏卢蒋蔡贾魏薛姚邹谭潘周谢罗])`)
)

// names finds the names of people by what stands beside them.
func names(t *reading) []Finding {
	var found []Finding
	introduced := func(words *regexp.Regexp, surnames string) {
		for _, m := range words.FindAllStringIndex(t.text, -1) {
			if n := t.fullName(t.at[m[1]], surnames); n > 0 {
				found = append(found, Finding{Kind: Name, From: t.at[m[1]], To: t.at[m[1]] + n, Instead: "某某"})
			}
		}
	}
	introduced(naming, clearSurnames+mixedSurnames+rareSurnames)
	introduced(introducing, clearSurnames+mixedSurnames)
	for _, m := range titled.FindAllStringIndex(t.text, -1) {
		if from := t.named(t.at[m[0]]); from < t.at[m[0]] {
			found = append(found, Finding{Kind: Name, From: from, To: t.at[m[0]], Instead: "某"})
		}
	}
	for _, m := range familiar.FindAllStringSubmatchIndex(t.text, -1) {
		if words.MatchString(t.text[m[2]:]) {
			continue
		}
		found = append(found, Finding{Kind: Name, From: t.at[m[0]], To: t.at[m[1]], Instead: "某人"})
	}
	return found
}

// fullName returns how many letters from one on are a full name with one of the surnames, 0 for none.
func (t *reading) fullName(letter int, surnames string) int {
	rest := t.after(letter, 5)
	surname := 0
	for _, s := range compoundSurnames {
		if strings.HasPrefix(rest, s) {
			surname = 2
		}
	}
	if surname == 0 {
		if rest == "" || !strings.ContainsRune(surnames, t.runes[letter]) || words.MatchString(rest) {
			return 0
		}
		surname = 1
	}
	given := givenName.FindString(string([]rune(rest)[surname:]))
	if given == "" {
		return 0
	}
	return surname + len([]rune(given))
}

// named returns where the name before a title begins: a surname alone, or with a given name. It returns the title's own
// place when no name stands there.
func (t *reading) named(title int) int {
	for _, n := range [...]int{4, 3, 2} { // compound surname or given name
		from := title - n
		if from >= 0 && t.fullName(from, clearSurnames+mixedSurnames) == n && !t.follows(from) {
			return from
		}
	}
	if slices.Contains(compoundSurnames[:], t.before(title, 2)) {
		return title - 2
	}
	one := title - 1
	if one < 0 || !strings.ContainsRune(clearSurnames+mixedSurnames, t.runes[one]) || t.follows(one) {
		return title
	}
	return one
}

// follows reports whether a letter is the end of a word, so that no name begins with it: 村民小组长, 人社局长.
func (t *reading) follows(letter int) bool {
	return letter > 0 && strings.ContainsRune("小大老社农生各第副总", t.runes[letter-1])
}
