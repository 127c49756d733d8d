//! Sends requests to a wiki, one at a time and at a polite rate. Retries if the wiki is busy or the connection breaks.

use super::redirect;
use crate::source::quote;
use crate::wikitext::number::grouped;
use serde_json::Value;
use std::io::Read;
use std::time::{Duration, Instant};
use ureq::Agent;

/// The maximum number of retries of a request.
const RETRIES: u32 = 5;
/// The minimum time between two requests.
const PAUSE: Duration = Duration::from_millis(200);
/// The maximum wait before a retry.
const LONGEST_WAIT: Duration = Duration::from_secs(60);
/// The maximum number of retries of a request that timed out.
const SLOW_RETRIES: u32 = 2;
/// The maximum length of an answer in bytes, after unpacking. Four times the most that a MediaWiki gives by default.
const MAX_ANSWER: u64 = 32 << 20;
/// The maximum number of values in an answer, because each value takes memory.
const MAX_VALUES: usize = 200_000;
/// The maximum number of redirects followed for one request.
const MAX_REDIRECTS: usize = 5;
/// The maximum timeout of a request.
const LONGEST_TIMEOUT: Duration = Duration::from_secs(86_400);

/// Why a wiki could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FetchError {
    /// The address is not that of a wiki.
    #[error("'{address}' is not the address of a wiki; give it as https://en.wikipedia.org or …/api.php")]
    Address {
        /// The address as given.
        address: String,
    },
    /// The wiki cannot be reached.
    #[error("cannot reach {address}: {cause} (tried {tries} times)")]
    Unreachable {
        /// The address.
        address: String,
        /// The error of the last try.
        cause: String,
        /// The number of tries.
        tries: u32,
    },
    /// The server answers, but not as a MediaWiki.
    #[error("{address} answers, but not as the API of a MediaWiki: {answer}")]
    NoApi {
        /// The address.
        address: String,
        /// The beginning of the answer.
        answer: String,
    },
    /// The wiki redirects to another host, or to an address that is not encrypted.
    #[error(
        "{address} redirects to {target}, which is another host or not encrypted; to allow this, give --allow-redirects-to {host}"
    )]
    Redirected {
        /// The address.
        address: String,
        /// The target of the redirect.
        target: String,
        /// What to allow: the scheme and host of the target.
        host: String,
    },
    /// The answer exceeds a limit that no answer of a wiki exceeds.
    #[error("{address} gives {what}")]
    TooMuch {
        /// The address.
        address: String,
        /// What exceeds the limit.
        what: String,
    },
    /// The wiki refuses the request.
    #[error("{address} refuses the request: {message} ({code})")]
    Refused {
        /// The address.
        address: String,
        /// The error code of the API.
        code: String,
        /// The error message of the API.
        message: String,
    },
}

/// The options of a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientOptions {
    /// An e-mail address or a web page for the User-Agent, which Wikimedia's policy asks programs to give.
    pub contact: Option<String>,
    /// The maximum time to wait for an answer.
    pub timeout: Duration,
    /// The wait before the second try. It doubles before each further try.
    pub first_wait: Duration,
    /// Hosts besides the wiki's own that redirects may lead to: `host`, `host:port`, or `http://host` for a host
    /// without encryption.
    pub redirects_to: Vec<String>,
}

impl Default for ClientOptions {
    fn default() -> Self {
        Self {
            contact: None,
            timeout: Duration::from_secs(30),
            first_wait: Duration::from_secs(1),
            redirects_to: Vec::new(),
        }
    }
}

/// A connection to one wiki.
pub struct Client {
    agent: Agent,
    api: String,
    last: Option<Instant>,
    first_wait: Duration,
    redirects_to: Vec<String>,
    /// Called with a message before each wait.
    say: Box<dyn FnMut(&str) + Send>,
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Client").field("api", &self.api).finish_non_exhaustive()
    }
}

/// The result of one try.
enum Outcome {
    Answer(Value),
    /// Worth another try, with the reason and the wait that the wiki asks for.
    Again(String, Option<Duration>),
    /// Nobody answers at the address. This rarely changes soon, so there is only one retry.
    Nobody(String),
    /// The request timed out.
    Slow,
    Failed(FetchError),
}

impl Client {
    /// Connects to the wiki at an address: that of its main page, of any article, or of its `api.php`.
    ///
    /// # Errors
    /// An error if the address is invalid, or if no MediaWiki answers there.
    pub fn connect(
        address: &str,
        options: &ClientOptions,
        say: impl FnMut(&str) + Send + 'static,
    ) -> Result<Self, FetchError> {
        let user_agent = format!(
            "hustings/{} (reads election articles{})",
            env!("CARGO_PKG_VERSION"),
            options.contact.as_ref().map_or_else(String::new, |c| format!("; {c}"))
        );
        let config = Agent::config_builder()
            .timeout_global(Some(options.timeout.min(LONGEST_TIMEOUT)))
            .user_agent(user_agent)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .build();
        let mut client = Self {
            agent: config.into(),
            api: String::new(),
            last: None,
            first_wait: options.first_wait,
            redirects_to: options.redirects_to.clone(),
            say: Box::new(say),
        };
        let mut first = None;
        for api in endpoints(address)? {
            client.api = api;
            match client.ask(&[("action", "query"), ("meta", "siteinfo")]) {
                Ok(_) => return Ok(client),
                Err(e @ (FetchError::NoApi { .. } | FetchError::Address { .. })) => first = first.or(Some(e)),
                Err(e) => return Err(e),
            }
        }
        Err(first.unwrap_or_else(|| FetchError::Address { address: address.into() }))
    }

    /// Returns the address of the API.
    pub fn api(&self) -> &str {
        &self.api
    }

    /// Sends a query to the API and returns the answer.
    pub(super) fn ask(&mut self, parameters: &[(&str, &str)]) -> Result<Value, FetchError> {
        let mut wait = self.first_wait;
        let mut tries = 0;
        loop {
            if let Some(last) = self.last {
                std::thread::sleep(PAUSE.saturating_sub(last.elapsed()));
            }
            let outcome = self.once(parameters);
            self.last = Some(Instant::now());
            tries += 1;
            let (cause, after, most) = match outcome {
                Outcome::Answer(answer) => return Ok(answer),
                Outcome::Failed(error) => return Err(error),
                Outcome::Again(cause, after) => (cause, after, RETRIES),
                Outcome::Nobody(cause) => (cause, None, 1),
                Outcome::Slow => ("no answer in time".into(), None, SLOW_RETRIES),
            };
            let address = self.api.clone();
            if let Some(after) = after.filter(|a| *a > LONGEST_WAIT) {
                let message =
                    format!("{cause} and asks to wait for {} s, which is too long; try again later", after.as_secs());
                return Err(FetchError::Refused { address, code: "retry-after".into(), message });
            }
            if tries > most {
                // An unwanted answer still means that the wiki is reachable.
                return Err(if cause.starts_with("the wiki ") {
                    FetchError::Refused { address, code: "busy".into(), message: format!("{cause}, {tries} times") }
                } else {
                    FetchError::Unreachable { address, cause, tries }
                });
            }
            let pause = after.unwrap_or(wait).min(LONGEST_WAIT);
            (self.say)(&format!("{cause}; trying again in {:.1} s", pause.as_secs_f64()));
            std::thread::sleep(pause);
            wait = (wait * 2).min(LONGEST_WAIT);
        }
    }

    fn once(&self, parameters: &[(&str, &str)]) -> Outcome {
        let fixed = [("format", "json"), ("formatversion", "2"), ("maxlag", "5")];
        // Short queries use GET, which a wiki can cache; many titles are too long for an address.
        let length: usize = parameters.iter().map(|(k, v)| k.len() + 3 * v.len() + 2).sum();
        let mut address = self.api.clone();
        let mut redirects = 0;
        let response = loop {
            let form = parameters.iter().copied().chain(fixed);
            let sent = if length < 1500 {
                self.agent.get(&address).query_pairs(form).call()
            } else {
                self.agent.post(&address).send_form(form)
            };
            let response = match sent {
                Ok(response) => response,
                Err(e) => return self.failed(e),
            };
            let location = response.headers().get("location").filter(|_| response.status().is_redirection());
            let Some(location) = location else { break response };
            redirects += 1;
            let location = String::from_utf8_lossy(location.as_bytes()).into_owned();
            let target: Option<String> = redirect::target(&address, &location);
            match target {
                _ if redirects > MAX_REDIRECTS => return self.no_api("too many redirects in a row".into()),
                None => return self.no_api("a redirect to an invalid address".into()),
                Some(target) if redirect::is_allowed(&address, &target, &self.redirects_to) => address = target,
                Some(target) => {
                    let host = redirect::to_allow(&target);
                    let (address, target) = (self.api.clone(), quote(&target));
                    return Outcome::Failed(FetchError::Redirected { address, target, host });
                }
            }
        };
        self.read(response)
    }

    fn no_api(&self, answer: String) -> Outcome {
        Outcome::Failed(FetchError::NoApi { address: self.api.clone(), answer })
    }

    /// Returns the error for an answer that exceeds a limit.
    pub(super) fn too_much(&self, what: impl Into<String>) -> FetchError {
        FetchError::TooMuch { address: self.api.clone(), what: what.into() }
    }

    /// Classifies an error of the connection.
    fn failed(&self, error: ureq::Error) -> Outcome {
        match error {
            ureq::Error::Timeout(_) => Outcome::Slow,
            ureq::Error::BadUri(_) => Outcome::Failed(FetchError::Address { address: self.api.clone() }),
            ureq::Error::LargeResponseHeader(..) => {
                Outcome::Failed(self.too_much("longer headers than any answer of a wiki has"))
            }
            // Endless headers, or an answer that is not HTTP. A retry would give the same.
            ureq::Error::Protocol(e) => self.no_api(one_line(&format!("the answer is not valid HTTP: {e}"))),
            e @ (ureq::Error::HostNotFound | ureq::Error::ConnectionFailed) => Outcome::Nobody(e.to_string()),
            // The connection is refused, the host does not exist, or there is no route to it.
            ureq::Error::Io(e)
                if !matches!(
                    e.kind(),
                    std::io::ErrorKind::TimedOut
                        | std::io::ErrorKind::ConnectionReset
                        | std::io::ErrorKind::UnexpectedEof
                ) =>
            {
                Outcome::Nobody(e.to_string())
            }
            e => Outcome::Again(one_line(&e.to_string()), None),
        }
    }

    /// Reads an answer up to the limits.
    fn read(&self, response: ureq::http::Response<ureq::Body>) -> Outcome {
        let status = response.status().as_u16();
        let header = |name: &str| response.headers().get(name).and_then(|v| v.to_str().ok()).map(ToString::to_string);
        let after = header("retry-after").and_then(|s| retry_after(&s));
        if status == 429 || status >= 500 {
            return Outcome::Again(format!("the wiki answers with status {status}"), after);
        }
        let mut bytes = Vec::new();
        // The limit applies to the unpacked bytes.
        match response.into_body().into_reader().take(MAX_ANSWER + 1).read_to_end(&mut bytes) {
            Ok(_) if bytes.len() as u64 > MAX_ANSWER => {
                let limit = grouped(MAX_ANSWER);
                return Outcome::Failed(self.too_much(format!("an answer of more than {limit} bytes")));
            }
            Ok(_) => {}
            Err(e) if e.kind() == std::io::ErrorKind::TimedOut => return Outcome::Slow,
            Err(e) => match ureq::Error::from(e) {
                ureq::Error::Timeout(_) => return Outcome::Slow,
                e => return Outcome::Again(one_line(&e.to_string()), None),
            },
        }
        let text = String::from_utf8_lossy(&bytes);
        if values(&bytes) > MAX_VALUES {
            let limit = grouped(MAX_VALUES as u64);
            return Outcome::Failed(self.too_much(format!("an answer of more than {limit} values")));
        }
        let no_api = |answer: &str| self.no_api(format!("status {status}, {}", quote(answer.trim())));
        let Ok(answer) = serde_json::from_str::<Value>(&text) else { return no_api(&text) };
        if let Some(error) = answer.get("error") {
            let word = |key: &str| one_line(error[key].as_str().unwrap_or_default());
            let (code, message) = (word("code"), word("info"));
            if ["maxlag", "ratelimited", "readonly"].contains(&code.as_str()) {
                return Outcome::Again(format!("the wiki is busy ({code})"), after.or(Some(Duration::from_secs(5))));
            }
            return Outcome::Failed(FetchError::Refused { address: self.api.clone(), code, message });
        }
        if answer.get("query").is_none() && answer.get("batchcomplete").is_none() {
            return no_api(&text);
        }
        Outcome::Answer(answer)
    }
}

/// Estimates the number of values in a JSON text: counts commas and opening brackets outside of strings.
fn values(json: &[u8]) -> usize {
    let (mut count, mut in_string, mut escaped) = (0, false, false);
    for byte in json {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b',' | b'[' | b'{' if !in_string => count += 1,
            _ => {}
        }
    }
    count
}

/// Returns the wait that a `Retry-After` header asks for, in seconds or until a date.
fn retry_after(text: &str) -> Option<Duration> {
    let text = text.trim();
    if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    let at = httpdate::parse_http_date(text).ok()?;
    Some(at.duration_since(std::time::SystemTime::now()).unwrap_or_default())
}

/// Makes a text of a wiki fit for a message: escapes control characters, and cuts it after 300 characters.
pub(super) fn one_line(text: &str) -> String {
    let mut out = String::new();
    for (i, c) in text.chars().enumerate() {
        match c {
            _ if i == 300 => {
                out.push('…');
                break;
            }
            c if c.is_control() => out.extend(c.escape_default()),
            c => out.push(c),
        }
    }
    out
}

/// Returns the addresses at which a wiki's API may be, the likeliest first.
fn endpoints(address: &str) -> Result<Vec<String>, FetchError> {
    let bad = || FetchError::Address { address: address.into() };
    let trimmed = address.trim().trim_end_matches('/');
    let full = if trimmed.contains("://") { trimmed.to_string() } else { format!("https://{trimmed}") };
    let (scheme, rest) = full.split_once("://").ok_or_else(bad)?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if !matches!(scheme, "http" | "https") || host.is_empty() || host.contains(char::is_whitespace) {
        return Err(bad());
    }
    if full.split(['?', '#']).next().is_some_and(|path| path.ends_with("api.php")) {
        return Ok(vec![full.split(['?', '#']).next().unwrap_or(&full).to_string()]);
    }
    let root = format!("{scheme}://{host}");
    let mut all = vec![format!("{root}/w/api.php"), format!("{root}/api.php"), format!("{root}/mediawiki/api.php")];
    let path = full.split(['?', '#']).next().unwrap_or(&full);
    if path != root && !path.contains("/wiki/") && !path.ends_with("/wiki") {
        all.insert(0, format!("{}/api.php", path.trim_end_matches("/index.php")));
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_that_a_wiki_asks_for() {
        assert_eq!(retry_after(" 7 "), Some(Duration::from_secs(7)));
        assert_eq!(retry_after("99999999999999999999999"), Some(Duration::from_secs(u64::MAX)));
        assert!(retry_after("Wed, 21 Oct 2099 07:28:00 GMT").is_some_and(|wait| wait > LONGEST_WAIT));
        assert_eq!(retry_after("Wed, 21 Oct 2015 07:28:00 GMT"), Some(Duration::ZERO));
        assert_eq!((retry_after(""), retry_after("soon"), retry_after("-1")), (None, None, None));
        assert_eq!(values(br#"{"a,[": [1, "\",{", {}]}"#), 5);
    }

    #[test]
    fn addresses_people_give() {
        let first = |a: &str| endpoints(a).ok().and_then(|e| e.into_iter().next());
        assert_eq!(first("en.wikipedia.org").as_deref(), Some("https://en.wikipedia.org/w/api.php"));
        assert_eq!(first("https://en.wikipedia.org/wiki/Foo").as_deref(), Some("https://en.wikipedia.org/w/api.php"));
        assert_eq!(first("http://127.0.0.1:80/mw/api.php?x").as_deref(), Some("http://127.0.0.1:80/mw/api.php"));
        assert_eq!(first("http://h/mw/index.php").as_deref(), Some("http://h/mw/api.php"));
        assert!(first("ftp://x").is_none() && first("").is_none() && first("a b").is_none());
    }
}
