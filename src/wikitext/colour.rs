//! Colours as written in pages and tables.

/// Reads a colour written as `#rrggbb`, `rrggbb`, `#rgb` or `rgb`, and returns it as `#rrggbb` in lower case. `None`
/// for any other text.
pub fn read_colour(text: &str) -> Option<String> {
    let digits = text.trim().trim_start_matches('#').to_ascii_lowercase();
    if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    match digits.len() {
        6 => Some(format!("#{digits}")),
        3 => Some(format!("#{}", digits.chars().flat_map(|c| [c, c]).collect::<String>())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_as_people_write_them() {
        for (text, colour) in [
            ("#E4003B", Some("#e4003b")),
            (" e4003b ", Some("#e4003b")),
            ("#1af", Some("#11aaff")),
            ("red", None),
            ("#12345", None),
            ("#éa", None),
            ("", None),
        ] {
            assert_eq!(read_colour(text).as_deref(), colour, "{text}");
        }
    }
}
