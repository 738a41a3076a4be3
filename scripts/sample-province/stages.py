"""Dates of one piece of land's way through clearance, in the order of the law of its time.

Land Law 2013: the recovery decision is signed with the plan, then people are
paid and resettled. Land Law 2024, from 1 August 2024: payment and resettlement
come first, the decision after them. Durations are drawn around a median and
never below the legal wait; breaches are written on purpose by the caller.
"""

import math
from datetime import date, timedelta

NEW_LAW = "2024-08-01"
SPREAD = 0.55
# (stage, median days to the next step, least days), up to the hand-over.
STEPS_2013 = [("NOTICE", 110, 30), ("INVENTORY", 70, 14), ("PLAN_DRAFT", 25, 7), ("PLAN_POSTED", 32, 23), ("PLAN_APPRAISED", 22, 6),
              ("PLAN_APPROVED", 18, 9), ("PAID", 70, 14), ("RESETTLED", 35, 8)]
STEPS_2024 = [("NOTICE", 75, 25), ("INVENTORY", 45, 14), ("PLAN_DRAFT", 18, 7), ("PLAN_POSTED", 40, 33), ("PLAN_APPRAISED", 18, 6),
              ("PLAN_APPROVED", 18, 9), ("PAID", 38, 12), ("RESETTLED", 5, 3), ("RECOVERY_DECISION", 24, 8)]
MOST = {"PLAN_APPROVED": 27, "RESETTLED": 8}
NOTICE_LEAST, NOTICE_MOST = 93, 350


def later(day, days):
    """A day some days later (or earlier)."""
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def law_of(dates):
    """The law a piece is cleared under: that of its latest plan approval, else of its latest step."""
    approvals = [day for stage, day in dates if stage == "PLAN_APPROVED"]
    return "land_law_2024" if max(approvals or [day for _, day in dates]) >= NEW_LAW else "land_law_2013"


def history(rng, handover, earliest, after=None):
    """Stage -> day, ending with the hand-over. With `after`, only the stages behind that one, which happened on `earliest`."""
    if after is None:
        old = _draw(rng, STEPS_2013, handover, earliest)
        if old["PLAN_APPROVED"] < NEW_LAW:
            return {**old, "RECOVERY_DECISION": old["PLAN_APPROVED"]}
        return _draw(rng, STEPS_2024, handover, earliest)
    at = [stage for stage, _, _ in STEPS_2024].index(after)
    return {stage: day for stage, day in _draw(rng, STEPS_2024[at:], handover, earliest).items() if stage != after}


def _draw(rng, steps, handover, earliest):
    least = [low for _, _, low in steps]
    days = [_days(rng, *step) for step in steps]
    window = (date.fromisoformat(handover) - date.fromisoformat(earliest)).days
    days = _fitted(days, least, window)
    if steps is STEPS_2024:
        days = _fitted(days[:-1], least[:-1], NOTICE_MOST) + days[-1:]
    if steps is STEPS_2013:
        days[0] = max(days[0], NOTICE_LEAST - sum(days[1:5]))
    found, day = {"HANDOVER": handover}, handover
    for (stage, _, _), wait in reversed(list(zip(steps, days))):
        day = later(day, -wait)
        found[stage] = _working(day)
    found["PLAN_DELIVERED"] = _working(later(found["PLAN_APPROVED"], 2 + rng.randrange(4)))
    return found


def _days(rng, stage, median, least):
    drawn = max(least, round(median * math.exp(rng.gauss(0, SPREAD))))
    return min(drawn, MOST.get(stage, drawn))


def _fitted(days, least, window):
    """The waits shortened alike, none below its least, so that they fit a window."""
    if sum(days) <= window:
        return days
    spare = window - sum(least)
    if spare < 0:
        raise SystemExit(f"{window} days are too few for {sum(least)}")
    share = spare / (sum(days) - sum(least))
    return [low + int((wait - low) * share) for wait, low in zip(days, least)]


def _working(day):
    """The day itself, or the Friday before a weekend."""
    weekday = date.fromisoformat(day).weekday()
    return later(day, -max(0, weekday - 4))
