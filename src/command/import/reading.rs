//! What is learnt of a file while its rows go by: records, what is wrong, what a map shows. A row is forgotten once it is a record.

use rayon::prelude::*;

use super::bodies::{Made, Maker, Record};
use super::fold::Folding;
use super::intake::Intake;
use super::preview::Preview;
use super::sections::Sections;
use super::{ImportError, ImportReport, Progress, Step};
use crate::import::issue::Issue;
use crate::import::mapping::{Doubts, Plan, Target, doubtful_issue};
use crate::import::table::TableRow;
use crate::model::Crs;

/// A file that is being read.
pub struct Reading<'r> {
    /// What is known of it so far.
    pub report: ImportReport,
    preview: Preview,
    told: Folding,
    progress: &'r Progress,
}

impl<'r> Reading<'r> {
    /// Nothing has gone by yet.
    pub fn new(intake: &Intake, plan: &Plan, target: &Target, grid: Crs, progress: &'r Progress) -> Self {
        Reading {
            report: ImportReport::new(intake, plan.understood.clone(), target, grid),
            preview: Preview::new(intake, &plan.understood),
            told: Folding::default(),
            progress,
        }
    }

    /// Something is wrong.
    pub fn tell(&mut self, issues: impl IntoIterator<Item = Issue>) {
        self.told.extend(issues);
    }

    /// Makes records of all rows, chunk by chunk.
    pub fn records(&mut self, maker: &Maker, intake: &mut Intake) -> Result<Vec<Record>, ImportError> {
        // A list that grows by doubling is there twice while it moves.
        let mut records = Vec::with_capacity(intake.rows);
        let (mut sections, mut doubts) = (Sections::default(), Doubts::default());
        let progress = self.progress;
        progress.begin(Step::Repair, intake.rows as u64);
        let of_row = |row: &TableRow| if progress.is_stopped() { Made::default() } else { maker.row(row) };
        while let Some(rows) = intake.next() {
            self.report.see(&rows);
            rows.iter().for_each(|row| maker.plan.watch(row, &mut doubts));
            let made: Vec<Made> = rows.par_iter().map(of_row).collect();
            progress.going_on()?;
            for (row, made) in rows.into_iter().zip(made) {
                progress.row();
                self.preview.see(row, &made.issues);
                self.told.extend(made.issues);
                let (taken, issues) = sections.take(made.records, maker.target);
                records.extend(taken);
                self.told.extend(issues);
            }
            self.told.extend(std::mem::take(&mut intake.table.issues));
        }
        self.tell_of_doubts(doubts, intake);
        Ok(records)
    }

    /// The rows of a file that cannot be placed yet: what they say is looked at, so that a person can decide.
    pub fn look_through(&mut self, plan: &Plan, intake: &mut Intake) -> Result<(), ImportError> {
        let mut doubts = Doubts::default();
        self.progress.begin(Step::Map, intake.rows as u64);
        while let Some(rows) = intake.next() {
            self.report.see(&rows);
            for row in rows {
                self.progress.row();
                plan.watch(&row, &mut doubts);
                let mut issues = Vec::new();
                plan.draft(&row, &mut issues);
                self.preview.see(row, &issues);
                self.told.extend(issues);
            }
            self.told.extend(std::mem::take(&mut intake.table.issues));
            self.progress.going_on()?;
        }
        self.tell_of_doubts(doubts, intake);
        Ok(())
    }

    fn tell_of_doubts(&mut self, doubts: Doubts, intake: &Intake) {
        let doubtful = doubts.columns();
        self.told.extend(doubtful.iter().map(|doubtful| doubtful_issue(doubtful, &intake.table.layer)));
        self.report.understood.doubtful = doubtful;
    }

    /// The report, once everything has been said.
    pub fn finish(mut self, intake: &mut Intake, records: &[Record]) -> ImportReport {
        self.told.extend(std::mem::take(&mut intake.table.issues));
        self.report.issues = self.told.finish();
        self.report.shapes = self.preview.finish(&self.report, records);
        self.report
    }
}
