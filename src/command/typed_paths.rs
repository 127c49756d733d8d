//! Paths typed in place of a name: `hustings rivals london.csv` reads the file.

use super::Cli;
use super::input::looks_like_a_path;
use clap::{Command, CommandFactory};
use std::ffi::OsString;
use std::path::Path;

/// The commands that read the sources of `--from` and take names. Other commands have paths of their own.
const READING: [&str; 14] = [
    "report",
    "show",
    "rivals",
    "succession",
    "path",
    "measures",
    "network",
    "survival",
    "check",
    "sensitivity",
    "identity",
    "draw",
    "export",
    "serve",
];

/// Returns the arguments with `--from` before each path of a file that stands in the place of a name. Values of options
/// stay as they are.
pub(super) fn as_sources(given: Vec<OsString>) -> Vec<OsString> {
    let cli = Cli::command();
    let named = given.iter().skip(1).find_map(|word| cli.find_subcommand(word));
    let Some(command) = named.filter(|command| READING.contains(&command.get_name())) else { return given };
    let mut out = Vec::with_capacity(given.len() + 1);
    let mut is_value = false;
    let mut options_end = false;
    for (at, word) in given.into_iter().enumerate() {
        let text = word.to_string_lossy().into_owned();
        let is_option = !options_end && text.starts_with('-') && text.len() > 1;
        if at > 0
            && !is_option
            && !is_value
            && !options_end
            && (looks_like_a_path(&text) || text.contains('.'))
            && Path::new(&word).is_file()
        {
            out.push("--from".into());
        }
        options_end |= text == "--";
        is_value = is_option && !text.contains('=') && takes_value(&text, &[&cli, command]);
        out.push(word);
    }
    out
}

/// Returns true if the value of an option is the next argument.
fn takes_value(option: &str, commands: &[&Command]) -> bool {
    let mut arguments = commands.iter().flat_map(|command| command.get_arguments());
    let found = match option.strip_prefix("--") {
        Some(long) => arguments
            .find(|a| a.get_long() == Some(long) || a.get_visible_aliases().is_some_and(|all| all.contains(&long))),
        // In `-ofile` the value is in the same argument.
        None if option.chars().count() > 2 => None,
        None => arguments.find(|a| a.get_short() == option.chars().nth(1)),
    };
    found.is_some_and(|argument| argument.get_action().takes_values())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_in_the_place_of_a_name_is_a_source() {
        let words = |line: &str| -> Vec<String> {
            let given = line.split(' ').map(OsString::from).collect();
            as_sources(given).into_iter().map(|w| w.to_string_lossy().into_owned()).collect()
        };
        // Cargo.toml is a file in the folder of the tests.
        assert_eq!(words("hustings rivals Cargo.toml").join(" "), "hustings rivals --from Cargo.toml");
        assert_eq!(
            words("hustings draw timeline Cargo.toml -o Cargo.toml").join(" "),
            "hustings draw timeline --from Cargo.toml -o Cargo.toml"
        );
        for line in [
            "hustings rivals Peres",
            "hustings rivals --from Cargo.toml",
            "hustings build Cargo.toml -o x.db",
            "hustings show missing.csv",
            "hustings rivals -- Cargo.toml",
        ] {
            assert_eq!(words(line).join(" "), line);
        }
    }
}
