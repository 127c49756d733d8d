//! The server as those meet it who mean no good: other methods, long and crooked addresses, other hosts, requests that never end.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test says why it fails")]
#![allow(clippy::disallowed_methods, reason = "tests write files of their own")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::rc::Rc;
use std::time::{Duration, Instant};

/// A server that ends with the test.
struct Server {
    child: Child,
    address: SocketAddr,
}

impl Server {
    fn start(arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hustings"));
        command.args(["serve", "--port", "0"]).args(arguments).current_dir(env!("CARGO_MANIFEST_DIR"));
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().trim_start_matches("http://").trim_end_matches('/').parse();
        let Ok(address) = address else { panic!("the first line is no address: {line:?}") };
        Self { child, address }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(40))).unwrap();
        stream
    }

    /// Sends bytes as they are and gives everything that comes back.
    fn send(&self, request: &[u8]) -> String {
        let mut stream = self.connect();
        // A server may refuse before all is sent.
        let _ = stream.write_all(request);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn ask(&self, line: &str, headers: &str) -> Answer {
        let host = self.address;
        let host = if headers.starts_with("Host:") { String::new() } else { format!("Host: {host}\r\n") };
        Answer::of(&self.send(format!("{line} HTTP/1.1\r\n{host}{headers}Connection: close\r\n\r\n").as_bytes()))
    }

    fn get(&self, path: &str) -> Answer {
        self.ask(&format!("GET {path}"), "")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    fn of(text: &str) -> Self {
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((text, ""));
        let status = head.split(' ').nth(1).and_then(|s| s.parse().ok()).unwrap_or(0);
        Self { status, head: head.to_lowercase(), body: body.to_string() }
    }

    fn header(&self, name: &str) -> &str {
        let begin = format!("\r\n{name}: ");
        self.head.split(&begin).nth(1).map_or("", |rest| rest.split("\r\n").next().unwrap_or(""))
    }
}

thread_local! {
    /// Each test has a thread, with which its server ends.
    static SERVER: Rc<Server> = Rc::new(Server::start(&[]));
}

/// The server of a test that only asks.
fn server() -> Rc<Server> {
    SERVER.with(Rc::clone)
}

#[test]
fn texts_are_packed_for_whoever_unpacks_them() {
    for path in ["/person/shimon-peres", "/person/shimon-peres.json", "/person/shimon-peres.svg", "/explorer.css"] {
        let plain = server().get(path);
        assert_eq!(plain.header("content-encoding"), "", "{path}");
        assert_eq!(plain.header("vary"), "accept-encoding", "{path}");
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: {}\r\nAccept-Encoding: br, gzip\r\nConnection: close\r\n\r\n",
            server().address
        );
        let mut stream = server().connect();
        stream.write_all(request.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let end = bytes.windows(4).position(|w| w == b"\r\n\r\n").unwrap() + 4;
        let head = Answer::of(&String::from_utf8_lossy(&bytes[..end]));
        assert_eq!((head.status, head.header("content-encoding")), (200, "gzip"), "{path}");
        assert_ne!(head.header("etag"), plain.header("etag"), "{path}");
        let mut text = String::new();
        flate2::read::GzDecoder::new(&bytes[end..]).read_to_string(&mut text).unwrap();
        assert_eq!(text, plain.body, "{path}");
        assert!(bytes.len() - end < text.len() / 2, "{path}");
        // The same again is not sent again, packed or not.
        let tag = head.header("etag");
        let again = server().ask(&format!("GET {path}"), &format!("Accept-Encoding: gzip\r\nIf-None-Match: {tag}\r\n"));
        assert_eq!((again.status, again.body.as_str()), (304, ""), "{path}");
    }
}

#[test]
fn pages_come_with_what_browsers_should_hold_to() {
    for (path, media) in [
        ("/", "text/html; charset=utf-8"),
        ("/person/shimon-peres", "text/html; charset=utf-8"),
        ("/person/shimon-peres.json", "application/json"),
        ("/person/shimon-peres.svg", "image/svg+xml"),
        ("/person/shimon-peres.dot", "text/vnd.graphviz; charset=utf-8"),
        ("/explorer.css", "text/css; charset=utf-8"),
        ("/explorer.js", "text/javascript; charset=utf-8"),
        ("/search?q=peres", "text/html; charset=utf-8"),
        ("/search.json?q=peres&kind=person", "application/json"),
        ("/checks?severity=warning", "text/html; charset=utf-8"),
        ("/checks.json?severity=warning", "application/json"),
        ("/paths?from=&to=", "text/html; charset=utf-8"),
    ] {
        let answer = server().get(path);
        assert_eq!((answer.status, answer.header("content-type")), (200, media), "{path}");
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin");
        // The same again is not sent again.
        let tag = answer
            .head
            .split("etag: ")
            .nth(1)
            .and_then(|t| t.split("\r\n").next())
            .unwrap_or_else(|| panic!("{path}: no tag"));
        let again = server().ask(&format!("GET {path}"), &format!("If-None-Match: {tag}\r\n"));
        assert_eq!((again.status, again.body.as_str()), (304, ""), "{path}");
        let among = server().ask(&format!("GET {path}"), &format!("If-None-Match: \"x\", W/{tag}\r\n"));
        assert_eq!(among.status, 304, "{path}");
    }
    let found: serde_json::Value = serde_json::from_str(&server().get("/search.json?q=peres").body).unwrap();
    assert_eq!((&found["query"], &found["more"]), (&"peres".into(), &false.into()));
    assert_eq!(found["results"][0]["address"], "person/shimon-peres");
    // What is filtered has its twin, and says so.
    let (page, twin) =
        (server().get("/checks?severity=warning").body, server().get("/checks.json?severity=warning").body);
    assert!(page.contains("href=\"checks.json?severity=warning\"") && twin.contains("\"severity\": \"warning\""));
    let findings: serde_json::Value = serde_json::from_str(&twin).unwrap();
    let findings = findings["findings"].as_array().unwrap();
    assert!(!findings.is_empty() && findings.iter().all(|f| f["severity"] == "warning"), "{twin}");
    for nothing in
        ["/checks?page=2&severity=warning", "/checks?page=0", "/checks.json?page=x", "/checks?rule=none-such"]
    {
        assert_eq!(server().get(nothing).status, 404, "{nothing}");
    }
    let head = server().ask("HEAD /person/shimon-peres", "");
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    assert!(head.header("content-length").parse::<usize>().unwrap() > 10_000);
}

#[test]
fn who_opens_many_connections_and_asks_for_nothing_keeps_nobody_out() {
    let own = Server::start(&[]);
    let begun = Instant::now();
    let idle: Vec<TcpStream> = (0..600).map(|_| own.connect()).collect();
    assert_eq!(own.get("/about").status, 200);
    assert!(
        begun.elapsed() < Duration::from_secs(8),
        "the first are cut after ten seconds, the last of many long before"
    );
    drop(idle);
}

#[test]
fn one_page_has_one_address() {
    for (path, to) in [
        ("/rivalry/yitzhak-rabin/shimon-peres", "../../rivalry/shimon-peres/yitzhak-rabin"),
        ("/person/shimon-peres.html", "../person/shimon-peres"),
        ("/person/Shimon-Peres/", "../../person/shimon-peres"),
        ("/index.html", "./"),
        ("/about/", "../about"),
        ("/people/1", "../people"),
        ("/rivalries/1", "../rivalries"),
        ("/path/golda-meir/golda-meir", "../../person/golda-meir"),
        ("/paths?from=Peres&to=Golda+Meir", "./path/shimon-peres/golda-meir"),
    ] {
        let answer = server().get(path);
        assert_eq!((answer.status, answer.header("location")), (303, to), "{path}");
    }
}

#[test]
fn no_path_and_no_header_reads_a_file() {
    for path in [
        "/../Cargo.toml",
        "/..%2fCargo.toml",
        "/%2e%2e/%2e%2e/etc/passwd",
        "//etc/passwd",
        "/person/../../Cargo.toml",
        "/person/..",
        "/person/%00",
        "/person/shimon%2dperes",
        "/explorer.css/..",
        "/person/shimon-peres/../../x.json",
        "/C:\\windows\\win.ini",
        "/%c0%ae%c0%ae/etc/passwd",
        "/.git/config",
        "/src/main.rs",
        "/person/shimon-peres.toml",
        "/names/index.js",
        "/paths.js",
    ] {
        let answer = server().get(path);
        assert!(matches!(answer.status, 400 | 404), "{path}: {}", answer.status);
        assert!(!answer.body.contains("[package]") && !answer.body.contains("root:"), "{path}");
    }
    let elsewhere = server().ask("GET http://evil.example/etc/passwd", "");
    assert!(matches!(elsewhere.status, 400 | 404 | 421), "{}", elsewhere.status);
    for headers in ["X-Original-URL: /etc/passwd\r\n", "X-Forwarded-Host: evil.example\r\n", "Range: bytes=0-10\r\n"] {
        let answer = server().ask("GET /about", headers);
        assert!(
            answer.status == 200 && answer.body.contains("How the counts are made") && !answer.body.contains("evil"),
            "{headers}"
        );
    }
}

#[test]
fn only_this_machine_is_answered_under_its_own_name() {
    for (host, status) in [
        ("localhost", 200),
        ("LOCALHOST:80", 200),
        ("127.0.0.1:1", 200),
        ("[::1]:7878", 200),
        ("evil.example", 421),
        ("127.0.0.1.evil.example", 421),
        ("localhost.evil.example:7878", 421),
        ("", 421),
    ] {
        assert_eq!(server().ask("GET /about", &format!("Host: {host}\r\n")).status, status, "{host:?}");
    }
    // One host, named where it must be, and not another in the address.
    let raw =
        |request: &str| Answer::of(&server().send(format!("{request}Connection: close\r\n\r\n").as_bytes())).status;
    assert_eq!(raw("GET /about HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n"), 400);
    assert_eq!(raw("GET /about HTTP/1.1\r\n"), 400);
    assert_eq!(raw("GET http://evil.example/about HTTP/1.1\r\nHost: localhost\r\n"), 421);
    assert_eq!(raw("GET http://localhost/about HTTP/1.1\r\nHost: localhost\r\n"), 200);
    assert_eq!(raw("GET /about HTTP/1.0\r\n"), 200);
    assert_eq!(Server::start(&["--host", "localhost"]).get("/about").status, 200);
}

#[test]
fn nothing_but_reading_is_done_and_too_much_is_refused() {
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "BREW"] {
        let answer = server().ask(&format!("{method} /about"), "");
        assert!(matches!(answer.status, 405 | 400), "{method}: {}", answer.status);
    }
    assert_eq!(server().ask("POST /about", "Content-Length: 0\r\n").header("allow"), "get, head");
    assert_eq!(server().ask("GET /about", "Content-Length: 1000000000\r\n").status, 413);
    assert_eq!(server().ask("GET /about", "Transfer-Encoding: chunked\r\n").status, 413);
    let long = "a".repeat(4_000);
    assert_eq!(server().get(&format!("/{long}")).status, 414);
    assert_eq!(server().get(&format!("/search?q={long}")).status, 414);
    let huge = "b".repeat(100_000);
    assert!(matches!(server().get(&format!("/{huge}")).status, 414 | 431));
    assert!(matches!(server().ask("GET /about", &format!("X: {huge}\r\n")).status, 431 | 400));
    let many = "X-Y: z\r\n".repeat(500);
    assert!(matches!(server().ask("GET /about", &many).status, 431 | 400));
    for rubbish in ["\0\0\0\0\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "\u{16}\u{3}\u{1}\u{2}\u{0}\r\n\r\n"] {
        let answer = server().send(rubbish.as_bytes());
        assert!(answer.is_empty() || matches!(Answer::of(&answer).status, 400 | 505), "{rubbish:?}: {answer}");
    }
    assert_eq!(server().get("/about").status, 200, "it still answers");
}

#[test]
fn a_request_that_never_ends_is_cut_while_others_are_served() {
    let mut slow: Vec<TcpStream> = (0..40).map(|_| server().connect()).collect();
    for stream in &mut slow {
        stream.write_all(b"GET /about HTTP/1.1\r\nHost: localhost\r\nX-").unwrap();
    }
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(4) {
        assert_eq!(server().get("/about").status, 200);
        // A letter now and then is no reason to wait.
        slow.iter_mut().for_each(|s| {
            let _ = s.write_all(b"a");
        });
        std::thread::sleep(Duration::from_millis(500));
    }
    for stream in &mut slow {
        let mut rest = Vec::new();
        let _ = stream.read_to_end(&mut rest);
        assert!(rest.is_empty() || rest.starts_with(b"HTTP/1.1 408"), "{}", String::from_utf8_lossy(&rest));
    }
    assert!(begun.elapsed() < Duration::from_secs(30), "cut after {:?}", begun.elapsed());
}

#[test]
fn who_goes_away_has_asked_for_nothing() {
    let server = Server::start(&[]);
    for _ in 0..1_000 {
        let mut stream = server.connect();
        stream.write_all(b"GET /index.svg HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    }
    assert_eq!(server.get("/person/shimon-peres").status, 200);
}

#[test]
fn who_takes_nothing_of_an_answer_is_cut() {
    let server = Server::start(&[]);
    let mut stream = server.connect();
    // Far more than the buffers on the way hold.
    let many = "GET /office/leader-of-labour-party-uk HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(400);
    let begun = Instant::now();
    stream.set_write_timeout(Some(Duration::from_secs(40))).unwrap();
    let _ = stream.write_all(many.as_bytes());
    std::thread::sleep(Duration::from_secs(14));
    // Nothing was read, so what comes now was on the way already, and then the connection is at its end.
    let mut rest = Vec::new();
    let _ = stream.read_to_end(&mut rest);
    assert!(begun.elapsed() < Duration::from_secs(35), "{:?}", begun.elapsed());
    assert!(rest.len() < 400 * 60_000, "{} bytes: it was never cut", rest.len());
    assert_eq!(server.get("/about").status, 200);
}

#[test]
fn an_id_leads_to_the_page_of_who_has_it() {
    let folder = crate::support::scratch("serve-ids");
    let (table, graph) = (folder.join("t.csv"), folder.join("g.db"));
    std::fs::write(&table, "wikidata,name,office,start_date\nQ101,Ann Ash,Mayor,2001\nQ102,Bo Birch,Mayor,2005\n")
        .unwrap();
    let [table, graph] = [&table, &graph].map(|path| path.to_str().unwrap());
    assert!(
        Command::new(env!("CARGO_BIN_EXE_hustings"))
            .args(["build", table, "-o", graph])
            .output()
            .unwrap()
            .status
            .success()
    );
    for source in [table, graph] {
        let server = Server::start(&["--from", source]);
        for path in ["/id/wikidata/Q102", "/id/Wikidata/q102"] {
            let answer = server.get(path);
            assert_eq!((answer.status, answer.header("location")), (303, "../../person/bo-birch"), "{path}");
        }
        for path in ["/id/wikidata/Q103", "/id/wikidata", "/id/wikidata/Ann%20Ash", "/id/x/../../etc/passwd"] {
            assert_eq!(server.get(path).status, 404, "{path}");
        }
    }
}

#[test]
fn a_graph_file_that_is_cut_short_costs_a_page_and_not_the_server() {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("served.db");
    let path = path.to_str().unwrap();
    let built = Command::new(env!("CARGO_BIN_EXE_hustings"))
        .args(["build", "bundled", "--fresh", "-o", path])
        .output()
        .unwrap();
    assert!(built.status.success());
    let server = Server::start(&["--from", path]);
    assert_eq!(server.get("/person/shimon-peres").status, 200);
    std::fs::OpenOptions::new().write(true).open(path).unwrap().set_len(0).unwrap();
    for page in
        ["/person/yitzhak-rabin", "/contest/1992-israeli-labor-party-leadership-election", "/office/leader-of-likud"]
    {
        assert!(matches!(server.get(page).status, 200 | 500), "{page}");
    }
    assert_eq!(server.get("/about").status, 200, "it still answers");
}

#[cfg(unix)]
#[test]
fn it_ends_when_it_is_told_to_and_says_when_its_port_is_taken() {
    let mut server = Server::start(&["--from", "tests/articles"]);
    let port = server.address.port().to_string();
    let second = Command::new(env!("CARGO_BIN_EXE_hustings")).args(["serve", "--port", &port]).output().unwrap();
    assert_eq!(second.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&second.stderr).contains("is in use; give another with --port"));
    // A connection that is open and idle does not hold it.
    let mut idle = server.connect();
    idle.write_all(b"GET /about HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    let mut some = [0; 64];
    assert!(idle.read(&mut some).unwrap() > 0);
    let killed = Command::new("kill").args(["-TERM", &server.child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    let begun = Instant::now();
    let status = server.child.wait().unwrap();
    assert!(status.success(), "{status}");
    assert!(begun.elapsed() < Duration::from_secs(8), "{:?}", begun.elapsed());
}

#[test]
fn a_browser_is_driven_in_continuous_integration_only() {
    // 'cargo test' alone needs no browser; '.ci/explorer' drives one through every kind of page, and '.ci/run' calls it.
    let run = include_str!("../../.ci/run");
    assert!(run.contains(".ci/explorer"), "'.ci/run' no longer drives the explorer in a browser");
    #[allow(clippy::print_stderr, reason = "a test says what it leaves out")]
    {
        eprintln!("skipped: pages in a real browser, which '.ci/explorer' looks at");
    }
}
