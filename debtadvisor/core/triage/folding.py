"""Writing folded for matching: full-width, Traditional characters, spaces, and pinyin in between fall away."""

import re
import unicodedata

# Traditional or variant form, then the simplified one, for the characters of `phrases`; no general converter.
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
臥卧 勁劲 製制 傢家 弔吊 姊姐 註注
"""
_SIMPLIFIED = str.maketrans({pair[0]: pair[1] for pair in _PAIRS.split()})

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
