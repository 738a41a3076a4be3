//! Quantities as types: a number with a unit is never a bare `f64`.

use super::Refused;

macro_rules! quantity {
    ($(#[$meta:meta])* $name:ident, $field:literal, $vi:literal, $en:literal, $sane:expr) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
        pub struct $name(f64);

        impl $name {
            /// Checks and wraps a number.
            ///
            /// **Errors**: [`Refused`] for a number that is not finite or out of range.
            pub fn new(value: f64) -> Result<Self, Refused> {
                let sane: fn(f64) -> bool = $sane;
                if value.is_finite() && sane(value) {
                    Ok($name(value))
                } else {
                    Err(Refused::new($field, value, $vi, $en))
                }
            }

            /// The bare number.
            pub fn get(self) -> f64 {
                self.0
            }
        }
    };
}

quantity!(
    /// Land area in hectares (1 ha = 10 000 m²). Finite and never negative.
    Hectares, "area_ha", "số hữu hạn, không âm", "a finite number, not negative", |value| value >= 0.0
);
quantity!(
    /// Length or distance in metres. Finite and never negative.
    Metres, "distance_m", "số hữu hạn, không âm", "a finite number, not negative", |value| value >= 0.0
);
quantity!(
    /// Money in billions of đồng (tỷ đồng). Finite and never negative.
    BillionVnd, "bn_vnd", "số hữu hạn, không âm", "a finite number, not negative", |value| value >= 0.0
);
quantity!(
    /// A share in per cent, 0 to 100.
    Percent, "pct", "0–100", "0–100", |value| (0.0..=100.0).contains(&value)
);

impl Hectares {
    /// An area measured in square metres; `NaN` and negative noise of a computation count as nothing.
    pub fn from_square_metres(square_metres: f64) -> Self {
        Hectares((square_metres / 10_000.0).max(0.0))
    }
}

#[cfg(test)]
mod tests {
    use super::{Hectares, Percent};

    #[test]
    fn an_area_is_finite_and_not_negative() {
        assert_eq!(Hectares::new(2.5).unwrap().get(), 2.5);
        for value in [-0.1, f64::NAN, f64::INFINITY] {
            assert_eq!(Hectares::new(value).unwrap_err().field, "area_ha");
        }
    }

    #[test]
    fn a_share_lies_between_0_and_100() {
        assert!(Percent::new(100.0).is_ok());
        assert!(Percent::new(100.1).is_err());
    }
}
