//! `serve`: answer over HTTP until told to stop.
//!
//! The port is taken first, so that a second server fails at once; data is loaded while `/healthz` already answers.

use std::convert::Infallible;
use std::future::IntoFuture;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use axum::Router;
use kcn_atlas::api::{ApiState, Gate, Guarded, router};
use kcn_atlas::command::Atlas;
use kcn_atlas::command::imports::{Desk, DeskSettings, Worker};
use kcn_atlas::store::Location;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::oneshot;
use tokio::time::{interval, sleep};
use tracing::{info, warn};

use super::clock::Clock;
use super::failure::Failure;
use super::record;
use crate::config::Settings;

/// Requests that are still running when the server is told to stop may take this long.
const LONGEST_FAREWELL: Duration = Duration::from_secs(10);

/// How often timings are filed away.
const TIDY_EVERY: Duration = Duration::from_secs(5);

/// How often it is looked whether another program wrote to the record.
const CATCH_UP_EVERY: Duration = Duration::from_secs(2);

/// Answers over HTTP until SIGINT or SIGTERM.
///
/// **Errors**: [`Failure`] when the port is taken or the data cannot be read.
pub async fn serve(settings: &Settings) -> Result<(), Failure> {
    let listener =
        TcpListener::bind(&settings.listen).await.map_err(|error| cannot_listen(&settings.listen, &error))?;
    let address = listener.local_addr().map_or_else(|_| settings.listen.clone(), |address| address.to_string());
    info!(listen = %address, database = %settings.database, office = settings.admin_token.is_some(), "listening on http://{address}");
    let state = ApiState::new(settings.admin_token).with_worker(Worker::beside_this_program());
    let desk = OnceLock::new();
    let work = keep_up(settings, state.clone(), &desk);
    let served = tokio::select! {
        served = answer(listener, router(state)) => served,
        stopped = work => stopped.map(|never| match never {}),
    };
    if let Some(desk) = desk.get() {
        desk.close().await;
    }
    served
}

/// Loads the data, then keeps the day, the meter and the desk up to date.
async fn keep_up(settings: &Settings, state: ApiState, desk: &OnceLock<Desk>) -> Result<Infallible, Failure> {
    let clock = Clock::new(settings.today);
    let started = Instant::now();
    let (atlas, origin) = record::open_atlas(settings, clock).await?;
    state.open(atlas.live().clone(), origin);
    match state.take_imports(atlas.clone(), desk_settings(settings, clock)) {
        Ok(opened) => drop(desk.set(opened)),
        // The map is worth having without.
        Err(error) => warn!("files cannot be imported over HTTP, their folder cannot be made: {error}"),
    }
    let (revision, load_ms) = (atlas.live().snapshot().revision(), started.elapsed().as_millis());
    info!(revision, load_ms, today = %clock.today(), "ready: revision {revision} loaded in {load_ms} ms");
    let tidy = async {
        let mut tick = interval(TIDY_EVERY);
        loop {
            tick.tick().await;
            state.meter.tidy();
            if let Some(desk) = desk.get() {
                desk.tidy();
            }
        }
    };
    let turn = async {
        loop {
            sleep(clock.until_next_look()).await;
            turn_day(&atlas, clock).await;
        }
    };
    let catch_up = async {
        let mut tick = interval(CATCH_UP_EVERY);
        loop {
            tick.tick().await;
            match atlas.catch_up().await {
                Ok(false) => {}
                Ok(true) => {
                    let revision = atlas.live().snapshot().revision();
                    info!(revision, "another program wrote to the record; revision {revision} is shown");
                }
                Err(error) => warn!("what another program wrote to the record cannot be read: {error}"),
            }
        }
    };
    tokio::join!(tidy, turn, catch_up).0
}

/// Files lie beside the record: where it has room, they have.
fn desk_settings(settings: &Settings, clock: Clock) -> DeskSettings {
    let parent = match &settings.database {
        Location::Sqlite(path) => PathBuf::from(format!("{}.imports", path.display())),
        Location::Memory => std::env::temp_dir().join("kcn-atlas.imports"),
    };
    DeskSettings::usual(parent, Arc::new(move || clock.moment()))
}

/// Swaps in the new day when midnight has passed.
async fn turn_day(atlas: &Atlas, clock: Clock) {
    let today = clock.today();
    if atlas.live().snapshot().today() != today {
        atlas.turn_day(today).await;
        info!(%today, "a new day: {today}");
    }
}

async fn answer(listener: TcpListener, router: Router) -> Result<(), Failure> {
    let (told, stopping) = oneshot::channel();
    let farewell = async {
        told_to_stop().await;
        info!("told to stop; finishing what is under way");
        // Nobody listens any more when everything has already ended.
        let _ = told.send(());
    };
    let service = router.into_make_service_with_connect_info::<Gate>();
    let server = axum::serve(Guarded::new(listener), service).with_graceful_shutdown(farewell).into_future();
    let out_of_patience = async {
        match stopping.await {
            Ok(()) => sleep(LONGEST_FAREWELL).await,
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        served = server => served.map_err(|error| {
            Failure::failed(format!("máy chủ dừng vì lỗi: {error}"), format!("the server stopped: {error}"))
        }),
        () = out_of_patience => {
            warn!("some requests did not end within {} s and are cut off", LONGEST_FAREWELL.as_secs());
            Ok(())
        }
    }
}

/// Returns when SIGINT or SIGTERM arrives.
async fn told_to_stop() {
    let caught = |kind| async move {
        match signal(kind) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(error) => {
                warn!("a signal cannot be watched: {error}");
                std::future::pending().await
            }
        }
    };
    tokio::select! {
        () = caught(SignalKind::interrupt()) => {}
        () = caught(SignalKind::terminate()) => {}
    }
}

fn cannot_listen(address: &str, error: &std::io::Error) -> Failure {
    match error.kind() {
        ErrorKind::AddrInUse => Failure::failed(
            format!("{address} đang được chương trình khác dùng; hãy chọn cổng khác bằng --listen"),
            format!("{address} is in use by another program; choose another port with --listen"),
        ),
        ErrorKind::PermissionDenied => Failure::failed(
            format!("không được phép mở {address}; cổng dưới 1024 cần quyền quản trị"),
            format!("{address} may not be opened; ports below 1024 need privileges"),
        ),
        _ => Failure::failed(
            format!("không mở được {address}: {error}; ví dụ đúng: --listen 127.0.0.1:8080"),
            format!("{address} cannot be opened: {error}; an address looks like --listen 127.0.0.1:8080"),
        ),
    }
}
