//! Every setting, its unit and its default; read once at start.
//!
//! A setting is looked for in this order: flag, environment (`KCN_ATLAS_…`), file (`kcn-atlas.toml`), default.
//! The file's keys are the flags' names with `_` for `-`; an unknown key is refused.

use std::path::{Path, PathBuf};

use clap::{Args, Command};
use kcn_atlas::api::AdminToken;
use kcn_atlas::model::{Date, Name, Refused, parse_date};
use kcn_atlas::store::Location;
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// The file that is read when there is one and no other is named.
const USUAL_FILE: &str = "kcn-atlas.toml";

/// Settings of every command.
#[derive(Args, Clone, Debug, Default, Deserialize)]
pub struct Common {
    /// File of settings (kcn-atlas.toml, if there is one)
    #[arg(long, global = true, env = "KCN_ATLAS_CONFIG", value_name = "FILE")]
    #[serde(skip)]
    config: Option<PathBuf>,
    /// Where the record is kept (sqlite:var/atlas.db)
    #[arg(long, global = true, env = "KCN_ATLAS_DATABASE", value_name = "sqlite:PATH")]
    database: Option<String>,
    /// The day to take for today, YYYY-MM-DD (the clock, UTC+7)
    #[arg(long, global = true, env = "KCN_ATLAS_TODAY", value_name = "DATE")]
    today: Option<String>,
    /// What is logged: a level, or target=level, … (info)
    #[arg(long, global = true, env = "KCN_ATLAS_LOG", value_name = "FILTER")]
    log: Option<String>,
    /// How the log is written: text or json (text)
    #[arg(long, global = true, env = "KCN_ATLAS_LOG_FORMAT", value_name = "FORMAT")]
    log_format: Option<String>,
}

/// Settings of `serve`.
#[derive(Args, Clone, Debug, Default, Deserialize)]
pub struct Serving {
    /// Address and port to answer on (127.0.0.1:8080)
    #[arg(long, env = "KCN_ATLAS_LISTEN", value_name = "ADDRESS:PORT")]
    listen: Option<String>,
    /// Load the sample province into an empty database (false)
    #[arg(long, env = "KCN_ATLAS_SAMPLE", value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    sample: Option<bool>,
    /// Folder of the sample bundle (data/thai-nguyen)
    #[arg(long, env = "KCN_ATLAS_SAMPLE_BUNDLE", value_name = "FOLDER")]
    sample_bundle: Option<PathBuf>,
    /// Token of the authority: who sends it is told what is not public (none: nobody is)
    #[arg(long, env = "KCN_ATLAS_ADMIN_TOKEN", value_name = "TOKEN", hide_env_values = true)]
    admin_token: Option<String>,
}

/// How the log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// For machines, one object a line.
    Json,
}

/// Every setting, decided.
#[derive(Debug)]
pub struct Settings {
    /// Where the record is kept.
    pub database: Location,
    /// The day to take for today; `None` = the clock's.
    pub today: Option<Date>,
    /// What is logged.
    pub log: String,
    /// How the log is written.
    pub log_format: LogFormat,
    /// Address and port to answer on.
    pub listen: String,
    /// The sample bundle, when it is to be loaded into an empty database.
    pub sample: Option<PathBuf>,
    /// Who sends this token is served as the authority; `None` = nobody is.
    pub admin_token: Option<AdminToken>,
}

/// A sentence that says which setting cannot be taken, and why.
#[derive(Debug)]
pub struct Unsettled(pub Name);

impl Settings {
    /// Decides every setting.
    ///
    /// **Errors**: [`Unsettled`] for a file that cannot be read, an unknown key, or a value that is not accepted.
    pub fn decide(common: Common, serving: Serving) -> Result<Self, Unsettled> {
        let file = File::find(common.config.as_deref())?;
        let (common_file, serving_file): (Common, Serving) = (file.part()?, file.part()?);
        let database = common.database.or(common_file.database).unwrap_or_else(|| "sqlite:var/atlas.db".into());
        let database = database.parse::<Location>().map_err(|error| Unsettled(error.explain()))?;
        let today = common.today.or(common_file.today);
        let today = today.map(|text| parse_date(&text)).transpose();
        let today = today.map_err(|refused| refused_setting("today", &refused))?;
        let log_format = match common.log_format.or(common_file.log_format).as_deref() {
            None | Some("text") => LogFormat::Text,
            Some("json") => LogFormat::Json,
            Some(other) => return Err(not_accepted("log_format", other, "text, json")),
        };
        let is_sample = serving.sample.or(serving_file.sample).unwrap_or(false);
        let bundle = serving.sample_bundle.or(serving_file.sample_bundle);
        let token = serving.admin_token.or(serving_file.admin_token);
        Ok(Settings {
            database,
            today,
            log: common.log.or(common_file.log).unwrap_or_else(|| "info".into()),
            log_format,
            listen: serving.listen.or(serving_file.listen).unwrap_or_else(|| "127.0.0.1:8080".into()),
            sample: is_sample.then(|| bundle.unwrap_or_else(|| "data/thai-nguyen".into())),
            admin_token: token.as_deref().and_then(AdminToken::new),
        })
    }
}

fn refused_setting(setting: &str, refused: &Refused) -> Unsettled {
    let (value, allowed) = (&refused.value, &refused.allowed);
    Unsettled(Name::new(
        format!("{setting} không nhận giá trị {value:?}; cho phép: {}", allowed.vi),
        format!("{setting} does not accept {value:?}; allowed: {}", allowed.en),
    ))
}

fn not_accepted(setting: &str, value: &str, allowed: &str) -> Unsettled {
    Unsettled(Name::new(
        format!("{setting} không nhận giá trị {value:?}; cho phép: {allowed}"),
        format!("{setting} does not accept {value:?}; allowed: {allowed}"),
    ))
}

/// The file of settings.
struct File {
    path: PathBuf,
    keys: toml::Table,
}

impl File {
    /// Reads the named file, or the usual one if there is one. Nothing there = no keys.
    fn find(named: Option<&Path>) -> Result<Self, Unsettled> {
        let path = named.unwrap_or(Path::new(USUAL_FILE)).to_owned();
        if named.is_none() && !path.exists() {
            return Ok(File { path, keys: toml::Table::new() });
        }
        let text = std::fs::read_to_string(&path).map_err(|error| unreadable(&path, &error))?;
        let keys: toml::Table = toml::from_str(&text).map_err(|error| unreadable(&path, &error))?;
        let known = known_keys();
        match keys.keys().find(|key| !known.contains(key)) {
            None => Ok(File { path, keys }),
            Some(key) => Err(Unsettled(Name::new(
                format!("{}: không có khóa “{key}”; cho phép: {}", path.display(), known.join(", ")),
                format!("{}: there is no key “{key}”; allowed: {}", path.display(), known.join(", ")),
            ))),
        }
    }

    fn part<T: DeserializeOwned>(&self) -> Result<T, Unsettled> {
        self.keys.clone().try_into().map_err(|error| unreadable(&self.path, &error))
    }
}

fn unreadable(path: &Path, error: &dyn std::fmt::Display) -> Unsettled {
    Unsettled(Name::new(
        format!("không đọc được tệp cấu hình {}: {error}", path.display()),
        format!("the file of settings {} cannot be read: {error}", path.display()),
    ))
}

/// The keys of the file: the names of the flags, but for the one that names the file.
fn known_keys() -> Vec<String> {
    let flags = Serving::augment_args(Common::augment_args(Command::new("")));
    flags.get_arguments().map(|flag| flag.get_id().to_string()).filter(|name| name != "config").collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decided(text: &str) -> Result<Settings, Unsettled> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("settings.toml");
        std::fs::write(&file, text).unwrap();
        Settings::decide(Common { config: Some(file), ..Common::default() }, Serving::default())
    }

    #[test]
    fn a_file_sets_what_flags_leave_open() {
        let settings =
            decided("listen = '0.0.0.0:9000'\nsample = true\nlog_format = 'json'\ntoday = '2026-11-24'").unwrap();
        assert_eq!(settings.listen, "0.0.0.0:9000");
        assert_eq!(settings.sample, Some("data/thai-nguyen".into()));
        assert_eq!(settings.log_format, LogFormat::Json);
        assert_eq!(settings.database.to_string(), "sqlite:var/atlas.db", "what nobody sets has its default");
    }

    #[test]
    fn an_unknown_key_is_refused_and_the_known_ones_are_named() {
        let Unsettled(said) = decided("listn = '0.0.0.0:9000'").unwrap_err();
        assert!(said.en.contains("“listn”; allowed: database, today, log, log_format, listen, sample"), "{said:?}");
    }

    #[test]
    fn a_bad_value_is_refused() {
        for text in
            ["today = '2026-02-30'", "log_format = 'xml'", "database = 'mysql:x'", "sample = 'yes'", "listen = "]
        {
            assert!(decided(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_flag_outweighs_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("settings.toml");
        std::fs::write(&file, "listen = '0.0.0.0:9000'").unwrap();
        let common = Common { config: Some(file), ..Common::default() };
        let serving = Serving { listen: Some("127.0.0.1:1".into()), ..Serving::default() };
        assert_eq!(Settings::decide(common, serving).unwrap().listen, "127.0.0.1:1");
    }
}
