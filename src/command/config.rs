//! `hustings.toml`: the settings of a project, so that they need not be given on every run.

use super::exit::Failure;
use hustings::check::{self, Severity};
use hustings::source;
use hustings::view::palette::Palette;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The settings file that is read if `--config` names none.
const NAME: &str = "hustings.toml";

/// The settings of a project.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Config {
    /// An override file, as with `--people`.
    pub people: Option<PathBuf>,
    /// A rule of preference, as with `--prefer`.
    pub prefer: Option<String>,
    /// The settings of `check`.
    #[serde(default)]
    pub check: CheckConfig,
    /// The settings of the commands that draw.
    #[serde(default)]
    pub draw: DrawConfig,
    /// The colour of each party, as with `--colours`.
    #[serde(default)]
    pub colours: BTreeMap<String, String>,
}

/// The settings of the commands that draw.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct DrawConfig {
    /// A font file, as with `--font`.
    pub font: Option<PathBuf>,
    /// The text after "Source:", as with `--source`.
    pub source: Option<String>,
    /// The text in place of "Drawn by Hustings.", as with `--credit`.
    pub credit: Option<String>,
}

/// The settings of `check`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct CheckConfig {
    /// The only rules whose findings are reported. All if empty.
    #[serde(default)]
    pub select: Vec<String>,
    /// The rules whose findings are not reported.
    #[serde(default)]
    pub ignore: Vec<String>,
    /// The lowest severity that makes the exit status 1, or "never".
    pub fail_on: Option<String>,
    /// A file of findings that are known and not reported.
    pub baseline: Option<PathBuf>,
    /// The severity of each rule, or "off".
    #[serde(default)]
    pub severity: BTreeMap<String, String>,
}

/// The severity that the user gives a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    /// Findings have this severity.
    At(Severity),
    /// Findings are not reported.
    Off,
}

/// Returns the level of that name.
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
    /// Reads the named file. Without a name, reads `hustings.toml` in the current folder if it exists.
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
                    "{name}: [check.severity] names '{rule}', which is not a rule; 'hustings explain' lists the rules"
                )));
            }
            if level(word).is_none() {
                return Err(Failure::Usage(format!(
                    "{name}: '{word}' is not a severity; use error, warning, note or off"
                )));
            }
        }
        if let Some(word) = config.check.fail_on.as_deref().filter(|w| level(w).is_none()) {
            return Err(Failure::Usage(format!(
                "{name}: '{word}' is not a severity; use error, warning, note or never"
            )));
        }
        // Paths in the file are relative to the folder of the file.
        let folder = path.parent().unwrap_or(Path::new(""));
        let beside = |p: Option<PathBuf>| p.map(|p| if p.is_absolute() { p } else { folder.join(p) });
        let check = CheckConfig { baseline: beside(config.check.baseline), ..config.check };
        let draw = DrawConfig { font: beside(config.draw.font), ..config.draw };
        Ok(Self { people: beside(config.people), prefer: config.prefer, check, draw, colours: config.colours })
    }

    /// Returns the party colours of the settings.
    pub(super) fn palette(&self) -> Result<Palette, Failure> {
        let mut palette = Palette::default();
        for (party, colour) in &self.colours {
            palette.set(party, colour).map_err(|e| Failure::Usage(format!("[colours] in the settings file: {e}")))?;
        }
        Ok(palette)
    }
}
