//! Sources, claims and leading figures on the wire: who said it, when, and whether others disagree.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use super::coded::{AccuracyCode, FigureCode, NameBody, SourceKindCode};
use crate::model::{Claim, Coded, Date, Figure, Source};
use crate::query::claims::{LeadingFigure, StandingClaim, claims_on, leading_on};

/// Where a statement comes from.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Source)]
pub struct SourceBody<'a> {
    /// How far it is trusted: official before press before broker before the rest.
    pub kind: SourceKindCode,
    /// Publisher or document.
    pub title: &'a str,
    /// Where it can be read.
    pub url: Option<&'a str>,
    /// When it was published: a year, a month or a day.
    pub date: Option<String>,
}

impl<'a> From<&'a Source> for SourceBody<'a> {
    fn from(source: &'a Source) -> Self {
        SourceBody {
            kind: source.kind.into(),
            title: &source.title,
            url: source.url.as_deref(),
            date: source.date.map(|date| date.to_string()),
        }
    }
}

/// The claim that leads for a figure, and whether others disagree.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = LeadingFigure)]
pub struct LeadingFigureBody<'a> {
    /// The number, in the unit of the figure's name.
    pub value: f64,
    /// The day it speaks of: a year, a month or a day.
    pub as_of: Option<String>,
    /// How it stands in the source.
    pub accuracy: AccuracyCode,
    /// Who says so.
    pub source: SourceBody<'a>,
    /// How many claims there are of this figure.
    pub claims: usize,
    /// Whether another disagrees and is not just older.
    pub conflict: bool,
}

impl<'a> From<LeadingFigure<'a>> for LeadingFigureBody<'a> {
    fn from(figure: LeadingFigure<'a>) -> Self {
        let claim = figure.claim;
        LeadingFigureBody {
            value: claim.public_value(),
            as_of: claim.as_of.map(|date| date.to_string()),
            accuracy: claim.accuracy.into(),
            source: claim.source.as_ref().into(),
            claims: figure.claims,
            conflict: figure.conflict,
        }
    }
}

/// The leading figure of each kind that was claimed by a day, under its code.
pub fn figures_on(claims: &[Claim], day: Date) -> BTreeMap<&'static str, LeadingFigureBody<'_>> {
    let leading = |figure: &Figure| Some((figure.code(), leading_on(claims, *figure, day)?.into()));
    Figure::ALL.iter().filter_map(leading).collect()
}

/// Every claim that could be known on a day.
pub fn claim_bodies(claims: &[Claim], day: Date) -> Vec<ClaimBody<'_>> {
    claims_on(claims, day).into_iter().map(ClaimBody::from).collect()
}

/// One dated statement of one figure by one source.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Claim)]
pub struct ClaimBody<'a> {
    /// What it is about.
    pub figure: FigureCode,
    /// The number.
    pub value: f64,
    /// Its unit, as written after the number.
    pub unit: &'static str,
    /// The day it speaks of: a year, a month or a day.
    pub as_of: Option<String>,
    /// How it stands in the source.
    pub accuracy: AccuracyCode,
    /// Who says so.
    pub source: SourceBody<'a>,
    /// A remark that changes how the number is read.
    pub note: Option<NameBody<'a>>,
    /// Whether it leads for its figure.
    pub leading: bool,
    /// Whether it disagrees with the leading claim and is not just older.
    pub conflict: bool,
}

impl<'a> From<StandingClaim<'a>> for ClaimBody<'a> {
    fn from(standing: StandingClaim<'a>) -> Self {
        let claim = standing.claim;
        ClaimBody {
            figure: claim.figure.into(),
            value: claim.public_value(),
            unit: claim.figure.unit(),
            as_of: claim.as_of.map(|date| date.to_string()),
            accuracy: claim.accuracy.into(),
            source: claim.source.as_ref().into(),
            note: claim.note.as_ref().map(NameBody::from),
            leading: standing.leads,
            conflict: standing.disagrees,
        }
    }
}
