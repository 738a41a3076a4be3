//! Two times: whatever was entered, late or wrong, every day at every revision answers as a plain replay of the rows.

use kcn_atlas::model::*;
use kcn_atlas::store::{Content, Location, Store};
use proptest::prelude::*;

use super::scene::{change, day, key, lot, serviced, servicing};

const DAYS: [&str; 5] = ["2020-01-01", "2021-06-30", "2021-07-01", "2024-02-29", "2026-11-24"];
const LOTS: [&str; 3] = ["kcn-a.p.1", "kcn-a.p.10", "kcn-b.p.1"];

#[derive(Clone, Debug)]
struct Said {
    lot: usize,
    day: usize,
    /// `None` = retracted, `Some(None)` = ended.
    what: Option<Option<ServicingState>>,
}

fn said() -> impl Strategy<Value = Said> {
    let what = prop_oneof![
        4 => prop::sample::select(ServicingState::ALL).prop_map(|state| Some(Some(state))),
        1 => Just(Some(None)),
        2 => Just(None),
    ];
    (0..LOTS.len(), 0..DAYS.len(), what).prop_map(|(lot, day, what)| Said { lot, day, what })
}

/// The slow twin: of the rows up to a revision, the last word for each day; of the days not taken back, the greatest.
fn replay(history: &[Vec<Said>], revision: usize, lot: usize, asked: usize) -> Option<ServicingState> {
    let last_word = |day: usize| {
        let mut rows = history[..revision].iter().flatten().filter(|said| said.lot == lot && said.day == day);
        rows.next_back().and_then(|said| said.what)
    };
    (0..=asked).rev().find_map(last_word).flatten()
}

/// Drops what the record refuses: a second word in one change, a retraction of nothing, an empty change.
fn lawful(wanted: Vec<Vec<Said>>) -> Vec<Vec<Said>> {
    let mut history: Vec<Vec<Said>> = vec![];
    for revision in wanted {
        let mut kept: Vec<Said> = vec![];
        for said in revision {
            let same = |other: &&Said| other.lot == said.lot && other.day == said.day;
            let stands = history.iter().flatten().rfind(same).is_some_and(|other| other.what.is_some());
            if !kept.iter().any(|other| same(&other)) && (said.what.is_some() || stands) {
                kept.push(said);
            }
        }
        if !kept.is_empty() {
            history.push(kept);
        }
    }
    history
}

fn timeline(facts: &[Fact], lot: &str) -> Timeline<ServicingState> {
    let entries = facts.iter().filter(|fact| fact.key.id.as_str() == lot).map(|fact| {
        let state = fact.body.as_ref().map(|body| match body {
            Body::Servicing(servicing) => servicing.state,
            other => panic!("{other:?}"),
        });
        (fact.valid_from, state)
    });
    Timeline::new(entries.collect())
}

async fn agrees_with_replay(history: &[Vec<Said>]) {
    let store = Store::open(&Location::Memory).await.unwrap();
    for revision in history {
        let rows = revision.iter().map(|said| {
            let content = match said.what {
                Some(Some(state)) => servicing(state),
                Some(None) => Content::Ended,
                None => Content::Retracted,
            };
            (key(Kind::Lot, LOTS[said.lot], "servicing"), DAYS[said.day], content)
        });
        let committed = store.commit(change(rows.collect())).await.unwrap();
        let touched = revision.iter().map(|said| LOTS[said.lot]).collect::<Vec<_>>();
        let mut expected = store.facts(Some(committed.info.number)).await.unwrap();
        expected.retain(|fact| touched.contains(&fact.key.id.as_str()));
        assert_eq!(format!("{expected:?}"), format!("{:?}", committed.facts), "whole timelines of what was touched");
    }
    for revision in 0..=history.len() {
        let facts = store.facts(Some(revision as Revision)).await.unwrap();
        assert!(facts.is_sorted_by_key(|fact| (fact.key.clone(), fact.valid_from)));
        for (lot, id) in LOTS.iter().enumerate() {
            let timeline = timeline(&facts, id);
            assert_eq!(timeline.at(day("2019-12-31")), None);
            for (asked, text) in DAYS.iter().enumerate() {
                let expected = replay(history, revision, lot, asked);
                assert_eq!(timeline.at(day(text)).copied(), expected, "{id} on {text} at {revision}: {history:?}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_day_at_every_revision_is_as_a_plain_replay_says(
        wanted in prop::collection::vec(prop::collection::vec(said(), 1..5), 1..9),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(agrees_with_replay(&lawful(wanted)));
    }
}

#[tokio::test]
async fn a_fact_entered_late_does_not_erase_what_is_known_of_later_days() {
    let store = Store::open(&Location::Memory).await.unwrap();
    store.commit(serviced(LOTS[0], "2024-01-01", ServicingState::Serviced)).await.unwrap();
    let late = store.commit(serviced(LOTS[0], "2022-01-01", ServicingState::Planned)).await.unwrap();
    let timeline = timeline(&late.facts, LOTS[0]);
    assert_eq!(timeline.at(day("2023-01-01")), Some(&ServicingState::Planned));
    assert_eq!(timeline.at(day("2024-01-01")), Some(&ServicingState::Serviced));
}

#[tokio::test]
async fn a_revision_that_does_not_exist_is_refused() {
    let store = Store::open(&Location::Memory).await.unwrap();
    let error = store.facts(Some(1)).await.unwrap_err();
    assert!(error.explain().vi.contains("phiên bản 1"), "{error}");
    assert!(store.facts(None).await.unwrap().is_empty());
    assert_eq!(store.head().await.unwrap(), 0);
}

#[tokio::test]
async fn a_row_that_does_not_fit_its_key_is_refused_and_nothing_is_written() {
    let store = Store::open(&Location::Memory).await.unwrap();
    let rows = [
        (key(Kind::Lot, "kcn-a.p.1", "servicing"), lot()),
        (key(Kind::Lot, "kcn-a.p.1", "colour"), Content::Ended),
        (key(Kind::Lot, "kcn-a", "core"), lot()),
        (key(Kind::Zone, "kcn-a.p", "core"), Content::Ended),
    ];
    for (key, content) in rows {
        let error = store.commit(change(vec![(key, "2020-01-01", content)])).await.unwrap_err();
        assert!(matches!(error, kcn_atlas::store::StoreError::RefusedRow { .. }), "{error}");
    }
    let mut timeless = serviced(LOTS[0], "2020-01-01", ServicingState::None);
    timeless.recorded_at = "hôm qua".into();
    assert!(store.commit(timeless).await.is_err());
    assert!(store.commit(change(vec![])).await.is_err());
    assert_eq!(store.head().await.unwrap(), 0);
}
