"""Names and kinds of the sources cited by the facts.

Trust falls in the order official > press > broker > general knowledge >
illustration. The kind is read off the publisher's host name.
"""

import re
from pathlib import Path
from urllib.parse import urlsplit

import facts

# host suffix -> (kind, publisher)
PUBLISHERS = {
    "investvietnam.gov.vn": ("official", "Cổng thông tin quốc gia về đầu tư"),
    "en.thainguyen.gov.vn": ("official", "Cổng thông tin điện tử tỉnh Thái Nguyên"),
    "congthuongthainguyen.gov.vn": ("official", "Sở Công Thương Thái Nguyên"),
    "quochoi.vn": ("official", "Cổng thông tin điện tử Quốc hội"),
    "thainguyentourism.vn": ("official", "Cổng du lịch Thái Nguyên"),
    "thainguyentv.vn": ("press", "Đài PT-TH Thái Nguyên"),
    "baothainguyen.vn": ("press", "Báo Thái Nguyên"),
    "laodong.vn": ("press", "Báo Lao Động"),
    "vietnam.vn": ("press", "Vietnam.vn"),
    "vietnamnet.vn": ("press", "VietNamNet"),
    "cafef.vn": ("press", "CafeF"),
    "vnexpress.net": ("press", "VnExpress"),
    "nguoiquansat.vn": ("press", "Người Quan Sát"),
    "thitruonghanghoa.com": ("press", "Thị trường hàng hóa"),
    "einpresswire.com": ("press", "EIN Presswire"),
    "viglacera.com.vn": ("press", "Viglacera"),
    "tintuc.vn": ("press", "Tin Tức"),
    "kinhtevadoisong.vn": ("press", "Kinh tế và Đời sống"),
    "vneconomy.vn": ("press", "VnEconomy"),
    "vietnamplus.vn": ("press", "VietnamPlus"),
    "bnews.vn": ("press", "Bnews"),
    "baomoi.com": ("press", "Báo Mới"),
    "vnindustry.net": ("press", "VN Industry"),
    "vir.com.vn": ("press", "Vietnam Investment Review"),
    "congthuong.vn": ("press", "Báo Công Thương"),
    "vietnamhoinhap.vn": ("press", "Việt Nam Hội nhập"),
    "sggpnews.org.vn": ("press", "SGGP News"),
    "kinhte.org": ("press", "Kinh tế"),
    "viipip.com": ("broker", "VIIPIP"),
    "viipip.vn": ("broker", "VIIPIP"),
    "nhandan.vn": ("press", "Báo Nhân Dân"),
    "baobacgiang.vn": ("press", "Báo Bắc Giang"),
    "nongnghiep.vn": ("press", "Báo Nông nghiệp Việt Nam"),
    "moitruong.net.vn": ("press", "Môi trường và Cuộc sống"),
    "kinhtethegioi.com": ("press", "Kinh tế thế giới"),
    "masterstalk.online": ("press", "Masterstalk"),
    "miningglobal.com": ("press", "Mining Global"),
    "metalbulletin.ru": ("press", "Metal Bulletin"),
    "vietnambusiness.asia": ("press", "Vietnam Business"),
    "vinacomin.vn": ("press", "Vinacomin"),
    "luatvietnam.vn": ("press", "LuatVietnam"),
    "doisongvanhoa.net": ("press", "Đời sống văn hóa"),
    "f247.com": ("broker", "F247"),
    "tttfic.com": ("broker", "TTTFIC"),
    "piv.asia": ("broker", "PIV"),
    "cafeland.vn": ("broker", "CafeLand"),
    "quyhoachvietnam.com": ("broker", "Quy hoạch Việt Nam"),
    "vrviet.vn": ("broker", "VRViet"),
    "datnendaitu.com": ("broker", "Đất nền Đại Từ"),
    "datnenthainguyen.vn": ("broker", "Đất nền Thái Nguyên"),
    "bachdanggroup.com": ("broker", "Bạch Đằng Group"),
    "123docz.net": ("broker", "123docz"),
    "wikipedia.org": ("general_knowledge", "Wikipedia"),
    "github.com": ("general_knowledge", "GitHub"),
}

GENERAL = {"kind": "general_knowledge", "title": "Kiến thức chung"}
ILLUSTRATION = {"kind": "illustration", "title": "Dữ liệu minh hoạ"}


def of(url, date=None):
    """The source record of an address."""
    host = urlsplit(url).hostname or ""
    for suffix, (kind, title) in PUBLISHERS.items():
        if host == suffix or host.endswith("." + suffix):
            return _source(kind, title, url, date)
    if host.endswith(".gov.vn"):
        return _source("official", host, url, date)
    return _source("press", host.removeprefix("www."), url, date)


def _source(kind, title, url, date):
    found = {"kind": kind, "title": title, "url": url}
    if date:
        found["date"] = date
    return found


_ADDRESSES = []


def read_addresses(folder):
    """Collects every address cited in the facts folder, for `find`."""
    found = set()
    for path in sorted(Path(folder).iterdir()):
        if path.suffix in (".csv", ".md"):
            found.update(re.findall(r"https?://[^\s|,;\")>]+", path.read_text(encoding="utf-8")))
    _ADDRESSES[:] = sorted(a.rstrip(".") for a in found)


def find(fragment, date=None):
    """The source whose address contains `fragment`."""
    match = sorted({a for a in _ADDRESSES if fragment in a}, key=lambda a: (len(a), a))
    if not match:
        raise SystemExit(f"no cited address contains {fragment!r}")
    return of(match[0], date)


def cited(cell, date=None):
    """The sources of a `source_url` cell; general knowledge when it is empty."""
    return [of(u, date) for u in facts.urls(cell)] or [GENERAL]
