//! The light and the dark theme. Drawings are made in the colours of the light theme. The dark theme keeps their hues
//! and inverts their lightness, so that what stands out on white paper stands out on dark.

/// A theme of colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// Dark on white: for print and most pages.
    #[default]
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// Both themes.
    pub const ALL: [Self; 2] = [Self::Light, Self::Dark];

    /// Returns the name of the theme in arguments.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Returns a colour of a drawing, `#rrggbb`, as this theme shows it. Other values, such as `none`, are returned
    /// unchanged.
    ///
    /// The lightness is inverted in Oklab (Björn Ottosson, "A perceptual color space for image processing", 2020).
    pub fn colour(self, light: &str) -> String {
        match (self, channels(light)) {
            (Self::Dark, Some(rgb)) => turned(rgb),
            _ => light.to_string(),
        }
    }
}

/// Every colour of the light theme that diagrams use. A style sheet needs them to make diagrams dark.
pub const COLOURS: [&str; 32] = [
    "#0072b2", "#1d2733", "#39536d", "#4b8cbc", "#5b6673", "#69a0c9", "#7b8794", "#8a6d1f", "#8b95a1", "#8fb4d3",
    "#97bddb", "#9fb3c4", "#a9b4bf", "#b8c0c9", "#c3d9ea", "#c9d0d8", "#d55e00", "#d5e3ef", "#d9e9f5", "#dfe4ea",
    "#e3edf5", "#e4e8ed", "#e8eff6", "#e9edf1", "#eceef1", "#f1f4f7", "#f3f4f6", "#f6d9c6", "#fafbfc", "#fbe7da",
    "#fbf6ea", "#ffffff",
];

fn channels(colour: &str) -> Option<[f64; 3]> {
    let digits = colour.strip_prefix('#').filter(|d| d.len() == 6 && d.is_ascii())?;
    let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok().map(|v| f64::from(v) / 255.0);
    Some([part(0)?, part(2)?, part(4)?])
}

fn linear(channel: f64) -> f64 {
    if channel <= 0.04045 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
}

fn turned(rgb: [f64; 3]) -> String {
    let [r, g, b] = rgb.map(linear);
    let l = (0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b).cbrt();
    let m = (0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b).cbrt();
    let s = (0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b).cbrt();
    let lightness = 0.210_454_255_3 * l + 0.793_617_785_0 * m - 0.004_072_046_8 * s;
    let a = 1.977_998_495_1 * l - 2.428_592_205_0 * m + 0.450_593_709_9 * s;
    let b = 0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766_0 * s;
    let lightness = (0.19 + (1.0 - lightness) * 0.97).min(0.94);
    let l = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
    let m = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
    let s = (lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b).powi(3);
    let rgb = [
        4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
        -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
        -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701_0 * s,
    ];
    let byte = |v: f64| {
        let v = if v <= 0.003_130_8 { v * 12.92 } else { 1.055 * v.powf(1.0 / 2.4) - 0.055 };
        (v.clamp(0.0, 1.0) * 255.0).round() as u8
    };
    let [r, g, b] = rgb.map(byte);
    format!("#{r:02x}{g:02x}{b:02x}")
}

/// Mixes one part of a colour with `white` parts of white.
pub fn mixed(colour: &str, white: u32) -> String {
    let part = |at: usize| u32::from_str_radix(colour.get(at..at + 2).unwrap_or("80"), 16).unwrap_or(128);
    let mixed = |at: usize| (part(at) + 255 * white) / (white + 1);
    format!("#{:02x}{:02x}{:02x}", mixed(1), mixed(3), mixed(5))
}

/// Returns the contrast of two colours as defined by WCAG 2.2, from 1 to 21; `None` if one is not a colour.
pub fn contrast(a: &str, b: &str) -> Option<f64> {
    let luminance = |colour: &str| {
        channels(colour).map(|rgb| {
            let [r, g, b] = rgb.map(linear);
            0.2126 * r + 0.7152 * g + 0.0722 * b
        })
    };
    let (a, b) = (luminance(a)?, luminance(b)?);
    Some((a.max(b) + 0.05) / (a.min(b) + 0.05))
}

#[cfg(test)]
mod tests {
    use super::super::svg::{BEATEN, ELECTED, INK, MUTED, PAPER};
    use super::*;

    #[test]
    fn text_can_be_read_in_both() {
        for theme in Theme::ALL {
            let paper = theme.colour(PAPER);
            for (colour, least) in [(INK, 10.0), (MUTED, 4.5), (ELECTED, 3.0), (BEATEN, 3.0)] {
                let found = contrast(&theme.colour(colour), &paper).unwrap();
                assert!(found >= least, "{colour} in {}: {found:.2}", theme.label());
            }
            let filled = theme.colour("#e8eff6");
            assert!(contrast(&theme.colour(MUTED), &filled).unwrap() >= 4.5);
        }
        assert_eq!(Theme::Dark.colour("none"), "none");
        assert!((contrast("#000000", "#ffffff").unwrap() - 21.0).abs() < 1e-9);
    }
}
