"""Writing folded for matching: full-width, Traditional characters, spaces, and pinyin in between fall away.

`HAN` covers the characters of our own phrases; it is no general converter.
"""

import re
import unicodedata

# Traditional and variant forms, each pair in the order form, simplified.
_PAIRS = """
殺杀 輕轻 結结 結结 樓楼 遺遗 書书 沒没 無无 盡尽 當当 繼继 義义 煩烦 煙烟 燒烧 頸颈 橋桥 藥药 農农 斷断 脈脉 離离 開开 這这
個个 還还 過过 來来 後后 債债 貸贷 網网 銀银 錢钱 賬账 帳账 戶户 號号 額额 費费 會会 員员 權权 益益 擔担 證证 証证 婦妇 媽妈 爺爷 孫孙
親亲 買买 賣卖 騙骗 詐诈 貪贪 賭赌 輸输 戲戏 單单 傳传 訴诉 狀状 審审 應应 執执 達达 機机 關关 調调 協协 議议 認认 識识 確确 記记
錄录 導导 師师 學学 壞坏 壓压 厲厉 嚇吓 脅胁 恐恐 拘拘 門门 間间 電电 話话 聯联 絡络 領领 導导 單单 職职 務务 軍军 警警 偵侦 傳传 喚唤
凍冻 結结 衛卫 醫医 療疗 懷怀 產产 殘残 癌癌 護护 顧顾 癱瘫 戰战 轉转 讓让 償偿 購购 車车 輛辆 拖拖 動动 產产 飯饭 餓饿 頭头 養养 兒儿
發发 髮发 薪薪 資资 勞劳 動动 僱雇 積积 國国 護护 簽签 簽签 籤签 變变 現现 換换 貼贴 補补 齊齐 龍龙 將将 從从 眾众 為为 爲为 偽伪 僞伪
裡里 裏里 臺台 颱台 麼么 麽么 著着 嗎吗 們们 對对 經经 濟济 營营 業业 廠厂 廣广 鋪铺 舖铺 檔档 據据 據据 檢检 驗验 罰罚 違违 約约 期期
掛挂 掛挂 信信 復复 複复 洗洗 優优 團团 圍围 誘诱 逼逼 強强 彊强 迫迫 監监 控控 鎖锁 藏藏 輩辈 長长 級级 歲岁 滿满 歷历 曆历 獄狱 繫系 係系
刪删 剛刚 劉刘 別别 劃划 劑剂 勢势 勝胜 區区 卻却 參参 雙双 啟启 嘆叹 嚴严 塊块 場场 墜坠 夢梦 夠够 夾夹 奪夺 實实 寫写 寬宽 專专 尋寻
屆届 層层 幣币 幫帮 幾几 庫库 廢废 張张 彈弹 歸归 恆恒 惡恶 惱恼 愛爱 態态 慮虑 憂忧 憑凭 懲惩 懸悬 戀恋 戶户 掃扫 捨舍 揮挥 損损 搶抢
擇择 擊击 擋挡 擾扰 敗败 數数 於于 時时 暫暂 術术 極极 構构 標标 樣样 欄栏 歡欢 殼壳 毀毁 氣气 決决 況况 淚泪 減减 滅灭 滯滞 潛潜 災灾 爭争
牽牵 狀状 獨独 獲获 瑪玛 畢毕 異异 疊叠 痛痛 癥症 盜盗 盤盘 監监 眼眼 矯矫 礙碍 禍祸 禮礼 種种 稱称 窮穷 競竞 筆笔 節节 範范 籌筹 糾纠 納纳
級级 紙纸 細细 終终 組组 絕绝 絲丝 給给 統统 維维 緊紧 線线 緩缓 縮缩 總总 續续 罵骂 習习 聞闻 聲声 職职 肅肃 脫脱 腦脑 臨临 與与 興兴 舉举
舊旧 艙舱 莊庄 蘇苏 虛虚 虧亏 號号 蠟蜡 術术 裝装 規规 視视 覺觉 觸触 計计 訂订 討讨 訊讯 託托 設设 許许 評评 詞词 試试 詢询 該该 誤误 說说
誰谁 課课 談谈 請请 諒谅 論论 講讲 謝谢 謊谎 譯译 護护 豬猪 負负 財财 責责 貨货 販贩 貴贵 賀贺 賠赔 質质 贏赢 趕赶 跡迹 踐践 軟软 載载 輔辅
輪轮 辦办 邊边 遠远 適适 選选 還还 鄉乡 醜丑 釋释 釘钉 針针 鈔钞 鉛铅 鏈链 鐘钟 鑰钥 閉闭 閱阅 陰阴 陳陈 陸陆 陽阳 隊队 階阶 際际 難难 雜杂
靈灵 靜静 韓韩 順顺 預预 頓顿 領领 頻频 題题 顯显 風风 飛飞 飲饮 餘余 館馆 驚惊 體体 鬆松 鬥斗 鬧闹 魚鱼 鳥鸟 麗丽 麥麦 黃黄 點点 黨党 龜龟
妳你 祂他 牠它 異异 並并 併并 佔占 傷伤 僅仅 價价 億亿 儘尽 兇凶 內内 冊册 凈净 淨净 創创 劇剧 勵励 匯汇 彙汇 協协 卡卡 參参 員员 問问 嘗尝
姦奸 嬰婴 孤孤 宮宫 寧宁 對对 尷尴 崗岗 幹干 乾干 廚厨 彎弯 徑径 徵征 恥耻 悶闷 惱恼 慘惨 慣惯 懶懒 戲戏 抓抓 採采 掙挣 撥拨 擔担 攜携 攤摊
嫖嫖 熱热 爺爷 牆墙 獎奖 療疗 癡痴 皺皱 盧卢 眾众 礦矿 禪禅 穩稳 竊窃 築筑 簡简 紅红 純纯 紛纷 紹绍 給给 絞绞 綁绑 綜综 緣缘 縣县 繳缴 繩绳
羅罗 聖圣 聰聪 膽胆 藝艺 蘭兰 蟲虫 補补 襲袭 訪访 診诊 誠诚 詳详 誌志 諾诺 謀谋 譽誉 貝贝 賊贼 賓宾 賴赖 贈赠 趙赵 躍跃 軌轨 較较 輯辑 轟轰
遞递 遲迟 鄰邻 鄭郑 醬酱 鋼钢 錯错 鎮镇 鐵铁 鑒鉴 鑑鉴 閃闪 闆板 闖闯 阪坂 隨随 險险 隱隐 雖虽 霧雾 韌韧 頂顶 須须 顆颗 願愿 類类 騎骑 騷骚 驅驱
"""
HAN = str.maketrans({pair[0]: pair[1] for pair in _PAIRS.split()})

_NOT_HAN = re.compile(r"[^\u3400-\u9fff]+")
_NOT_LATIN = re.compile(r"[^a-z]+")
_HAS_LATIN = re.compile(r"[a-z]")


def chinese(text: str) -> str:
    """Only the Chinese characters of `text`, simplified: "活 不(bú)下去！" and "活不下去" are the same.

    Letters, digits, marks and spaces fall away, and with them pinyin and what people put in to get past filters.
    """
    return _NOT_HAN.sub("", unicodedata.normalize("NFKC", text).translate(HAN))


def latin(text: str) -> str:
    """The words of `text` in Latin letters, lower case, one space between and around; "" when there are none."""
    lowered = unicodedata.normalize("NFKC", text).lower()
    if not _HAS_LATIN.search(lowered):
        return ""
    return f" {_NOT_LATIN.sub(' ', lowered).strip()} "
