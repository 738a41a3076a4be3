"""What holds clearance up: what sources name, then invented cases.

A case is (part, end of the clearance area's id or None, category, Vietnamese,
English, rows); a row is (day it is known, owner, opened, due, closed, source).
Later rows tell a new due date, a new owner, or that it was closed.
"""

import sources
from facts import name

TOUR = ("sv/lanh-dao-tinh-kiem-tra-tien-do-thuc-hien", "2025-11-11")
MEETING = ("188250912121631486", "2025-09-12")
BA_XUYEN = ("1386291", "2024-08")
CENTRE, LAND, FINANCE, TRADE, PROVINCE = "trung-tam-phat-trien-quy-dat", "so-nong-nghiep-va-moi-truong", "so-tai-chinh", "so-cong-thuong", "ubnd-tinh"
SONG_CONG, PHU_BINH, PHO_YEN = "ubnd-thanh-pho-song-cong", "ubnd-huyen-phu-binh", "ubnd-thanh-pho-pho-yen"

# Bá Xuyên had stood still for more than five years in August 2024. No source says that the graves of Sông Công II were moved; its last row illustrates.
CASES = [
    ("ccn-ba-xuyen.toan-khu", None, "price", "Hộ dân không đồng ý phương án bồi thường, cụm đứng yên hơn 5 năm",
     "Households refuse the compensation plan; the cluster has stood still for over five years", [("2024-08-31", None, "2019-08", None, None, BA_XUYEN)]),
    ("kcn-song-cong-2.gd2", "gpmb-khu-2", "graves", "Còn mộ phải di chuyển ở khu 2", "Graves left to move in khu 2",
     [("2025-11-11", None, "2025-11-11", "2025-12", None, TOUR), ("2026-01-31", None, "2025-11-11", "2025-12", "2026-01-31", None)]),
    ("kcn-yen-binh-3.toan-khu", "gpmb", "resettlement", "Vướng giải phóng mặt bằng và tái định cư", "Difficulties of clearance and resettlement",
     [("2025-09-12", None, "2025-09-12", None, None, MEETING)]),
    ("kcn-thuong-dinh.toan-khu", "gpmb", "resettlement", "Vướng giải phóng mặt bằng và tái định cư", "Difficulties of clearance and resettlement",
     [("2025-09-12", None, "2025-09-12", None, None, MEETING)]),
    ("kcn-song-cong-2.gd2", "gpmb-khu-1", "land_origin", "Chưa xác định nguồn gốc đất của 23 thửa", "Origin of 23 parcels not established",
     [("2026-04-20", LAND, "2026-04-20", "2026-09-30", None, None)]),
    ("kcn-song-cong-2.gd2", "gpmb-khu-1", "utilities", "Chưa di chuyển đường dây 35 kV", "A 35 kV line is still to move",
     [("2026-06-15", TRADE, "2026-06-15", "2026-12-31", None, None)]),
    ("kcn-song-cong-2.gd1", "gpmb", "other", "Dải cây xanh giáp khu dân cư chưa bàn giao", "Green strip beside houses not handed over",
     [("2024-10-21", SONG_CONG, "2024-10-21", "2025-12-31", None, None), ("2025-07-01", CENTRE, "2024-10-21", "2026-06-30", None, None)]),
    ("kcn-yen-binh-2.toan-khu", "gpmb", "price", "Chưa thống nhất đơn giá cây trồng", "Prices of crops not agreed",
     [("2025-10-06", LAND, "2025-10-06", "2026-01-31", None, None), ("2026-01-23", LAND, "2025-10-06", "2026-01-31", "2026-01-23", None)]),
    ("kcn-yen-binh-2.toan-khu", "gpmb", "resettlement", "Khu tái định cư chưa xong hạ tầng", "Works of the resettlement site unfinished",
     [("2026-03-02", CENTRE, "2026-03-02", "2026-08-31", None, None), ("2026-09-01", CENTRE, "2026-03-02", "2026-12-15", None, None)]),
    ("kcn-yen-binh-2.toan-khu", "gpmb", "complaint", "Khiếu nại về diện tích đo đạc", "Complaint about the measured area",
     [("2026-08-12", PROVINCE, "2026-08-12", "2026-10-15", None, None)]),
    ("kcn-yen-binh-3.toan-khu", "gpmb", "graves", "Chưa đủ chỗ di chuyển mộ", "Not enough places to move graves to",
     [("2026-02-10", CENTRE, "2026-02-10", "2026-10-31", None, None)]),
    ("kcn-yen-binh-3.toan-khu", "gpmb", "funding", "Thiếu vốn chi trả đợt 2", "Funds missing for the second payment",
     [("2026-05-18", FINANCE, "2026-05-18", "2026-07-31", None, None), ("2026-07-10", FINANCE, "2026-05-18", "2026-07-31", "2026-07-10", None)]),
    ("kcn-phu-binh.gd1", "gpmb", "resettlement", "Chưa có nền tái định cư cho đợt đầu", "No plots yet for the first households",
     [("2025-10-15", CENTRE, "2025-10-15", "2026-06-30", None, None), ("2026-06-12", CENTRE, "2025-10-15", "2026-06-30", "2026-06-12", None)]),
    ("kcn-phu-binh.gd1", "gpmb", "price", "Hộ dân đề nghị xem lại giá đất ở", "Households ask to review the price of residential land",
     [("2026-07-27", LAND, "2026-07-27", "2026-11-15", None, None)]),
    ("kcn-phu-binh.gd1", "gpmb", "land_origin", "Đất giao trái thẩm quyền trước 2004 chưa xử lý", "Land allotted without authority before 2004 not settled",
     [("2026-09-03", LAND, "2026-09-03", "2027-01-31", None, None)]),
    ("ccn-luong-son.toan-khu", "gpmb-con-lai", "policy", "Chính sách hỗ trợ khác nhau giữa hai luật", "Support differs between the two land laws",
     [("2025-03-10", LAND, "2025-03-10", "2025-12-31", None, None), ("2026-01-05", LAND, "2025-03-10", "2026-06-30", None, None)]),
    ("ccn-yen-lac.toan-khu", "gpmb-con-lai", "funding", "Chưa bố trí vốn cho phần còn lại", "No funds provided for the rest",
     [("2026-03-16", FINANCE, "2026-03-16", None, None, None)]),
    ("ccn-tan-phu-1.toan-khu", "gpmb-dot-2b", "utilities", "Kênh tưới phải hoàn trả trước khi bàn giao", "A canal had to be rebuilt before the hand-over",
     [("2023-11-06", PHO_YEN, "2023-11-06", "2024-05-31", None, None), ("2024-05-24", PHO_YEN, "2023-11-06", "2024-05-31", "2024-05-24", None)]),
    ("ccn-hanh-phuc-xuan-phuong.toan-khu", "gpmb-dot-1a", "graves", "Mộ chưa di chuyển hết", "Graves not all moved",
     [("2023-09-18", PHU_BINH, "2023-09-18", "2024-03-31", None, None), ("2024-04-01", PHU_BINH, "2023-09-18", "2024-10-31", None, None),
      ("2024-12-20", PHU_BINH, "2023-09-18", "2024-10-31", "2024-12-20", None)]),
    ("kcn-tay-pho-yen.gd1", "gpmb", "policy", "Chờ thủ tục chuyển mục đích sử dụng rừng", "Conversion of forest land pending",
     [("2026-03-05", LAND, "2026-03-05", "2026-12-31", None, None)]),
]


def write(bundle):
    """All bottlenecks, numbered within their part."""
    counts = {}
    for part, area, category, vi, en, rows in CASES:
        counts[part] = counts.get(part, 0) + 1
        for known, owner, opened, due, closed, cited in rows:
            body = {"zone_part": part, "clearance_area": f"{part}.{area}" if area else None, "category": category, "subject": name(vi, en), "owner": owner,
                    "opened": opened, "due": due, "closed": closed, "source": sources.find(*cited) if cited else sources.ILLUSTRATION,
                    "data_class": "fact" if cited else "illustration"}
            bundle.add("bottleneck", f"{part}.vm-{counts[part]}", known, body)
