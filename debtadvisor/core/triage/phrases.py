"""What free text is searched for. Patterns are Simplified Chinese and begin with a plain character.

Words of self-harm stop everything, and nothing takes them back: "没有想自杀" stops too. The calm page costs its
reader a minute; leaving it out could cost more. All other words are a reason to ask, never a fact; a plain "no"
before them is heard. What a text is about is told by code, the words themselves go no further.
"""

import re
from collections.abc import Mapping

from debtadvisor.core.triage.script import chinese, latin

_SELF_HARM = (
    "活不下去", "活不下", "活不起", "活不了", "活不成", "活着没意思", "活着没意义", "活着没劲", "活着太累", "活着好累", "活着干什么",
    "活着干嘛", "活着还有什么", "活腻", "活够", "活得没意思", "活得太累", "活在世上没", "不想活(?!动|跃|络)", "不愿活", "不要活了", "不活了",
    "不如死", "不想在这世上", "不想醒来", "不想再醒", "想死(?!你|您|她|我了|你们)", "想去死", "想一死", "去死(?!皮|角)", "求死", "寻死", "寻短见",
    "找死", "死了算", "死了好", "死了就", "死掉算", "死路", "死给", "死的心", "以死", "要死了", "让我死", "只想死", "只有死", "只能死", "宁愿死",
    "自杀", "自尽", "自刎", "自缢", "自残", "自伤", "自鲨", "紫砂(?!壶|杯|锅|泥|茶)", "轻生", "厌世", "结束生命", "结束自己", "结束这一切",
    "结束一切", "了结自己", "了结生命", "了结一切", "了结此生", "了此残生", "了断自己", "自我了断", "自行了断", "跳楼(?!价|甩|机|大)", "跳河",
    "跳江", "跳桥", "跳海", "跳湖", "割腕", "割脉", "上吊", "吊颈", "烧炭", "服毒", "喝农药", "喝药(?!水)", "吃安眠药", "吞安眠药", "吞药",
    "卧轨", "撞车自", "遗书", "遗言", "安排后事", "交代后事", "交待后事", "一了百了", "一死了之", "一死百了", "没有活路", "没活路", "没有生路",
    "没法活", "没办法活", "没脸活", "没勇气活", "没有勇气活", "没有活下去", "没活下去", "没什么活头", "没有活头", "没有盼头", "撑不下去", "熬不下去", "坚持不下去",
    "生不如死", "生无可恋", "绝望", "离开这个世界", "离开人世", "离开世界", "从楼上跳", "从这里跳", "抱着孩子跳", "带着孩子走", "带孩子一起死",
    "同归于尽", "解脱了", "想解脱", "来世再", "下辈子再",
)  # fmt: skip
_SELF_HARM_LATIN = (
    "kill myself", "killing myself", "suicide", "suicidal", "end my life", "ending my life", "end it all", "take my own life",
    "take my life", "want to die", "wanna die", "wish i was dead", "wish i were dead", "better off dead", "don t want to live",
    "dont want to live", "do not want to live", "no reason to live", "not worth living", "can t go on", "cannot go on", "hang myself",
    "jump off", "cut my wrists", "hurt myself", "harm myself", "self harm", "zi sha", "zisha", "qing sheng", "huo bu xia qu",
    "huobuxiaqu", "bu xiang huo", "xiang si le",
)  # fmt: skip

# Code -> patterns. At one place in a text the first code of this table that fits is taken.
_TOPICS: Mapping[str, tuple[str, ...]] = {
    "coerced": (
        "家暴(?!力)", "老公打我", "丈夫打我", "老婆打我", "男友打我", "男朋友打我", "他打我", "她打我", "被(?:他|她|老公|丈夫|男友|男朋友|家里人?|爸|妈)打(?!电|断|扰)",
        "逼我(?:去)?(?:贷|借|办卡|签)", "逼着我?(?:去)?(?:贷|借|办卡|签)", "强迫我(?:去)?(?:贷|借|办卡|签)", "被逼(?:去)?(?:贷|借|签)", "被迫(?:贷|借|签)",
        "手机被(?:他|她|老公|丈夫|老婆|男友|男朋友|家里|家人|爸|妈)", "身份证被(?:他|她|老公|丈夫|男友|男朋友|家里|家人)", "不让我出门", "把我关",
    ),
    "court_summons": (
        "传票", "应诉通知", "起诉状", "开庭", "立案通知", "已经?立案", "被起诉", "已经?起诉", "起诉我了", "起诉了", "法院(?:的)?(?:短信|电话|通知|文书|来电|打|寄|发|送)",
        "举证通知", "诉讼费缴",
    ),
    "court_payment_order": ("支付令", "支付命令"),
    "court_judgment": ("判决", "判了我", "败诉", "调解书下"),
    "court_enforcement": (
        "被执行", "执行通知", "执行局", "执行法官", "强制执行", "限高", "限制高消费", "限制消费", "失信被", "失信名单", "上了失信", "恢复执行", "查封", "拍卖我",
    ),
    "court_arbitration": ("网络仲裁", "仲裁短信", "仲裁通知", "仲裁裁决", "仲裁庭", "仲裁书", "仲裁开"),
    "police_mentioned": (
        "经侦", "传唤", "公安局", "公安(?:打|来|找|电话|通知)", "自称公安", "警察(?:打|来|找|电话|上门|通知)", "民警(?:打|来|找|电话|上门|通知)",
        "派出所(?:打|来|找|叫|让|通知|电话)", "刑事立案", "立案侦查", "涉嫌", "诈骗罪", "取保候审", "逮捕令",
    ),
    "violence": ("打了我", "打伤", "砸门", "砸店", "砸东西", "泼油漆", "泼漆", "拿刀", "持刀", "非法拘禁", "不让我走", "堵门", "堵在家", "锁眼", "动手打", "撬门", "闯进"),
    "threat": ("威胁", "恐吓", "弄死", "要杀", "卸(?:胳膊|腿|你|我)", "祸及", "后果自负", "人肉", "骂我", "辱骂", "侮辱", "合成照", "发我(?:的)?照片"),
    "third_party_contact": (
        "爆通讯录", "爆我通讯录", "轰炸通讯录", "通讯录轰炸", "通讯录里的人",
        "(?:打|联系|骚扰|告诉)(?:到)?(?:了)?我?(?:的)?(?:单位|公司|家人|家里|爸妈|父母|父亲|母亲|同事|领导|老板|亲戚|朋友|邻居|村委|老师|学校)",
        "给我?(?:的)?(?:单位|家人|爸妈|父母|同事|领导|老板|亲戚|朋友|邻居|村委)(?:打电话|发短信|打|发)",
        "联络我?(?:的)?(?:家人|公司|父母|同事)", "紧急联系人",
    ),
    "home_at_risk": ("房子(?:要)?被(?:拍|收|查|执行|法拍)", "法拍", "赶出去", "赶我走", "没地方住", "无家可归", "流落街头", "睡大街", "交不起房租", "付不起房租", "欠房租", "房租交不上", "房租欠", "房东赶", "断供"),
    "utilities_at_risk": ("停水", "停电", "断水", "断电", "停气", "欠电费", "欠水费", "欠燃气", "交不起电费", "交不起水费"),
    "food_at_risk": ("吃不上饭", "吃不起饭", "没饭吃", "没钱吃", "没钱买菜", "没钱买米", "没钱买奶粉", "饿肚子", "饿了", "挨饿", "揭不开锅", "断粮"),
    "medicine_at_risk": ("没钱买药", "没钱看病", "没钱治", "没钱住院", "没钱透析", "没钱化疗", "停药", "断药", "买不起药", "看不起病", "交不起医药费"),
    "ask_enforceable": ("司法确认", "赋强", "强制执行公证", "公证处", "做公证", "办公证", "公证债权", "诉前调解", "调解书"),
    "ask_papers": (
        "假流水", "假证明", "假病历", "假材料", "假工作", "假单位", "假收入", "假合同", "假章", "包装资料", "包装流水", "包装材料", "做流水", "买病历", "买证明", "开假",
        "伪造", "PS病历", "虚假材料", "虚假资料", "虚假证明",
    ),
    "ask_agent_id": (
        "手机卡(?:给|寄|交)", "电话卡(?:给|寄|交)", "卡寄给", "把?身份证(?:给了?|寄|押|交)(?:中介|他们|公司|法务)", "委托书", "授权书给", "寄了?(?:手机卡|电话卡|银行卡)",
    ),
    "agent_hired": ("反催收", "债务优化", "债务重组公司", "法务公司", "法务团队", "代理维权", "代理协商", "找了?中介", "中介费", "中介帮", "代协商", "债事"),
    "scam_offer": ("停息挂账", "停息分期", "征信修复", "修复征信", "洗白", "征信洗", "铲单", "消除逾期", "消除征信", "债务清零", "解冻费", "强制上岸", "注销账户", "注销贷款", "内部渠道"),
    "private_account": ("私人账户", "个人账户", "私人账号", "私人微信", "私人支付宝", "私人收款", "个人收款码", "对私转账", "转到个人", "业务员个人"),
    "ask_fraud": ("刷单", "假客服", "冒充客服", "被骗", "骗走", "骗我", "杀猪盘", "电信诈骗", "共享屏幕", "屏幕共享", "诈骗"),
    "ask_identity": ("冒名", "冒用", "盗用", "盗刷", "不是我办的", "不是我借的", "不是我贷的", "没借过", "没办过", "没贷过", "被贷款", "被网贷", "不认识这笔", "不知道哪来的", "身份被"),
    "ask_borrowed_for": (
        "帮(?:朋友|同事|亲戚|别人|他|她|男友|女友|男朋友|女朋友|弟弟|哥哥|姐姐|妹妹|老板|公司|家里|父母)(?:贷|借|办)", "替(?:朋友|同事|亲戚|别人|他|她|人|弟弟|哥哥|老板)(?:贷|借|办)",
        "给(?:朋友|同事|亲戚|别人|弟弟|哥哥|老板|男友|男朋友)(?:贷|借的|用了)", "借给(?:朋友|同事|亲戚|别人|弟弟|哥哥|他|她)用", "用我(?:的)?(?:名字|名义|身份|身份证)(?:贷|借|办)", "人情贷", "背债", "背贷",
    ),
    "ask_deceased": ("去世", "过世", "离世", "身故", "病故", "遗产", "遗留的", "死后留下", "亡夫", "亡妻", "死亡证明", "父债子还"),
    "ask_guarantee": ("担保人", "担保了", "给人担保", "帮人担保", "做担保", "做了担保", "为.{0,4}担保", "连带责任", "保证人", "共同借款人", "共借", "反担保", "联保", "担保(?!费|公司|服务)"),
    "ask_spouse": (
        "(?:老公|老婆|丈夫|妻子|配偶|对象|前夫|前妻|爱人|媳妇)(?:欠|借|的(?:网贷|贷款|债|信用卡|花呗|借呗|欠款))", "夫妻共同债", "共债", "离婚协议", "假离婚", "离婚(?:后|判|时)",
        "让配偶还", "让老公还", "让老婆还", "替(?:老公|老婆|丈夫|妻子|前夫|前妻)还",
    ),
    "ask_shop_closed": (
        "医美贷", "培训贷", "租金贷", "美容贷", "教育贷", "装修贷", "店跑路", "商家跑路", "机构跑路", "老板跑路", "跑路了", "机构倒闭", "机构关门", "店关门", "店倒闭", "闭店", "停业(?!损失)", "课没上",
        "卷款",
    ),
    "ask_creditor": (
        "代偿", "债权转让", "转让给", "卖给了资产", "资产管理公司", "资产公司", "债权包", "受让", "两家都", "两边都(?:来)?催", "两个公司", "不同公司催", "债转",
    ),
    "ask_frozen": (
        "(?:卡|户|号|账户|微信|支付宝|存款|工资|余额|钱)(?:都|也)?(?:被|给|让)?(?:法院|公安|警察|银行|平台|司法)?(?:给)?冻结", "冻结了?(?:我)?(?:的)?(?:银行卡|工资卡|卡|账户|微信|支付宝|存款)", "司法冻结", "被冻结(?!额度)",
    ),
    "ask_disputed": ("金额不对", "数额不对", "账不对", "本金不对", "利息不对", "算错", "多算", "乱收", "对不上", "不认这笔", "有争议", "有异议", "已经还清", "早就还清", "早还清"),
    "ask_oral": ("口头答应", "口头协议", "口头承诺", "口头说", "口头同意", "电话里答应", "电话里说好", "电话里同意", "没有书面", "没给书面", "只是口头"),
    "ask_old_debt": ("诉讼时效", "过了时效", "过时效", "时效过", "十几年前", "十年前", "好多年前", "多年前", "五六年没", "四五年没", "好几年没", "多年没还", "陈年", "老账", "旧账"),
    "ask_age": ("我还?未成年", "我还?没满十八", "我还?未满十八", "我不满十八", "我还没成年"),
    "gambling": ("赌博", "赌球", "网赌", "赌钱", "赌债", "赌输", "赌场", "赌瘾", "戒赌", "博彩", "百家乐", "打牌输", "买彩票", "六合彩", "赌"),
    "borrowing_to_repay": (
        "以贷养贷", "以卡养卡", "拆东墙", "借新还旧", "借新债", "借网贷还", "贷款还(?:贷|网贷|信用卡)", "撸口子", "撸网贷", "套现还", "再借一笔", "再贷一笔", "找口子",
    ),
    "roll_over_offered": ("先还清再借", "先还再借", "还进去再借", "还清再借出来", "还了再借", "还清再贷", "再借出来", "过桥", "换成另一笔", "换一笔贷", "循环贷出来", "先结清再放款"),
    "family_pressed": (
        "(?:爸妈|父母|妈妈|爸爸|家里人?|家人|姐姐|哥哥|孩子|儿子|女儿|亲戚)(?:想|要|愿意|被逼|帮我|替我|代我)(?:帮|替|代|还|我还)?", "逼(?:我)?(?:家人|父母|爸妈|家里)", "让(?:我)?(?:家人|父母|爸妈|家里)(?:人)?(?:替|帮|代)?(?:我)?还",
        "家人代还", "家人替还", "父母代还", "代我还",
    ),
    "student": ("大学生", "在校", "还在读", "在读书", "读大学", "上大学", "大一", "大二", "大三", "大四", "研究生", "刚毕业", "学生贷", "助学贷款", "校园贷", "我是学生"),
    "pregnant": ("怀孕", "孕期", "孕妇", "待产", "产假", "刚生完", "月子", "哺乳", "怀着孩子", "预产期"),
    "ill": ("癌", "肿瘤", "化疗", "透析", "重病", "大病", "住院", "手术", "尿毒症", "抑郁", "白血病", "脑梗", "中风", "心梗", "瘫痪", "重症", "确诊"),
    "disabled": ("残疾", "伤残", "工伤", "残障", "截肢", "失明"),
    "full_time_carer": ("全职照顾", "全职带", "全职在家", "全职妈妈", "全职爸爸", "照顾(?:瘫|病|老人|父母|孩子|母亲|父亲|妈|爸|重病)", "陪护", "离不开人"),
    "migrant": ("外地打工", "外地户口", "农民工", "零工", "工地", "打散工", "做日结", "日结", "临时工", "没有本地户口", "租住在"),
    "unpaid_wages": ("欠薪", "欠我工资", "欠我.{0,4}工资", "拖欠工资", "工资没发", "没发工资", "工资拖", "不发工资", "讨薪", "劳动仲裁", "欠.{0,3}工钱", "工程款没"),
    "salary_card_debited": ("工资卡被", "工资被(?:扣|划)", "自动划", "自动扣款", "被划扣", "被划走", "划扣", "代扣", "扣光", "划光", "一到账就扣"),
    "provident_fund": ("公积金",),
    "car_about_to_be_taken": ("拖车", "拖我(?:的)?车", "收车", "抢车", "把车(?:开|拖|收)", "车被(?:开|拖|收|扣)", "车要被", "交车单"),
    "rent_to_own": ("以租代购", "融资租赁", "售后回租", "租的车"),
    "mall_instalment": ("先享后付", "先用后付", "租机", "租手机", "分期商城", "回收变现", "下单不发货", "手机变现", "购物额度"),
    "side_fees": ("会员费", "权益包", "权益费", "担保费", "服务费", "砍头息", "咨询费", "保险费捆绑", "增信费", "加速卡", "会员卡捆", "手续费太高", "综合费"),
    "sensitive_post": ("公务员", "事业编", "在编", "军人", "部队", "现役", "当兵", "考公", "政审", "教师编", "银行上班", "在银行工作", "我是警察", "辅警", "国企", "编制"),
    "going_abroad": ("出国", "国外打工", "境外打工", "去国外", "留学", "限制出境", "出境", "签证", "移民", "劳务输出"),
    "business": ("个体户", "个体工商", "营业执照", "开店", "店铺", "门店", "网店", "小微企业", "我的公司", "自己公司", "公司贷款", "给公司签", "法人", "店里", "铺子", "经营贷"),
    "agreement_unaffordable": (
        "下一?期(?:还不上|做不到|交不上|没钱|不够)", "这一?期(?:还不上|做不到|交不上|差)", "(?:协议|方案|分期|协商)(?:后|了|里)?(?:又|也|还是|再次)?(?:还不上|断了|做不到|断供|违约|逾期)", "二次协商", "再次协商", "二次逾期", "协商完又",
    ),
}  # fmt: skip
_TOPICS_LATIN: Mapping[str, tuple[str, ...]] = {
    "coerced": ("domestic violence", "he hits me", "forced me to borrow", "controls my phone"),
    "court_summons": ("summons", "being sued", "been sued", "court hearing", "lawsuit", "court paper", "court papers"),
    "court_payment_order": ("payment order",),
    "court_judgment": ("judgment", "judgement"),
    "court_enforcement": ("enforcement notice", "enforcement judge", "bailiff"),
    "police_mentioned": ("police called", "police call", "arrested", "arrest warrant"),
    "threat": ("threatened", "threatens", "threaten"),
    "violence": ("beat me", "beaten"),
    "third_party_contact": ("called my boss", "called my employer", "called my family", "called my parents", "called my mother", "called my wife"),
    "home_at_risk": ("evicted", "eviction", "homeless"),
    "food_at_risk": ("no food", "cannot buy food", "hungry"),
    "medicine_at_risk": ("no medicine", "cannot buy medicine"),
    "ask_papers": ("forged", "fake documents", "fake payslips", "fake papers"),
    "agent_hired": ("debt agent", "paid agent"),
    "scam_offer": ("credit repair",),
    "ask_fraud": ("scam", "scammed", "fraud", "fraudster"),
    "ask_identity": ("identity theft", "stolen identity", "never borrowed"),
    "ask_borrowed_for": ("borrowed for a friend", "in my name for"),
    "ask_deceased": ("passed away", "deceased"),
    "ask_guarantee": ("guarantor", "guaranteed", "co borrower"),
    "ask_spouse": ("husband s loan", "husband s debt", "wife s loan", "wife s debt"),
    "ask_frozen": ("account frozen", "account is frozen", "card frozen", "froze my account"),
    "gambling": ("gambling", "gambled", "casino"),
    "student": ("student",),
    "pregnant": ("pregnant",),
    "ill": ("cancer", "surgery", "hospital", "dialysis"),
    "disabled": ("disabled", "disability"),
    "unpaid_wages": ("unpaid wages",),
    "going_abroad": ("going abroad", "work abroad", "study abroad"),
}  # fmt: skip

# A plain "no" just before a topic; "有没有" and "是不是" are questions, not answers.
_NO = re.compile(r"(?:(?<![有是])(?:没有|没|不是|不|未|无|从未|从没|并非|并未))(?:过|被|去|找过?|用过?|参与|任何|什么|是|收到过?|接到过?|有)*$")
_REACH_BACK = 7


def _first_characters(patterns: Mapping[str, tuple[str, ...]]) -> str:
    """The characters a pattern can begin with, for a cheap look before the long alternation."""
    firsts: dict[str, None] = {}
    for group in patterns.values():
        for pattern in group:
            if pattern.startswith("(?:"):
                firsts.update((part[0], None) for part in pattern[3 : pattern.index(")")].split("|"))
            else:
                firsts[pattern[0]] = None
    return "".join(firsts)


def _alternatives(patterns: Mapping[str, tuple[str, ...]]) -> str:
    return "|".join(f"(?P<{code}>{'|'.join(group)})" for code, group in patterns.items())


_HARM = re.compile("|".join(_SELF_HARM))
_HARM_LATIN = re.compile(rf" (?:{'|'.join(_SELF_HARM_LATIN)}) |自sha|想si(?![a-z])|不想huo|轻sheng|跳lou|割wan")
_TOPIC = re.compile(rf"(?=[{_first_characters(_TOPICS)}])(?:{_alternatives(_TOPICS)})")
_TOPIC_LATIN = re.compile(rf" (?:{_alternatives(_TOPICS_LATIN)})(?= )")


def speaks_of_self_harm(text: str) -> bool:
    """Whether the text holds words of self-harm, in Chinese of either script, pinyin or English."""
    if _HARM.search(chinese(text)):
        return True
    words = latin(text)
    return bool(words) and bool(_HARM_LATIN.search(words) or _HARM_LATIN.search(text.lower().replace(" ", "")))


def topics(text: str) -> tuple[str, ...]:
    """Codes of what the text speaks of, in order of first mention, without self-harm and without what it denies.

    Court papers come as ``court_summons``, ``court_payment_order``, ``court_judgment``, ``court_enforcement``,
    ``court_arbitration``; every other code is one of the table of findings.
    """
    found: dict[str, None] = {}
    folded = chinese(text)
    for match in _TOPIC.finditer(folded):
        before = folded[max(match.start() - _REACH_BACK, 0) : match.start()]
        if match.lastgroup is not None and not _NO.search(before):
            found[match.lastgroup] = None
    for match in _TOPIC_LATIN.finditer(latin(text)):
        if match.lastgroup is not None:
            found[match.lastgroup] = None
    return tuple(found)
