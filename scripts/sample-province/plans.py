"""How each part with lots lived: dates and shares the histories are written from.

Only the entries of `FACT_EVENTS` and the leased shares that follow a claim come
from sources. Everything else here is invented for illustration and is marked so
in every record made from it.
"""

from dataclasses import dataclass, field

# Facts: (khu id, event, stage, date, url fragment, whole area?)
FACT_EVENTS = {
    "kcn-song-cong-2.gd2#1": [("basis", "BASIS", "2024-03-31", "don-to-don-dai-bang")],
    "kcn-song-cong-2.gd2#2": [
        ("basis", "BASIS", "2024-03-31", "don-to-don-dai-bang"),
        ("paid", "PAID", "2025-11-30", "kiem-tra-tien-do-thuc-hien"),
        ("handover-1", "HANDOVER", "2025-11-30", "kiem-tra-tien-do-thuc-hien"),
    ],
}


@dataclass
class Life:
    """The life of one khu."""

    since: str
    handovers: list
    stages: list = field(default_factory=list)
    graves: list = field(default_factory=list)
    servicing: list = field(default_factory=list)
    offered: str | None = None
    leases: tuple | None = None
    leased: float = 0.0
    end: str = "2074-12-31"
    hold: int = 0
    reserved: int = 0
    built: str | None = None
    connection: list = field(default_factory=list)
    stale: int = 0
    edge_left: float = 0.0
    cited_handover: str | None = None

    @property
    def access_since(self):
        """When the access road is first used: for building, or with the first connection."""
        days = [d for d, _ in self.connection] + [d for d, _ in self.servicing] + ([self.built] if self.built else [])
        return min(days)


def _old(since, handed, built, leases, leased, end, **more):
    """A park built long ago."""
    return Life(since=since, handovers=handed, built=built, servicing=[(handed[0][0], "under_way"), (built, "serviced")],
                offered=handed[0][0], leases=leases, leased=leased, end=end, graves=[(handed[-1][0], 0)],
                connection=[(built, "accepted")], **more)


LIVES = {
    "kcn-song-cong-1.toan-khu": _old("2000-06-30", [("2000-12-29", 0.5), ("2004-06-30", 1.0)], "2005-09-30", (2002, 2024), 0.97, "2049-09-01"),
    "kcn-song-cong-2.gd1": _old("2017-03-31", [("2017-12-15", 0.35), ("2019-08-30", 0.7), ("2022-05-20", 1.0)], "2020-03-31", (2018, 2024), 1.0,
                                "2067-03-31", edge_left=0.04),
    "kcn-yen-binh-1.toan-khu": _old("2012-06-30", [("2013-02-28", 0.6), ("2014-11-28", 1.0)], "2014-03-31", (2013, 2023), 1.0, "2062-12-31"),
    "kcn-diem-thuy.khu-a": _old("2012-03-31", [("2012-12-28", 0.55), ("2015-09-30", 1.0)], "2015-06-30", (2013, 2024), 1.0, "2061-12-31"),
    "kcn-diem-thuy.khu-b": _old("2014-03-31", [("2016-06-30", 0.5), ("2019-04-26", 1.0)], "2018-12-28", (2017, 2024), 1.0, "2064-12-31"),
    "kcn-nam-pho-yen.toan-khu": _old("2012-03-31", [("2013-06-28", 0.6), ("2021-10-29", 1.0)], "2016-12-30", (2014, 2025), 0.62, "2062-12-31",
                                     hold=1, stale=2),
    "ccn-hanh-phuc-xuan-phuong.toan-khu": Life(
        since="2022-06-30", handovers=[("2024-05-31", 0.6), ("2024-12-20", 1.0)], graves=[("2024-05-31", 46), ("2024-12-20", 0)],
        stages=[("notice", "NOTICE", "2022-09-15"), ("inventory", "INVENTORY", "2023-04-28"), ("plan-approved", "PLAN_APPROVED", "2023-11-30")],
        servicing=[("2024-06-30", "under_way"), ("2025-10-10", "serviced")], offered="2024-11-15", leases=(2025, 2026), leased=0.45,
        end="2072-06-30", hold=1, built="2025-09-30", connection=[("2024-08-15", "in_progress"), ("2025-08-20", "accepted")]),
    "ccn-tan-phu-1.toan-khu": Life(
        since="2022-06-30", handovers=[("2023-06-30", 0.55), ("2024-09-27", 1.0)], graves=[("2024-09-27", 0)],
        stages=[("notice", "NOTICE", "2021-10-15"), ("inventory", "INVENTORY", "2022-03-31"), ("plan-approved", "PLAN_APPROVED", "2022-08-31")],
        servicing=[("2023-09-30", "under_way"), ("2025-12-20", "serviced")], offered="2025-06-16", leases=(2025, 2026), leased=0.25,
        end="2071-06-30", hold=1, reserved=2, built="2025-11-28", connection=[("2024-05-20", "in_progress"), ("2025-12-10", "accepted")]),
    "ccn-tan-phu-2.toan-khu": Life(
        since="2022-06-30", handovers=[("2023-12-22", 0.5), ("2025-08-29", 1.0)], graves=[("2025-08-29", 0)],
        stages=[("notice", "NOTICE", "2021-10-15"), ("inventory", "INVENTORY", "2022-05-31"), ("plan-approved", "PLAN_APPROVED", "2022-12-30")],
        servicing=[("2024-03-29", "under_way")], offered="2026-03-16", leases=(2026, 2026), leased=0.15, end="2071-06-30", hold=1,
        built="2026-06-30", connection=[("2025-05-20", "in_progress")]),
    "ccn-luong-son.toan-khu": Life(
        since="2022-11-02", handovers=[("2023-05-31", 0.5), ("2024-12-27", 0.9)], graves=[("2023-05-31", 12), ("2025-02-14", 0)],
        stages=[("notice", "NOTICE", "2022-02-15"), ("plan-approved", "PLAN_APPROVED", "2022-09-30")],
        servicing=[("2023-08-31", "under_way"), ("2026-02-27", "serviced")], offered="2024-10-15", leases=(2025, 2026), leased=0.3,
        end="2072-11-02", built="2026-01-30", connection=[("2024-06-20", "in_progress")]),
    "ccn-yen-lac.toan-khu": Life(
        since="2021-05-19", handovers=[("2025-04-15", 0.75)], graves=[("2025-04-15", 0)],
        stages=[("notice", "NOTICE", "2023-03-15"), ("plan-approved", "PLAN_APPROVED", "2024-09-20")],
        servicing=[("2025-04-30", "under_way")], connection=[("2026-05-15", "in_progress")], cited_handover="108564"),
    "kcn-song-cong-2.gd2#1": Life(
        since="2024-03-07", handovers=[("2026-07-15", 0.45)], graves=[("2026-03-31", 85), ("2026-09-30", 30)],
        stages=[("notice", "NOTICE", "2024-09-16"), ("inventory", "INVENTORY", "2025-06-30"), ("plan-approved", "PLAN_APPROVED", "2026-02-10")],
        servicing=[("2026-09-15", "under_way")], connection=[("2026-06-30", "in_progress")]),
    "kcn-song-cong-2.gd2#2": Life(
        since="2024-03-07", handovers=[], graves=[("2026-01-31", 0)],
        stages=[("notice", "NOTICE", "2024-06-14"), ("inventory", "INVENTORY", "2024-12-20"), ("plan-approved", "PLAN_APPROVED", "2025-05-30")],
        servicing=[("2026-03-16", "under_way")], offered="2026-05-18", reserved=3, hold=1, connection=[("2026-02-27", "in_progress")]),
    "kcn-yen-binh-2.toan-khu": Life(
        since="2025-04-29", handovers=[("2026-02-27", 0.3), ("2026-08-20", 0.55)], graves=[("2026-02-27", 310), ("2026-08-20", 120)],
        stages=[("notice", "NOTICE", "2025-06-16"), ("inventory", "INVENTORY", "2025-12-19"), ("plan-approved", "PLAN_APPROVED", "2026-01-30")],
        servicing=[("2026-09-30", "under_way")], connection=[("2026-10-15", "in_progress")]),
    "kcn-yen-binh-3.toan-khu": Life(
        since="2025-01-31", handovers=[("2026-01-15", 0.14), ("2026-07-24", 0.45)], graves=[("2026-01-15", 540), ("2026-07-24", 260)],
        stages=[("notice", "NOTICE", "2025-04-28"), ("inventory", "INVENTORY", "2025-11-14"), ("plan-approved", "PLAN_APPROVED", "2025-12-12")],
        servicing=[("2026-08-31", "under_way")]),
    "kcn-phu-binh.gd1": Life(
        since="2025-06-30", handovers=[("2025-12-15", 0.16), ("2026-06-26", 0.5)], graves=[("2025-12-15", 190), ("2026-06-26", 95)],
        stages=[("notice", "NOTICE", "2025-07-15"), ("inventory", "INVENTORY", "2025-10-31"), ("plan-approved", "PLAN_APPROVED", "2025-11-28")],
        servicing=[("2026-07-31", "under_way")]),
}
