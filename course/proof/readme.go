package proof

// readme is what a bundle says about itself.
const readme = `核验包

这一包是从学习管理系统的台账里导出的，可以在任何一台电脑上核验，不需要联网，也不需要原来的系统：

    xiangxue verify 本文件                         核对签名、每一件事实、每个人的合计
    xiangxue verify 本文件 -log-key 公钥           只信自己手里的公钥，不信包里的
    xiangxue verify 本文件 -checkpoint 检查点文件  与以前留存的检查点对照，分清是另写了一份台账还是文件受损
    xiangxue verify 本文件 -checkpoint 校验码      与纸上印的校验码对照

包里的公钥只能说明各部分出自同一把钥匙，是不是这个单位的钥匙，请与单位公布的公钥、或者已归档材料上的校验码对照。
姓名、单位名称没有封存，由本包的签名担保；其余各项都封存在日志里。

不用本程序也能核验：

  manifest.json      本包的范围和各部分的 SHA-256；manifest.note 是对它的签名（signed note）
  checkpoint         签名的检查点（C2SP tlog-checkpoint）
  public-key.txt     公钥（note verifier key）
  leaf-hashes.bin    日志全部叶的哈希，每个 32 字节，依次排列；按 RFC 6962 算出的根就是检查点里的根，取前 n 个算出的是以前检查点的根
  leaves.txt         每行：叶号、空格、日志原文；叶哈希 = SHA-256(0x00 + 日志原文 + 换行)
  facts.txt          每件：一行“fact 叶号 种类 编号 盐(base64) 字节数”，接着是内容；
                     日志原文里的承诺 = SHA-256("xiangxue commitment v1\n" + 盐 + 内容)
  people.json        人员和合计（百分之一学时、百分之一天），由 facts.txt 逐条相加得出，冲正已扣除
`
