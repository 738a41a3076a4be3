"""Histories of permits of connection points: invented, and marked so in every record and every number of a document.

They follow the steps of the law of their time and agree with the states of the
gates: an accepted gate has a point in operation, one in progress an application.
"""

R0, R1, R2 = "tt39_2011", "tt50_2015", "nd165_2024"

# Who signs, by day and road: the road administration for national roads, the department for provincial ones.
_SIGNS = {
    "national": [("2022-11-15", "TCĐBVN-ATGT"), ("2025-03-01", "CĐBVN-QLBTKCHTGT"), ("9999", "SXD-QLKCHTGT")],
    "provincial": [("2025-03-01", "SGTVT-QLKCHTGT"), ("9999", "SXD-QLKCHTGT")],
}
# States that come with a paper of the authority.
_SIGNED = {"supplement_requested", "position_agreed", "design_approved", "permit_issued", "accepted", "to_be_removed", "rejected"}
# Approval of a design lapses after 18 months (TT 50/2015, as kept since).
DESIGN_MONTHS = 18

# point -> [(day, state)], the text it was approved under (None = not recorded: older than any, or a road of the province before 2025)
PERMITS = {
    # In operation.
    "kcn-song-cong-1.1": (None, [("2005-09-30", "in_operation")]),
    "kcn-song-cong-1.2": (None, [("2005-09-30", "in_operation")]),
    "kcn-song-cong-2.gd1.1": (None, [("2018-07-24", "position_agreed"), ("2018-12-14", "design_approved"), ("2019-04-09", "permit_issued"),
                                     ("2020-03-20", "accepted"), ("2020-03-31", "in_operation")]),
    "kcn-song-cong-2.gd1.2": (R1, [("2017-08-15", "submitted"), ("2018-06-20", "position_agreed"), ("2018-11-05", "design_approved"),
                                   ("2019-03-12", "permit_issued"), ("2020-03-20", "accepted"), ("2020-03-31", "in_operation")]),
    "kcn-yen-binh-1.1": (None, [("2023-12-20", "position_agreed"), ("2024-06-25", "accepted"), ("2024-06-30", "in_operation")]),
    "kcn-yen-binh-1.2": (None, [("2013-05-17", "position_agreed"), ("2013-09-06", "design_approved"), ("2014-03-31", "in_operation")]),
    "kcn-diem-thuy.khu-a.1": (None, [("2023-12-20", "position_agreed"), ("2024-06-25", "accepted"), ("2024-06-30", "in_operation")]),
    "kcn-diem-thuy.khu-a.2": (None, [("2023-12-20", "position_agreed"), ("2024-06-25", "accepted"), ("2024-06-30", "in_operation")]),
    "kcn-diem-thuy.khu-b.1": (None, [("2023-12-20", "position_agreed"), ("2024-06-25", "accepted"), ("2024-06-30", "in_operation")]),
    "kcn-diem-thuy.khu-b.2": (None, [("2023-12-20", "position_agreed"), ("2024-06-25", "accepted"), ("2024-06-30", "in_operation")]),
    "kcn-nam-pho-yen.1": (R0, [("2014-05-12", "position_agreed"), ("2014-10-03", "design_approved"), ("2015-04-21", "permit_issued"),
                               ("2016-12-20", "accepted"), ("2016-12-30", "in_operation")]),
    "ccn-hanh-phuc-xuan-phuong.1": (R1, [("2024-08-15", "submitted"), ("2024-11-22", "position_agreed"), ("2025-02-18", "design_approved"),
                                         ("2025-04-28", "permit_issued"), ("2025-08-20", "accepted"), ("2025-09-30", "in_operation")]),
    "ccn-tan-phu-1.1": (R2, [("2024-05-20", "submitted"), ("2025-04-10", "position_agreed"), ("2025-06-26", "design_approved"),
                             ("2025-08-27", "permit_issued"), ("2025-09-08", "under_construction"), ("2025-12-10", "accepted"), ("2025-12-22", "in_operation")]),
    "ccn-son-cam-1": (R1, [("2016-09-14", "position_agreed"), ("2017-02-07", "design_approved"), ("2017-05-30", "permit_issued"), ("2018-01-15", "in_operation")]),
    "xang-dau-luong-son": (R1, [("2017-03-09", "position_agreed"), ("2017-06-22", "design_approved"), ("2017-11-30", "in_operation")]),
    "gom-dt266": (None, [("2023-12-20", "position_agreed"), ("2024-06-25", "accepted"), ("2024-06-30", "in_operation")]),
    # On the way.
    "kcn-song-cong-2.gd2.khu-1.1": (R2, [("2026-06-30", "submitted"), ("2026-08-12", "supplement_requested"), ("2026-08-31", "submitted"), ("2026-10-20", "position_agreed")]),
    "kcn-song-cong-2.gd2.khu-1.2": (None, [("2026-06-30", "submitted"), ("2026-09-08", "supplement_requested")]),
    "kcn-song-cong-2.gd2.khu-2.1": (R2, [("2026-02-27", "submitted"), ("2026-05-14", "position_agreed")]),
    "kcn-yen-binh-2.1": (None, [("2026-10-15", "submitted")]),
    "kcn-yen-binh-2.2": (None, [("2026-10-15", "submitted")]),
    "kcn-thuong-dinh": (None, [("2026-08-05", "submitted"), ("2026-09-30", "supplement_requested")]),
    "kcn-tay-pho-yen.gd1": (None, [("2026-09-18", "draft")]),
    "ccn-yen-lac.1": (R2, [("2026-05-15", "submitted"), ("2026-07-03", "supplement_requested"), ("2026-07-20", "submitted"), ("2026-09-25", "position_agreed")]),
    # A design that must be built by December 2026, and one that lapsed in May 2026.
    "ccn-tan-phu-2.1": (R2, [("2025-05-20", "submitted"), ("2025-06-06", "position_agreed"), ("2025-06-25", "design_approved")]),
    "ccn-luong-son.1": (R1, [("2024-06-20", "submitted"), ("2024-08-30", "position_agreed"), ("2024-11-15", "design_approved")]),
    # Not to be.
    "ccn-ba-xuyen": (None, [("2019-05-10", "submitted"), ("2019-09-30", "position_agreed"), ("2020-01-21", "design_approved"), ("2021-07-21", "expired")]),
    "kcn-song-cong-2.gd2.lan-dau": (None, [("2025-09-15", "submitted"), ("2025-11-28", "rejected")]),
    "kcntt-yen-binh.gd1": (None, [("2025-10-06", "submitted"), ("2026-01-15", "rejected")]),
    "kcn-quyet-thang": (None, [("2025-03-17", "draft"), ("2025-12-05", "withdrawn")]),
    "thi-cong-nam-pho-yen": (R1, [("2020-11-10", "position_agreed"), ("2020-12-21", "in_operation"), ("2025-04-15", "to_be_removed")]),
    "co-so-kha-son": (None, [("2022-06-30", "to_be_removed")]),
    "co-so-tich-luong": (None, [("2016-08-31", "to_be_removed")]),
}


def rows(point, road_class):
    """(day, state, documents so far, expiry, regime) of a point."""
    regime, steps = PERMITS[point]
    documents = []
    for number, (day, state) in enumerate(steps):
        if state in _SIGNED:
            documents = documents + [{"number": f"{_number(point, number)}/{_office(road_class, day)} (minh hoạ)", "date": day}]
        expires = _months_later(day, DESIGN_MONTHS) if state == "design_approved" else None
        yield day, state, documents, expires, regime if _is_approved(steps[: number + 1]) else None


def _is_approved(steps):
    return any(state in ("position_agreed", "design_approved", "in_operation") for _, state in steps)


def _number(point, number):
    """A number that looks like one and is the same in every build."""
    return 400 + (sum(map(ord, point)) * 37 + number * 811) % 3900


def _office(road_class, day):
    signs = _SIGNS["national" if road_class == "national" else "provincial"]
    return next(sign for until, sign in signs if day < until)


def _months_later(day, months):
    year, month, date = (int(part) for part in day.split("-"))
    month += months
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return f"{year}-{month:02d}-{date:02d}"
