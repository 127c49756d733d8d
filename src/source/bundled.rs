//! The series compiled into the program.

use super::Page;

/// The files of `data/`, by name. Every command reads them if no `--from` is given.
pub const BUNDLED: [(&str, &str); 3] = [
    ("bundled:israeli-labor.toml", include_str!("../../data/israeli-labor.toml")),
    ("bundled:likud.toml", include_str!("../../data/likud.toml")),
    ("bundled:uk-labour.toml", include_str!("../../data/uk-labour.toml")),
];

/// Returns the bundled series as pages.
pub fn bundled() -> impl Iterator<Item = Page> {
    BUNDLED.iter().map(|(file, text)| Page::new(file, *text))
}
