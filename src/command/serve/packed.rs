//! Answers in the form in which they are sent: with an entity tag, compressed if the client accepts it, and never
//! larger than a limit.

use axum::http::StatusCode;
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use hustings::view::explorer::Body;
use std::io::Write;

/// The largest size in bytes of an answer that is never compressed.
const SHORTEST: usize = 1_024;
/// The largest size in bytes of an answer. Pages of real data are smaller, and many larger ones at once would fill the
/// memory.
const LARGEST: usize = 64 << 20;

/// The content coding that a client accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Coding {
    /// Only uncompressed answers.
    Plain,
    /// Also answers compressed by gzip.
    Gzip,
}

impl Coding {
    /// Returns the coding that the headers of a request accept (RFC 9110, section 12.5.3). Gzip is accepted if `gzip`
    /// or `*` is listed with a weight above zero.
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

/// The bytes of an answer, with the values of its headers.
#[derive(Debug)]
pub(super) struct Packed {
    media: &'static str,
    bytes: Vec<u8>,
    tag: String,
    coding: Coding,
}

/// The error for a page larger than [`LARGEST`].
#[derive(Debug)]
pub(super) struct TooLarge;

impl Packed {
    /// Compresses a page if the client accepts it and the page is a long enough text. O(bytes).
    pub(super) fn of(page: Body, wanted: Coding) -> Result<Self, TooLarge> {
        if page.body.len() > LARGEST {
            return Err(TooLarge);
        }
        let tag = twox_hash::XxHash3_64::oneshot(&page.body);
        let smaller = Some(&page.body).filter(|b| wanted == Coding::Gzip && b.len() > SHORTEST && is_text(page.media));
        // Each coding of a page has its own entity tag (RFC 9110, section 8.8.3.3).
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

/// Returns true if a media type is text, which compresses well.
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
