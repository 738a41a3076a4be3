//! The table of rules, and how a rule is picked from it.

use super::rule::{Case, Family, Rule, Validity};
use super::strips::{Roadbeds, Strips, Widths, widths};
use super::{Basis, Grade};
use crate::model::{AgencyLevel, Certainty, ChainageBasis, Date, Name, RoadClass, RoadSection};
use crate::rules::RuleError;

mod rows;

/// Legal texts that were in force together.
#[derive(Clone, Debug, PartialEq)]
pub struct Regime {
    /// `R0` to `R3`.
    pub id: String,
    /// When.
    pub validity: Validity,
    /// Which texts.
    pub citation: String,
    /// How sure that is.
    pub certainty: Certainty,
}

/// Values of the design standard for a speed.
#[derive(Clone, Copy, Debug, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Design {
    /// Design speed, km/h.
    pub speed_kmh: f64,
    /// Stopping sight, metres.
    pub s1_m: f64,
    /// Two-way sight, metres; `None` for roads with a median.
    pub s2_m: Option<f64>,
    /// Least radius of a curve, metres.
    pub radius_m: f64,
}

/// Who approves on roads managed at a level.
#[derive(Clone, Debug, PartialEq)]
pub struct Approval {
    /// The level at which the road is managed.
    pub managed: AgencyLevel,
    /// Classes of road; empty = all.
    pub road: Vec<RoadClass>,
    /// When.
    pub validity: Validity,
    /// Who, in words.
    pub text: Name,
    /// Where it stands.
    pub citation: String,
    /// How sure that is.
    pub certainty: Certainty,
    /// Working days for a step; never certain.
    pub sla_days: u16,
}

/// Everything the tables say of connections.
#[derive(Clone, Debug, PartialEq)]
pub struct ConnectionRules {
    /// Texts in force, in order of time.
    pub regimes: Vec<Regime>,
    /// Rules, those of provinces among them.
    pub rules: Vec<Rule>,
    /// Who approves.
    pub approvals: Vec<Approval>,
    designs: Vec<Design>,
    strips: Vec<Strips>,
    roadbeds: Roadbeds,
    tolerance: Tolerance,
}

#[derive(Clone, Copy, Debug, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Tolerance {
    surveyed_m: f64,
    computed_m: f64,
}

impl ConnectionRules {
    /// Reads `connection.toml`.
    pub fn parse(text: &str) -> Result<Self, RuleError> {
        rows::read(text).map_err(|message| RuleError::Broken { table: "connection.toml", message })
    }

    /// Metres of doubt of a chainage.
    pub fn tolerance_m(&self, basis: ChainageBasis) -> f64 {
        match basis {
            ChainageBasis::Surveyed => self.tolerance.surveyed_m,
            ChainageBasis::Computed => self.tolerance.computed_m,
        }
    }

    /// The texts in force on a day; `None` before the first.
    pub fn regime(&self, day: Date) -> Option<&Regime> {
        self.regimes.iter().find(|regime| regime.validity.holds(day))
    }

    /// Rules of a family in force that are, or may be, about a road.
    pub fn in_force<'s>(&'s self, family: Family, case: &Case<'_>) -> impl Iterator<Item = &'s Rule> {
        self.rules
            .iter()
            .filter(move |rule| rule.family == family && rule.validity.holds(case.day) && rule.is_about(case))
    }

    /// National figures for spacing that lapsed last and are shown for orientation; none while a figure is in force.
    pub fn lapsed_spacing(&self, case: &Case) -> Vec<&Rule> {
        if self.in_force(Family::Spacing, case).any(|rule| rule.value.is_some()) {
            return vec![];
        }
        let is_over = |rule: &&Rule| {
            rule.family == Family::Spacing
                && rule.value.is_some()
                && rule.validity.is_over(case.day)
                && rule.is_about(case)
        };
        let last = self.rules.iter().filter(is_over).filter_map(|rule| rule.validity.to).max();
        self.rules.iter().filter(is_over).filter(|rule| rule.validity.to == last).collect()
    }

    /// The province's own figure in force for a road, the most particular one, or the row that says that none is entered.
    pub fn provincial(&self, case: &Case) -> Option<&Rule> {
        let particular = |rule: &&Rule| (rule.section.is_some(), !rule.grades.is_empty(), rule.urban.is_some());
        let entered = self.in_force(Family::Provincial, case).filter(|rule| rule.value.is_some());
        entered.max_by_key(particular).or_else(|| self.in_force(Family::Provincial, case).next())
    }

    /// The largest distance any rule asks for, in force or lapsed, metres: beyond it no point matters.
    pub fn farthest_spacing_m(&self) -> f64 {
        let spacing = |rule: &&Rule| matches!(rule.family, Family::Spacing | Family::Provincial | Family::Opposite);
        self.rules.iter().filter(spacing).filter_map(|rule| rule.value).fold(0.0, f64::max)
    }

    /// Design values for a speed: those of the next higher speed in the table, the highest beyond it.
    pub fn design(&self, speed_kmh: f64) -> Option<&Design> {
        let enough = self.designs.iter().filter(|design| design.speed_kmh >= speed_kmh);
        let least = enough.min_by(|one, other| one.speed_kmh.total_cmp(&other.speed_kmh));
        least.or_else(|| self.designs.iter().max_by(|one, other| one.speed_kmh.total_cmp(&other.speed_kmh)))
    }

    /// The strips beside a section on a day; `None` when its planned grade is unknown, or no text was in force.
    pub fn widths(&self, section: &RoadSection, day: Date) -> Option<Widths<'_>> {
        widths(&self.strips, &self.roadbeds, Grade::planned(section)?, section.terrain, day)
    }

    /// Who approves on a road managed at a level.
    pub fn approval(&self, managed: AgencyLevel, class: RoadClass, day: Date) -> Option<&Approval> {
        let fits = |approval: &&Approval| {
            let class = approval.road.is_empty() || approval.road.contains(&class);
            approval.managed == managed && class && approval.validity.holds(day)
        };
        self.approvals.iter().find(fits)
    }
}

impl Rule {
    /// Whether it is law and in force on a day, so that it may make a case fail.
    pub fn may_fail(&self, case: &Case) -> bool {
        self.basis == Basis::Law && self.validity.holds(case.day) && self.is_surely_about(case)
    }
}
