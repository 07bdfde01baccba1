"""Writing folded for matching: full-width, Traditional characters, spaces, and pinyin in between fall away."""

import re
import unicodedata

# Traditional or variant form, then the simplified one, for the characters of `phrases`, of lenders' names, and of the
# words around sums, rates and dates; no general converter.
_PAIRS = """
殺杀 輕轻 結结 樓楼 遺遗 書书 沒没 無无 盡尽 當当 義义 燒烧 頸颈 橋桥 藥药 農农 斷断 脈脉 離离 開开 這这 個个
還还 過过 來来 後后 債债 貸贷 網网 銀银 錢钱 賬账 帳账 戶户 號号 額额 費费 會会 員员 權权 擔担 證证 証证 婦妇
媽妈 親亲 買买 賣卖 騙骗 詐诈 賭赌 輸输 單单 傳传 訴诉 狀状 審审 應应 執执 機机 關关 調调 協协 議议 認认 識识
確确 錄录 導导 師师 學学 壓压 嚇吓 脅胁 門门 電电 話话 聯联 絡络 領领 職职 務务 軍军 偵侦 喚唤 凍冻 醫医 療疗
懷怀 產产 殘残 護护 顧顾 癱瘫 轉转 讓让 償偿 購购 車车 動动 飯饭 餓饿 頭头 養养 發发 髮发 資资 勞劳 積积 國国
簽签 籤签 變变 現现 換换 將将 從从 偽伪 僞伪 裡里 裏里 臺台 颱台 麼么 麽么 著着 們们 對对 經经 營营 業业 鋪铺
舖铺 違违 約约 掛挂 復复 複复 優优 團团 強强 彊强 鎖锁 滿满 歷历 曆历 繫系 係系 剛刚 別别 劃划 參参 夠够 實实
尋寻 幫帮 幾几 歸归 愛爱 慮虑 戀恋 搶抢 擾扰 敗败 數数 於于 時时 術术 構构 氣气 決决 爭争 畢毕 異异 癥症 盜盗
盤盘 禍祸 稱称 筆笔 組组 絕绝 給给 維维 總总 罵骂 脫脱 腦脑 臨临 與与 舉举 舊旧 虛虚 裝装 討讨 訊讯 託托 詢询
說说 課课 豬猪 負负 責责 貨货 趕赶 輔辅 辦办 邊边 閉闭 陳陈 隊队 預预 風风 餘余 體体 妳你 祂他 並并 併并 傷伤
價价 儘尽 內内 凈净 淨净 寧宁 幹干 乾干 徵征 牆墙 綜综 診诊 諾诺 躍跃 軌轨 轟轰 鄰邻 錯错 闆板 闖闯 願愿 騷骚
萬万 東东 兩两 樂乐 亂乱 厭厌 衹只 祇只 隻只 唄呗 園园 堅坚 墊垫 處处 壺壶 寶宝 撐撑 擼撸 敵敌 條条 潑泼 潰溃
碼码 編编 縊缢 腫肿 揹背 膩腻 見见 訓训 訟讼 讀读 賃赁 賦赋 進进 連连 鏟铲 銷销 鍋锅 鯊鲨 瘓痪 藉借 捲卷 諮咨
臥卧 勁劲 製制 傢家 弔吊 姊姐 註注 業业 騰腾 馬马 貝贝 興兴 豐丰 華华 際际 廣广 眾众 達达 財财 險险 場场 圖图
誠诚 億亿 螞蚂 蟻蚁 亞亚 儲储 慶庆 屬属 點点 滬沪 節节 線线 羅罗 紹绍 蘇苏 設设 貿贸 贊赞 陸陆 隨随 馮冯 龍龙
釐厘 塊块 圓圆 週周 鐘钟 繳缴 僅仅 雙双 種种 類类 啟启 獲获 適适 勢势 廠厂 縣县 鎮镇 鄉乡 區区 滙汇 匯汇 徑径
丟丢 佈布 佔占 侶侣 倉仓 側侧 備备 兌兑 兒儿 冊册 刪删 則则 剝剥 勝胜 勵励 勸劝 卻却 問问 喪丧
喫吃 嗎吗 嘗尝 嚴严 圍围 報报 壇坛 壞坏 夾夹 娛娱 寫写 寬宽 專专 屆届 層层 崗岗 帶带 幣币 庫库
廈厦 廢废 廳厅 張张 惡恶 態态 憑凭 懲惩 捨舍 捱挨 採采 揚扬 揮挥 損损 撈捞 撥拨 撫抚 擇择 擊击
擋挡 據据 擠挤 擴扩 攜携 攝摄 攢攒 攤摊 暢畅 暫暂 棄弃 極极 標标 樣样 檔档 檢检 檻槛 欄栏 歐欧
歲岁 殼壳 沖冲 況况 洩泄 減减 測测 湊凑 準准 溫温 滅灭 滯滞 滾滚 漲涨 濟济 災灾 為为 煩烦 熱热
燬毁 爲为 牽牵 獨独 環环 疊叠 監监 瞞瞒 瞭了 礎础 礙碍 祕秘 禮礼 稅税 穩稳 範范 簡简 籌筹 糧粮
糾纠 紀纪 紅红 納纳 紓纾 純纯 紙纸 級级 紛纷 細细 終终 統统 綁绑 綠绿 緊紧 緣缘 緩缓 縮缩 織织
繞绕 繼继 續续 纏缠 纔才 罰罚 羣群 聞闻 聲声 聽听 臉脸 蓋盖 薦荐 虧亏 衆众 衛卫 衝冲 衞卫 補补
覆复 覈核 規规 視视 覺觉 觀观 觸触 訂订 計计 記记 訪访 許许 評评 詞词 試试 該该 詳详 誇夸 誘诱
語语 誤误 説说 誰谁 談谈 請请 論论 講讲 謝谢 謹谨 貧贫 貴贵 貼贴 賠赔 質质 贍赡 贏赢 贖赎 蹤踪
軟软 較较 載载 輩辈 輪轮 輯辑 轄辖 辭辞 辯辩 遊游 運运 遞递 遠远 遲迟 遷迁 選选 郵邮 釋释 針针
鈕钮 錫锡 鍵键 鏈链 鑑鉴 長长 間间 陣阵 階阶 隱隐 雜杂 難难 雲云 靜静 響响 頁页 項项 順顺 須须
頻频 攏拢 練练 屜屉 習习 雖虽 掃扫 毀毁 駛驶 題题 顛颠 顯显 飛飞 駁驳 驗验 驟骤 鬧闹 鬱郁 鹽盐 麗丽 齊齐 齡龄
"""
_SIMPLIFIED = str.maketrans({pair[0]: pair[1] for pair in _PAIRS.split()})


def simplified(text: str) -> str:
    """`text` with the Traditional characters of the table in their simplified form; all others stay as they are."""
    return text if text.isascii() else text.translate(_SIMPLIFIED)


_NOT_LATIN = re.compile(r"[^a-z]+")
_HAS_LATIN = re.compile(r"[a-z]")
_SPACES = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")


def chinese(text: str) -> str:
    """Only the Chinese characters of `text`, simplified: "活 不(bú)下去！" and "活不下去" are the same.

    Letters, digits, marks and spaces fall away, and with them pinyin and what people put in to get past filters.
    """
    folded = unicodedata.normalize("NFKC", text).translate(_SIMPLIFIED)
    return "".join(one for one in folded if "\u3400" <= one <= "\u9fff")


def latin(text: str) -> str:
    """The words of `text` in Latin letters, lower case, one space between and around; "" when there are none."""
    lowered = unicodedata.normalize("NFKC", text).lower()
    return f" {_NOT_LATIN.sub(' ', lowered).strip()} " if _HAS_LATIN.search(lowered) else ""


def unspaced(text: str) -> str:
    """`text` simplified and lower case, without spaces and characters of no width; letters stay in place."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", text).lower().translate(_SIMPLIFIED))
