//! `hustings.toml`: what a project says once instead of at every run.

use super::exit::Failure;
use hustings::check::{self, Severity};
use hustings::source;
use hustings::view::palette::Palette;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The file that is read where `--config` names none.
const NAME: &str = "hustings.toml";

/// The settings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Config {
    /// An override file, as `--people`.
    pub people: Option<PathBuf>,
    /// A rule of preference, as `--prefer`.
    pub prefer: Option<String>,
    /// Of `check`.
    #[serde(default)]
    pub check: CheckConfig,
    /// Of what draws.
    #[serde(default)]
    pub draw: DrawConfig,
    /// By party, its colour, as `--colours`.
    #[serde(default)]
    pub colours: BTreeMap<String, String>,
}

/// The settings of what draws.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct DrawConfig {
    /// As `--font`.
    pub font: Option<PathBuf>,
    /// As `--source`.
    pub source: Option<String>,
    /// As `--credit`.
    pub credit: Option<String>,
}

/// The settings of `check`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct CheckConfig {
    /// Only these rules.
    #[serde(default)]
    pub select: Vec<String>,
    /// Not these rules.
    #[serde(default)]
    pub ignore: Vec<String>,
    /// From which severity on the exit status is 1.
    pub fail_on: Option<String>,
    /// What is known and not reported.
    pub baseline: Option<PathBuf>,
    /// By rule, its severity, or "off".
    #[serde(default)]
    pub severity: BTreeMap<String, String>,
}

/// A severity, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    /// This one.
    At(Severity),
    /// Not at all.
    Off,
}

/// The level of that name.
pub(super) fn level(word: &str) -> Option<Level> {
    match word {
        "error" => Some(Level::At(Severity::Error)),
        "warning" => Some(Level::At(Severity::Warning)),
        "note" => Some(Level::At(Severity::Note)),
        "off" | "never" => Some(Level::Off),
        _ => None,
    }
}

impl Config {
    /// Reads the file of that name, or `hustings.toml` of the folder where there is one.
    pub(super) fn load(named: Option<&Path>) -> Result<Self, Failure> {
        let path = match named {
            Some(path) => path,
            None if Path::new(NAME).is_file() => Path::new(NAME),
            None => return Ok(Self::default()),
        };
        let name = path.display().to_string();
        let text = source::read_plain(path).map_err(|e| Failure::Input(format!("cannot read '{name}': {e}")))?;
        let config: Self = toml::from_str(&text).map_err(|e| {
            let line = e.span().map_or(1, |s| source::line_of(text.as_bytes(), s.start));
            Failure::Usage(format!("{name}:{line}: {}", e.message().trim().replace('\n', " ")))
        })?;
        for (rule, word) in &config.check.severity {
            if !check::is_known(rule) {
                return Err(Failure::Usage(format!(
                    "{name}: [check.severity] names '{rule}', which is no rule; 'hustings explain' lists them"
                )));
            }
            if level(word).is_none() {
                return Err(Failure::Usage(format!(
                    "{name}: '{word}' is no severity; use error, warning, note or off"
                )));
            }
        }
        if let Some(word) = config.check.fail_on.as_deref().filter(|w| level(w).is_none()) {
            return Err(Failure::Usage(format!("{name}: '{word}' is no severity; use error, warning, note or never")));
        }
        // Paths in the file are from where it stands.
        let folder = path.parent().unwrap_or(Path::new(""));
        let beside = |p: Option<PathBuf>| p.map(|p| if p.is_absolute() { p } else { folder.join(p) });
        let check = CheckConfig { baseline: beside(config.check.baseline), ..config.check };
        let draw = DrawConfig { font: beside(config.draw.font), ..config.draw };
        Ok(Self { people: beside(config.people), prefer: config.prefer, check, draw, colours: config.colours })
    }

    /// The colours of parties of the settings.
    pub(super) fn palette(&self) -> Result<Palette, Failure> {
        let mut palette = Palette::default();
        for (party, colour) in &self.colours {
            palette.set(party, colour).map_err(|e| Failure::Usage(format!("[colours] of the settings: {e}")))?;
        }
        Ok(palette)
    }
}
