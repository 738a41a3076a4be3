//! Sources, claims and leading figures on the wire: who said it, when, and whether others disagree.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
use utoipa::ToSchema;

use super::coded::{AccuracyCode, FigureCode, NameBody, SourceKindCode};
use crate::model::{Claim, Coded, Figure, Source, claims_conflict, leading_claim};

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
    /// Whether they differ.
    pub conflict: bool,
}

impl<'a> LeadingFigureBody<'a> {
    /// The leading claim of a figure; nothing when nobody stated it.
    pub fn of(claims: &'a [Claim], figure: Figure) -> Option<Self> {
        let lead = &claims[leading_claim(claims, figure)?];
        Some(LeadingFigureBody {
            value: lead.value,
            as_of: lead.as_of.map(|date| date.to_string()),
            accuracy: lead.accuracy.into(),
            source: lead.source.as_ref().into(),
            claims: claims.iter().filter(|claim| claim.figure == figure).count(),
            conflict: claims_conflict(claims, figure),
        })
    }
}

/// The leading claim of every figure that was stated, by the figure's code.
pub fn leading_figures(claims: &[Claim]) -> BTreeMap<&'static str, LeadingFigureBody<'_>> {
    let leading = |figure: &Figure| Some((figure.code(), LeadingFigureBody::of(claims, *figure)?));
    Figure::ALL.iter().filter_map(leading).collect()
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
    /// Whether claims of this figure differ.
    pub conflict: bool,
}

/// Every claim, with its standing among the others.
pub fn every_claim(claims: &[Claim]) -> Vec<ClaimBody<'_>> {
    let with_standing = claims.iter().enumerate().map(|(at, claim)| ClaimBody {
        figure: claim.figure.into(),
        value: claim.value,
        unit: claim.figure.unit(),
        as_of: claim.as_of.map(|date| date.to_string()),
        accuracy: claim.accuracy.into(),
        source: claim.source.as_ref().into(),
        note: claim.note.as_ref().map(NameBody::from),
        leading: leading_claim(claims, claim.figure) == Some(at),
        conflict: claims_conflict(claims, claim.figure),
    });
    with_standing.collect()
}

/// Sources, in the order of the record.
pub fn sources(sources: &[Arc<Source>]) -> Vec<SourceBody<'_>> {
    sources.iter().map(|source| source.as_ref().into()).collect()
}
