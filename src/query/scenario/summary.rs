//! All zones together, and which of several roads does most.

use super::compare::{ClassChange, ZoneChange};

/// Zones of which the same is true.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Group {
    /// How many.
    pub zones: usize,
    /// Of these, how many without lots on record: how much clean land they have is unknown.
    pub unknown: usize,
    /// Clean land of the others, hectares.
    clean_ha: f64,
}

impl Group {
    fn add(&mut self, clean_ha: Option<f64>) {
        self.zones += 1;
        self.unknown += usize::from(clean_ha.is_none());
        self.clean_ha += clean_ha.unwrap_or(0.0);
    }

    /// Clean land of those of which it is known, hectares; `None` when there are zones and it is known of none.
    pub fn clean_ha(&self) -> Option<f64> {
        (self.zones == 0 || self.unknown < self.zones).then_some(self.clean_ha)
    }

    #[cfg(test)]
    /// So many zones, for tests.
    pub fn of(zones: usize, unknown: usize, clean_ha: f64) -> Self {
        Group { zones, unknown, clean_ha }
    }
}

/// What a scenario does to all zones together.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Summary {
    /// Zones for which some class is nearer.
    pub better: Group,
    /// Zones for which some class is farther, or out of reach.
    pub worse: Group,
    /// Zones that come within the limit of some class.
    pub gaining: Group,
    /// Zones that are within the limit of some class no more.
    pub losing: Group,
    /// Hectares of clean land times minutes saved, added up over zones and classes that are reached before and after.
    pub hectare_minutes: f64,
}

/// Adds up zones.
pub(super) fn summarise(zones: &[ZoneChange<'_>]) -> Summary {
    let mut sum = Summary::default();
    for zone in zones {
        let groups: [(&mut Group, fn(&ClassChange) -> bool); 4] = [
            (&mut sum.better, |class| class.is_better),
            (&mut sum.worse, |class| class.is_worse),
            (&mut sum.gaining, |class| class.gains),
            (&mut sum.losing, |class| class.loses),
        ];
        for (group, is) in groups {
            if zone.classes.iter().any(is) {
                group.add(zone.clean_ha);
            }
        }
        let saved: i64 = zone.classes.iter().filter_map(ClassChange::delta_time).map(|delta| -delta).sum();
        sum.hectare_minutes += zone.clean_ha.unwrap_or(0.0) * saved as f64 / 6e4;
    }
    sum
}

/// Best first: most clean land that gains access, then most hectare-minutes, then as they were given.
pub(super) fn ranked(mut roads: Vec<(usize, Summary)>) -> Vec<(usize, Summary)> {
    roads.sort_by(|(one, own), (other, theirs)| {
        let by_gain = theirs.gaining.clean_ha.total_cmp(&own.gaining.clean_ha);
        by_gain.then(theirs.hectare_minutes.total_cmp(&own.hectare_minutes)).then(one.cmp(other))
    });
    roads
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn land_that_gains_access_comes_before_minutes_and_order_decides_ties() {
        let road =
            |clean, hectare_minutes| Summary { gaining: Group::of(1, 0, clean), hectare_minutes, ..Summary::default() };
        let roads = [road(0.0, 90.0), road(5.0, 1.0), road(5.0, 2.0), road(0.0, 90.0)];
        let order: Vec<usize> =
            ranked(roads.into_iter().enumerate().collect()).into_iter().map(|(road, _)| road).collect();
        assert_eq!(order, [2, 1, 0, 3]);
    }
}
