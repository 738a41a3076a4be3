//! The only clock: which day it is in Việt Nam (UTC+7, no summer time), unless a test says otherwise.

use std::time::{Duration, Instant};

use jiff::Timestamp;
use jiff::tz::{Offset, offset};
use kcn_atlas::model::Date;

const VIETNAM: Offset = offset(7);

/// Tells the day.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    fixed: Option<Date>,
    started: Instant,
}

impl Clock {
    /// A clock that stands still on a day, or the system's.
    pub fn new(fixed: Option<Date>) -> Self {
        Clock { fixed, started: Instant::now() }
    }

    /// Today.
    pub fn today(self) -> Date {
        self.fixed.unwrap_or_else(|| VIETNAM.to_datetime(Timestamp::now()).date())
    }

    /// This moment, RFC 3339. On a fixed day it is that day's midnight, so that two runs write the same.
    pub fn now(self) -> String {
        self.fixed.map_or_else(|| Timestamp::now().to_string(), |day| format!("{day}T00:00:00+07:00"))
    }

    /// This moment, for what lasts a while: on a fixed day its midnight, and as long as the program runs since.
    pub fn moment(self) -> Timestamp {
        let midnight = self.fixed.and_then(|day| VIETNAM.to_timestamp(day.at(0, 0, 0, 0)).ok());
        midnight.and_then(|midnight| midnight.checked_add(self.started.elapsed()).ok()).unwrap_or_else(Timestamp::now)
    }

    /// How long until the day may have changed: just past midnight, but never longer than a minute, since machines
    /// sleep and clocks are set.
    pub fn until_next_look(self) -> Duration {
        let now = VIETNAM.to_datetime(Timestamp::now());
        let seconds_of_minute = u64::try_from(now.second()).unwrap_or(0);
        Duration::from_secs(60 - seconds_of_minute.min(59))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_turns_at_midnight_in_vietnam() {
        let day = |time: &str| VIETNAM.to_datetime(time.parse().unwrap()).date().to_string();
        assert_eq!(day("2026-11-24T16:59:59Z"), "2026-11-24");
        assert_eq!(day("2026-11-24T17:00:00Z"), "2026-11-25");
    }

    #[test]
    fn on_a_fixed_day_time_begins_at_its_midnight_and_goes_on() {
        let clock = Clock::new(Some(kcn_atlas::model::parse_date("2026-11-24").unwrap()));
        let (one, other) = (clock.moment(), clock.moment());
        assert!(one.to_string().starts_with("2026-11-23T17:0"), "{one}");
        assert!(one <= other);
    }

    #[test]
    fn the_next_look_falls_on_the_next_full_minute() {
        let wait = Clock::new(None).until_next_look();
        assert!((Duration::from_secs(1)..=Duration::from_secs(60)).contains(&wait));
    }
}
