//! How fast one drives where no speed is recorded.

use std::collections::BTreeMap;

use super::RuleError;
use crate::model::{Certainty, RoadClass, parse_code};

/// Default speeds, km/h.
#[derive(Clone, Debug, PartialEq)]
pub struct Speeds {
    /// By technical grade, `I` to `VI`.
    by_grade: BTreeMap<String, f64>,
    by_class: BTreeMap<RoadClass, f64>,
    car: Ceiling,
    truck: Ceiling,
    /// Where each of the three tables comes from and how sure it is.
    pub sources: [SpeedSource; 3],
}

/// Where a table of speeds comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct SpeedSource {
    /// How sure the numbers are.
    pub certainty: Certainty,
    /// Where they come from.
    pub citation: String,
}

/// What a vehicle may not exceed, km/h.
#[derive(Clone, Copy, Debug, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Ceiling {
    expressway: f64,
    elsewhere: f64,
}

/// The speed on a link, km/h.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LinkSpeed {
    /// Of a car.
    pub car: f64,
    /// Of a truck.
    pub truck: f64,
    /// Whether it had to be assumed.
    pub assumed: bool,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Tables {
    grade: Table,
    class: Table,
    ceiling: Ceilings,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    citation: String,
    certainty: String,
    kmh: BTreeMap<String, f64>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Ceilings {
    citation: String,
    certainty: String,
    car: Ceiling,
    truck: Ceiling,
}

fn broken(message: impl ToString) -> RuleError {
    RuleError::Broken { table: "speeds.toml", message: message.to_string() }
}

impl Speeds {
    /// Reads `speeds.toml`.
    pub fn parse(text: &str) -> Result<Self, RuleError> {
        let Tables { grade, class, ceiling } = toml::from_str(text).map_err(broken)?;
        let source = |certainty: &str, citation: &str| {
            let certainty = parse_code(certainty).map_err(broken)?;
            Ok(SpeedSource { certainty, citation: citation.to_owned() })
        };
        let sources = [
            source(&grade.certainty, &grade.citation)?,
            source(&class.certainty, &class.citation)?,
            source(&ceiling.certainty, &ceiling.citation)?,
        ];
        let by_class: BTreeMap<RoadClass, f64> = class
            .kmh
            .iter()
            .map(|(code, kmh)| Ok((parse_code(code)?, *kmh)))
            .collect::<Result<_, _>>()
            .map_err(|refused: crate::model::Refused| broken(refused))?;
        let speeds = Speeds { by_grade: grade.kmh, by_class, car: ceiling.car, truck: ceiling.truck, sources };
        speeds.checked()
    }

    fn checked(self) -> Result<Self, RuleError> {
        use crate::model::Coded;
        if let Some(class) = RoadClass::ALL.iter().find(|class| !self.by_class.contains_key(class)) {
            return Err(broken(format!("class {} has no speed", class.code())));
        }
        let ceilings = [self.car, self.truck].map(|ceiling| [ceiling.expressway, ceiling.elsewhere]);
        let mut all = self.by_grade.values().chain(self.by_class.values()).chain(ceilings.as_flattened());
        // A speed of nothing would make a road endless.
        match all.find(|kmh| !(1.0..=200.0).contains(*kmh)) {
            Some(kmh) => Err(broken(format!("{kmh} km/h is no speed; allowed: 1–200"))),
            None => Ok(self),
        }
    }

    /// The speed on a link: the recorded one, else that of its technical grade, else that of its class.
    pub fn on_link(&self, recorded_kmh: Option<f64>, grade: Option<&str>, class: RoadClass) -> LinkSpeed {
        let of_grade = || grade.and_then(|grade| self.by_grade.get(grade.trim())).copied();
        let of_class = || self.by_class.get(&class).copied();
        let kmh = recorded_kmh.or_else(of_grade).or_else(of_class).unwrap_or(1.0);
        let below = |ceiling: Ceiling| {
            kmh.min(if class == RoadClass::Expressway { ceiling.expressway } else { ceiling.elsewhere })
        };
        // What is signed for cars is not exceeded by anybody; a truck also keeps its own ceiling.
        let car = if recorded_kmh.is_some() { kmh } else { below(self.car) };
        LinkSpeed { car, truck: below(self.truck), assumed: recorded_kmh.is_none() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Rules;

    #[test]
    fn a_recorded_speed_wins_then_the_grade_then_the_class() {
        let speeds = Rules::built_in().unwrap().speeds;
        let on = |kmh, grade, class| speeds.on_link(kmh, grade, class);
        let of = |car, truck, assumed| LinkSpeed { car, truck, assumed };
        assert_eq!(on(Some(45.0), Some("III"), RoadClass::National), of(45.0, 45.0, false));
        assert_eq!(on(None, Some("IV"), RoadClass::National), of(60.0, 60.0, true));
        assert_eq!(on(None, Some("VII"), RoadClass::Commune), of(30.0, 30.0, true));
        assert_eq!(on(None, None, RoadClass::Expressway), of(100.0, 80.0, true));
        assert_eq!(on(None, Some("I"), RoadClass::National), of(90.0, 80.0, true), "design speed is no permission");
        assert_eq!(on(Some(100.0), None, RoadClass::Expressway), of(100.0, 80.0, false));
        assert_eq!(speeds.sources[0].certainty, Certainty::High);
    }

    #[test]
    fn a_table_with_a_speed_of_nothing_or_without_a_class_is_broken() {
        let text = include_str!("../../data/rules/speeds.toml");
        for bad in [text.replace("VI = 30", "VI = 0"), text.replace("commune = 30, ", ""), text.replace("low", "sure")]
        {
            assert!(Speeds::parse(&bad).is_err());
        }
    }
}
