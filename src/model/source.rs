//! Who said it: sources, dated claims, and how much a shape or a record may be trusted.

use std::borrow::Borrow;
use std::sync::Arc;

use super::code::codes;
use super::{CountBasis, Name, PartialDate, PublicCount, Refused};

codes! {
    /// What kind of source it is; trust falls in this order.
    SourceKind "source.kind" {
        Official = "official" "Văn bản, cổng thông tin nhà nước" "Official document or portal";
        Press = "press" "Báo chí" "Press";
        Broker = "broker" "Môi giới" "Broker";
        GeneralKnowledge = "general_knowledge" "Kiến thức chung, chưa có nguồn" "General knowledge, no source found";
        Illustration = "illustration" "Minh họa" "Illustration";
    }
}

codes! {
    /// How the figure stands in its source.
    Accuracy "accuracy" {
        Stated = "stated" "Nguồn ghi rõ" "Stated";
        Approximate = "approximate" "Nguồn ghi xấp xỉ" "Approximate";
        Derived = "derived" "Tính từ số liệu nguồn" "Derived from sourced figures";
    }
}

codes! {
    /// How the shape was made.
    GeometryAccuracy "geometry_accuracy" {
        Surveyed = "surveyed" "Đo đạc" "Surveyed";
        Digitised = "digitised" "Số hóa" "Digitised";
        Schematic = "schematic" "Sơ đồ" "Schematic";
        Illustrative = "illustrative" "Minh họa" "Illustrative";
    }
}

codes! {
    /// What a record as a whole is.
    DataClass "data_class" {
        Fact = "fact" "Số liệu có nguồn" "Fact with a source";
        Schematic = "schematic" "Sơ đồ" "Schematic";
        Illustration = "illustration" "Minh họa" "Illustration";
    }
}

codes! {
    /// How well a location is known.
    LocationAccuracy "location_accuracy" {
        Good = "good" "Đúng vị trí" "Good";
        Approximate = "approximate" "Gần đúng" "Approximate";
        Unknown = "unknown" "Chưa xác định" "Unknown";
    }
}

codes! {
    /// What a claim is about; the unit is part of the name.
    Figure "figure" {
        GrossAreaHa = "gross_area_ha" "Tổng diện tích" "Gross area";
        IndustrialLandHa = "industrial_land_ha" "Đất công nghiệp" "Industrial land";
        LeasedHa = "leased_ha" "Đã cho thuê" "Leased";
        OccupancyPct = "occupancy_pct" "Tỷ lệ lấp đầy" "Occupancy";
        ClearedHa = "cleared_ha" "Đã bàn giao mặt bằng" "Handed over";
        ClearancePct = "clearance_pct" "Tỷ lệ giải phóng mặt bằng" "Clearance";
        InventoriedPct = "inventoried_pct" "Tỷ lệ kiểm đếm" "Inventoried";
        CapitalBnVnd = "capital_bn_vnd" "Vốn đầu tư hạ tầng" "Infrastructure capital";
        LandPriceUsdM2 = "land_price_usd_m2" "Giá thuê đất" "Land price";
        HouseholdsAffected = "households_affected" "Số hộ bị ảnh hưởng" "Households affected";
        HouseholdsResettling = "households_resettling" "Số hộ tái định cư" "Households to resettle";
        OrganisationsAffected = "organisations_affected" "Số tổ chức bị ảnh hưởng" "Organisations affected";
        TermYears = "term_years" "Thời hạn" "Term";
        AreaHa = "area_ha" "Diện tích" "Area";
        ReserveTonnes = "reserve_tonnes" "Trữ lượng" "Reserve";
        OutputTonnesPerYear = "output_tonnes_per_year" "Sản lượng" "Output";
        OutputHeadsPerYear = "output_heads_per_year" "Quy mô đàn" "Herd";
        LengthKm = "length_km" "Chiều dài" "Length";
        Population = "population" "Dân số" "Population";
        AreaKm2 = "area_km2" "Diện tích" "Area";
    }
}

impl Figure {
    /// The unit, as written after the number.
    pub fn unit(self) -> &'static str {
        match self {
            Figure::GrossAreaHa | Figure::IndustrialLandHa | Figure::LeasedHa | Figure::ClearedHa | Figure::AreaHa => {
                "ha"
            }
            Figure::OccupancyPct | Figure::ClearancePct | Figure::InventoriedPct => "%",
            Figure::CapitalBnVnd => "tỷ đồng",
            Figure::LandPriceUsdM2 => "USD/m²",
            Figure::HouseholdsAffected | Figure::HouseholdsResettling => "hộ",
            Figure::OrganisationsAffected => "tổ chức",
            Figure::TermYears => "năm",
            Figure::ReserveTonnes => "t",
            Figure::OutputTonnesPerYear => "t/năm",
            Figure::OutputHeadsPerYear => "con/năm",
            Figure::LengthKm => "km",
            Figure::Population => "người",
            Figure::AreaKm2 => "km²",
        }
    }
}

/// Where a statement comes from. Shared between the many records that quote it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Source {
    /// How far it is trusted.
    pub kind: SourceKind,
    /// Publisher or document, short.
    pub title: String,
    /// Where it can be read.
    pub url: Option<String>,
    /// When it was published.
    pub date: Option<PartialDate>,
}

impl Source {
    /// Whether anyone can read it: an authority or the press published it at an address.
    pub fn is_published(&self) -> bool {
        matches!(self.kind, SourceKind::Official | SourceKind::Press) && self.url.is_some()
    }
}

/// One dated statement of one figure by one source.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// What it is about.
    pub figure: Figure,
    /// The number, in the figure's unit; finite, not negative.
    pub value: f64,
    /// The day it speaks of.
    pub as_of: Option<PartialDate>,
    /// How it stands in the source.
    pub accuracy: Accuracy,
    /// Who says so.
    pub source: Arc<Source>,
    /// A remark that changes how the number is read.
    pub note: Option<Name>,
}

impl Claim {
    /// The number as the public may know it: an unpublished count of households is rounded.
    pub fn public_value(&self) -> f64 {
        let counts_households = matches!(self.figure, Figure::HouseholdsAffected | Figure::HouseholdsResettling);
        match PublicCount::stated(self.value.round() as u64, &self.source).shown() {
            Some((shown, basis)) if counts_households && basis != CountBasis::Published => shown as f64,
            _ => self.value,
        }
    }

    /// The claim as it is told to anyone, the office included: with its [`public_value`](Claim::public_value).
    pub fn told(&self) -> Claim {
        Claim { value: self.public_value(), ..self.clone() }
    }

    /// Checks the number.
    ///
    /// **Errors**: [`Refused`] (field = the figure's code) unless finite and not negative.
    pub fn check(self) -> Result<Self, Refused> {
        use super::Coded;
        if self.value.is_finite() && self.value >= 0.0 {
            return Ok(self);
        }
        Err(Refused::new(self.figure.code(), self.value, "số hữu hạn, không âm", "a finite number, not negative"))
    }
}

/// The claim that leads for a figure: official before press before broker before the rest, then the newest, then the first listed.
///
/// **Shape**: index into `claims`; `None` when nobody stated the figure.
pub fn leading_claim<C: Borrow<Claim>>(claims: &[C], figure: Figure) -> Option<usize> {
    let rank = |claim: &Claim| (claim.source.kind, std::cmp::Reverse(claim.as_of.map(PartialDate::last_day)));
    let of_figure =
        claims.iter().map(Borrow::borrow).enumerate().filter(|(_, claim): &(usize, &Claim)| claim.figure == figure);
    of_figure.min_by_key(|(_, claim)| rank(claim)).map(|(index, _)| index)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(value: f64, kind: SourceKind, as_of: Option<&str>) -> Claim {
        Claim {
            figure: Figure::OccupancyPct,
            value,
            as_of: as_of.map(|text| PartialDate::parse(text).unwrap()),
            accuracy: Accuracy::Stated,
            source: Arc::new(Source { kind, title: "t".into(), url: None, date: None }),
            note: None,
        }
    }

    #[test]
    fn trust_leads_before_age_and_an_undated_claim_comes_last() {
        let claims = [
            claim(40.0, SourceKind::Broker, Some("2026-01")),
            claim(90.0, SourceKind::Press, None),
            claim(100.0, SourceKind::Press, Some("2024-12")),
            claim(95.0, SourceKind::Press, Some("2023")),
        ];
        assert_eq!(leading_claim(&claims, Figure::OccupancyPct), Some(2));
        assert_eq!(leading_claim(&claims, Figure::GrossAreaHa), None);
    }
}
