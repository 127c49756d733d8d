//! Requests to a wiki: one at a time, at a polite rate, again where it is busy or the line breaks.

use crate::source::quote;
use serde_json::Value;
use std::time::{Duration, Instant};
use ureq::Agent;

/// How often a request is made again.
const RETRIES: u32 = 5;
/// The least time between two requests.
const PAUSE: Duration = Duration::from_millis(200);
/// The longest wait before another try.
const LONGEST_WAIT: Duration = Duration::from_secs(60);
/// No answer is longer than this.
const MAX_ANSWER: u64 = 256 << 20;

/// Why a wiki could not be read.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// The address is no address of a wiki.
    #[error("'{address}' is no address of a wiki; give it as https://en.wikipedia.org or …/api.php")]
    Address {
        /// The address as given.
        address: String,
    },
    /// It cannot be reached.
    #[error("cannot reach {address}: {cause} (tried {tries} times)")]
    Unreachable {
        /// The address.
        address: String,
        /// What the last try said.
        cause: String,
        /// How many tries were made.
        tries: u32,
    },
    /// It answers, but not as a MediaWiki.
    #[error("{address} answers, but not as the API of a MediaWiki: {answer}")]
    NoApi {
        /// The address.
        address: String,
        /// The beginning of its answer.
        answer: String,
    },
    /// It refuses the request.
    #[error("{address} refuses: {message} ({code})")]
    Refused {
        /// The address.
        address: String,
        /// The API's code.
        code: String,
        /// The API's words.
        message: String,
    },
}

/// How a client asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientOptions {
    /// An e-mail address or a page for the User-Agent, as Wikimedia's policy asks of programs.
    pub contact: Option<String>,
    /// An answer that takes longer is given up.
    pub timeout: Duration,
    /// The wait before the second try; before each one after it is twice as long.
    pub first_wait: Duration,
}

impl Default for ClientOptions {
    fn default() -> Self {
        Self { contact: None, timeout: Duration::from_secs(30), first_wait: Duration::from_secs(1) }
    }
}

/// A connection to one wiki.
pub struct Client {
    agent: Agent,
    api: String,
    last: Option<Instant>,
    first_wait: Duration,
    /// Called with a message before each wait.
    say: Box<dyn FnMut(&str)>,
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Client").field("api", &self.api).finish_non_exhaustive()
    }
}

/// How one try ended.
enum Outcome {
    Answer(Value),
    /// Worth another try, after so long.
    Again(String, Option<Duration>),
    /// Nobody is there, which seldom changes soon.
    Nobody(String),
    Failed(FetchError),
}

impl Client {
    /// A client for the wiki at an address: its main page's, that of any article, or its `api.php`.
    ///
    /// # Errors
    /// The address is none, or no MediaWiki answers there.
    pub fn connect(
        address: &str,
        options: &ClientOptions,
        say: impl FnMut(&str) + 'static,
    ) -> Result<Self, FetchError> {
        let user_agent = format!(
            "hustings/{} (reads election articles{})",
            env!("CARGO_PKG_VERSION"),
            options.contact.as_ref().map_or_else(String::new, |c| format!("; {c}"))
        );
        let config = Agent::config_builder()
            .timeout_global(Some(options.timeout))
            .user_agent(user_agent)
            .http_status_as_error(false)
            .build();
        let mut client = Self {
            agent: config.into(),
            api: String::new(),
            last: None,
            first_wait: options.first_wait,
            say: Box::new(say),
        };
        let mut first = None;
        for api in endpoints(address)? {
            client.api = api;
            match client.ask(&[("action", "query"), ("meta", "siteinfo")]) {
                Ok(_) => return Ok(client),
                Err(e @ (FetchError::Unreachable { .. } | FetchError::Refused { .. })) => return Err(e),
                Err(e) => first = first.or(Some(e)),
            }
        }
        Err(first.unwrap_or_else(|| FetchError::Address { address: address.into() }))
    }

    /// The address of the API.
    pub fn api(&self) -> &str {
        &self.api
    }

    /// Asks the API and gives its answer.
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
            };
            let address = self.api.clone();
            if let Some(after) = after.filter(|a| *a > LONGEST_WAIT) {
                let message = format!("{cause} and asks to wait {} s", after.as_secs());
                return Err(FetchError::Refused { address, code: "retry-after".into(), message });
            }
            if tries > most {
                // An answer, if not the one wanted, means that somebody is there.
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
        let form = parameters.iter().copied().chain(fixed);
        // Short questions go by GET, which a wiki's caches know; many titles are too long for an address.
        let length: usize = parameters.iter().map(|(k, v)| k.len() + 3 * v.len() + 2).sum();
        let sent = if length < 1500 {
            self.agent.get(&self.api).query_pairs(form).call()
        } else {
            self.agent.post(&self.api).send_form(form)
        };
        let mut response = match sent {
            Ok(response) => response,
            Err(ureq::Error::TooManyRedirects) => {
                let answer = "one redirect after the other".to_string();
                return Outcome::Failed(FetchError::NoApi { address: self.api.clone(), answer });
            }
            Err(ureq::Error::Timeout(_)) => return Outcome::Again("no answer in time".into(), None),
            Err(ureq::Error::BadUri(_)) => return Outcome::Failed(FetchError::Address { address: self.api.clone() }),
            Err(e @ (ureq::Error::HostNotFound | ureq::Error::ConnectionFailed)) => {
                return Outcome::Nobody(e.to_string());
            }
            // Refused, no such host, no way there.
            Err(ureq::Error::Io(e))
                if !matches!(e.kind(), std::io::ErrorKind::TimedOut | std::io::ErrorKind::ConnectionReset) =>
            {
                return Outcome::Nobody(e.to_string());
            }
            Err(e) => return Outcome::Again(e.to_string(), None),
        };
        let status = response.status().as_u16();
        let header = |name: &str| response.headers().get(name).and_then(|v| v.to_str().ok()).map(ToString::to_string);
        let after = header("retry-after").and_then(|s| s.trim().parse().ok()).map(Duration::from_secs);
        if status == 429 || status >= 500 {
            return Outcome::Again(format!("the wiki answers with status {status}"), after);
        }
        let text = match response.body_mut().with_config().limit(MAX_ANSWER).lossy_utf8(true).read_to_string() {
            Ok(text) => text,
            Err(e) => return Outcome::Again(e.to_string(), None),
        };
        let no_api = |answer: &str| {
            let answer = format!("status {status}, {}", quote(answer.trim()));
            Outcome::Failed(FetchError::NoApi { address: self.api.clone(), answer })
        };
        let Ok(answer) = serde_json::from_str::<Value>(&text) else { return no_api(&text) };
        if let Some(error) = answer.get("error") {
            let word = |key: &str| error[key].as_str().unwrap_or_default().to_string();
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

/// Where a wiki's API may be.
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
    fn addresses_people_give() {
        let first = |a: &str| endpoints(a).ok().and_then(|e| e.into_iter().next());
        assert_eq!(first("en.wikipedia.org").as_deref(), Some("https://en.wikipedia.org/w/api.php"));
        assert_eq!(first("https://en.wikipedia.org/wiki/Foo").as_deref(), Some("https://en.wikipedia.org/w/api.php"));
        assert_eq!(first("http://127.0.0.1:80/mw/api.php?x").as_deref(), Some("http://127.0.0.1:80/mw/api.php"));
        assert_eq!(first("http://h/mw/index.php").as_deref(), Some("http://h/mw/api.php"));
        assert!(first("ftp://x").is_none() && first("").is_none() && first("a b").is_none());
    }
}
