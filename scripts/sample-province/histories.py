"""Writes the dated states of lots, leases, gates and internal roads; clearance through `clearance`.

All of it follows from a khu's layout and its `Life`. Records are illustrations
unless a fact is cited. Random choices are seeded by the record's own id, so a
re-run writes the same bytes.
"""

import itertools
import random
from datetime import date, timedelta

from shapely.ops import unary_union

import clearance
import geo
import sources
from plans import LIVES

TODAY = date(2026, 11, 24)
ILL = sources.ILLUSTRATION


def write(bundle, estate):
    """Every record inside the parts that have lots."""
    numbers = {}
    for khu in estate:
        _Khu(bundle, khu, numbers.setdefault(khu.part, itertools.count(1))).write()


class _Khu:
    def __init__(self, bundle, khu, lease_numbers):
        self.bundle, self.khu, self.life = bundle, khu, LIVES[khu.placed.id]
        self.numbers = lease_numbers
        self.rng = random.Random(f"life/{khu.placed.id}")
        self.suffix = f"khu-{khu.number}-" if khu.number else ""
        self.industrial = [x for x in khu.lots if x.land_use in ("SKK", "SKN")]
        self.rentable = self.industrial + [x for x in khu.lots if x.land_use == "TMD"]
        self.ids = {lot: f"{khu.part}.{lot.label.lower()}" for lot in khu.lots}
        self.handed = []
        self.before = {}

    def write(self):
        self.handed = clearance.write(self.bundle, self.khu, self.life)
        self._gates_and_roads()
        taken = self._choose_leased()
        starts = self._leases(taken)
        reserved = self._choose_reserved(taken)
        for number, lot in enumerate(self.khu.lots):
            self._lot_core(lot, number)
            self._tenure(lot, lot in starts)
            self._servicing(lot)
            self._marketing(lot, lot in reserved)
            self._occupation(lot, starts.get(lot))

    def _cleared_on(self, lot):
        """The day the whole lot was handed over, or None."""
        given = []
        for day, shape in sorted(self.handed, key=lambda h: h[0]):
            given.append(shape)
            if lot.shape.difference(unary_union(given).buffer(0.3)).area < 1:
                return day
        return None

    # gates and roads -----------------------------------------------------------

    def _gates_and_roads(self):
        life, part = self.life, self.khu.part
        gates = []
        for number, (_, point, _, _) in enumerate(self.khu.gates, 1):
            record = f"{part}.{self.suffix}cong-{number}"
            gates.append(record)
            body = {"zone_part": part, "label": f"Cổng {number}", "geometry_accuracy": "illustrative"}
            self._planned_then_built("gate", record, body, geo.to_lonlat(point))
            for day, connection in life.connection:
                self.bundle.add("gate", record, day, {"connection": connection, "source": ILL}, part="connection")
        for road in self.khu.roads:
            body = {"zone_part": part, "label": road.label, "geometry_accuracy": "illustrative", "width_m": road.width, "leads_to": gates}
            self._planned_then_built("internal_road", self._road_id(road.label), body, geo.to_lonlat(road.line))

    def _planned_then_built(self, kind, record, body, geometry):
        rows = [(self.life.since, "planned")] + ([(self.life.built, "built")] if self.life.built else [])
        for day, status in rows:
            self.bundle.add(kind, record, day, {**body, "status": status, "source": ILL, "data_class": "illustration"}, geometry)

    def _road_id(self, label):
        return f"{self.khu.part}.{self.suffix}{label.lower().replace('d', 'd-', 1)}"

    # lots ------------------------------------------------------------------------

    def _lot_core(self, lot, number):
        rng = random.Random(f"lot/{self.ids[lot]}")
        confirmed = date(2025, 12, 8) + timedelta(days=rng.randrange(330))
        if self.life.stale and number % self.life.stale == 0:
            confirmed = date(2024, 10, 1) + timedelta(days=rng.randrange(160))
        body = {"zone_part": self.khu.part, "label": lot.label, "geometry_accuracy": "illustrative", "declared_area_ha": lot.declared,
                "land_use": lot.land_use, "sectors": [], "opens_onto": [self._road_id(x) for x in lot.opens_onto], "parcels": [],
                "predecessors": [], "confirmed_on": confirmed.isoformat(), "source": ILL, "data_class": "illustration"}
        self.bundle.add("lot", self.ids[lot], self.life.since, body, geo.to_lonlat(lot.shape))

    def _state(self, lot, part, day, **body):
        if day is not None and day <= TODAY.isoformat():
            self.bundle.add("lot", self.ids[lot], day, {**body, "source": ILL}, part=part)

    def _tenure(self, lot, leased):
        cleared = self._cleared_on(lot)
        given = _later(cleared, 75 if cleared and cleared < "2020" else 110) if cleared else None
        if given is None or given > TODAY.isoformat():
            self._state(lot, "tenure", self.life.since, tenure="not_allocated")
            return
        self._state(lot, "tenure", given, tenure="allocated", disputed=False)
        if leased and given < "2020":
            self._state(lot, "tenure", _later(given, 700), tenure="certified", disputed=False)

    def _servicing(self, lot):
        cleared = self._cleared_on(lot)
        if self.life.since > "2020":
            self._state(lot, "servicing", self.life.since, servicing="planned")
        if cleared is None:
            return
        day = ""
        for when, state in self.life.servicing:
            day = max(when, _later(cleared, 60), _later(day, 150) if day else "")
            self._state(lot, "servicing", day, servicing=state)

    def _marketing(self, lot, reserved):
        cleared = self._cleared_on(lot)
        if lot not in self.rentable or self.life.offered is None or cleared is None:
            self._state(lot, "marketing", self.life.since, marketing="not_offered")
            return
        day = max(self.life.offered, _later(cleared, 45))
        self._state(lot, "marketing", day, marketing="offered")
        if reserved:
            self._state(lot, "marketing", _later(day, 70 + self.rng.randrange(60)), marketing="reserved")

    def _occupation(self, lot, start):
        if self._cleared_on(lot) is None:
            return
        rng = random.Random(f"use/{self.ids[lot]}")
        self._state(lot, "occupation", self._cleared_on(lot), occupation="vacant")
        if start is None and lot.land_use in ("DRA", "DNL") and self.life.built:
            self._state(lot, "occupation", _later(self.life.built, 30 + rng.randrange(90)), occupation="operating")
        if start is None:
            return
        if lot in self.before:
            first, over = self.before[lot]
            self._state(lot, "occupation", _later(first, 90), occupation="under_construction")
            self._state(lot, "occupation", _later(first, 500), occupation="operating")
            self._state(lot, "occupation", _later(over, -120), occupation="idle")
        begin = _later(start, 60 + rng.randrange(150))
        self._state(lot, "occupation", begin, occupation="under_construction")
        opened = _later(begin, 270 + rng.randrange(300))
        self._state(lot, "occupation", opened, occupation="operating")
        if rng.random() < 0.03 and opened < "2024":
            self._state(lot, "occupation", _later("2025-02-01", rng.randrange(500)), occupation="idle")

    # leases ------------------------------------------------------------------------

    def _choose_leased(self):
        """Lots under lease today, so that their share is the life's share."""
        total = sum(x.declared for x in self.industrial)
        pool = [x for x in self.industrial if self._cleared_on(x)]
        if self.life.leased >= 0.95:
            spare = (1 - self.life.leased) * total
            near = sorted(pool, key=lambda x: (x.block, x.label))[-24:]
            groups = itertools.chain.from_iterable(itertools.combinations(near, n) for n in range(4))
            free = min(groups, key=lambda g: (round(abs(sum(x.declared for x in g) - spare), 2), [x.label for x in g]))
            return [x for x in self.rentable if x not in free]
        held = self._held_blocks()
        gate = self.khu.gates[0][1]
        taken, sum_ = [], 0.0
        for lot in sorted((x for x in pool if x.block not in held), key=lambda x: (round(x.shape.distance(gate)), x.label)):
            if sum_ + lot.declared <= self.life.leased * total:
                taken.append(lot)
                sum_ += lot.declared
        return taken

    def _held_blocks(self):
        """The largest cleared blocks that stay free."""
        size = {}
        for lot in self.industrial:
            if self._cleared_on(lot):
                size[lot.block] = size.get(lot.block, 0) + lot.declared
        return sorted(size, key=lambda b: (-size[b], b))[: self.life.hold]

    def _choose_reserved(self, taken):
        held = self._held_blocks()
        pool = [x for x in self.industrial if x not in taken and x.block not in held and self._cleared_on(x)]
        return pool[: self.life.reserved]

    def _leases(self, taken):
        """Writes leases over one to three neighbours; returns lot -> start."""
        starts, left = {}, sorted(taken, key=lambda x: (x.block, x.label))
        while left:
            group = [left.pop(0)]
            while left and len(group) < 3 and left[0].block == group[0].block and self.rng.random() < 0.42:
                group.append(left.pop(0))
            start = self._start(group)
            self._earlier_lease(group, start)
            self._lease(group, start)
            starts.update({lot: start for lot in group})
        return starts

    def _earlier_lease(self, group, start):
        """Sometimes an old park's lot had a tenant before, whose lease was liquidated."""
        first = _later(max(self._cleared_on(x) for x in group), 300)
        if self.rng.random() > 0.12 or _later(first, 2200) > start:
            return
        over = _later(start, -200 - self.rng.randrange(300))
        record = f"{self.khu.part}.hd-{next(self.numbers):02d}"
        body = {"zone_part": self.khu.part, "lots": [self.ids[x] for x in group], "signed": _later(first, -30), "start": first, "end": self.life.end,
                "payment": "annual", "tenant_public": False, "source": ILL, "data_class": "illustration"}
        self.bundle.add("lease", record, first, {**body, "status": "in_force"})
        self.bundle.add("lease", record, over, {**body, "status": "liquidated"})
        self.before.update({lot: (first, over) for lot in group})

    def _start(self, group):
        first, last = self.life.leases
        earliest = max(max(_later(self._cleared_on(x), 130) for x in group), f"{first}-02-01")
        latest = min(f"{last}-10-15", "2026-10-15")
        span = max(1, (date.fromisoformat(latest) - date.fromisoformat(earliest)).days)
        return (date.fromisoformat(earliest) + timedelta(days=int(span * self.rng.random() ** 1.3))).isoformat()

    def _lease(self, group, start):
        record = f"{self.khu.part}.hd-{next(self.numbers):02d}"
        signed = _later(start, -20 - self.rng.randrange(40))
        body = {"zone_part": self.khu.part, "lots": [self.ids[x] for x in group], "signed": signed, "start": start, "end": self.life.end,
                "payment": self.rng.choice(["annual", "one_off"]), "tenant_public": False, "source": ILL, "data_class": "illustration"}
        if self.rng.random() < 0.3 and start > "2012":
            early = {k: v for k, v in body.items() if k not in ("signed", "start", "end", "payment")}
            self.bundle.add("lease", record, _later(signed, -90), {**early, "status": self.rng.choice(["mou", "deposit"])})
        self.bundle.add("lease", record, start, {**body, "status": "in_force"})


def _later(day, days):
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
