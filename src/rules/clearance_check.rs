//! What the rules of clearance say of the dates of an area.

use super::clearance::{ClearanceRules, LandGroup, Required};
use crate::model::{Certainty, Date, LandRegime, Name, Stage, Verdict};

/// When a stage first happened to an area, and whether that is a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StageDate {
    /// The stage.
    pub stage: Stage,
    /// Its first event.
    pub first: Date,
    /// Whether every event of it is a fact: what is drawn up for illustration can break no law.
    pub is_fact: bool,
}

/// The stages of an area.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StageDates(pub Vec<StageDate>);

impl StageDates {
    fn of(&self, stage: Stage) -> Option<&StageDate> {
        self.0.iter().find(|date| date.stage == stage)
    }

    /// Whether anything later than a stage happened: then the stage itself must have.
    fn any_after(&self, stage: Stage) -> bool {
        self.0.iter().any(|date| date.stage > stage)
    }
}

/// What one rule says.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// What the rule is called by programs.
    pub rule: String,
    /// What it is called on screen.
    pub label: Name,
    /// What it says.
    pub verdict: Verdict,
    /// Days that are required; `None` for an order.
    pub required: Option<Required>,
    /// Days that were taken, or have passed so far; negative when the order was turned round. `None` = a date is missing.
    pub measured_days: Option<i32>,
    /// First event of the earlier stage.
    pub from: Option<Date>,
    /// First event of the later stage; `None` = it has not happened.
    pub to: Option<Date>,
    /// Where it stands.
    pub citation: String,
    /// How sure that is.
    pub certainty: Certainty,
}

impl ClearanceRules {
    /// What the law says of a history, as it stands on a day. Rules whose stages have not begun are left out.
    pub fn check(&self, regime: LandRegime, land: &[LandGroup], dates: &StageDates, day: Date) -> Vec<Check> {
        let orders = self.orders.iter().filter(|order| order.regime == regime);
        let waits = self.waits.iter().filter(|wait| wait.regime == regime);
        let ordered = orders.filter_map(|order| judge::order(order, dates));
        ordered.chain(waits.filter_map(|wait| judge::wait(wait, land, dates, day))).collect()
    }
}

/// Rules laid over dates.
mod judge {
    use super::*;
    use crate::model::Coded;
    use crate::rules::clearance::{Order, Wait};

    /// An order; `None` while the later stage has not happened.
    pub fn order(order: &Order, dates: &StageDates) -> Option<Check> {
        let later = dates.of(order.stage)?;
        let earlier = dates.of(order.after);
        let verdict = match earlier {
            None => Verdict::MissingData,
            Some(earlier) if earlier.first <= later.first => Verdict::Pass,
            Some(earlier) => broken(order.certainty, earlier.is_fact && later.is_fact),
        };
        Some(Check {
            rule: format!("order_{}_after_{}", order.stage.code(), order.after.code()).to_lowercase(),
            label: Name::new(
                format!("{} sau {}", order.stage.label().vi, lower(order.after.label().vi)),
                format!("{} after {}", order.stage.label().en, lower(order.after.label().en)),
            ),
            verdict,
            required: None,
            measured_days: earlier.map(|earlier| days(earlier.first, later.first)),
            from: earlier.map(|earlier| earlier.first),
            to: Some(later.first),
            citation: order.citation.clone(),
            certainty: order.certainty,
        })
    }

    /// A wait; `None` while neither stage has happened, or nothing can be said yet.
    pub fn wait(wait: &Wait, land: &[LandGroup], dates: &StageDates, day: Date) -> Option<Check> {
        let (from, to) = (dates.of(wait.from), dates.of(wait.to));
        let is_fact = from.is_none_or(|date| date.is_fact) && to.is_none_or(|date| date.is_fact);
        let taken = from.map(|from| days(from.first, to.map_or(day, |to| to.first)));
        let verdict = match (taken, to) {
            (None, None) => return None,
            _ if wait.land.is_some_and(|group| !land.is_empty() && !land.contains(&group)) => Verdict::NotApplicable,
            (None, Some(_)) => Verdict::MissingData,
            (Some(taken), Some(_)) => done(wait, taken, land, is_fact),
            // What may be taken is over only if nothing later shows that the stage must have happened.
            (Some(_), None) if dates.any_after(wait.to) => Verdict::MissingData,
            (Some(taken), None) if too_long(wait, taken) => broken(wait.certainty, is_fact),
            (Some(_), None) => return None,
        };
        Some(Check {
            rule: wait.rule.clone(),
            label: wait.label.clone(),
            verdict,
            required: Some(wait.required),
            measured_days: taken,
            from: from.map(|from| from.first),
            to: to.map(|to| to.first),
            citation: wait.citation.clone(),
            certainty: wait.certainty,
        })
    }

    fn done(wait: &Wait, taken: i32, land: &[LandGroup], is_fact: bool) -> Verdict {
        let too_short = wait.required.min_days.is_some_and(|least| taken < i32::from(least));
        if !too_short && !too_long(wait, taken) {
            return Verdict::Pass;
        }
        // Whether the rule is about this land at all cannot be told.
        if wait.land.is_some() && land.is_empty() {
            return Verdict::MissingData;
        }
        broken(wait.certainty, is_fact)
    }

    fn too_long(wait: &Wait, taken: i32) -> bool {
        wait.required.max_days.is_some_and(|most| taken > i32::from(most))
    }

    /// A rule that is not kept fails a case only when rule and dates are certain.
    fn broken(certainty: Certainty, is_fact: bool) -> Verdict {
        let is_certain = matches!(certainty, Certainty::Sourced | Certainty::High);
        if is_certain && is_fact { Verdict::Fail } else { Verdict::NeedsReview }
    }

    fn days(from: Date, to: Date) -> i32 {
        from.until(to).map_or(0, |span| span.get_days())
    }

    fn lower(text: &str) -> String {
        text.to_lowercase()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::parse_date;
    use crate::rules::Rules;

    fn day(text: &str) -> Date {
        parse_date(text).unwrap()
    }

    fn dates(stages: &[(Stage, &str)]) -> StageDates {
        let date = |(stage, first): &(Stage, &str)| StageDate { stage: *stage, first: day(first), is_fact: true };
        StageDates(stages.iter().map(date).collect())
    }

    fn verdict(land: &[LandGroup], stages: &StageDates, rule: &str, on: &str) -> Option<Verdict> {
        let rules = Rules::built_in().unwrap().clearance;
        let found = rules.check(LandRegime::LandLaw2024, land, stages, day(on));
        found.into_iter().find(|check| check.rule == rule).map(|check| check.verdict)
    }

    #[test]
    fn a_notice_of_ninety_days_is_long_enough_and_one_of_eighty_nine_is_not() {
        let rule = "notice_before_recovery_agricultural";
        let land = [LandGroup::Agricultural];
        for (decision, expected) in [("2025-04-01", Verdict::Pass), ("2025-03-31", Verdict::Fail)] {
            let stages = dates(&[(Stage::Notice, "2025-01-01"), (Stage::RecoveryDecision, decision)]);
            assert_eq!(verdict(&land, &stages, rule, "2026-01-01"), Some(expected), "{decision}");
        }
        let stages = dates(&[(Stage::Notice, "2025-01-01"), (Stage::RecoveryDecision, "2025-03-31")]);
        assert_eq!(verdict(&[], &stages, rule, "2026-01-01"), Some(Verdict::MissingData), "which land is not known");
        assert_eq!(verdict(&[LandGroup::Other], &stages, rule, "2026-01-01"), Some(Verdict::NotApplicable));
    }

    #[test]
    fn a_payment_is_late_from_the_thirty_first_day_even_before_it_is_made() {
        let rule = "payment_after_approval";
        let stages = dates(&[(Stage::PlanApproved, "2025-01-01")]);
        assert_eq!(verdict(&[], &stages, rule, "2025-01-31"), None);
        assert_eq!(verdict(&[], &stages, rule, "2025-02-01"), Some(Verdict::Fail));
        let handed_over = dates(&[(Stage::PlanApproved, "2025-01-01"), (Stage::Handover, "2025-06-01")]);
        let late = verdict(&[], &handed_over, rule, "2025-12-01");
        assert_eq!(late, Some(Verdict::MissingData), "it must have been paid; nobody said when");
    }

    #[test]
    fn what_is_drawn_up_for_illustration_breaks_no_law() {
        let mut stages = dates(&[(Stage::Resettled, "2025-06-01"), (Stage::RecoveryDecision, "2025-03-01")]);
        let rule = "order_recovery_decision_after_resettled";
        assert_eq!(verdict(&[], &stages, rule, "2026-01-01"), Some(Verdict::Fail));
        stages.0[0].is_fact = false;
        assert_eq!(verdict(&[], &stages, rule, "2026-01-01"), Some(Verdict::NeedsReview));
    }

    #[test]
    fn a_rule_of_medium_certainty_only_asks_for_a_review() {
        let stages = dates(&[(Stage::PlanPosted, "2025-06-01"), (Stage::PlanApproved, "2025-06-20")]);
        assert_eq!(verdict(&[], &stages, "posting_of_plan", "2026-01-01"), Some(Verdict::NeedsReview));
    }
}
