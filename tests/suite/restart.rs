//! A server started again gives the same answers, for every day.

use std::path::Path;

use kcn_atlas::command::Atlas;
use kcn_atlas::index::Snapshot;
use kcn_atlas::model::*;
use kcn_atlas::store::{Change, Content, Location, NewRow, Store, bundle};

use crate::door::Door;
use crate::scene::{TODAY, day, id, source};

async fn open(location: &Location) -> Atlas {
    Atlas::open(Store::open(location).await.unwrap(), day(TODAY)).await.unwrap()
}

fn serviced(lot: &str, from: &str) -> Change {
    let key = RowKey { kind: Kind::Lot, id: id(lot), facet: id("servicing") };
    let body = Body::Servicing(Servicing { state: ServicingState::Serviced, source: source() });
    let row = NewRow { key, valid_from: day(from), content: Content::Body(body) };
    Change {
        author: "test".into(),
        note: "serviced".into(),
        recorded_at: "2026-11-24T00:00:00Z".into(),
        rows: vec![row],
    }
}

async fn answers(atlas: &Atlas) -> Vec<axum::body::Bytes> {
    let door = Door::to(Snapshot::clone(&atlas.live().snapshot()));
    let mut bodies = vec![];
    for on in ["2020-06-30", "2025-06-30", TODAY] {
        for question in [
            "zones?limit=1000",
            "lots?limit=1000&stale=include",
            "lots?ready=true&sort=-area_ha&limit=5",
            "search?q=song+cong",
        ] {
            let glue = if question.contains('?') { '&' } else { '?' };
            bodies.push(door.get(&format!("/api/v1/{question}{glue}as_of={on}")).await.body);
        }
    }
    bodies
}

#[tokio::test]
async fn answers_are_the_same_before_and_after_a_restart_and_an_edit_is_seen_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let location = Location::Sqlite(folder.path().join("atlas.db"));
    let atlas = open(&location).await;
    atlas.store().load_bundle(bundle::read(Path::new("data/thai-nguyen")).unwrap()).await.unwrap();
    drop(atlas);

    let atlas = open(&location).await;
    let untouched = answers(&atlas).await;
    let lot = {
        let snapshot = atlas.live().snapshot();
        let shard = snapshot.zone("kcn-song-cong-2").unwrap();
        shard.lots.iter().find(|lot| lot.id.as_str().starts_with("kcn-song-cong-2.gd2")).unwrap().id.to_string()
    };
    // A fact entered late: it speaks of a day long past and leaves earlier days alone.
    let info = atlas.commit(serviced(&lot, "2026-10-01")).await.unwrap();
    assert_eq!((info.number, atlas.live().snapshot().revision()), (2, 2), "acknowledged means visible");
    let edited = answers(&atlas).await;
    assert_eq!(edited[..8].len(), untouched[..8].len());
    let servicing = |atlas: &Atlas, on: &str| {
        let view = atlas.live().view(Some(day(on))).unwrap();
        kcn_atlas::query::lots::find_lot(&view, &id(&lot)).unwrap().day.servicing
    };
    assert_ne!(servicing(&atlas, "2026-09-30"), Some(ServicingState::Serviced));
    assert_eq!(servicing(&atlas, "2026-10-01"), Some(ServicingState::Serviced));
    drop(atlas);

    let again = open(&location).await;
    assert_eq!(answers(&again).await, edited);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn edits_from_many_sides_at_once_are_all_seen_and_the_snapshot_is_the_record() {
    let store = Store::open(&Location::Memory).await.unwrap();
    store.load_bundle(bundle::read(Path::new("data/thai-nguyen")).unwrap()).await.unwrap();
    let atlas = Atlas::open(store, day(TODAY)).await.unwrap();
    let lots: Vec<String> = atlas
        .live()
        .snapshot()
        .zones()
        .iter()
        .flat_map(|shard| &shard.lots)
        .map(|lot| lot.id.to_string())
        .take(64)
        .collect();
    let edits = lots.iter().cloned().map(|lot| {
        let atlas = atlas.clone();
        tokio::spawn(async move {
            let info = atlas.commit(serviced(&lot, "2026-11-02")).await.unwrap();
            assert!(atlas.live().snapshot().revision() >= info.number, "acknowledged means visible");
        })
    });
    for edit in edits.collect::<Vec<_>>() {
        edit.await.unwrap();
    }
    assert_eq!(atlas.live().snapshot().revision(), 65);
    let read_anew = Atlas::open(atlas.store().clone(), day(TODAY)).await.unwrap();
    assert_eq!(answers(&atlas).await, answers(&read_anew).await);
}

#[tokio::test]
async fn two_records_with_the_same_number_of_revisions_have_different_tags() {
    let tag_after = async |written: &str| {
        let store = Store::open(&Location::Memory).await.unwrap();
        store.load_bundle(bundle::read(Path::new("data/thai-nguyen")).unwrap()).await.unwrap();
        let change = Change { recorded_at: written.into(), ..serviced("kcn-song-cong-2.gd2.nb-05", "2026-10-01") };
        store.commit(change).await.unwrap();
        let atlas = Atlas::open(store, day(TODAY)).await.unwrap();
        let door = Door::to(Snapshot::clone(&atlas.live().snapshot()));
        door.get("/api/v1/zones").await.header("etag").to_owned()
    };
    assert_ne!(tag_after("2026-11-23T00:00:00Z").await, tag_after("2026-11-24T00:00:00Z").await);
}

#[tokio::test]
async fn what_another_program_writes_is_shown_and_own_commits_do_not_wait_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let location = Location::Sqlite(folder.path().join("atlas.db"));
    let atlas = open(&location).await;
    atlas.store().load_bundle(bundle::read(Path::new("data/thai-nguyen")).unwrap()).await.unwrap();
    drop(atlas);
    let (server, command_line) = (open(&location).await, open(&location).await);
    let lots: Vec<String> = {
        let snapshot = server.live().snapshot();
        snapshot.zone("kcn-song-cong-2").unwrap().lots.iter().map(|lot| lot.id.to_string()).collect()
    };
    let is_serviced = |lot: &str| {
        let snapshot = server.live().snapshot();
        let shard = snapshot.zone("kcn-song-cong-2").unwrap();
        let lot = &shard.lots[shard.find_lot(lot).unwrap()];
        lot.servicing.at(day("2020-02-01")).is_some()
    };

    command_line.commit(serviced(&lots[0], "2020-01-01")).await.unwrap();
    assert!(!is_serviced(&lots[0]), "it is another program's");
    assert!(server.catch_up().await.unwrap() && is_serviced(&lots[0]));
    assert!(!server.catch_up().await.unwrap(), "nothing new");

    // A commit over a revision that this program never saw: before, it waited for that one for ever.
    command_line.commit(serviced(&lots[1], "2020-01-01")).await.unwrap();
    let own = tokio::time::timeout(std::time::Duration::from_secs(60), server.commit(serviced(&lots[2], "2020-01-01")));
    assert_eq!(own.await.expect("it does not hang").unwrap().number, 4);
    assert!(is_serviced(&lots[1]) && is_serviced(&lots[2]));

    // Many at once, from both.
    let commits = lots[3..23].iter().enumerate().map(|(at, lot)| {
        let (atlas, lot) = (if at % 3 == 0 { command_line.clone() } else { server.clone() }, lot.clone());
        tokio::spawn(async move { atlas.commit(serviced(&lot, "2020-01-01")).await.unwrap().number })
    });
    for commit in commits.collect::<Vec<_>>() {
        tokio::time::timeout(std::time::Duration::from_secs(60), commit).await.expect("none hangs").unwrap();
    }
    server.catch_up().await.unwrap();
    assert!(lots[..23].iter().all(|lot| is_serviced(lot)));
    assert_eq!(server.live().snapshot().revision(), 24);
    assert_eq!(server.store().check().await.unwrap(), vec![]);
}
