//! Fetching from wikis that answer in parts, are busy, slow, down, or no wiki at all: each played by a small server.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test says why it fails")]

use crate::support::{hustings, told};
use hustings::source::fetch::{Client, ClientOptions, FetchError};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// Answers each request with the next of some answers (status, headers, body), the last one again and again; keeps
/// what was asked.
pub(crate) fn server(answers: Vec<(u16, &'static str, String)>) -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/w/api.php", listener.local_addr().unwrap());
    let asked = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&asked);
    std::thread::spawn(move || {
        for (next, stream) in listener.incoming().flatten().enumerate() {
            let request = read_request(stream.try_clone().unwrap());
            log.lock().unwrap().push(request);
            let (status, headers, body) = answers[next.min(answers.len() - 1)].clone();
            let mut stream = stream;
            let head =
                format!("HTTP/1.1 {status} X\r\nContent-Length: {}\r\nConnection: close\r\n{headers}\r\n", body.len());
            let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body.as_bytes()));
        }
    });
    (address, asked)
}

fn read_request(mut stream: TcpStream) -> String {
    stream.set_read_timeout(Some(Duration::from_secs(2))).unwrap();
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    while let Ok(read @ 1..) = stream.read(&mut buffer) {
        bytes.extend_from_slice(&buffer[..read]);
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.split("content-length: ").nth(1).and_then(|l| l.split("\r\n").next()?.parse().ok());
            if body.len() >= length.unwrap_or(0) {
                break;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn quick() -> ClientOptions {
    ClientOptions {
        first_wait: Duration::from_millis(20),
        timeout: Duration::from_secs(2),
        contact: Some("me@example.org".into()),
        ..ClientOptions::default()
    }
}

pub(crate) fn info() -> (u16, &'static str, String) {
    (200, "", r#"{"batchcomplete":true,"query":{"general":{"sitename":"T"}}}"#.into())
}

pub(crate) fn page(title: &str, text: &str) -> String {
    format!(
        r#"{{"pageid":5,"ns":0,"title":"{title}","revisions":[{{"revid":77,"timestamp":"2026-01-01T00:00:00Z","slots":{{"main":{{"content":"{text}"}}}}}}]}}"#
    )
}

#[test]
fn parts_redirects_and_missing_pages() {
    let first = format!(
        r#"{{"continue":{{"rvcontinue":"x|1","continue":"||"}},"query":{{"redirects":[{{"from":"Old","to":"A"}}],"pages":[{},{{"ns":0,"title":"Gone","missing":true}},{{"pageid":6,"ns":0,"title":"B"}}]}}}}"#,
        page("A", "text")
    );
    let second = format!(r#"{{"batchcomplete":true,"query":{{"pages":[{}]}}}}"#, page("B", "more"));
    let (address, asked) = server(vec![info(), (200, "", first), (200, "", second)]);
    let mut client = Client::connect(&address, &quick(), |_| {}).unwrap();
    let fetched = client.pages(&["Old".into(), "B".into(), "Gone".into()]).unwrap();
    let titles: Vec<(&str, Option<&str>)> =
        fetched.pages.iter().map(|p| (p.title.as_str(), p.redirect.as_deref())).collect();
    assert_eq!(titles, [("A", None), ("B", None), ("Old", Some("A"))]);
    assert_eq!(fetched.missing, [("Gone".to_string(), String::new())]);
    assert_eq!(fetched.pages[0].revision, 77);
    let asked = asked.lock().unwrap();
    assert!(asked[0].contains("hustings/") && asked[0].contains("me@example.org"), "{}", asked[0]);
    assert!(asked[1].contains("maxlag=5") && asked[1].contains("redirects=1"), "{}", asked[1]);
    assert!(asked[1].starts_with("GET "), "what is read is asked for with GET");
    assert!(asked[2].contains("rvcontinue=x%7C1"), "{}", asked[2]);
}

#[test]
fn a_busy_wiki_is_asked_again() {
    let lag = r#"{"error":{"code":"maxlag","info":"Waiting"}}"#.to_string();
    let (address, asked) = server(vec![
        (503, "Retry-After: 0\r\n", "busy".into()),
        (200, "Retry-After: 0\r\n", lag),
        (429, "", String::new()),
        info(),
    ]);
    assert!(Client::connect(&address, &quick(), |_| {}).is_ok());
    assert_eq!(asked.lock().unwrap().len(), 4);
}

#[test]
fn a_wiki_that_stays_busy_or_asks_for_a_day_refuses() {
    let (address, _) = server(vec![(429, "Retry-After: 0\r\n", String::new())]);
    let error = Client::connect(&address, &quick(), |_| {}).unwrap_err();
    assert!(matches!(error, FetchError::Refused { .. }), "{error}");
    let (address, asked) = server(vec![(429, "Retry-After: 86400\r\n", String::new())]);
    let error = Client::connect(&address, &quick(), |_| {}).unwrap_err().to_string();
    assert!(error.contains("86400 s"), "{error}");
    assert_eq!(asked.lock().unwrap().len(), 1);
    let (address, asked) = server(vec![(302, "Location: /w/api.php\r\n", String::new())]);
    assert!(Client::connect(&address, &quick(), |_| {}).is_err());
    assert!(asked.lock().unwrap().len() < 15);
}

#[test]
fn nonsense_is_told_with_its_beginning() {
    let (address, _) = server(vec![(200, "", "<html>Welcome to my shop</html>".into())]);
    match Client::connect(&address, &quick(), |_| {}) {
        Err(e @ FetchError::NoApi { .. }) => assert!(e.to_string().contains("Welcome to my shop"), "{e}"),
        other => panic!("{other:?}"),
    }
    let (address, _) =
        server(vec![info(), (200, "", r#"{"error":{"code":"readapidenied","info":"You need to log in"}}"#.into())]);
    let mut client = Client::connect(&address, &quick(), |_| {}).unwrap();
    let error = client.pages(&["A".into()]).unwrap_err().to_string();
    assert!(error.contains("You need to log in") && error.contains("readapidenied"), "{error}");
}

#[test]
fn a_wiki_that_is_down_or_slow_is_given_up() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let error = Client::connect(&address, &quick(), |_| {}).unwrap_err();
    assert!(matches!(error, FetchError::Unreachable { .. }), "{error}");
    // Accepts and never answers.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/api.php", listener.local_addr().unwrap());
    let options = ClientOptions { timeout: Duration::from_millis(300), ..quick() };
    let begun = Instant::now();
    let error = Client::connect(&address, &options, |_| {}).unwrap_err();
    assert!(error.to_string().contains("tried"), "{error}");
    assert!(begun.elapsed() < Duration::from_secs(30));
    drop(listener);
}

fn error_of(answers: Vec<(u16, &'static str, String)>) -> String {
    let (address, _) = server(answers);
    let mut client = match Client::connect(&address, &quick(), |_| {}) {
        Ok(client) => client,
        Err(e) => return e.to_string(),
    };
    client.pages(&["A".into()]).unwrap_err().to_string()
}

#[test]
fn more_than_a_wiki_gives_is_refused() {
    let big = format!("{{\"query\":{}}}", " ".repeat(40 << 20));
    assert!(error_of(vec![info(), (200, "", big)]).contains("more than 33,554,432 bytes"));
    let many = format!("{{\"query\":[{}0]}}", "0,".repeat(300_000));
    assert!(error_of(vec![info(), (200, "", many)]).contains("more than 200,000 values"));
    let headers: &'static str = Box::leak("X-Long: y\r\n".repeat(20_000).into_boxed_str());
    let error = error_of(vec![(200, headers, info().2)]);
    assert!(error.contains("longer headers") || error.contains("the answer is not valid HTTP"), "{error}");
    let circle = r#"{"continue":{"x":"1"},"query":{"pages":[]}}"#.to_string();
    assert!(error_of(vec![info(), (200, "", circle)]).contains("an endless answer"));
    let part = |i: usize| {
        let page = page(&format!("P{i}"), "x");
        (200, "", format!(r#"{{"continue":{{"x":"{i}"}},"query":{{"pages":[{page}]}}}}"#))
    };
    let endless = std::iter::once(info()).chain((0..30).map(part)).collect();
    assert!(error_of(endless).contains("more pages than were asked for"));
}

#[test]
fn another_host_is_asked_only_where_it_is_allowed() {
    let (other, asked) = server(vec![info()]);
    let location: &'static str = Box::leak(format!("Location: {other}\r\n").into_boxed_str());
    let (address, _) = server(vec![(302, location, String::new())]);
    let error = Client::connect(&address, &quick(), |_| {}).unwrap_err().to_string();
    let host = other.trim_end_matches("/w/api.php").to_string();
    assert!(error.contains(&format!("--allow-redirects-to {host}")), "{error}");
    assert!(asked.lock().unwrap().is_empty(), "the other host is not asked");
    let options = ClientOptions { redirects_to: vec![host], ..quick() };
    assert!(Client::connect(&address, &options, |_| {}).is_ok());
    assert!(!asked.lock().unwrap().is_empty());
}

#[test]
fn absurd_waits_end_at_once_and_long_timeouts_do_not_panic() {
    for after in ["Retry-After: 99999999999\r\n", "Retry-After: Wed, 21 Oct 2099 07:28:00 GMT\r\n"] {
        assert!(error_of(vec![(503, after, String::new())]).contains("asks to wait"), "{after}");
    }
    let (address, _) = server(vec![info()]);
    let options = ClientOptions { timeout: Duration::MAX, ..quick() };
    assert!(Client::connect(&address, &options, |_| {}).is_ok());
}

/// Runs the program; gives what it says and its status, and the file that it wrote.
fn fetch(name: &str, address: &str, more: &[&str], signal: Option<&str>) -> (String, Option<i32>, String) {
    let file = std::env::temp_dir().join(format!("hustings-fetch-{name}-{}.xml", std::process::id()));
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_hustings"));
    command.args(["fetch", "1990 Q leadership election", "--wiki", address, "-o"]).arg(&file).args(more);
    let child = command.stderr(std::process::Stdio::piped()).spawn().unwrap();
    let begun = Instant::now();
    if let Some(signal) = signal {
        std::thread::sleep(Duration::from_secs(3));
        let id = child.id().to_string();
        assert!(std::process::Command::new("kill").args([signal, &id]).status().unwrap().success());
    }
    let output = child.wait_with_output().unwrap();
    assert!(begun.elapsed() < Duration::from_secs(15), "{name}: {:?}", begun.elapsed());
    #[allow(clippy::disallowed_methods, reason = "tests read files of their own")]
    let written = std::fs::read_to_string(&file).unwrap_or_default();
    (String::from_utf8_lossy(&output.stderr).into_owned(), output.status.code(), written)
}

fn contest() -> (u16, &'static str, String) {
    let text =
        "{{Infobox election|election_name=1990 Q leadership election|previous_election=1986 Q leadership election}}";
    (200, "", format!(r#"{{"batchcomplete":true,"query":{{"pages":[{}]}}}}"#, page("1990 Q leadership election", text)))
}

#[test]
fn a_step_that_fails_keeps_the_steps_before() {
    let (address, _) = server(vec![info(), contest(), (404, "", "gone".into())]);
    let (said, status, written) = fetch("step", &address, &["--follow", "2"], None);
    assert_eq!(status, Some(3), "{said}");
    assert!(written.contains("1990 Q") && said.contains("the pages fetched before were written"), "{said}");
    let (address, _) = server(vec![info(), contest()]);
    let (said, status, written) = fetch("pages", &address, &["--follow", "2", "--max-pages", "1"], None);
    assert!(status == Some(3) && said.contains("--max-pages") && written.contains("1990 Q"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_signal_ends_a_wait_and_keeps_what_was_fetched() {
    for signal in ["-INT", "-TERM"] {
        let wait = (503, "Retry-After: 60\r\n", String::new());
        let (address, _) = server(vec![info(), contest(), wait]);
        let (said, status, written) = fetch(&format!("signal{signal}"), &address, &["--follow", "2"], Some(signal));
        assert_eq!(status, Some(130), "{signal}: {said}");
        assert!(written.contains("1990 Q") && written.ends_with("</mediawiki>\n"), "{signal}: {said}");
    }
}

#[test]
fn the_pages_of_a_category_that_changed_are_checked() {
    let of = |title: &str, time: &str| {
        format!(r#"{{"pageid":5,"ns":0,"title":"{title}","revisions":[{{"timestamp":"{time}"}}]}}"#)
    };
    let first = format!(
        r#"{{"continue":{{"gcmcontinue":"x","continue":"||"}},"query":{{"pages":[{},{{"pageid":6,"ns":0,"title":"Later part"}}]}}}}"#,
        of("Old page", "2001-01-01T00:00:00Z")
    );
    let second = format!(r#"{{"batchcomplete":true,"query":{{"pages":[{}]}}}}"#, of("Ann Ash", "2999-01-01T00:00:00Z"));
    let text = "{{Infobox officeholder|name=Ann Ash|office=Mayor of Elm}}\\n== Elections ==\\n{{Election box begin|title=1998 Elm mayoral election}}\\n{{Election box candidate with party link|candidate=[[Ann Ash]]|votes=12,000|percentage=97.14}}\\n{{Election box candidate with party link|candidate=Bo Birch|votes=9,000|percentage=42.86}}\\n{{Election box total|votes=21,000|percentage=100.00}}\\n{{Election box end}}";
    let pages = format!(r#"{{"batchcomplete":true,"query":{{"pages":[{}]}}}}"#, page("Ann Ash", text));
    let (address, asked) = server(vec![info(), (200, "", first), (200, "", second), (200, "", pages)]);
    let wiki = ["--wiki", &address, "--category", "Mayors of Elm", "--format", "json"];
    let output = hustings(&[&["check", "--recent", "24h"], &wiki[..]].concat());
    let found = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(1), "{}", told(&output));
    assert!(found.contains("97.14") && found.contains("title=Ann_Ash&action=edit&section=1"), "{found}");
    let asked = asked.lock().unwrap();
    assert!(
        asked[1].contains("gcmtitle=Category%3AMayors%20of%20Elm") && asked[2].contains("gcmcontinue=x"),
        "{}",
        asked[1]
    );
    assert!(asked[3].contains("titles=Ann%20Ash") && !asked[3].contains("Old"), "{}", asked[3]);
    let nothing = hustings(&["check", "--recent", "24h"]);
    assert_eq!(nothing.status.code(), Some(2), "a category and a wiki are needed");
}
