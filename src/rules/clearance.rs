//! Stages of clearance under each land law: order, minimum waits, maximum times; and what they say of a history.

use serde::Deserialize;

use super::RuleError;
use crate::model::{Certainty, Coded, LandRegime, Name, Stage, parse_code};

/// Which kind of land a wait is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LandGroup {
    /// Agricultural land.
    Agricultural,
    /// Any other land.
    Other,
}

/// Days that are required between two stages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Required {
    /// At least.
    pub min_days: Option<u16>,
    /// At most.
    pub max_days: Option<u16>,
}

/// A stage that may not come before another.
#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    /// The law it stands in.
    pub regime: LandRegime,
    /// The later stage.
    pub stage: Stage,
    /// The earlier stage.
    pub after: Stage,
    /// Where it stands.
    pub citation: String,
    /// How sure that is.
    pub certainty: Certainty,
}

/// Days between two stages.
#[derive(Clone, Debug, PartialEq)]
pub struct Wait {
    /// The law it stands in.
    pub regime: LandRegime,
    /// What it is called by programs.
    pub rule: String,
    /// What it is called on screen.
    pub label: Name,
    /// From the first event of this stage.
    pub from: Stage,
    /// To the first event of this one.
    pub to: Stage,
    /// What is required; days.
    pub required: Required,
    /// For which land; `None` = for all.
    pub land: Option<LandGroup>,
    /// Where it stands.
    pub citation: String,
    /// How sure that is.
    pub certainty: Certainty,
}

/// The stages of clearance in law.
#[derive(Clone, Debug, PartialEq)]
pub struct ClearanceRules {
    /// Which stage comes after which.
    pub orders: Vec<Order>,
    /// Days between stages.
    pub waits: Vec<Wait>,
    agricultural_codes: Vec<String>,
}

impl ClearanceRules {
    /// Which kinds of land an area has by its land-use codes; nothing where none is recorded.
    pub fn land_groups<'c>(&self, codes: impl Iterator<Item = &'c str>) -> Vec<LandGroup> {
        let group = |code: &str| {
            let agricultural = self.agricultural_codes.iter().any(|known| known == code);
            if agricultural { LandGroup::Agricultural } else { LandGroup::Other }
        };
        let mut groups = Vec::new();
        for code in codes {
            let group = group(code);
            if !groups.contains(&group) {
                groups.push(group);
            }
        }
        groups
    }

    /// Reads `clearance.toml`.
    pub fn parse(text: &str) -> Result<Self, RuleError> {
        let broken = |message: String| RuleError::Broken { table: "clearance.toml", message };
        let table: Table = toml::from_str(text).map_err(|error| broken(error.to_string()))?;
        Ok(ClearanceRules {
            orders: table.order.into_iter().map(OrderRow::read).collect::<Result<_, _>>().map_err(broken)?,
            waits: table.wait.into_iter().map(WaitRow::read).collect::<Result<_, _>>().map_err(broken)?,
            agricultural_codes: table.agricultural_codes,
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    agricultural_codes: Vec<String>,
    order: Vec<OrderRow>,
    wait: Vec<WaitRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OrderRow {
    regime: String,
    stage: String,
    after: String,
    citation: String,
    certainty: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WaitRow {
    regime: String,
    rule: String,
    label: LabelRow,
    from: String,
    to: String,
    min_days: Option<u16>,
    max_days: Option<u16>,
    land: Option<String>,
    citation: String,
    certainty: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LabelRow {
    vi: String,
    en: String,
}

fn code<T: Coded>(text: &str) -> Result<T, String> {
    parse_code(text).map_err(|refused| refused.to_string())
}

impl OrderRow {
    fn read(self) -> Result<Order, String> {
        Ok(Order {
            regime: code(&self.regime)?,
            stage: code(&self.stage)?,
            after: code(&self.after)?,
            citation: self.citation,
            certainty: code(&self.certainty)?,
        })
    }
}

impl WaitRow {
    fn read(self) -> Result<Wait, String> {
        let land = match self.land.as_deref() {
            None => None,
            Some("agricultural") => Some(LandGroup::Agricultural),
            Some("other") => Some(LandGroup::Other),
            Some(other) => return Err(format!("land is {other}; allowed: agricultural, other")),
        };
        if self.min_days.is_none() && self.max_days.is_none() {
            return Err(format!("{} requires neither min_days nor max_days", self.rule));
        }
        Ok(Wait {
            regime: code(&self.regime)?,
            label: Name::new(self.label.vi, self.label.en),
            from: code(&self.from)?,
            to: code(&self.to)?,
            required: Required { min_days: self.min_days, max_days: self.max_days },
            land,
            citation: self.citation,
            certainty: code(&self.certainty)?,
            rule: self.rule,
        })
    }
}
