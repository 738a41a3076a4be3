//! The rows of `connection.toml` as they are written.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Approval, ConnectionRules, Design, Regime, Tolerance};
use crate::model::{Certainty, Coded, Date, Name, parse_code, parse_date};
use crate::rules::connection::{Basis, Family, Grade, Rule, Strips, Validity};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tables {
    tolerance: Tolerance,
    regime: Vec<RegimeRow>,
    rule: Vec<RuleRow>,
    #[serde(default)]
    provincial: Vec<ProvincialRow>,
    strip: Vec<StripRow>,
    roadbed: RoadbedTable,
    design: Vec<Design>,
    approval: Vec<ApprovalRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RegimeRow {
    id: String,
    from: Option<String>,
    to: Option<String>,
    citation: String,
    certainty: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleRow {
    code: String,
    family: Family,
    title: LabelRow,
    #[serde(default)]
    road: Vec<String>,
    urban: Option<bool>,
    #[serde(default)]
    grades: Vec<String>,
    value: Option<f64>,
    unit: Option<String>,
    factor: Option<f64>,
    from: Option<String>,
    to: Option<String>,
    citation: String,
    certainty: String,
    basis: Basis,
    note: Option<LabelRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProvincialRow {
    road: Vec<String>,
    section: Option<String>,
    urban: Option<bool>,
    #[serde(default)]
    grades: Vec<String>,
    value: f64,
    from: Option<String>,
    to: Option<String>,
    citation: String,
    certainty: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StripRow {
    grades: Vec<String>,
    protection_m: f64,
    corridor_m: f64,
    structure_m: Option<f64>,
    from: Option<String>,
    to: Option<String>,
    citation: String,
    certainty: String,
}

#[derive(Deserialize)]
struct RoadbedTable {
    #[expect(
        dead_code,
        reason = "said for those who read the table; the widths are marked approximate wherever they are used"
    )]
    citation: String,
    certainty: String,
    #[serde(flatten)]
    halves: BTreeMap<String, [f64; 2]>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ApprovalRow {
    managed: String,
    #[serde(default)]
    road: Vec<String>,
    from: Option<String>,
    to: Option<String>,
    text: LabelRow,
    citation: String,
    certainty: String,
    sla_days: u16,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LabelRow {
    vi: String,
    en: String,
}

impl From<LabelRow> for Name {
    fn from(row: LabelRow) -> Self {
        Name::new(row.vi, row.en)
    }
}

fn code<T: Coded>(text: &str) -> Result<T, String> {
    parse_code(text).map_err(|refused| refused.to_string())
}

fn codes<T: Coded>(texts: &[String]) -> Result<Vec<T>, String> {
    texts.iter().map(|text| code(text)).collect()
}

fn grade(text: &String) -> Result<Grade, String> {
    Grade::parse(text).ok_or_else(|| format!("grade is {text}; allowed: expressway, I, II, III, IV, V, VI"))
}

fn grades(texts: &[String]) -> Result<Vec<Grade>, String> {
    texts.iter().map(grade).collect()
}

fn validity(from: Option<String>, to: Option<String>) -> Result<Validity, String> {
    let day = |text: Option<String>| -> Result<Option<Date>, String> {
        text.map(|text| parse_date(&text).map_err(|refused| refused.to_string())).transpose()
    };
    let validity = Validity { from: day(from)?, to: day(to)? };
    match (validity.from, validity.to) {
        (Some(from), Some(to)) if from >= to => Err(format!("in force from {from} to {to}, which is no day")),
        _ => Ok(validity),
    }
}

fn sane(what: &str, value: f64) -> Result<f64, String> {
    let is_sane = value > 0.0 && value <= 100_000.0;
    is_sane.then_some(value).ok_or_else(|| format!("{what} is {value}; allowed: more than 0, up to 100000"))
}

/// Reads the table; the error says what is wrong with which row.
pub(super) fn read(text: &str) -> Result<ConnectionRules, String> {
    let tables: Tables = toml::from_str(text).map_err(|error| error.to_string())?;
    let mut rules = tables.rule.into_iter().map(RuleRow::read).collect::<Result<Vec<_>, _>>()?;
    let title = rules.iter().find(|rule| rule.family == Family::Provincial).map(|rule| rule.title.clone());
    let title = title.ok_or("there is no rule of family provincial")?;
    let provincial = tables.provincial.into_iter().map(|row| row.read(&title)).collect::<Result<Vec<_>, _>>()?;
    rules.extend(provincial);
    code::<Certainty>(&tables.roadbed.certainty)?;
    let halves = tables.roadbed.halves.iter().map(|(text, half)| {
        half.iter().try_for_each(|half| sane("roadbed", *half).map(drop))?;
        Ok((grade(text)?, *half))
    });
    Ok(ConnectionRules {
        regimes: tables.regime.into_iter().map(RegimeRow::read).collect::<Result<_, _>>()?,
        rules,
        approvals: tables.approval.into_iter().map(ApprovalRow::read).collect::<Result<_, _>>()?,
        designs: tables.design,
        strips: tables.strip.into_iter().map(StripRow::read).collect::<Result<_, _>>()?,
        roadbeds: halves.collect::<Result<_, String>>()?,
        tolerance: tables.tolerance,
    })
}

impl RegimeRow {
    fn read(self) -> Result<Regime, String> {
        let validity = validity(self.from, self.to)?;
        Ok(Regime { id: self.id, validity, citation: self.citation, certainty: code(&self.certainty)? })
    }
}

impl RuleRow {
    fn read(self) -> Result<Rule, String> {
        Ok(Rule {
            value: self.value.map(|value| sane(&self.code, value)).transpose()?,
            family: self.family,
            title: self.title.into(),
            road: codes(&self.road)?,
            section: None,
            urban: self.urban,
            grades: grades(&self.grades)?,
            unit: self.unit.unwrap_or_default(),
            factor: self.factor.unwrap_or(1.0),
            validity: validity(self.from, self.to)?,
            citation: self.citation,
            certainty: code(&self.certainty)?,
            basis: self.basis,
            note: self.note.map(Name::from),
            code: self.code,
        })
    }
}

impl ProvincialRow {
    fn read(self, title: &Name) -> Result<Rule, String> {
        Ok(Rule {
            code: "SPC-PROV".to_owned(),
            family: Family::Provincial,
            title: title.clone(),
            road: codes(&self.road)?,
            section: self.section,
            urban: self.urban,
            grades: grades(&self.grades)?,
            value: Some(sane("provincial spacing", self.value)?),
            unit: "m".to_owned(),
            factor: 1.0,
            validity: validity(self.from, self.to)?,
            citation: self.citation,
            certainty: code(&self.certainty)?,
            basis: Basis::Law,
            note: None,
        })
    }
}

impl StripRow {
    fn read(self) -> Result<Strips, String> {
        Ok(Strips {
            grades: grades(&self.grades)?,
            protection_m: sane("protection_m", self.protection_m)?,
            corridor_m: sane("corridor_m", self.corridor_m)?,
            structure_m: self.structure_m.map(|value| sane("structure_m", value)).transpose()?,
            validity: validity(self.from, self.to)?,
            citation: self.citation,
            certainty: code(&self.certainty)?,
        })
    }
}

impl ApprovalRow {
    fn read(self) -> Result<Approval, String> {
        Ok(Approval {
            managed: code(&self.managed)?,
            road: codes(&self.road)?,
            validity: validity(self.from, self.to)?,
            text: self.text.into(),
            citation: self.citation,
            certainty: code(&self.certainty)?,
            sla_days: self.sla_days,
        })
    }
}
