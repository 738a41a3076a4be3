//! How long a confirmation of a record is good for.

use jiff::ToSpan;

use super::RuleError;
use crate::model::{Certainty, Date, parse_code};

/// The limit for lots.
#[derive(Clone, Debug, PartialEq)]
pub struct Freshness {
    lot_months: u16,
    /// How sure the number is.
    pub certainty: Certainty,
    /// Where it comes from.
    pub citation: String,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    lot: Limit,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Limit {
    months: u16,
    certainty: String,
    citation: String,
}

impl Freshness {
    /// Reads `freshness.toml`.
    pub fn parse(text: &str) -> Result<Self, RuleError> {
        let broken = |message: String| RuleError::Broken { table: "freshness.toml", message };
        let table: Table = toml::from_str(text).map_err(|error| broken(error.to_string()))?;
        let certainty = parse_code(&table.lot.certainty).map_err(|refused| broken(refused.to_string()))?;
        Ok(Freshness { lot_months: table.lot.months, certainty, citation: table.lot.citation })
    }

    /// Whether a lot last confirmed on `confirmed_on` is stale on `day`. Never confirmed is stale: unknown does not help.
    pub fn lot_is_stale(&self, confirmed_on: Option<Date>, day: Date) -> bool {
        let good_until = confirmed_on.and_then(|on| on.checked_add(i32::from(self.lot_months).months()).ok());
        good_until.is_none_or(|until| until < day)
    }
}

#[cfg(test)]
mod tests {
    use crate::model::parse_date;
    use crate::rules::Rules;

    #[test]
    fn a_lot_is_stale_the_day_after_eighteen_months() {
        let freshness = Rules::built_in().unwrap().freshness;
        let day = |text| parse_date(text).unwrap();
        let confirmed = Some(day("2025-01-31"));
        assert!(!freshness.lot_is_stale(confirmed, day("2026-07-31")));
        assert!(freshness.lot_is_stale(confirmed, day("2026-08-01")));
        assert!(freshness.lot_is_stale(None, day("2026-08-01")), "never confirmed is stale");
        assert!(!freshness.lot_is_stale(Some(day("2026-09-01")), day("2020-01-01")), "a past day is not staler");
    }
}
