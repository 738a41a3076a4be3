"""Dates promised for clearance: those a source reports, then invented ones.

A row is (day it was said, due). Later rows of the same promise postpone it.
Sourced figures that no event can be measured against (graves, one kind of
land, a cluster without an outline) stay without a stage or an area.
"""

from dataclasses import dataclass

import sources
from facts import name

PLAN = ("expediting-the-handover", "2025-04")
TOUR = ("sv/lanh-dao-tinh-kiem-tra-tien-do-thuc-hien", "2025-11-11")
MEETING = ("188250912121631486", "2025-09-12")
CENTRE, SONG_CONG, PHU_BINH, PHO_YEN = "trung-tam-phat-trien-quy-dat", "ubnd-thanh-pho-song-cong", "ubnd-huyen-phu-binh", "ubnd-thanh-pho-pho-yen"
PARKS = "ban-quan-ly-cac-kcn"


@dataclass
class Row:
    """What was said on a day; without `source` it illustrates."""

    said: str
    due: str
    by: str | None = None
    source: tuple | None = None
    met_on: str | None = None


@dataclass
class Promise:
    """One commitment of a part; `areas` are the ends of its clearance areas' ids."""

    part: str
    areas: list
    vi: str
    en: str
    stage: str | None
    hectares: float | None
    rows: list


REPORTED = [
    Promise("kcn-song-cong-2.gd2", ["gpmb-khu-2"], "Bàn giao khoảng 120 ha (khu 2)", "Hand over about 120 ha (khu 2)", "HANDOVER", 120,
            [Row("2025-04-30", "2025-06-30", SONG_CONG, PLAN)]),
    Promise("kcn-song-cong-2.gd2", ["gpmb-khu-2"], "Xử lý xong việc di chuyển mộ", "Settle the moving of graves", None, None,
            [Row("2025-11-11", "2025-12", CENTRE, TOUR)]),
    Promise("kcn-song-cong-2.gd1", ["gpmb"], "Giải phóng xong mặt bằng giai đoạn 1", "Clear all of phase 1", "HANDOVER", None,
            [Row("2025-11-11", "2025-11", CENTRE, TOUR)]),
    Promise("kcn-yen-binh-2.toan-khu", ["gpmb"], "Giải phóng xong mặt bằng (khoảng 300 ha)", "Clear everything (about 300 ha)", "HANDOVER", None,
            [Row("2025-11-11", "2025-11", None, TOUR)]),
    Promise("kcn-phu-binh.gd1", ["gpmb"], "Giải phóng mặt bằng khoảng 30 ha", "Clear about 30 ha", "HANDOVER", 30,
            [Row("2025-11-11", "2025-11", None, TOUR)]),
    Promise("kcn-yen-binh-3.toan-khu", ["gpmb"], "Bàn giao khoảng 40 ha", "Hand over about 40 ha", "HANDOVER", 40,
            [Row("2025-04-30", "2025-07", PHU_BINH, PLAN), Row("2025-09-12", "2025-12", CENTRE, MEETING)]),
    Promise("ccn-luong-phu-tan-duc.toan-khu", [], "Bàn giao khoảng 20 ha để khởi công", "Hand over about 20 ha to break ground", "HANDOVER", 20,
            [Row("2025-04-30", "2025-05-19", PHU_BINH, PLAN)]),
    Promise("ccn-tan-duc.toan-khu", [], "Bàn giao khoảng 20 ha để khởi công", "Hand over about 20 ha to break ground", "HANDOVER", 20,
            [Row("2025-04-30", "2025-05-19", PHU_BINH, PLAN)]),
    Promise("kcn-thuong-dinh.toan-khu", ["gpmb"], "Chi trả xong đất nông nghiệp", "Pay for all farm land", None, None,
            [Row("2025-09-12", "2025-11", CENTRE, MEETING)]),
    Promise("kcn-thuong-dinh.toan-khu", ["gpmb"], "Hoàn tất với các hộ dân cho mọi loại đất", "Settle with households for land of every kind", "PAID", None,
            [Row("2025-09-12", "2025-12", CENTRE, MEETING)]),
]
INVENTED = [
    Promise("ccn-tan-phu-2.toan-khu", ["gpmb-dot-2a", "gpmb-dot-2b"], "Bàn giao mặt bằng đợt 2", "Hand over batch 2", "HANDOVER", None,
            [Row("2025-03-14", "2025-08-31", PHO_YEN)]),
    Promise("ccn-hanh-phuc-xuan-phuong.toan-khu", ["gpmb-dot-1a", "gpmb-dot-1b"], "Bàn giao mặt bằng đợt 1", "Hand over batch 1", "HANDOVER", None,
            [Row("2023-12-08", "2024-03", PHU_BINH), Row("2024-03-29", "2024-06", PHU_BINH)]),
    Promise("ccn-luong-son.toan-khu", ["gpmb-con-lai"], "Bàn giao phần còn lại", "Hand over the rest", "HANDOVER", None,
            [Row("2026-01-30", "2026-09-30", CENTRE)]),
    Promise("kcn-song-cong-2.gd2", ["gpmb-khu-1"], "Bàn giao toàn bộ khu 1", "Hand over all of khu 1", "HANDOVER", None,
            [Row("2026-07-20", "2027-06-30", CENTRE)]),
    Promise("kcn-yen-binh-3.toan-khu", ["gpmb"], "Bàn giao đủ 170 ha", "Bring what is handed over to 170 ha", "HANDOVER", 170,
            [Row("2026-08-03", "2027-03", CENTRE)]),
    Promise("kcn-yen-binh-2.toan-khu", ["gpmb"], "Chi trả xong toàn khu", "Pay for the whole zone", "PAID", None,
            [Row("2026-03-10", "2026-08-31", CENTRE), Row("2026-08-28", "2026-10-31", CENTRE)]),
    Promise("kcn-phu-binh.gd1", [], "Xong hạ tầng khu tái định cư số 1", "Finish the works of resettlement site 1", None, None,
            [Row("2025-12-22", "2026-06-30", CENTRE), Row("2026-06-12", "2026-06-30", CENTRE, met_on="2026-06-12")]),
    Promise("kcn-phu-binh.gd1", ["gpmb"], "Phê duyệt phương án cho phần còn lại", "Approve the plans of the rest", "PLAN_APPROVED", None,
            [Row("2026-10-05", "2027-02-28", CENTRE)]),
    Promise("kcn-tay-pho-yen.gd1", ["gpmb"], "Kiểm đếm xong giai đoạn 1", "Finish the inventory of phase 1", "INVENTORY", None,
            [Row("2026-05-11", "2026-12-31", CENTRE)]),
    Promise("ccn-yen-lac.toan-khu", [], "Di chuyển đường dây trung thế khỏi cụm", "Move the medium-voltage line out of the cluster", None, None,
            [Row("2026-02-06", "2026-08-31", PARKS)]),
]


def write(bundle):
    """All commitments, numbered within their part."""
    counts = {}
    for promise in REPORTED + INVENTED:
        counts[promise.part] = counts.get(promise.part, 0) + 1
        record = f"{promise.part}.ck-{counts[promise.part]}"
        for row in promise.rows:
            bundle.add("commitment", record, row.said, _body(promise, row))


def _body(promise, row):
    source = sources.find(*row.source) if row.source else sources.ILLUSTRATION
    return {"zone_part": promise.part, "clearance_areas": [f"{promise.part}.{area}" for area in promise.areas], "subject": name(promise.vi, promise.en),
            "stage": promise.stage, "area_ha": promise.hectares, "promised_by": row.by, "due": row.due, "met_on": row.met_on,
            "source": source, "data_class": "fact" if row.source else "illustration"}
