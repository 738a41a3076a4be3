//! All zones together, and which of several roads does most.

use super::compare::ZoneChange;

/// What a scenario does to all zones together.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Summary {
    /// Zones for which some class is nearer.
    pub zones_better: usize,
    /// Zones for which some class is farther, or out of reach.
    pub zones_worse: usize,
    /// Zones that come within the limit of some class.
    pub zones_gaining: usize,
    /// Of these, zones of whose clean land nothing is on record.
    pub zones_gaining_unknown: usize,
    /// Zones that are within the limit of some class no more.
    pub zones_losing: usize,
    /// Clean land of zones that gain, hectares.
    pub clean_ha_gaining: f64,
    /// Clean land of zones that lose, hectares.
    pub clean_ha_losing: f64,
    /// Clean land of zones for which some class is nearer, hectares.
    pub clean_ha_better: f64,
    /// Hectares of clean land times minutes saved, added up over zones and classes that are reached before and after.
    pub hectare_minutes: f64,
}

/// Adds up zones.
pub(super) fn summarise(zones: &[ZoneChange<'_>]) -> Summary {
    let mut sum = Summary::default();
    for zone in zones {
        let any = |is: fn(&super::ClassChange) -> bool| zone.classes.iter().any(is);
        let clean = zone.clean_ha.unwrap_or(0.0);
        if any(|class| class.is_better) {
            sum.zones_better += 1;
            sum.clean_ha_better += clean;
        }
        sum.zones_worse += usize::from(any(|class| class.is_worse));
        if any(|class| class.gains) {
            sum.zones_gaining += 1;
            sum.zones_gaining_unknown += usize::from(zone.clean_ha.is_none());
            sum.clean_ha_gaining += clean;
        }
        if any(|class| class.loses) {
            sum.zones_losing += 1;
            sum.clean_ha_losing += clean;
        }
        let saved: i64 = zone.classes.iter().filter_map(|class| class.delta_time()).map(|delta| -delta).sum();
        sum.hectare_minutes += clean * saved as f64 / 6e4;
    }
    sum
}

/// Best first: most clean land that gains access, then most hectare-minutes, then as they were given.
pub(super) fn ranked(mut roads: Vec<(usize, Summary)>) -> Vec<(usize, Summary)> {
    roads.sort_by(|(one, own), (other, theirs)| {
        let by_gain = theirs.clean_ha_gaining.total_cmp(&own.clean_ha_gaining);
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
            |clean_ha_gaining, hectare_minutes| Summary { clean_ha_gaining, hectare_minutes, ..Summary::default() };
        let roads = [road(0.0, 90.0), road(5.0, 1.0), road(5.0, 2.0), road(0.0, 90.0)];
        let order: Vec<usize> =
            ranked(roads.into_iter().enumerate().collect()).into_iter().map(|(road, _)| road).collect();
        assert_eq!(order, [2, 1, 0, 3]);
    }
}
