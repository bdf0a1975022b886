"""Traditional characters of the words that lines, dates and times are read by, each with its simplified form.

One character for one, so that offsets stay valid: the characters of all words in `tui.capture` that OpenCC (t2s)
makes of another one. A test holds the table against them; OpenCC itself is slow to load.
"""

from __future__ import annotations

from typing import Final

_TRADITIONAL: Final = (
    "後週點號兩個鐘禮陽節國慶內間時開過從〇來係倆備傢傳價儘優儲兒別則剛動務勞勵區卽厤參員唸問單噸噹嚮圍園圖報場塊墻壓婦學寫將"
    "對導屆層崗嵗師幾庫廠廣廳張彆彔復愛憲應戶捨捲掃換擊擡擾攝敎數於昇暫曆曏會東査桿條棄棟業樁樂樓標樹橋機檯櫃欄權歲歷氣決沒況"
    "淩準滿為無煩燈爭爲牆現環畫畵當發盡監碼種稱穀窪筆箇簽籤糾紀約紅級紛組結經綠綫維緊緑線編緩緻總織繫續羣義聖聯聲脩臘臺與舉舊"
    "舖舘萬蓆蓋蔘處蟄衕衚衛裏補裝裡複見視親計討記訪許訴診註証評詩話誌誕語說説調請論諾講謝證譟議變讚費賓贊趕車軍較輪轉辦農迴這"
    "連進遊遞遲選還邊鄰鈡鋒鋪錄錢録錶鍾鎖長門閆閘閣閥關陞陰隊際隻雙離電鞦項順須預領頭頻顆題願類颱飛餅養館駐驚體髮鬍鬚麪麫麵黃"
    "黨鼕齊齣龍爺嬸媽孃書醫億歐纔護讀災減煙獻戰勝殘豐頂幫強諮詢帶餘們冊統"
)
_SIMPLIFIED: Final = (
    "后周点号两个钟礼阳节国庆内间时开过从零来系俩备家传价尽优储儿别则刚动务劳励区即历参员念问单吨当向围园图报场块墙压妇学写将"
    "对导届层岗岁师几库厂广厅张别录复爱宪应户舍卷扫换击抬扰摄教数于升暂历向会东查杆条弃栋业桩乐楼标树桥机台柜栏权岁历气决没况"
    "凌准满为无烦灯争为墙现环画画当发尽监码种称谷洼笔个签签纠纪约红级纷组结经绿线维紧绿线编缓致总织系续群义圣联声修腊台与举旧"
    "铺馆万席盖参处蛰同胡卫里补装里复见视亲计讨记访许诉诊注证评诗话志诞语说说调请论诺讲谢证噪议变赞费宾赞赶车军较轮转办农回这"
    "连进游递迟选还边邻钟锋铺录钱录表钟锁长门闫闸阁阀关升阴队际只双离电秋项顺须预领头频颗题愿类台飞饼养馆驻惊体发胡须面面面黄"
    "党冬齐出龙爷婶妈娘书医亿欧才护读灾减烟献战胜残丰顶帮强咨询带余们册统"
)
SIMPLIFIED_OF: Final = dict(zip(_TRADITIONAL, _SIMPLIFIED, strict=True))
