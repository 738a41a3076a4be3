//! One rule: what it is about, when it is in force, what it asks for.

use super::Grade;
use crate::model::{Certainty, Date, Name, RoadClass};

/// What a rule looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    /// Distance to the next point on the same side, set for the whole country.
    Spacing,
    /// The same, set by the province.
    Provincial,
    /// Interchanges only.
    Expressway,
    /// Roads that are planned to become one.
    PlannedExpressway,
    /// Through the service road.
    ServiceRoad,
    /// Using a point that is there.
    Shared,
    /// Turning at a median.
    Median,
    /// Points across the road.
    Opposite,
    /// Sight.
    Sight,
    /// Curves.
    Curve,
    /// Gradient.
    Gradient,
    /// Crossing angle.
    Angle,
    /// Bridges.
    Bridge,
    /// Tunnels.
    Tunnel,
    /// Railway crossings of the main road.
    Rail,
    /// The safety corridor.
    Corridor,
    /// Level crossings of the branch road.
    LevelCrossing,
}

/// What a rule rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// A text of law.
    Law,
    /// A design standard, or our reading of it.
    Engineering,
    /// Our own choice.
    Product,
}

/// Days on which something is in force.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Validity {
    /// From this day on.
    pub from: Option<Date>,
    /// Up to this day, not including it.
    pub to: Option<Date>,
}

impl Validity {
    /// Whether it is in force on a day.
    pub fn holds(self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day < to)
    }

    /// Whether it was over by a day.
    pub fn is_over(self, day: Date) -> bool {
        self.to.is_some_and(|to| to <= day)
    }
}

/// A rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Its code.
    pub code: String,
    /// What it looks at.
    pub family: Family,
    /// What it is called.
    pub title: Name,
    /// Classes of main road; empty = all.
    pub road: Vec<RoadClass>,
    /// One section only.
    pub section: Option<String>,
    /// Inside or outside inner cities and towns; `None` = both.
    pub urban: Option<bool>,
    /// Planned grades; empty = all.
    pub grades: Vec<Grade>,
    /// What is asked for; `None` = no number.
    pub value: Option<f64>,
    /// Its unit; empty without one.
    pub unit: String,
    /// How many times the value calls for a look.
    pub factor: f64,
    /// When it is in force.
    pub validity: Validity,
    /// Where it stands.
    pub citation: String,
    /// How sure that is.
    pub certainty: Certainty,
    /// What it rests on.
    pub basis: Basis,
    /// What else is to be said.
    pub note: Option<Name>,
}

/// What a rule is picked by.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// Class of the main road.
    pub class: RoadClass,
    /// Id of its section.
    pub section: &'a str,
    /// Its planned grade.
    pub grade: Option<Grade>,
    /// Whether it is urban.
    pub urban: Option<bool>,
    /// The day.
    pub day: Date,
}

impl Rule {
    /// Whether it is about a road, whatever the day. What is not known of the road excludes nothing.
    pub fn is_about(&self, case: &Case) -> bool {
        let class = self.road.is_empty() || self.road.contains(&case.class);
        let section = self.section.as_deref().is_none_or(|section| section == case.section);
        let urban = self.urban.is_none_or(|urban| case.urban.is_none_or(|is| is == urban));
        let grade = self.grades.is_empty() || case.grade.is_none_or(|grade| self.grades.contains(&grade));
        class && section && urban && grade
    }

    /// Whether what is known of a road is enough to say that the rule is about it.
    pub fn is_surely_about(&self, case: &Case) -> bool {
        let known = (self.urban.is_none() || case.urban.is_some()) && (self.grades.is_empty() || case.grade.is_some());
        known && self.is_about(case)
    }
}
