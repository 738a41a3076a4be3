"""Zones and zone parts with their dated, sourced figures.

The curated tables below read the facts figure by figure: which number, as of
when, according to whom. Conflicts are kept side by side. A figure of a draft
or a plan carries no `as_of`, so that it never leads over a present figure.
"""

from shapely.geometry import MultiPolygon

import admin
import facts
import geo
import sources
from facts import name

FALLBACK_OPERATING = "2012-01-01"
CLUSTER_PLAN = "2021-03-29"
FALLBACK_CLUSTER = "2015-01-01"


def claim(figure, value, source, as_of=None, accuracy="stated", vi=None, en=None):
    """One dated claim; `source` is a fragment of its address or a source record."""
    found = {"figure": figure, "value": value}
    if as_of:
        found["as_of"] = as_of
    found.update(accuracy=accuracy, source=sources.find(source) if isinstance(source, str) else source)
    if vi:
        found["note"] = name(vi, en or vi)
    return found


def decision(number, date, vi, en, source=None):
    found = {"number": number, "subject": name(vi, en)}
    if date:
        found["date"] = date
    if source:
        found["source"] = sources.find(source)
    return found


def developer(text, source):
    return {"name": text, "source": sources.find(source) if isinstance(source, str) else source}


# Fragments of cited addresses.
INVEST, PIV, TTTFIC, LD_FULL = "khu-cong-nghiep-song-cong-i.html", "?p=5011", "song-cong-ii-industrial-park-thai-nguyen", "1530478"
TOUR, VIGLA, CAFELAND, VRVIET = "sv/lanh-dao-tinh-kiem-tra-tien-do-thuc-hien", "a206130", "thai-nguyen-4851", "don-to-don-dai-bang"
YB1, LIST, DRAFT = "le-khoi-cong-khu-cong-nghiep-yen-binh-ii", "danh-sach-cac-khu-cong-nghiep", "1300ha-192524"
YB2, YB2_NQS, YB3, YB3_CAFEF, PLAN_EN = "188250823083616338", "214914", "quy-mo-gan-300ha", "188250912121631486", "expediting-the-handover"
PB, PB_START, PB_NOV = "4937939", "188251219191204269", "188251120135741436"
TD, TPY, TPY_VIGLA, MASTER = "1492384", "188260226133912822", "viglacera-approved-as-investor", "631038598"
IT, IT_TV = "4363488", "81731"
SHARED_GRAVES = ("Cùng KCN Yên Bình 3 và Thượng Đình: hơn 423 ha, gần 2.000 hộ, hơn 1.000 ngôi mộ (9/2025).",
                 "Together Yên Bình 3 and Thượng Đình: over 423 ha, nearly 2,000 households, over 1,000 graves (Sep 2025).")
DRAFT_VI, DRAFT_EN = "Dự thảo quy hoạch 12/2021", "Draft plan, December 2021"


def parks():
    """zone id -> (fact row, note vi, note en, zone claims or None, parts)."""
    return {
        "kcn-song-cong-1": ("kcn-song-cong-1",
            "Giá thuê thô 15.000 / 12.500 đồng/m²/năm (lô 1 / lô 2), phí quản lý 2.106 đồng/m²/năm, phí nước thải 11.000 đồng/m³ (2022).",
            "Raw land rent VND 15,000 / 12,500 per m² a year (lots 1 / 2), management fee 2,106, wastewater fee 11,000 per m³ (2022).", None, {
            "toan-khu": dict(
                status=[("1999-09-01", "operating")], term=("1999-09-01", "2049-09-01"),
                developers=[developer("CTCP Phát triển hạ tầng KCN Thái Nguyên", INVEST)],
                decisions=[decision("181/1999/QĐ-TTg", "1999-09-01", "Thành lập KCN Sông Công I", "Establishes Sông Công I", PIV),
                           decision("985/QĐ-TTg", "2004-09-16", "Đổi chủ đầu tư hạ tầng", "Changes the developer", PIV),
                           decision("1854/TTg-KTN", "2009-10-08", "Điều chỉnh diện tích 320 còn 220 ha", "Area 320 to 220 ha", PIV),
                           decision("886/TTg-KTN", "2014-06-12", "Điều chỉnh diện tích 220 còn 195 ha", "Area 220 to 195 ha", PIV)],
                claims=[claim("gross_area_ha", 196.9, INVEST, "2022"),
                        claim("gross_area_ha", 195, PIV, "2014-06-12", vi="Theo văn bản 886/TTg-KTN", en="By letter 886/TTg-KTN"),
                        claim("gross_area_ha", 220, PIV, "2009-10-08", vi="Theo văn bản 1854/TTg-KTN", en="By letter 1854/TTg-KTN"),
                        claim("gross_area_ha", 320, PIV, "1999-09-01", vi="Diện tích ban đầu", en="Original area"),
                        claim("occupancy_pct", 97, INVEST, "2022"), claim("term_years", 50, INVEST, "2022", "derived")])}),
        "kcn-song-cong-2": ("kcn-song-cong-2-gd1",
            "Phạm vi quy hoạch phân khu giai đoạn 2 rộng 363,7 ha, dự kiến 54.000 lao động; 3 khu tái định cư gần 37 ha và nghĩa trang 26,5 ha.",
            "Zoning plan of phase 2 covers 363.7 ha, 54,000 jobs expected; 3 resettlement sites of nearly 37 ha and a 26.5 ha cemetery.", [], {
            "gd1": dict(
                label=name("Giai đoạn 1", "Phase 1"), status=[("2006-08-21", "approved"), ("2017-03-31", "clearing"), ("2024-12-31", "operating")],
                term=("2017-03-31", "2067-03-31"), developers=[developer("CTCP Phát triển hạ tầng KCN Thái Nguyên", TTTFIC)],
                decisions=[decision("1107/QĐ-TTg", "2006-08-21", "Quy hoạch phát triển các KCN", "Plan of industrial parks", TTTFIC)],
                claims=[claim("gross_area_ha", 250, TTTFIC), claim("occupancy_pct", 100, LD_FULL, "2024-12", vi="KCN Sông Công II đạt 100% cuối năm 2024", en="Sông Công II full at the end of 2024"),
                        claim("occupancy_pct", 40, TTTFIC, vi="Không ghi ngày", en="Undated"), claim("land_price_usd_m2", 15, TTTFIC, vi="Không ghi ngày", en="Undated"),
                        claim("clearance_pct", 96, TOUR, "2025-11", "approximate", "Trên 96%", "Over 96%"), claim("term_years", 50, TTTFIC, None, "derived")]),
            "gd2": dict(
                label=name("Giai đoạn 2", "Phase 2"),
                status=[("2021-01-29", "in_plan"), ("2024-03-07", "approved"), ("2024-03-31", "clearing"), ("2025-03-10", "building_infrastructure")],
                developers=[developer("CTCP Viglacera Thái Nguyên", VIGLA)],
                decisions=[decision("225/QĐ-TTg", "2024-03-07", "Chủ trương đầu tư hạ tầng giai đoạn 2", "Investment policy of phase 2", VIGLA)],
                claims=[claim("gross_area_ha", 296.24, VIGLA, "2025-03"), claim("gross_area_ha", 300, CAFELAND, "2021-01-29", vi="Bổ sung quy hoạch", en="Added to the plan"),
                        claim("industrial_land_ha", 208.98, VIGLA, "2025-03", "derived", "Khu 1: 122,28 ha (trên 175,52 ha); khu 2: 86,70 ha (trên 120,72 ha)",
                              "Khu 1: 122.28 ha (of 175.52 ha); khu 2: 86.70 ha (of 120.72 ha)"),
                        claim("capital_bn_vnd", 3985.47, VIGLA, "2025-03"),
                        claim("cleared_ha", 120, TOUR, "2025-11", "approximate", "Khu 2 đã chi trả và bàn giao 100%; khu 1 chưa có số liệu", "Khu 2 fully paid and handed over; khu 1 unknown")])}),
        "kcn-yen-binh-1": ("kcn-yen-binh-1", "Khoảng 200 ha dành cho Samsung (một nguồn năm 2017 ghi 170 ha).", "About 200 ha are Samsung's (170 ha in a source of 2017).", None, {
            "toan-khu": dict(status=[(FALLBACK_OPERATING, "operating")], developers=[developer("CTCP Đầu tư Phát triển Yên Bình", YB1)],
                claims=[claim("gross_area_ha", 400, YB1, "2025"), claim("gross_area_ha", 200, LIST, "2020", vi="Danh sách cũ", en="Old list"),
                        claim("occupancy_pct", 100, LD_FULL, "2024-12", vi="Cuối năm 2024", en="End of 2024")])}),
        "kcn-yen-binh-2": ("kcn-yen-binh-2", "Thu hồi 149,5 ha ở phường Phổ Yên, hơn 84 ha ở phường Vạn Xuân, hơn 65 ha ở xã Điềm Thụy.",
            "Recovery of 149.5 ha in Phổ Yên, over 84 ha in Vạn Xuân, over 65 ha in Điềm Thụy.", None, {
            "toan-khu": dict(status=[("2021-12-31", "in_plan"), ("2025-04-29", "approved"), ("2025-08-19", "clearing")], developers=[developer("CTCP Đầu tư Phát triển Yên Bình", YB2_NQS)],
                decisions=[decision("Chủ trương đầu tư (chưa rõ số)", "2025-04-29", "Chủ trương đầu tư KCN Yên Bình 2", "Investment policy of Yên Bình 2", YB2_NQS)],
                claims=[claim("gross_area_ha", 299.07, YB2_NQS, "2025-08"), claim("gross_area_ha", 300, DRAFT, None, "stated", DRAFT_VI, DRAFT_EN),
                        claim("capital_bn_vnd", 3650, YB2_NQS, "2025-08"), claim("households_affected", 1400, YB2, "2025-08-23", "approximate", "Hơn 1.400 hộ", "Over 1,400"),
                        claim("inventoried_pct", 42, YB2, "2025-08-23", "derived", "Còn gần 174 ha trên 299 ha chưa kiểm đếm", "Nearly 174 of 299 ha not inventoried"),
                        claim("term_years", 50, YB2_NQS, "2025-08")])}),
        "kcn-yen-binh-3": ("kcn-yen-binh-3", "Tên cũ trong dự thảo 12/2021: KCN Phú Bình 3. Kế hoạch bàn giao đợt đầu khoảng 40 ha: quý III/2025, sau lùi tới hết 12/2025. " + SHARED_GRAVES[0],
            "Called Phú Bình 3 in the draft of December 2021. First hand-over of about 40 ha planned for Q3 2025, later moved to the end of December 2025. " + SHARED_GRAVES[1], None, {
            "toan-khu": dict(status=[("2021-12-31", "in_plan"), ("2025-01-31", "approved"), ("2025-04-30", "clearing")], developers=[developer("CTCP Tập đoàn BMK", YB3)],
                decisions=[decision("Chủ trương đầu tư (chưa rõ số)", "2025-01", "Chủ trương đầu tư KCN Yên Bình 3", "Investment policy of Yên Bình 3", YB3)],
                claims=[claim("gross_area_ha", 295.34, YB3, "2025-01"), claim("gross_area_ha", 300, DRAFT, None, "stated", DRAFT_VI, DRAFT_EN), claim("capital_bn_vnd", 4139, YB3, "2025-01")])}),
        "kcn-diem-thuy": ("kcn-diem-thuy-a", "Con số lấp đầy 100% cuối năm 2024 là của toàn KCN, không tách riêng khu A và khu B.", "The 100% of end 2024 is for the whole park, not for zone A or B alone.",
            [claim("occupancy_pct", 100, LD_FULL, "2024-12", vi="Toàn KCN, cuối năm 2024", en="Whole park, end of 2024")], {
            "khu-a": dict(label=name("Khu A", "Zone A"), status=[(FALLBACK_OPERATING, "operating")],
                developers=[developer("Ban Quản lý các KCN Thái Nguyên (vốn ngân sách)", LIST)],
                claims=[claim("gross_area_ha", 180, DRAFT, "2021-12"), claim("gross_area_ha", 191.1, DRAFT, None, "stated", DRAFT_VI + ": điều chỉnh 180 lên 191,1 ha", DRAFT_EN + ": 180 to 191.1 ha"),
                        claim("gross_area_ha", 180, LIST, "2020"),
                        claim("occupancy_pct", 100, LD_FULL, "2024-12", vi="Con số của toàn KCN Điềm Thụy", en="A figure for the whole park")]),
            "khu-b": dict(label=name("Khu B", "Zone B"), status=[(FALLBACK_OPERATING, "operating")], row="kcn-diem-thuy-b",
                developers=[developer("CTCP Đầu tư APEC Thái Nguyên", sources.GENERAL)], claims=[claim("gross_area_ha", 170, LIST, "2020")])}),
        "kcn-nam-pho-yen": ("kcn-nam-pho-yen", None, None, None, {
            "toan-khu": dict(status=[(FALLBACK_OPERATING, "operating")],
                claims=[claim("gross_area_ha", 120, DRAFT, "2021-12"), claim("gross_area_ha", 263, DRAFT, None, "stated", DRAFT_VI + ": mở rộng 120 lên 263 ha", DRAFT_EN + ": 120 to 263 ha"),
                        claim("gross_area_ha", 200, LIST, "2020", vi="Danh sách cũ", en="Old list")])}),
        "kcn-quyet-thang": ("kcn-quyet-thang", "Diện tích chưa xác nhận: danh sách năm 2020 ghi 200 ha, kiến thức chung khoảng 105 ha.", "Area unconfirmed: 200 ha in a list of 2020, about 105 ha by general knowledge.", None, {
            "toan-khu": dict(status=[("2021-12-31", "in_plan")], claims=[], sources=[LIST, DRAFT])}),
        "kcn-phu-binh": ("kcn-phu-binh", "Khoảng 600 hộ phải di dời; đến 20/11/2025 đã kiểm đếm, chi trả hoặc tạm ứng cho 355 hộ (24 hộ tái định cư). Tháng 9/2025 chủ đầu tư nêu hơn 800 hộ cần tái định cư.",
            "About 600 households to move; by 20 Nov 2025 355 were inventoried and paid or advanced (24 resettled). In Sep 2025 the developer spoke of over 800 to resettle.",
            [claim("gross_area_ha", 675, PB_START, "2025-12-19"), claim("capital_bn_vnd", 11500, PB_START, "2025-12-19", "approximate"),
             claim("households_affected", 1250, PB_NOV, "2025-11-20", "approximate", "Khoảng 1.250 hộ", "About 1,250"),
             claim("households_resettling", 600, PB_NOV, "2025-11-20", "approximate", "24 hộ trong số đó đã được chi trả hoặc tạm ứng", "24 of them paid or advanced")], {
            "gd1": dict(label=name("Giai đoạn 1", "Phase 1"), status=[("2025-06-30", "approved"), ("2025-09-11", "clearing"), ("2025-12-19", "building_infrastructure")],
                developers=[developer("Tổng CTCP Phát triển đô thị Kinh Bắc (KBC)", PB)],
                decisions=[decision("Chủ trương đầu tư (chưa rõ số)", "2025-06", "Chủ trương đầu tư KCN Phú Bình", "Investment policy of Phú Bình", PB)],
                claims=[claim("gross_area_ha", 190, PB, "2025-09-11", vi="Phú Bình 11,7; Kha Sơn 20,3; Tân Thành 158 ha", en="Phú Bình 11.7, Kha Sơn 20.3, Tân Thành 158 ha"),
                        claim("households_resettling", 800, PB, "2025-09-11", "approximate", "Hơn 800 hộ cần tái định cư, theo chủ đầu tư", "Over 800 to resettle, says the developer")]),
            "con-lai": dict(label=name("Phần còn lại", "Remainder"), status=[("2025-06-30", "approved")], developers=[developer("Tổng CTCP Phát triển đô thị Kinh Bắc (KBC)", PB)],
                claims=[claim("gross_area_ha", 485, PB_START, "2025-12-19", "derived", "675 − 190 ha", "675 − 190 ha")])}),
        "kcn-thuong-dinh": ("kcn-thuong-dinh", "KCN hỗ trợ. " + SHARED_GRAVES[0], "Supporting-industry park. " + SHARED_GRAVES[1], None, {
            "toan-khu": dict(status=[("2021-12-31", "in_plan"), ("2025-04-30", "approved")], developers=[developer("Công ty TNHH Nhân Đạt Tiến", TD)],
                decisions=[decision("1130/QĐ-UBND", "2025-04", "Chủ trương đầu tư KCN Thượng Đình", "Investment policy of Thượng Đình", TD)],
                claims=[claim("gross_area_ha", 128, TD, "2025-04", "approximate", "Hơn 128 ha", "Over 128 ha"), claim("gross_area_ha", 130, DRAFT, None, "stated", DRAFT_VI, DRAFT_EN),
                        claim("capital_bn_vnd", 2486, TD, "2025-04"), claim("term_years", 50, TD, "2025-04")])}),
        "kcn-tay-pho-yen": ("kcn-tay-pho-yen", "Đất KCN trong tổ hợp 1.128 ha (260 ha đô thị - dịch vụ). Có chuyển mục đích sử dụng rừng.", "Industrial land of a 1,128 ha complex (260 ha urban and services). Forest land is converted.",
            [claim("gross_area_ha", 868, MASTER, "2023-03"), claim("gross_area_ha", 592, DRAFT, None, "stated", DRAFT_VI + " (592/789 ha)", DRAFT_EN + " (592/789 ha)"),
             claim("gross_area_ha", 789, DRAFT, None, "stated", DRAFT_VI + " (592/789 ha)", DRAFT_EN + " (592/789 ha)")], {
            "gd1": dict(label=name("Giai đoạn 1", "Phase 1"), status=[("2021-12-31", "in_plan"), ("2026-01-01", "approved")], developers=[developer("CTCP Viglacera Thái Nguyên", TPY_VIGLA)],
                decisions=[decision("01/QĐ-UBND", "2026-01-01", "Chủ trương đầu tư giai đoạn 1", "Investment policy of phase 1", TPY)],
                claims=[claim("gross_area_ha", 499.07, TPY, "2026-02-25"), claim("capital_bn_vnd", 5399, TPY, "2026-02-25"), claim("term_years", 50, TPY, "2026-02-25")]),
            "con-lai": dict(label=name("Phần còn lại", "Remainder"), status=[("2021-12-31", "in_plan")],
                claims=[claim("gross_area_ha", 368.93, MASTER, "2023-03", "derived", "868 − 499,07 ha", "868 − 499.07 ha")])}),
        "kcntt-yen-binh": ("kcntt-yen-binh", "Giai đoạn 2 dự kiến 345,82 ha. Tình trạng dự án sau năm 2022 chưa rõ.", "Phase 2 is expected to have 345.82 ha. State of the project after 2022 unknown.",
            [claim("gross_area_ha", 545.82, IT_TV, None, "derived", "Dự kiến hai giai đoạn: 200 + 345,82 ha", "Both phases as expected: 200 + 345.82 ha")], {
            "gd1": dict(label=name("Giai đoạn 1", "Phase 1"), status=[("2020-10-31", "in_plan"), ("2021-08-24", "approved")],
                developers=[developer("Liên danh Ngôi Sao Việt - Cung Điện Mùa Đông (Tân Hoàng Minh)", IT)],
                decisions=[decision("2756/QĐ-UBND", "2021-08-24", "Nhà đầu tư khu CNTT tập trung Yên Bình", "Investor of the Yên Bình IT park", IT)],
                claims=[claim("gross_area_ha", 200, IT, "2021-08"), claim("capital_bn_vnd", 2957, IT, "2021-08", "derived", "Khoảng 1.645,5 + 1.312 tỷ đồng", "About 1,645.5 + 1,312 bn VND")])}),
    }


SHARED_CAPITAL = [
    ("capital_bn_vnd", 1211, "c52222069", "2025-05", "approximate", "Hơn 1.211 tỷ đồng cho cả Tân Phú 1 và Tân Phú 2", "Over 1,211 bn VND for Tân Phú 1 and 2 together"),
    ("capital_bn_vnd", 486, "243334", "2022-11-02", "approximate", "486 tỷ đồng, gần 75 ha cho cả hai cụm", "486 bn VND, nearly 75 ha for both clusters"),
]
# cluster id -> dict(status timeline, notes, extra claims and decisions)
CLUSTERS = {
    "ccn-son-cam-1": dict(status=[(FALLBACK_CLUSTER, "operating")], note=("Bốn CCN của huyện Phú Lương trước 2017 (ba ở Sơn Cẩm) rộng tổng 175,6 ha.", "Four clusters of former Phú Lương (three in Sơn Cẩm) had 175.6 ha in all.")),
    "ccn-son-cam-3": dict(status=[(FALLBACK_CLUSTER, "operating")]),
    "ccn-ba-xuyen": dict(status=[("2018-12-31", "clearing")], note=("Cuối tháng 8/2024 gần như đứng yên vì vướng bồi thường.", "Nearly at a standstill in August 2024 over compensation.")),
    "ccn-luong-son": dict(status=[(CLUSTER_PLAN, "approved"), ("2022-11-02", "building_infrastructure")]),
    "ccn-luong-son-2": dict(status=[(CLUSTER_PLAN, "in_plan"), ("2025-09-30", "approved")]),
    "ccn-tan-phu-1": dict(status=[(CLUSTER_PLAN, "in_plan"), ("2021-06-30", "approved"), ("2022-11-02", "building_infrastructure")], claims=SHARED_CAPITAL),
    "ccn-tan-phu-2": dict(status=[(CLUSTER_PLAN, "in_plan"), ("2021-06-30", "approved"), ("2022-11-02", "building_infrastructure")], claims=SHARED_CAPITAL),
    "ccn-minh-duc-1": dict(status=[(CLUSTER_PLAN, "in_plan"), ("2025-09-30", "approved")]),
    "ccn-hanh-phuc-xuan-phuong": dict(status=[(CLUSTER_PLAN, "in_plan"), ("2025-10-31", "operating")], accuracy="approximate",
        note=("Tháng 4/2025 bảy nhà đầu tư nhận giấy chứng nhận vào cụm này và CCN Bảo Lý - Xuân Phương, hơn 3.105 tỷ đồng.", "In April 2025 seven investors got certificates for this cluster and Bảo Lý - Xuân Phương, over 3,105 bn VND.")),
    "ccn-bao-ly-xuan-phuong": dict(status=[("2025-04-19", "building_infrastructure")]),
    "ccn-luong-phu-tan-duc": dict(status=[(CLUSTER_PLAN, "in_plan")], note=("Kế hoạch tháng 4/2025: bàn giao khoảng 20 ha trước 19/5/2025.", "Plan of April 2025: hand over about 20 ha by 19 May 2025.")),
    "ccn-tan-duc": dict(status=[(CLUSTER_PLAN, "in_plan")], note=("Kế hoạch tháng 4/2025: bàn giao khoảng 20 ha trước 19/5/2025.", "Plan of April 2025: hand over about 20 ha by 19 May 2025.")),
    "ccn-diem-thuy": dict(note=("Giảm diện tích năm 2021: ba CCN Điềm Thụy, Quang Sơn 1 và Nam Hòa giảm tổng gần 80 ha.", "Reduced in 2021: three clusters together by nearly 80 ha.")),
    "ccn-nam-hoa": dict(note=("Giảm diện tích năm 2021. Năm 2009 từng dự kiến mở rộng khoảng 40 ha.", "Reduced in 2021. An extension of about 40 ha was foreseen in 2009.")),
    "ccn-quang-son-1": dict(note=("Giảm diện tích năm 2021. Năm 2009 từng dự kiến khoảng 135,5 ha.", "Reduced in 2021. About 135.5 ha were foreseen in 2009.")),
    "ccn-ha-thuong": dict(status=[("2025-12-31", "in_plan")]),
    "ccn-yen-lac": dict(status=[("2021-05-19", "approved"), ("2025-04-15", "building_infrastructure")],
        decisions=[("1586/QĐ-UBND", "2021-05-19", "Thành lập CCN Yên Lạc", "Establishes the cluster", "108564"), ("2178", "2024", "Điều chỉnh CCN Yên Lạc", "Adjusts the cluster", "108564")],
        claims=[("gross_area_ha", 40, "108564", None, "stated", "Diện tích quy hoạch", "Planned area"),
                ("households_affected", 110, "108564", "2025-04-15", "stated", "Giai đoạn 1 đã giải phóng xong mặt bằng", "Phase 1 cleared")]),
    "ccn-yen-ninh": dict(status=[("2017-05-31", "in_plan")]),
    "ccn-du-dong-dat": dict(status=[(FALLBACK_CLUSTER, "in_plan"), ("2018-12-31", "removed_from_plan")]),
    "ccn-tan-duong": dict(status=[("2022-11-30", "building_infrastructure")]),
}
# Planned before the revision of 2021, which only reduced them.
OLD_PLANS = {"ccn-nam-hoa", "ccn-quang-son-1"}
SECTOR_WORDS = [
    ("ô tô", "automotive"), ("cơ khí", "mechanical"), ("điện thoại", "electronics"), ("điện tử", "electronics"), ("năng lượng", "energy"), ("sản xuất điện", "energy"),
    ("hỗ trợ", "supporting_industry"), ("gỗ", "wood"), ("lâm sản", "wood"), ("dệt may", "textile_garment"), ("may mặc", "textile_garment"), ("da giày", "footwear"),
    ("kim loại", "metallurgy"), ("vật liệu", "building_materials"), ("thực phẩm", "food"), ("nông sản", "food"), ("công nghệ cao", "high_tech"),
    ("logistics", "logistics"), ("công nghệ thông tin", "information_technology"), ("đa ngành", "multi_sector"),
]


def write(bundle, folder, drawn):
    """All zones and parts; `drawn` maps part id -> list of metric outlines."""
    rows = {r["id"]: r for r in facts.table(folder, "parks.csv")}
    for zone, (row, vi, en, claims, parts) in parks().items():
        _park(bundle, zone, rows, row, (vi, en), claims, parts, drawn)
    for row in facts.table(folder, "clusters.csv"):
        _cluster(bundle, row, drawn)


def _park(bundle, zone, rows, row_id, note, claims, parts, drawn):
    row = rows[row_id]
    title = row["name_vi"].split(" (giai")[0].split(" - khu")[0], row["name_en"].split(" (phase")[0].split(" - zone")[0]
    whole = next(iter(parts.values())) if claims is None else None
    body = _zone_core(row, "it_park" if row["kind"] == "it_park" else "park", title, note)
    body["claims"] = whole["claims"] if whole else claims
    related = [r for r in rows.values() if r["id"].startswith(zone)]
    body["sources"] = _unique([s for r in related for s in sources.cited(r["source_url"])])
    since = min(day for part in parts.values() for day, _ in part["status"])
    bundle.add("zone", zone, since, {**body, "data_class": "fact"}, facts.point(row))
    for key, part in parts.items():
        part_id, place = f"{zone}.{key}", facts.point(rows[part.get("row", row_id)])
        part.setdefault("label", name("Toàn khu", "Whole zone"))
        _part(bundle, zone, part_id, part, drawn.get(part_id), place)


def _unique(items):
    found = []
    for item in items:
        if item not in found:
            found.append(item)
    return found


def _zone_core(row, kind, title, note):
    body = {"kind": kind, "name": name(*title), "location_accuracy": {"approx": "approximate"}.get(row["precision"], row["precision"])}
    if row["unit_2025"]:
        body["commune"] = admin.unit_2025(row["unit_2025"])
    body["former_communes"] = [_commune(c) for c in row["commune_2023"].split(";") if c.strip()]
    if row["district_2023"]:
        body["former_district"] = facts.slug(row["district_2023"].split(";")[0]) + "-2023"
    body["sectors"] = _unique([code for word, code in SECTOR_WORDS if word in row["main_sectors"].lower()])
    if note and note[0]:
        body["note"] = name(*note)
    return body


def _commune(text):
    text = text.replace("(xấp xỉ)", "").strip()
    return text[0].upper() + text[1:]


def _part(bundle, zone, part_id, part, outlines, place):
    geometry, accuracy = _geometry(outlines, place)
    for day, status in part["status"]:
        body = {"zone": zone, "label": part["label"]}
        if status:
            body["status"] = status
        if accuracy:
            body["geometry_accuracy"] = accuracy
        body.update(crs=geo.CRS, decisions=part.get("decisions", []), developers=part.get("developers", []))
        if "term" in part:
            body["term"] = {"start": part["term"][0], "end": part["term"][1]}
        bundle.add("zone_part", part_id, day, {**body, "claims": part["claims"], "data_class": "fact"}, geometry)


def _geometry(outlines, place):
    if outlines:
        shape = outlines[0] if len(outlines) == 1 else MultiPolygon(outlines)
        return geo.to_lonlat(shape), "schematic"
    return place, "schematic" if place is not None else None


def _cluster(bundle, row, drawn):
    extra = CLUSTERS.get(row["id"], {})
    cited = sources.cited(row["source_url"]) if row["name_source"] == "found" else [sources.GENERAL]
    claims = _cluster_claims(row, extra)
    note = extra.get("note")
    if note is None and row["name_source"] != "found":
        note = ("Mới biết tên, chưa có số liệu.", "Known by name only, no figures yet.")
    body = _zone_core(row, "cluster", (row["name_vi"], row["name_en"]), note)
    timeline = extra.get("status") or _default_status(row)
    body.update(claims=claims, sources=cited, data_class="fact")
    bundle.add("zone", row["id"], timeline[0][0], body, facts.point(row))
    part = dict(label=name("Toàn cụm", "Whole cluster"), status=timeline, claims=claims,
                decisions=[decision(*d) for d in extra.get("decisions", [])],
                developers=[developer(row["infrastructure_investor"], cited[0])] if row["infrastructure_investor"] else [])
    part_id = row["id"] + ".toan-khu"
    _part(bundle, row["id"], part_id, part, drawn.get(part_id), facts.point(row))


def _cluster_claims(row, extra):
    source = sources.cited(row["source_url"])[0]
    as_of = row["as_of"].lstrip("~") or None
    figures = (("gross_area_ha", "area_ha"), ("capital_bn_vnd", "total_capital_bn_vnd"))
    rough = extra.get("accuracy", "stated")
    found = [claim(figure, facts.number(row[column]), source, as_of, rough) for figure, column in figures if row[column]]
    return found + [claim(*args) for args in extra.get("claims", [])]


def _default_status(row):
    if row["status"] == "removed":
        return [(FALLBACK_CLUSTER, "in_plan"), (CLUSTER_PLAN, "removed_from_plan")]
    if row["status"] == "planned":
        return [(FALLBACK_CLUSTER if row["id"] in OLD_PLANS else CLUSTER_PLAN, "in_plan")]
    return [(FALLBACK_CLUSTER, None)]
