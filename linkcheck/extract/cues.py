"""The words that say what a reference is for: data, in Chinese of both scripts and in English (DESIGN "Words").

A cue counts only in its place, which `roles` decides: as a line's lead-in, beside an image, in a heading, at the start of a
link's own label. English cues are matched regardless of case and end at a word's end. In a cue `~` stands for any blanks.
"""

from __future__ import annotations

from linkcheck.model import Role


def words(text: str) -> tuple[str, ...]:
    """The words of a text, in its order."""
    return tuple(text.split())


LEAD_INS: dict[Role, tuple[str, ...]] = {
    Role.READING: words("""
        延展阅读 延展閱讀 延伸阅读 延伸閱讀 扩展阅读 擴展閱讀 拓展阅读 拓展閱讀 相关阅读 相關閱讀 推荐阅读 推薦閱讀
        深度阅读 深度閱讀 更多阅读 更多閱讀 进一步阅读 進一步閱讀 阅读更多 閱讀更多 阅读推荐 閱讀推薦 往期阅读 往期回顾
        往期回顧 前文回顾 前文回顧 前情提要 相关报道 相關報導 相关报导 相關報道 相关新闻 相關新聞 相关文章 相關文章
        相关链接 相關鏈接 相關連結 相关连结 相关资料 相關資料 相关内容 相關內容 相关视频 相關視頻 相關影片 延伸报道
        延伸報導 更多报道 更多報導 更多内容 更多內容 同系列文章 系列文章 推荐文章 推薦文章 参考文献 參考文獻 参考资料
        參考資料 参考链接 參考鏈接 參考連結 参考来源 參考來源 参考文章 參考文章 参考报道 參考報導 参考 參考 参见 參見
        参阅 參閱 另见 另見 另请参阅 另請參閱 引用来源 引用來源 引用文献 引用文獻 引文 资料来源 資料來源 数据来源
        數據來源 信息来源 信息來源 資訊來源 消息来源 消息來源 新闻来源 新聞來源 主要来源 主要來源 引用资料 引用資料
        引用链接 引用連結 外部链接 外部連結 外部鏈接 文献 文獻 注释与参考 资料链接 参考资源 參考資源 参考文档 參考文件 参考书目 參考書目 参考书籍
        參考書籍 参考网站 參考網站 参考网址 參考網址 参考网页 參考網頁 参考论文 參考論文 参考博客 参考博文 参考教程 參考教學 参考材料 參考材料 参考视频
        參考影片 参考列表 參考列表 参考出处 參考出處 参考引用 參考引用 参考链接与资料 相关资源 相關資源 相关论文 相關論文 学习资料 學習資料 外部资源 外部資源
        延伸学习 延伸學習 延伸资源 延伸資源 延伸资料 延伸資料 扩展资料 擴展資料 拓展资料 拓展資料 补充阅读 補充閱讀 补充资料 補充資料 阅读材料 閱讀材料
        Further~reading Additional~reading Recommended~reading Related~reading Suggested~reading See~also Read~more
        Read~also Also~read Read~next More~on~this~story Related~articles Related~stories Related~coverage
        Related~news Related~links Related References Reference Sources Bibliography Works~cited Citations External~links
        Further~resources Additional~resources Related~resources Useful~links Useful~resources Related~posts Related~content
        Reference~links Further~information Reading~list More~reading Learn~more More~information
        """),
    Role.IMAGE_CREDIT: words("""
        图片来源 圖片來源 图片來源 圖片来源 图源 圖源 图片提供 圖片提供 图片出处 圖片出處 图片链接 圖片連結 图片版权
        圖片版權 图片出自 圖片出自 图片取自 圖片取自 图片引自 图自 圖自 图片源自 圖片源自 配图来源 配圖來源 封面来源
        封面來源 封面图片 封面圖片 封面图 封面圖 题图来源 題圖來源 题图 題圖 头图来源 頭圖來源 头图 頭圖 首图来源
        首圖來源 照片来源 照片來源 照片提供 截图来源 截圖來源 截图自 截圖自 视频截图来源 影像来源 影像來源 图表来源
        圖表來源 图片摄影 图片拍摄 图片作者 摄影师 攝影師 图文来源 插图来源 插圖來源 地图来源 地圖來源 图像来源
        圖像來源 圖:翻攝自 翻攝自 图片截自 圖片截自 图片授权 圖片授權 图片via 图via
        图片来自 圖片來自 图来自 圖來自 照片来自 照片來自 封面来自 封面來自 封面图来自 封面圖來自 封面图片来自 封面圖片來自 配图来自 配圖來自 题图来自 題圖來自
        头图来自 頭圖來自 截图来自 截圖來自 插图来自 插圖來自
        Photo~credit Photo~credits Image~credit Image~credits Picture~credit Photo~by Photos~by Image~by Images~by
        Picture~by Photograph~by Illustration~by Photo~courtesy Image~courtesy Photo~via Image~via Photo~source
        Image~source Picture~source Photo~from Image~from Photo~provided~by Featured~image Cover~photo Cover~image
        Header~image Photography~by Screenshot~from Screenshot~via Credit~line
        """),
    Role.REPRINT: words("""
        转载自 轉載自 本文转载自 本文轉載自 转载于 轉載於 转载来源 轉載來源 转自 轉自 转载 轉載 全文转载自 全文轉載自
        文章转载自 文章轉載自 编译自 編譯自 译自 譯自 翻译自 翻譯自 本文译自 本文譯自 本文编译自 本文編譯自 摘自 摘編自
        摘编自 节选自 節選自 改编自 改編自 综合自 綜合自 译文出自 譯文出自 译文来源 譯文來源 原文链接 原文連結 原文鏈接 原文地址 原文网址 原文網址 原文出处
        原文出處 原文来源 原文來源 原文发表于 原文發表於 原文刊于 原文刊於 原文载于 原文載於 原文见 原文見 原文首发
        原文首發 查看原文 阅读原文 閱讀原文 英文原文 中文原文 原文 原载于 原載於 原载 原載 原刊于 原刊於 原发表于
        原發表於 本文首发于 本文首發於 本文首发自 本文首發自 本文首发 本文首發 首发于 首發於 首发自 首發自 首发 首發
        最初发表于 最初發表於 最早发表于 本文发表于 本文發表於 本文刊于 本文原载 本文原載 本文来源 本文來源 本文来自
        本文來自 本文出自 文章来源 文章來源 文章来自 文章來自 文章出处 文章出處 新闻出处 稿件来源 稿件來源 内容来源
        內容來源 来源链接 來源連結 來源鏈接 来源 來源 源自 出处 出處 出自 首发平台 首發平台 视频来源 視頻來源
        影片來源 原视频 原影片 视频链接 原視頻
        Originally~published This~article~was~originally~published This~article~was~first~published
        This~article~originally~appeared This~article~first~appeared This~story~was~originally~published
        This~story~originally~appeared This~story~first~appeared This~post~originally~appeared
        This~post~was~originally~published This~piece~originally~appeared This~article~is~republished~from
        This~story~is~republished~from This~article~was~republished~from Republished~from
        Reprinted~from Reposted~from Cross-posted~from Crossposted~from Cross-posted~at First~published First~appeared
        Originally~appeared Originally~posted Original~article Original~post Original~source Original~story Original~link
        Original~text Read~the~original Translated~from Adapted~from Excerpted~from Syndicated~from
        Source Source~link Original Via
        """),
}
"""Words that lead in a reference of a role."""

NEEDS_COLON: tuple[str, ...] = words("""
    参考 參考 参见 參見 参阅 參閱 另见 另見 文献 文獻 引文 Reference References Sources Related Citations Read~more See~also
    Learn~more More~information 相关内容 相關內容 阅读更多 閱讀更多 更多内容 更多內容 消息来源 消息來源 信息来源 信息來源
    资料来源 資料來源 数据来源 數據來源 新闻来源 新聞來源 引用来源 引用來源
    来源 來源 出处 出處 源自 出自 原文 原视频 原影片 原視頻 转载 轉載 首发 首發 原载 原載 视频来源 視頻來源 影片來源
    视频链接 Source Source~link Original Via Original~text 题图 題圖 头图 頭圖 封面图 封面圖 封面图片 封面圖片 摄影师 攝影師
    Featured~image Cover~photo Cover~image Header~image Credit~line 摘自 原文首发 原文首發 来源链接 來源連結 首发平台
    """)
"""Lead-ins that are ordinary words too: they want a colon (or to be all that a heading or a lead-in says)."""

QUALIFIERS: tuple[str, ...] = words("""
    主要 本文 本章 本节 本節 本书 本書 本页 本頁 本站 本篇 站内 站內 文章 这篇 這篇 该 全文 全书 全書 文末 部分 其他 其它 更多 官方 全部 所有 重要
    相关 相關 推荐 推薦 精选 精選 附录 附錄 附 核心 学术 學術 中文 英文 外部 网络 網路 线上 線上 论文 論文 技术 技術 以下 以下是 以下为 以下為 下面是
    图片 圖片 图文 圖文 注释 註釋 脚注 腳註 注 致谢 致謝 资源 資源 资料 資料 链接 總結 总结 的 及其 与 與 和 及 或 、 & /
    Selected Key Main Useful Other Additional Annotated General Official Suggested Cited Primary Secondary Online Full List~of
    Appendix Notes Footnotes Endnotes Acknowledgements Acknowledgments Credits Resources Links and the
    """)
"""What may stand before a lead-in of a line or a heading, some after another (`本文的主要参考：`, `Notes and references`)."""

BESIDE_IMAGE: tuple[str, ...] = words("""
    来源 來源 出处 出處 图片 圖片 图 圖 照片 摄影 攝影 摄 攝 供图 供圖 制图 製圖 绘图 繪圖 版权 版權 截图 截圖 视频截图
    Photo Photos Image Images Picture Credit Credits Source Sources Courtesy~of Courtesy Illustration Graphic Via Copyright ©
    Screenshot Getty AP
    """)
"""What says "credit" only in a credit's place, with a colon or a slash after it (`Courtesy of` and `©` without)."""

AFTER_CREDIT: tuple[str, ...] = words(
    "供图 供圖 摄影 攝影 摄 攝 图 圖 图片 圖片 制图 製圖 绘 繪 提供 截图 截圖"
)
"""What ends a credit, right after the link, beside an image."""

FOOTERS: tuple[str, ...] = words("""
    免责声明 免責聲明 版权声明 版權聲明 版权所有 版權所有 版权归 版權歸 郑重声明 鄭重聲明 特别声明 特別聲明 声明 聲明
    著作权 著作權 转载请注明 轉載請註明 未经授权 未經授權 未经许可 未經許可 本文仅代表 本文僅代表 本文只代表
    本文内容仅代表 本文內容僅代表 本文观点 本文觀點 文章仅代表 以上内容 以上內容 以上观点 仅代表作者 僅代表作者
    本站文章 本网站 本網站 责任编辑 責任編輯 责编 責編 编辑 編輯 校对 校對 审核 審核 审校 審校 排版 发布 發布 發佈
    上传 上傳 撰稿 撰文 记者 記者 翻译 翻譯 作者 作者简介 作者簡介 关于作者 關於作者 关于我们 關於我們 联系我们 聯繫我們
    聯絡我們 关注我们 關注我們 欢迎关注 歡迎關注 欢迎订阅 歡迎訂閱 订阅我们 訂閱我們 扫码 掃碼 扫描二维码 分享到 分享至 标签
    標籤 关键词 關鍵詞 投稿 打赏 打賞 赞助 贊助 支持我们 支持我們 返回首页 返回首頁 返回目录 上一篇 下一篇 友情链接 友情連結
    网站地图 網站地圖 隐私政策 隱私政策 隐私权政策 隱私權政策 使用条款 使用條款 服务条款 服務條款 用户协议 举报 舉報
    更多资讯 更多資訊 官方网站 官方網站 官网 官網 关注公众号 下载App 下載App 加入我们 加入我們 更多精彩
    Disclaimer Copyright © (c) All~rights~reserved Terms Terms~of~use Terms~of~service Terms~and~conditions
    Privacy Privacy~policy Cookie~policy Cookies About~us About~the~author About~this About Contact~us Contact
    Follow~us Subscribe Newsletter Sign~up Share~this Share Tags Filed~under Edited~by Editor Editors Proofread
    Posted~by Published~by Written~by Reporting~by The~views The~opinions Opinions~expressed Views~expressed
    No~part~of~this Licensed~under This~work~is~licensed Support~us Donate Join~us Back~to Sitemap Site~map Advertise
    Careers Help FAQ Imprint Legal~notice DMCA
    """)
"""How the boilerplate after an article begins: disclaimers, copyright, credits of the staff, links of the site."""

BOILERPLATE_LABELS = frozenset(
    {"home", "首页", "首頁", "twitter", "facebook", "telegram", "youtube", "rss", "gettr"}
)

TIME_BEFORE: tuple[str, ...] = words("""
    视频 視頻 影片 录像 錄像 录音 錄音 音频 音頻 直播 节目 節目 时间点 時間點 时间 時間 时间戳 時間戳 时段 時段 片段 从 從 自 约
    約 大约 大約 在 见 見 请看 請看 看 观看 觀看 第 于 於 位于 位於 @ t=
    at at~the the from starting~at starts~at start~at begin~at around about approx. ca. c. timestamp time~stamp time timecode
    video audio podcast recording minute min mark see watch listen~from skip~to jump~to
    """)
"""What may stand before a point in a recording, in a label that says nothing else."""

TIME_AFTER: tuple[str, ...] = words("""
    时段 時段 时间段 時間段 处 處 时 時 时间点 時間點 时刻 時刻 位置 开始 開始 起 左右 前后 前後 附近 以后 以後 之后 之後 后 後 秒处
    片段 段 的视频 视频 視頻 影片 录像 录音 钟处 鐘處 处开始 處開始 的位置 的地方
    mark minute~mark onward onwards in into~the~video into~the~recording into~the~interview of~the~video of~video
    in~the~video in~video timestamp min mins minutes (video) (audio)
    """)
"""What may stand after it."""

ACCESSED: tuple[str, ...] = words("""
    访问日期 訪問日期 访问时间 訪問時間 访问于 訪問於 存取日期 存取於 浏览日期 瀏覽日期 检索日期 檢索日期 检索于 檢索於 查阅日期
    查閱日期 查阅于 查閱於 引用日期 阅读日期 閱讀日期 读取于 讀取於
    Accessed Accessed~on Retrieved Retrieved~on Last~accessed Last~visited Visited Viewed Date~accessed
    """)
"""What says that the date after it is the day on which the source was seen."""
