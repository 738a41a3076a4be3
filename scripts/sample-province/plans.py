"""How each part with lots lived: dates and shares the histories are written from.

Only the entries of `FACT_EVENTS` and the leased shares that follow a claim come
from sources. Everything else here is invented for illustration and is marked so
in every record made from it.
"""

from dataclasses import dataclass, field


@dataclass
class Fact:
    """A sourced event of a khu: `url` is a fragment of its address, `share` the drawn part of the land (None = all of it)."""

    event: str
    stage: str
    day: str
    url: str
    share: tuple | None = None
    area_ha: float | None = None
    households: int | None = None
    published: str | None = None


TOUR = "sv/lanh-dao-tinh-kiem-tra-tien-do-thuc-hien"
GD2 = "don-to-don-dai-bang"
# Yên Bình 2: nearly 174 of 299.07 ha were not inventoried yet. Phú Bình: only households are known, so no land is drawn.
FACT_EVENTS = {
    "kcn-song-cong-2.gd1": [Fact("handover-4", "HANDOVER", "2025-11-30", TOUR, (0, 1))],
    "kcn-song-cong-2.gd2#1": [Fact("basis", "BASIS", "2024-03-31", GD2)],
    "kcn-song-cong-2.gd2#2": [Fact("basis", "BASIS", "2024-03-31", GD2), Fact("paid", "PAID", "2025-11-30", TOUR),
                              Fact("handover-1", "HANDOVER", "2025-11-30", TOUR)],
    "kcn-yen-binh-2.toan-khu": [Fact("inventory-1", "INVENTORY", "2025-08-23", "188250823083616338", (0, 125.07 / 299.07), 125, published="2025-08-23")],
    "kcn-phu-binh.gd1": [Fact("paid-households", "PAID", "2025-11-20", "188251120135741436", households=355, published="2025-11-20")],
}


@dataclass
class Piece:
    """Land between two shares of the outline, and the steps it went through: stage -> day."""

    low: float
    high: float
    steps: dict


@dataclass
class Life:
    """The life of one khu.

    Hand-overs are (day, share handed over by then). `areas` says into how many
    clearance areas the land of each hand-over is divided; without it the khu is
    one area and `ways` tells how each hand-over came about: the earliest day of
    a full history, a (stage, day) it goes on from, or all its steps. `opened`
    is the first step of divided land, `rest` the steps of what is left of it;
    `stages` are steps of a whole single area, `pieces` those drawn on a piece.
    `density` gives households per hectare.
    """

    since: str
    handovers: list
    areas: tuple = ()
    ways: tuple = ()
    opened: str | None = None
    stages: list = field(default_factory=list)
    pieces: list = field(default_factory=list)
    rest: dict = field(default_factory=dict)
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
    cited_households: int | None = None
    density: float | None = None

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
                                "2067-03-31", ways=("2015-06-01", "2016-10-03", "2019-03-04"), edge_left=0.04),
    "kcn-yen-binh-1.toan-khu": _old("2012-06-30", [("2013-02-28", 0.6), ("2014-11-28", 1.0)], "2014-03-31", (2013, 2023), 1.0, "2062-12-31", areas=(4, 3)),
    "kcn-diem-thuy.khu-a": _old("2012-03-31", [("2012-12-28", 0.55), ("2015-09-30", 1.0)], "2015-06-30", (2013, 2024), 1.0, "2061-12-31", areas=(3, 3)),
    "kcn-diem-thuy.khu-b": _old("2014-03-31", [("2016-06-30", 0.5), ("2019-04-26", 1.0)], "2018-12-28", (2017, 2024), 1.0, "2064-12-31", areas=(3, 3)),
    "kcn-nam-pho-yen.toan-khu": _old("2012-03-31", [("2013-06-28", 0.6), ("2021-10-29", 1.0)], "2016-12-30", (2014, 2025), 0.62, "2062-12-31",
                                     areas=(3, 2), hold=1, stale=2),
    "ccn-hanh-phuc-xuan-phuong.toan-khu": Life(
        since="2022-06-30", handovers=[("2024-05-31", 0.6), ("2024-12-20", 1.0)], areas=(2, 2), opened="2022-09-15",
        graves=[("2024-05-31", 46), ("2024-12-20", 0)],
        servicing=[("2024-06-30", "under_way"), ("2025-10-10", "serviced")], offered="2024-11-15", leases=(2025, 2026), leased=0.45,
        end="2072-06-30", hold=1, built="2025-09-30", connection=[("2024-08-15", "in_progress"), ("2025-08-20", "accepted")]),
    "ccn-tan-phu-1.toan-khu": Life(
        since="2022-06-30", handovers=[("2023-06-30", 0.55), ("2024-09-27", 1.0)], areas=(2, 2), opened="2021-10-15",
        servicing=[("2023-09-30", "under_way"), ("2025-12-20", "serviced")], offered="2025-06-16", leases=(2025, 2026), leased=0.25,
        end="2071-06-30", hold=1, reserved=2, built="2025-11-28", connection=[("2024-05-20", "in_progress"), ("2025-12-10", "accepted")]),
    "ccn-tan-phu-2.toan-khu": Life(
        since="2022-06-30", handovers=[("2023-12-22", 0.5), ("2025-08-29", 1.0)], areas=(2, 2), opened="2021-10-15",
        servicing=[("2024-03-29", "under_way")], offered="2026-03-16", leases=(2026, 2026), leased=0.15, end="2071-06-30", hold=1,
        built="2026-06-30", connection=[("2025-05-20", "in_progress")]),
    "ccn-luong-son.toan-khu": Life(
        since="2022-11-02", handovers=[("2023-05-31", 0.5), ("2024-12-27", 0.9)], areas=(1, 1), opened="2022-02-15",
        graves=[("2023-05-31", 12), ("2025-02-14", 0)],
        rest={"NOTICE": "2026-01-19", "INVENTORY": "2026-05-14", "PLAN_DRAFT": "2026-08-06", "PLAN_POSTED": "2026-09-10"},
        servicing=[("2023-08-31", "under_way"), ("2026-02-27", "serviced")], offered="2024-10-15", leases=(2025, 2026), leased=0.3,
        end="2072-11-02", built="2026-01-30", connection=[("2024-06-20", "in_progress")]),
    "ccn-yen-lac.toan-khu": Life(
        since="2021-05-19", handovers=[("2025-04-15", 0.75)], areas=(1,), opened="2023-03-15", rest={"NOTICE": "2026-02-26"},
        servicing=[("2025-04-30", "under_way")], connection=[("2026-05-15", "in_progress")], cited_handover="108564", cited_households=110),
    "kcn-song-cong-2.gd2#1": Life(
        since="2024-03-07", handovers=[("2026-07-15", 0.45), ("2026-11-12", 0.52)], ways=("2025-06-02", "2025-10-06"),
        graves=[("2025-11-14", 140, 140), ("2026-03-31", 85, 140), ("2026-09-30", 30, 140)],
        pieces=[Piece(0.52, 0.8, {"NOTICE": "2026-04-20", "INVENTORY": "2026-07-17", "PLAN_DRAFT": "2026-09-11", "PLAN_POSTED": "2026-10-01"}),
                Piece(0.8, 1, {"NOTICE": "2026-08-03"})],
        servicing=[("2026-09-15", "under_way")], connection=[("2026-06-30", "in_progress")]),
    "kcn-song-cong-2.gd2#2": Life(
        since="2024-03-07", handovers=[], graves=[("2025-03-28", 212, 212), ("2025-11-30", 64, 212), ("2026-01-31", 0, 212)],
        stages=[("notice", "NOTICE", "2024-12-12"), ("inventory", "INVENTORY", "2025-03-28"), ("plan-draft", "PLAN_DRAFT", "2025-06-10"),
                ("plan-posted", "PLAN_POSTED", "2025-07-18"), ("plan-appraised", "PLAN_APPRAISED", "2025-09-12"),
                ("plan-approved", "PLAN_APPROVED", "2025-10-31"), ("plan-delivered", "PLAN_DELIVERED", "2025-11-04")],
        servicing=[("2026-03-16", "under_way")], offered="2026-05-18", reserved=3, hold=1, connection=[("2026-02-27", "in_progress")]),
    "kcn-yen-binh-2.toan-khu": Life(
        since="2025-04-29", handovers=[("2026-02-27", 0.3), ("2026-08-20", 0.55), ("2026-10-09", 0.6)],
        ways=(("INVENTORY", "2025-08-23"), ("INVENTORY", "2025-12-19"), ("INVENTORY", "2025-12-19")),
        stages=[("notice-1", "NOTICE", "2025-06-16")], graves=[("2025-12-19", 436, 436), ("2026-02-27", 310, 436), ("2026-08-20", 120, 436)],
        pieces=[Piece(0.3, 1, {"NOTICE": "2026-03-16"}), Piece(125.07 / 299.07, 1, {"INVENTORY": "2025-12-19"}),
                Piece(0.6, 0.8, {"PLAN_DRAFT": "2026-06-12", "PLAN_POSTED": "2026-07-20", "PLAN_APPRAISED": "2026-08-28", "PLAN_APPROVED": "2026-09-16",
                                 "PLAN_DELIVERED": "2026-09-21", "PAID": "2026-10-14"}),
                Piece(0.8, 1, {"PLAN_DRAFT": "2026-09-08", "PLAN_POSTED": "2026-10-26"})],
        density=4.3, servicing=[("2026-09-30", "under_way")], connection=[("2026-10-15", "in_progress")]),
    "kcn-yen-binh-3.toan-khu": Life(
        since="2025-01-31", handovers=[("2026-01-15", 0.14), ("2026-07-24", 0.45), ("2026-10-16", 0.52)],
        ways=(("INVENTORY", "2025-09-26"), ("INVENTORY", "2025-09-26"), ("INVENTORY", "2026-02-13")),
        stages=[("notice-1", "NOTICE", "2025-04-28")], graves=[("2026-01-15", 540, 655), ("2026-07-24", 260, 655)],
        pieces=[Piece(0.14, 1, {"NOTICE": "2026-03-09"}), Piece(0, 0.45, {"INVENTORY": "2025-09-26"}), Piece(0.45, 1, {"INVENTORY": "2026-02-13"}),
                Piece(0.52, 0.75, {"PLAN_DRAFT": "2026-05-29", "PLAN_POSTED": "2026-07-06", "PLAN_APPRAISED": "2026-08-14", "PLAN_APPROVED": "2026-10-19",
                                   "PLAN_DELIVERED": "2026-10-22", "PAID": "2026-11-06"})],
        density=4.1, servicing=[("2026-08-31", "under_way")]),
    "kcn-phu-binh.gd1": Life(
        since="2025-06-30", handovers=[("2025-12-15", 0.16), ("2026-06-26", 0.5), ("2026-10-28", 0.56)],
        ways=({"PLAN_DRAFT": "2025-09-08", "PLAN_POSTED": "2025-09-12", "PLAN_APPRAISED": "2025-10-20", "PLAN_APPROVED": "2025-10-30",
               "PLAN_DELIVERED": "2025-11-03", "PAID": "2025-11-25", "RESETTLED": "2025-12-03", "RECOVERY_DECISION": "2025-12-08", "HANDOVER": "2025-12-15"},
              ("INVENTORY", "2025-08-29"), ("INVENTORY", "2026-03-20")),
        stages=[("notice-1", "NOTICE", "2025-07-15")], graves=[("2025-12-15", 190, 231), ("2026-06-26", 95, 231)],
        pieces=[Piece(0, 0.5, {"INVENTORY": "2025-08-29"}), Piece(0.5, 1, {"INVENTORY": "2026-03-20"}), Piece(0.5, 1, {"NOTICE": "2026-05-11"}),
                Piece(0.56, 0.8, {"PLAN_DRAFT": "2026-07-13", "PLAN_POSTED": "2026-08-17", "PLAN_APPRAISED": "2026-09-25", "PLAN_APPROVED": "2026-11-09",
                                  "PLAN_DELIVERED": "2026-11-12"})],
        density=1.86, servicing=[("2026-07-31", "under_way")]),
}
