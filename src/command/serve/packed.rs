//! Answers as they are sent: tagged, packed where the client unpacks, and never larger than a limit.

use axum::http::StatusCode;
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use hustings::view::explorer::Body;
use std::io::Write;

/// A shorter answer is sent as it is.
const SHORTEST: usize = 1_024;
/// A larger answer is not sent: no page of people's data is that long, and whoever asks for many such would fill the memory.
const LARGEST: usize = 64 << 20;

/// How a client takes answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Coding {
    /// As they are.
    Plain,
    /// Packed by gzip, too.
    Gzip,
}

impl Coding {
    /// What the head of a request asks for (RFC 9110, section 12.5.3): `gzip` or `*`, unless its weight is zero.
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let mut any = None;
        for value in headers.get_all(header::ACCEPT_ENCODING) {
            for part in value.to_str().unwrap_or_default().split(',') {
                let mut words = part.split(';').map(str::trim);
                let name = words.next().unwrap_or_default();
                let weight = words.find_map(|w| w.strip_prefix("q=").or_else(|| w.strip_prefix("Q=")));
                let wanted = weight.is_none_or(|w| w.parse::<f32>().is_ok_and(|w| w > 0.0));
                if name.eq_ignore_ascii_case("gzip") || name.eq_ignore_ascii_case("x-gzip") {
                    return if wanted { Self::Gzip } else { Self::Plain };
                }
                if name == "*" {
                    any = Some(wanted);
                }
            }
        }
        if any == Some(true) { Self::Gzip } else { Self::Plain }
    }
}

/// An answer's bytes with what its head says of them.
#[derive(Debug)]
pub(super) struct Packed {
    media: &'static str,
    bytes: Vec<u8>,
    tag: String,
    coding: Coding,
}

/// A page that is larger than any answer may be.
#[derive(Debug)]
pub(super) struct TooLarge;

impl Packed {
    /// Packs a page, where that is wanted and worth it. O(bytes).
    pub(super) fn of(page: Body, wanted: Coding) -> Result<Self, TooLarge> {
        if page.body.len() > LARGEST {
            return Err(TooLarge);
        }
        let tag = twox_hash::XxHash3_64::oneshot(&page.body);
        let smaller = Some(&page.body).filter(|b| wanted == Coding::Gzip && b.len() > SHORTEST && is_text(page.media));
        // Each coding of a page has a tag of its own (RFC 9110, section 8.8.3.3).
        match smaller.and_then(|body| gzip(body)) {
            Some(bytes) => {
                Ok(Self { media: page.media, bytes, tag: format!("\"{tag:016x}-gzip\""), coding: Coding::Gzip })
            }
            None => {
                Ok(Self { media: page.media, bytes: page.body, tag: format!("\"{tag:016x}\""), coding: Coding::Plain })
            }
        }
    }
}

/// Whether bytes of this kind are text, which packs well.
fn is_text(media: &str) -> bool {
    let kind = media.split(';').next().unwrap_or(media).trim();
    kind.starts_with("text/") || kind.ends_with("json") || kind.ends_with("javascript") || kind.ends_with("+xml")
}

fn gzip(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 4), Compression::fast());
    encoder.write_all(bytes).ok()?;
    encoder.finish().ok()
}

impl IntoResponse for Packed {
    fn into_response(self) -> Response {
        let head: [(HeaderName, String); 3] = [
            (header::CONTENT_TYPE, self.media.to_string()),
            (header::ETAG, self.tag),
            (header::VARY, header::ACCEPT_ENCODING.to_string()),
        ];
        let mut response = (head, self.bytes).into_response();
        if self.coding == Coding::Gzip {
            response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        response
    }
}

impl IntoResponse for TooLarge {
    fn into_response(self) -> Response {
        let why = format!("this page is larger than the {} MB that an answer may have\n", LARGEST >> 20);
        (StatusCode::INSUFFICIENT_STORAGE, why).into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    fn accepts(value: &'static str) -> Coding {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(value));
        Coding::of(&headers)
    }

    #[test]
    fn who_takes_gzip() {
        for value in ["gzip", "deflate, GZIP;q=0.5", "*", "br, *;q=0.1"] {
            assert_eq!(accepts(value), Coding::Gzip, "{value}");
        }
        for value in ["", "br", "gzip;q=0", "gzip; q=0.0, *", "identity"] {
            assert_eq!(accepts(value), Coding::Plain, "{value}");
        }
        assert_eq!(Coding::of(&HeaderMap::new()), Coding::Plain);
    }

    #[test]
    fn what_is_packed() {
        let page = |media, length: usize| Body { media, body: vec![b'a'; length] };
        let packed = Packed::of(page("text/html; charset=utf-8", 5_000), Coding::Gzip).unwrap();
        let mut read = Vec::new();
        flate2::read::GzDecoder::new(&packed.bytes[..]).read_to_end(&mut read).unwrap();
        assert_eq!((read, packed.coding), (vec![b'a'; 5_000], Coding::Gzip));
        let plain = Packed::of(page("text/html; charset=utf-8", 5_000), Coding::Plain).unwrap();
        assert_ne!(plain.tag, packed.tag);
        for (media, length) in [("text/html", 1_024), ("image/png", 5_000)] {
            assert_eq!(Packed::of(page(media, length), Coding::Gzip).unwrap().coding, Coding::Plain, "{media}");
        }
        assert!(Packed::of(page("text/html", LARGEST + 1), Coding::Plain).is_err());
    }
}
