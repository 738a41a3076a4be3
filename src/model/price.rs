//! Asking prices. No price is comparable without its basis.

use super::code::codes;
use super::{Date, Refused};

codes! {
    /// Currency of a price.
    Currency "currency" {
        Vnd = "VND" "đồng" "VND";
        Usd = "USD" "đô la Mỹ" "USD";
    }
}

codes! {
    /// For which time a price is asked.
    PriceBasis "price_basis" {
        PerYear = "per_year" "mỗi năm" "per year";
        WholeTerm = "whole_term" "cả kỳ thuê" "whole term";
    }
}

/// A price per square metre, with everything needed to compare it.
#[derive(Clone, Debug, PartialEq)]
pub struct Price {
    /// Amount per m².
    pub amount: f64,
    /// In this currency.
    pub currency: Currency,
    /// For this time.
    pub basis: PriceBasis,
    /// When the term ends.
    pub term_end: Option<Date>,
    /// VAT included; `None` = unknown.
    pub vat_included: Option<bool>,
    /// Land rent to the State included; `None` = unknown.
    pub land_rent_included: Option<bool>,
    /// Management fee per m² and year.
    pub management_fee: Option<f64>,
    /// Infrastructure fee per m² and year.
    pub infrastructure_fee: Option<f64>,
    /// Wastewater fee per m³.
    pub wastewater_fee: Option<f64>,
}

impl Price {
    /// Checks the amounts.
    ///
    /// **Errors**: [`Refused`] (field `price`) for an amount that is not finite or negative.
    pub fn check(self) -> Result<Self, Refused> {
        let amounts = [Some(self.amount), self.management_fee, self.infrastructure_fee, self.wastewater_fee];
        match amounts.into_iter().flatten().find(|amount| !amount.is_finite() || *amount < 0.0) {
            None => Ok(self),
            Some(amount) => Err(Refused::new("price", amount, "số hữu hạn, không âm", "a finite number, not negative")),
        }
    }
}
