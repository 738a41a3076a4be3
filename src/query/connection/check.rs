//! The check of one place.

use super::alternatives::{Alternative, alternatives};
use super::authority::{Authority, authority};
use super::known::KnownRoads;
use super::site::{AskError, Asked, Place, Site, site, zone_part};
use super::spacing::spacing_verdicts;
use super::surroundings::{service_road_at, surroundings};
use super::verdicts::{RuleVerdict, overall_of};
use crate::model::{Id, RoadClass, Verdict};
use crate::rules::connection::{Regime, Widths};

/// What was found.
pub struct Checked<'v> {
    /// The place as it was understood.
    pub site: Site<'v>,
    /// Metres of doubt of its chainage.
    pub tolerance_m: f64,
    /// The texts in force on the date.
    pub regime: Option<&'v Regime>,
    /// What all deciding rules say together.
    pub overall: Verdict,
    /// What each rule says.
    pub verdicts: Vec<RuleVerdict<'v>>,
    /// Who approves.
    pub authority: Authority<'v>,
    /// The strips beside the road; `None` when its planned grade is unknown.
    pub corridor: Option<Widths<'v>>,
    /// What else could be done, best first; nothing when the place itself passes.
    pub alternatives: Vec<Alternative<'v>>,
    /// Records that were read, in order.
    pub records: Vec<Id>,
}

/// Checks a place.
///
/// **Errors**: [`AskError`] when the place cannot be found.
pub fn check<'v>(known: &KnownRoads<'v>, asked: &Asked) -> Result<Checked<'v>, AskError> {
    if let Some(part) = &asked.zone_part {
        zone_part(known.view, part).ok_or_else(|| AskError::UnknownZonePart(part.clone()))?;
    }
    let site = site(known, asked)?;
    let verdicts = judge(known, &site, asked, None);
    let overall = overall_of(&verdicts);
    let alternatives = if overall == Verdict::Pass { vec![] } else { alternatives(known, &site, asked, &verdicts) };
    let section = site.road.section;
    let authority = authority(known.view, known.rules(), section, known.date);
    Ok(Checked {
        records: records(&site, asked, &verdicts, &authority),
        tolerance_m: known.rules().tolerance_m(site.basis),
        regime: known.rules().regime(known.date),
        overall,
        corridor: known.rules().widths(section, known.date),
        authority,
        alternatives,
        verdicts,
        site,
    })
}

/// What every rule says of a place; `except` is a point that is not in its own way.
pub(super) fn judge<'v>(
    known: &KnownRoads<'v>,
    site: &Site<'v>,
    asked: &Asked,
    except: Option<&Id>,
) -> Vec<RuleVerdict<'v>> {
    let is_by_chainage = matches!(asked.place, Place::On { .. });
    let mut verdicts = spacing_verdicts(known, site, except);
    verdicts.extend(surroundings(known, site, asked, is_by_chainage));
    verdicts
}

fn records(site: &Site, asked: &Asked, verdicts: &[RuleVerdict], authority: &Authority) -> Vec<Id> {
    let road = &site.road;
    let mut ids = vec![road.record.id.clone()];
    ids.extend(road.line.posts().iter().map(|post| post.id.clone()));
    ids.extend(verdicts.iter().filter_map(|verdict| verdict.neighbour.map(|neighbour| neighbour.id.clone())));
    ids.extend(asked.zone_part.clone());
    ids.extend(authority.agency.map(|(id, _)| id.clone()));
    if road.section.class != RoadClass::Expressway {
        ids.extend(service_road_at(site).map(|service| service.record.id.clone()));
    }
    ids.sort_unstable();
    ids.dedup();
    ids
}
