"""The words that free text is searched for: one pattern after the other, apart by spaces, `_` for a space inside.

Chinese patterns are Simplified and are matched against text without marks, letters and digits; each begins with
a plain character or a group of plain alternatives. At one place in a text the first code of the table that fits
is taken. Patterns whose everyday sense is harmless exclude it ("不想活动", "跳楼价", "这家暴力").
"""

from collections.abc import Mapping

SELF_HARM = """
    活不下 活不起 活不了 活不成 活得下去 活着没意思 活着没意义 活着没劲 活着太累 活着好累 活着干什么 活着干嘛
    活着还有什么 活腻 活够 活得没意思 活得太累 活在世上没 活唔落去 唔想活 唔想做人 不想活(?!动|跃|络) 不愿活
    不要活了 不活了 不如死 不想在这世上 不想醒来 不想再醒 想死(?!你|您|她|他) 想去死 想一死 去死(?!皮|角) 求死
    寻死 寻短见 死了算 死了就(?:好|算|解脱|不用|没事|清净) 我死了 死掉算 死路 死给 死的心 以死(?!亡) 让我死
    只想死 只有死 只能死 宁愿死 自杀 自尽 自刎 自缢 自残 自伤 自鲨 紫砂(?!壶|杯|锅|泥|茶) 轻生 厌世
    结束(?:我的|自己的|这条)?生命 结束了?自己 结束这一切 结束一切 了结自己 了结生命 了结一切 了结此生 了此残生
    了断自己 自我了断 自行了断 跳楼(?!价|甩|机|大) 跳河 跳江 跳桥 跳海 跳湖 割腕 割脉 上吊 吊颈 烧炭 服毒
    喝(?:农药|百草枯|敌敌畏) 喝药(?:死|自|算|了断) 吞安眠药 吞药
    吃(?:了|下)?(?:一|整)(?:整)?(?:瓶|把)(?:安眠)?药 卧轨 遗书 遗言 交代后事 交待后事 一了百了 一死了之 一死百了
    没有活路 没活路 没有生路 没法活 没办法活 没脸活 没勇气活 没有勇气活 没有活下去 没活下去 没什么活头 没有活头
    我(?:真的|实在|快要?|已经|真)?(?:撑|熬|坚持|扛)不下去 生不如死 生无可恋 离开这个世界 想离开人世 从楼上跳
    从这里跳 抱着孩子跳 带孩子一起死 同归于尽 想解脱 求解脱 来世再
"""
SELF_HARM_LATIN = """
    kill_myself killing_myself suicide suicidal end_my_life ending_my_life end_it_all take_my_own_life
    take_my_life want_to_die wanna_die wish_i_was_dead wish_i_were_dead better_off_dead don_t_want_to_live
    dont_want_to_live do_not_want_to_live no_reason_to_live not_worth_living can_t_go_on_living
    can_t_go_on_like_this cannot_go_on_living hang_myself jump_off cut_my_wrists harm_myself self_harm zi_sha
    zisha qing_sheng huo_bu_xia_qu huobuxiaqu bu_xiang_huo
"""
# Letters mixed in to get past a filter; searched in the text without its spaces.
SELF_HARM_MIXED = "自sha 想si(?![a-z]) 不想huo 活bu下 轻sheng 跳lou 割wan"

TOPICS: Mapping[str, str] = {
    "coerced": """
        家暴(?!力)
        (?:老公|丈夫|老婆|妻子|男友|女友|男朋友|女朋友|他|她)打(?:我|了我|过我)(?!电|的|手机|微信|单位|家|公司)
        被(?:他|她|老公|丈夫|老婆|男友|男朋友|家里|家人|爸|妈)打(?!电|断|扰|了?招呼)
        (?:他|她|老公|丈夫|老婆|妻子|男友|女友|男朋友|女朋友|爸|妈|父母|家里|家人|公公|婆婆|对象)(?:一直|总是?|老是)?(?:逼|强迫|逼着|威胁)(?:着)?我(?:去)?(?:贷|借|办卡|签)
        手机被(?:他|她|老公|丈夫|老婆|男友|男朋友|家里|家人|爸|妈)
        身份证被(?:他|她|老公|丈夫|男友|男朋友|家里|家人) 不让我出门 把我关在
    """,
    "ask_coerced": "逼我(?:去)?(?:贷|借|办卡) 逼着我(?:去)?(?:贷|借|办卡) 强迫我 被逼 被迫(?:贷|借|签)",
    "court_summons": """
        传票 应诉通知 起诉状 开庭 立案通知 已经?立案 被起诉(?!前) 已经?起诉 起诉我了
        法院(?:的|给我)?(?:短信|电话|通知|文书|来电|打|寄|发|送) 举证通知
    """,
    "court_payment_order": "支付令 支付命令",
    "court_judgment": "判决 判了我 败诉",
    "court_enforcement": """
        被执行 执行通知 执行局 执行法官 强制执行(?!公证) 限高 限制高消费 限制消费 失信被执 失信名单 恢复执行
        查封 拍卖我
    """,
    "court_arbitration": "网络仲裁 仲裁短信 仲裁通知 仲裁裁决 仲裁庭 仲裁书 仲裁开",
    "police_mentioned": """
        经侦 传唤 公安局?(?:打|来|找|电话|通知|传) 自称公安 (?:警察|民警)(?:打|来|找|电话|上门|通知)
        派出所(?:打|来电|找我|叫|让|通知|电话) 刑事立案 立案侦查 涉嫌 诈骗罪 取保候审 逮捕令
    """,
    "violence": """
        打了我 打伤 砸门 砸店 砸东西 泼油漆 泼漆 拿刀 持刀 非法拘禁 不让我走 堵门 堵在家 锁眼 动手打 撬门 闯进
    """,
    "threat": "威胁 恐吓 弄死 要杀 祸及 后果自负 人肉 骂我 辱骂 侮辱 合成照 发我的?照片",
    "third_party_contact": """
        爆通讯录 爆我通讯录 轰炸通讯录 通讯录轰炸 通讯录里的人
        打(?:到|给)了?我?的?(?:单位|公司|家人|家里|爸妈|父母|父亲|母亲|妈妈|爸爸|同事|领导|老板|亲戚|朋友|邻居|村委|老师|学校)
        联[系络]了?我的?(?:单位|公司|家人|家里|爸妈|父母|父亲|母亲|妈妈|爸爸|同事|领导|老板|亲戚|朋友|邻居|村委|老师|学校)
        骚扰我?的?(?:单位|公司|家人|家里|爸妈|父母|父亲|母亲|妈妈|爸爸|同事|领导|老板|亲戚|朋友|邻居|村委|老师|学校)
        给我?的?(?:单位|公司|家人|家里|爸妈|父母|父亲|母亲|妈妈|爸爸|同事|领导|老板|亲戚|朋友|邻居|村委|老师|学校)(?:打|发)
    """,
    "home_at_risk": """
        房子(?:要|快)?被(?:拍|收|查|执行|法拍) 法拍 赶出去 赶我走 没地方住 无家可归 流落街头 睡大街
        (?:交|付)不起房租 欠房租 房租(?:交不|欠|付不) 房东赶 房贷(?:要|快|已经?)?(?:断|逾期|还不上|交不上)
    """,
    "utilities_at_risk": "停水 停电 断水 断电 停气 欠(?:电费|水费|燃气) 交不起(?:电费|水费|燃气)",
    "food_at_risk": "吃不上饭 吃不起饭 没饭吃 没钱吃 没钱买(?:菜|米|奶粉) 饿肚子 饿了 挨饿 揭不开锅 断粮",
    "medicine_at_risk": """
        没钱买药 没钱看病 没钱治 没钱住院 没钱透析 没钱化疗 停药 断药 买不起药 看不起病 交不起医药费
    """,
    "ask_enforceable": "司法确认 赋强 强制执行公证 公证处 做公证 办公证 公证债权 诉前调解 调解书",
    "ask_papers": """
        假(?:流水|证明|病历|材料|工作|单位|收入|合同|章) 包装(?:资料|流水|材料) 做流水 买(?:病历|证明|流水)
        开假(?!期) 伪造 病历造假 虚假(?:材料|资料|证明)
    """,
    "ask_agent_id": """
        (?:手机卡|电话卡|卡)(?:给了?|寄|交)(?:给|中介|他们) 身份证(?:给了?|寄|押|交)(?:给|中介|他们|公司|法务)
        委托书 授权书给 寄了?(?:手机卡|电话卡|银行卡)
    """,
    "agent_hired": """
        反催收 债务优化 债务重组公司 法务公司 法务团队 代理维权 代理协商 找了?中介(?:协商|处理|帮|还|维权)
        代协商
    """,
    "scam_offer": """
        停息挂账 停息分期 征信修复 修复征信 洗白 征信洗 铲单 消除(?:逾期|征信) 债务清零 解冻费 注销(?:账户|贷款)
        内部渠道
    """,
    "private_account": "私人(?:账户|账号|微信|支付宝|收款) 个人(?:账户|收款码) 对私转账 转到个人 业务员个人",
    "ask_fraud": "刷单 假客服 冒充客服 被骗 骗走 骗我 杀猪盘 电信诈骗 共享屏幕 屏幕共享 诈骗",
    "ask_identity": "冒名 冒用 盗用 盗刷 不是我(?:办|借|贷)的 没(?:借|办|贷)过 被贷款 被网贷 不认识这笔 不知道哪来的",
    "ask_borrowed_for": """
        (?:帮|替)(?:朋友|同事|亲戚|别人|他|她|男友|女友|男朋友|女朋友|弟弟|哥哥|姐姐|妹妹|老板)(?:贷|借|办)
        给(?:朋友|同事|亲戚|别人|他|她|男友|女友|男朋友|女朋友|弟弟|哥哥|姐姐|妹妹|老板)(?:贷|借的|用了)
        借给(?:朋友|同事|亲戚|别人|他|她|男友|女友|男朋友|女朋友|弟弟|哥哥|姐姐|妹妹|老板)用
        用我的?(?:名字|名义|身份|身份证)(?:贷|借|办) 人情贷 背债 背贷
    """,
    "ask_deceased": "去世 过世 离世 身故 病故 遗产 死后留下 亡夫 亡妻 死亡证明 父债子还",
    "ask_guarantee": "连带责任 保证人 共同借款人 反担保 联保 担保(?!费|公司|服务|有限|股份|集团)",
    "ask_spouse": """
        (?:老公|老婆|丈夫|妻子|配偶|对象|前夫|前妻|爱人|媳妇)(?:欠|借|的(?:网贷|贷款|债|信用卡|花呗|借呗|欠款))
        夫妻共同债 离婚协议 假离婚 让(?:配偶|老公|老婆)还 替(?:老公|老婆|丈夫|妻子|前夫|前妻)还
    """,
    "ask_shop_closed": """
        医美贷 培训贷 租金贷 美容贷 教育贷 装修贷 (?:商家|机构|店家)(?:都|已经?)?(?:跑路|关门|倒闭|停业)
        老板跑路 跑路了 卷款 课没上
    """,
    "ask_creditor": "代偿 债权转让 债务转让 资产管理公司 债权包 (?:两家|两边|两个公司)都?来?(?:催|说是债权人)",
    "ask_frozen": """
        (?:卡|户|号|微信|支付宝|存款|工资|余额|钱)(?:都|也)?(?:被|给|让)?(?:法院|公安|警察|银行|平台|司法)?(?:给)?冻结
        冻结了?我?的?(?:银行卡|工资卡|卡|账户|微信|支付宝|存款) 司法冻结
    """,
    "ask_disputed": "(?:金额|数额|账|本金|利息)不对 算错 多算 乱收 对不上 不认这笔 有争议 有异议 早就还清 早还清",
    "ask_oral": "口头(?:答应|协议|承诺|说|同意) 电话里(?:答应|说好|同意) 没给书面 只是口头",
    "ask_old_debt": "诉讼时效 过了?时效 时效过 十几年前 十年前 多年前 (?:五六|四五|好几|多)年没 陈年 老账 旧账",
    "ask_age": "我还?未成年 我还?没满十八 我还?未满十八 我不满十八 我还没成年",
    "gambling": "博彩 百家乐 六合彩 打牌输 赌(?!气)",
    "borrowing_to_repay": """
        以贷养贷 以卡养卡 拆东墙 借新还旧 借新债 借网贷还 贷款还(?:贷|网贷|信用卡) 撸口子 撸网贷 套现还
        再(?:借|贷)一笔 找口子
    """,
    "roll_over_offered": """
        先还清再(?:借|贷) 先还再借 还进去再借 还清再(?:借|贷) 还了再借 再借出来 过桥 换成另一笔 换一笔贷
        先结清再放款
    """,
    "family_pressed": """
        (?:爸妈|父母|妈妈|爸爸|家里人|家人|姐姐|哥哥|亲戚)(?:想|要|愿意|被逼着?)?(?:帮|替|代)我?(?:还|垫)
        逼我?(?:家人|父母|爸妈|家里) 让我?(?:家人|父母|爸妈|家里人?)(?:替|帮|代)?我?还 代我还
    """,
    "student": """
        我(?:是|还是|也是)?在?校?(?:大?学生|研究生) 借的时候还?在(?:读|上) 还在读书 我在读 校园贷 学生贷
        助学贷款 刚毕业 我上大学
    """,
    "pregnant": "怀孕 怀着 孕期 孕妇 待产 产假 刚生完 月子 哺乳 预产期",
    "ill": "癌 肿瘤 化疗 透析 重病 大病 住院 手术 尿毒症 抑郁 白血病 脑梗 中风 心梗 瘫痪 重症 确诊",
    "disabled": "残疾 伤残 工伤 残障 截肢 失明",
    "full_time_carer": """
        全职(?:照顾|带|在家|妈妈|爸爸) 照顾(?:瘫|病|老人|父母|孩子|母亲|父亲|妈|爸|重病) 陪护 离不开人
    """,
    "migrant": "外地(?:打工|户口) 农民工 零工 工地 打散工 日结 临时工 没有本地户口",
    "unpaid_wages": """
        欠薪 欠我.{0,4}工资 拖欠工资 工资(?:没发|拖) 没发工资 不发工资 讨薪 劳动仲裁 欠.{0,3}工钱 工程款没
    """,
    "salary_card_debited": "工资卡?被(?:扣|划) 自动(?:划|扣款) 划扣 被划走 代扣 扣光 划光 一到账就扣",
    "provident_fund": "公积金",
    "car_about_to_be_taken": "拖车 拖我的?车 收车 抢车 把车(?:开|拖|收) 车被(?:开|拖|收|扣) 车要被 交车单",
    "rent_to_own": "以租代购 融资租赁 售后回租 租的车",
    "mall_instalment": "先享后付 先用后付 租机 租手机 分期商城 回收变现 下单不发货 手机变现",
    "side_fees": "会员费 权益包 权益费 担保费 服务费 砍头息 咨询费 增信费 加速卡 综合费",
    "sensitive_post": """
        公务员 事业编 在编 军人 部队 现役 当兵 考公 政审 教师编 银行上班 在银行工作 我是警察 辅警 国企 编制
    """,
    "going_abroad": "出国 (?:国外|境外)打工 去国外 留学 出境 签证 移民 劳务输出",
    "business": """
        个体户 个体工商 营业执照 开店 店铺 门店 网店 小微企业 我的公司 自己公司 公司贷款 给公司签 法人 店里 铺子
        经营贷
    """,
    "agreement_unaffordable": """
        (?:下|这)一?期(?:还不上|做不到|交不上|没钱|不够|差)
        (?:协议|方案|协商)(?:后|了|里)?(?:又|也|还是|再次)?(?:还不上|断了|做不到|断供|违约|逾期) 二次协商
        再次协商 二次逾期 协商完又
    """,
    "under_strain": """
        绝望 崩溃 睡不着 失眠 焦虑 压力(?:太|很|好)大 (?:撑|熬|坚持|扛)不下去 (?:撑|熬|扛)不住 想不开 喘不过气 安眠药
        没有盼头 抬不起头
    """,
}
TOPICS_LATIN: Mapping[str, str] = {
    "coerced": "domestic_violence he_hits_me he_beats_me forced_me_to_borrow controls_my_phone",
    "court_summons": "summons being_sued been_sued court_hearing lawsuit court_paper court_papers",
    "court_payment_order": "payment_order",
    "court_judgment": "court_judgment judgment_against_me",
    "court_enforcement": "enforcement_notice enforcement_judge",
    "police_mentioned": "police_called police_call arrested arrest_warrant",
    "violence": "beat_me beaten",
    "threat": "threatened threatens threaten",
    "third_party_contact": """
        called_my_boss called_my_employer called_my_family called_my_parents called_my_mother called_my_wife
        called_my_husband
    """,
    "home_at_risk": "evicted eviction homeless",
    "food_at_risk": "no_food cannot_buy_food hungry",
    "medicine_at_risk": "no_medicine cannot_buy_medicine",
    "ask_papers": "forged fake_documents fake_payslips fake_papers",
    "agent_hired": "debt_agent paid_agent",
    "scam_offer": "credit_repair",
    "ask_fraud": "scam scammed fraud fraudster",
    "ask_identity": "identity_theft stolen_identity never_borrowed",
    "ask_borrowed_for": "borrowed_for_a_friend in_my_name_for",
    "ask_deceased": "passed_away deceased",
    "ask_guarantee": "guarantor guaranteed co_borrower",
    "ask_spouse": "husband_s_loan husband_s_debt wife_s_loan wife_s_debt",
    "ask_frozen": "account_frozen account_is_frozen card_frozen froze_my_account",
    "gambling": "gambling gambled casino",
    "student": "i_am_a_student i_m_a_student",
    "pregnant": "pregnant",
    "ill": "cancer surgery hospital dialysis",
    "disabled": "disabled disability",
    "unpaid_wages": "unpaid_wages",
    "going_abroad": "going_abroad work_abroad study_abroad",
    "under_strain": "hopeless can_t_sleep desperate",
}
