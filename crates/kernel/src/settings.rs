//! Settings: defaults ← file ← environment. What the defaults do not name does not exist.
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use figment::{
    Figment,
    providers::{Format, Serialized, Toml},
    value::{Dict, Value},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{Module, mail::MailSettings, storage::StorageSettings, telemetry::TelemetrySettings};

const DEFAULTS: &str = include_str!("../settings.toml");
/// Names that hosting platforms set, and what they mean here.
const ALIASES: [(&str, &str); 6] = [
    ("DATABASE_URL", "database.url"),
    ("REDIS_URL", "redis.url"),
    ("SECRET_KEY", "security.secret_key"),
    ("SMTP_URL", "mail.smtp_url"),
    ("ENVIRONMENT", "environment"),
    ("LISTEN", "server.listen"),
];
/// Variables with our prefix that are no settings.
const NOT_SETTINGS: [&str; 3] = ["BURSAR_CONFIG", "BURSAR_DATA", "BURSAR_TEST_DATABASE"];

/// The effective settings of the kernel; a module reads its own with [`Settings::of`].
#[derive(Clone, Debug, Deserialize)]
pub struct Settings {
    /// Where this runs.
    pub environment: Environment,
    /// Folder of a small installation's data.
    pub data_dir: PathBuf,
    /// The HTTP server.
    pub server: ServerSettings,
    /// The database.
    pub database: DatabaseSettings,
    /// What replicas share.
    pub redis: RedisSettings,
    /// Files.
    pub storage: StorageSettings,
    /// Files that people send.
    pub uploads: UploadSettings,
    /// Mail.
    pub mail: MailSettings,
    /// Rates.
    pub limits: LimitSettings,
    /// Logs and traces.
    pub telemetry: TelemetrySettings,
    /// Secrets.
    pub security: SecuritySettings,
    #[serde(skip)]
    all: Figment,
}

/// Where this runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Environment {
    Development,
    Test,
    Demo,
    Production,
}

impl std::fmt::Display for Environment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Development => "development",
            Self::Test => "test",
            Self::Demo => "demo",
            Self::Production => "production",
        })
    }
}

/// Section `[server]`; `settings.toml` explains each.
#[derive(Clone, Debug, Deserialize)]
#[expect(missing_docs, reason = "settings.toml is the manual")]
pub struct ServerSettings {
    pub listen: std::net::SocketAddr,
    pub public_url: String,
    pub trusted_proxies: Vec<String>,
    pub metrics_from: Vec<String>,
    pub cors_origins: Vec<String>,
    pub body_limit: usize,
    pub request_timeout: u64,
    pub max_in_flight: usize,
    pub max_connections: usize,
    pub shutdown_grace: u64,
}

/// Section `[database]`; `settings.toml` explains each.
#[derive(Clone, Debug, Deserialize)]
#[expect(missing_docs, reason = "settings.toml is the manual")]
pub struct DatabaseSettings {
    pub url: String,
    pub pool: u32,
    pub synchronous: String,
    pub migrate: bool,
}

/// Section `[redis]`.
#[derive(Clone, Debug, Deserialize)]
#[expect(missing_docs, reason = "settings.toml is the manual")]
pub struct RedisSettings {
    pub url: String,
}

/// Section `[uploads]`.
#[derive(Clone, Debug, Deserialize)]
#[expect(missing_docs, reason = "settings.toml is the manual")]
pub struct UploadSettings {
    pub max_bytes: usize,
    pub scanner: String,
}

/// Section `[limits]`.
#[derive(Clone, Debug, Deserialize)]
#[expect(missing_docs, reason = "settings.toml is the manual")]
pub struct LimitSettings {
    pub general: u32,
    pub bulk: u32,
}

/// Section `[security]`.
#[derive(Clone, Debug, Deserialize)]
#[expect(missing_docs, reason = "settings.toml is the manual")]
pub struct SecuritySettings {
    pub secret_key: String,
}

/// A setting that is wrong, and what to do about it.
#[derive(Debug)]
pub struct BadSetting(String);

impl BadSetting {
    /// With what is wrong, in a sentence.
    pub fn new(what: String) -> Self {
        Self(what)
    }
}

impl std::fmt::Display for BadSetting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for BadSetting {}

impl Settings {
    /// Reads everything. `overrides` are `(section.key, value)` from the command line and win over all.
    pub fn load(
        modules: &[&'static Module],
        file: Option<&Path>,
        env: impl IntoIterator<Item = (String, String)>,
        overrides: &[(&str, String)],
    ) -> Result<Self, BadSetting> {
        let mut defaults = Figment::from(Toml::string(DEFAULTS));
        for module in modules {
            defaults = defaults.merge(Toml::string(module.settings));
        }
        let known = keys(&defaults);
        let mut all = defaults;
        if let Some(file) = file {
            let given = Figment::from(Toml::file_exact(file));
            if let Err(e) = given.extract::<Dict>() {
                return Err(BadSetting(format!("{}: {e}", file.display())));
            }
            if let Some(key) = keys(&given).keys().find(|key| !known.contains_key(*key)) {
                return Err(BadSetting(format!("{}: {}", file.display(), unknown(key, &known))));
            }
            all = all.merge(given);
        }
        for (name, value) in env {
            let Some(key) = env_key(&name, &known)? else { continue };
            all = all.merge(Serialized::default(&key, parse(&value, &known[&key])));
        }
        for (key, value) in overrides {
            all = all.merge(Serialized::default(key, parse(value, &known[*key])));
        }
        let mut settings: Self =
            all.extract().map_err(|e| BadSetting(format!("A setting has the wrong form: {e}")))?;
        if settings.server.public_url.is_empty() {
            settings.server.public_url = format!("http://localhost:{}", settings.server.listen.port());
        }
        settings.all = all;
        Ok(settings)
    }

    /// A module's own section.
    pub fn of<T: DeserializeOwned>(&self, section: &str) -> crate::Result<T> {
        self.all.extract_inner(section).map_err(crate::Error::internal)
    }

    /// Every effective setting as `section.key`, secrets masked.
    pub fn printable(&self) -> BTreeMap<String, String> {
        let mask = |(key, value): (String, Value)| {
            let text = plain(&value);
            let masked = match key.rsplit('.').next().unwrap_or("") {
                _ if text.is_empty() => text,
                name if name.ends_with("url") => without_password(&text),
                name if ["secret", "key", "password"].iter().any(|word| name.ends_with(word)) => {
                    "********".into()
                }
                _ => text,
            };
            (key, masked)
        };
        keys(&self.all).into_iter().map(mask).collect()
    }

    /// Whether answers and cookies must be for TLS only.
    pub fn tls(&self) -> bool {
        self.server.public_url.starts_with("https://")
    }
}

/// A URL with its password hidden.
pub fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let Some((userinfo, host)) = rest.rsplit_once('@') else { return url.to_owned() };
    format!("{scheme}://{}:********@{host}", userinfo.split(':').next().unwrap_or(""))
}

fn keys(all: &Figment) -> BTreeMap<String, Value> {
    fn walk(prefix: &str, dict: Dict, into: &mut BTreeMap<String, Value>) {
        for (key, value) in dict {
            let key = if prefix.is_empty() { key } else { format!("{prefix}.{key}") };
            match value {
                Value::Dict(_, inner) => walk(&key, inner, into),
                leaf => drop(into.insert(key, leaf)),
            }
        }
    }
    let mut found = BTreeMap::new();
    walk("", all.extract().unwrap_or_default(), &mut found);
    found
}

fn env_key(name: &str, known: &BTreeMap<String, Value>) -> Result<Option<String>, BadSetting> {
    if let Some((_, key)) = ALIASES.iter().find(|(alias, _)| *alias == name) {
        return Ok(Some((*key).to_owned()));
    }
    let Some(rest) = name.strip_prefix("BURSAR_") else { return Ok(None) };
    if NOT_SETTINGS.contains(&name) {
        return Ok(None);
    }
    let matches = |key: &&String| key.replace('.', "_").eq_ignore_ascii_case(rest);
    match known.keys().find(matches) {
        Some(key) => Ok(Some(key.clone())),
        None => Err(BadSetting(format!("{name}: {}", unknown(&rest.to_lowercase(), known)))),
    }
}

fn unknown(key: &str, known: &BTreeMap<String, Value>) -> String {
    let alike = |known: &&String| {
        let (known, key) = (known.replace('.', "_"), key.replace('.', "_"));
        known.chars().zip(key.chars()).take_while(|(a, b)| a == b).count()
    };
    let nearest = known.keys().max_by_key(alike).map_or("", String::as_str);
    format!("unknown setting `{key}`. Did you mean `{nearest}`? `bursar settings` lists them all.")
}

/// A text from the environment, in the form that its default has.
fn parse(text: &str, like: &Value) -> Value {
    match like {
        Value::Bool(..) => text.parse::<bool>().map_or_else(|_| Value::from(text), Value::from),
        Value::Num(..) => {
            text.replace('_', "").parse::<i64>().map_or_else(|_| Value::from(text), Value::from)
        }
        Value::Array(..) => text
            .split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .map(Value::from)
            .collect::<Vec<_>>()
            .into(),
        _ => Value::from(text),
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(_, text) => text.clone(),
        Value::Array(_, items) => items.iter().map(plain).collect::<Vec<_>>().join(", "),
        Value::Bool(_, on) => on.to_string(),
        Value::Num(_, n) => {
            n.to_i128().map(|n| n.to_string()).or(n.to_f64().map(|n| n.to_string())).unwrap_or_default()
        }
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(env: &[(&str, &str)]) -> Result<Settings, BadSetting> {
        let env = env.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned()));
        Settings::load(&[], None, env, &[])
    }

    #[test]
    fn the_environment_wins_and_secrets_are_masked() {
        let s = load(&[
            ("BURSAR_LIMITS_GENERAL", "7"),
            ("BURSAR_DATA_DIR", "/x"),
            ("DATABASE_URL", "postgres://u:hunter2@h/d"),
            ("SECRET_KEY", "hunter2"),
            ("BURSAR_SERVER_CORS_ORIGINS", "http://a, http://b"),
            ("PATH", "ignored"),
        ])
        .expect("valid");
        assert_eq!((s.limits.general, s.data_dir.to_str()), (7, Some("/x")));
        assert_eq!(s.server.cors_origins, ["http://a", "http://b"]);
        let printed = format!("{:?}", s.printable());
        assert!(!printed.contains("hunter2") && printed.contains("postgres://u:********@h/d"), "{printed}");
    }

    #[test]
    fn unknown_names_and_wrong_forms_are_refused() {
        let e = load(&[("BURSAR_LIMITS_GENERL", "7")]).expect_err("unknown").to_string();
        assert!(e.contains("BURSAR_LIMITS_GENERL") && e.contains("limits.general"), "{e}");
        let e = load(&[("BURSAR_LIMITS_GENERAL", "many")]).expect_err("no number").to_string();
        assert!(e.contains("general"), "{e}");
        let e = load(&[("ENVIRONMENT", "moon")]).expect_err("no such").to_string();
        assert!(e.contains("production"), "{e}");
    }
}
