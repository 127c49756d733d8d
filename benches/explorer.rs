//! Measures the explorer at scale: `cargo bench --bench explorer -- S M`, or `-- S M 60` to let the clients run for 60
//! seconds.
//!
//! The benchmark builds a graph file from a made-up world (`tests/world`), which `hustings serve` serves over loopback
//! on the same machine. It measures one client that requests pages of people at random, the page of the person with the
//! most meetings, and 32 clients at once. Then `hustings site` writes the site, up to size S.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark prints, and ends where something is missing"
)]
#![allow(clippy::disallowed_methods, reason = "a benchmark writes files of its own")]

#[path = "../tests/world/mod.rs"]
mod world;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use world::{Size, World};

const CLIENTS: usize = 32;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let seconds = arguments.iter().find_map(|a| a.parse().ok()).unwrap_or(10);
    let named: Vec<&str> = arguments.iter().map(String::as_str).filter(|a| Size::of(a).is_some()).collect();
    let folder = std::env::temp_dir().join("hustings-bench-explorer");
    std::fs::create_dir_all(&folder).unwrap();
    for letter in if named.is_empty() { vec!["T"] } else { named } {
        let graph = graph_file(&folder, letter);
        served(&graph, letter, Duration::from_secs(seconds));
        if letter != "M" && letter != "L" {
            written(&graph, &folder.join(format!("site-{letter}")), letter);
        }
    }
}

fn hustings(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hustings"));
    command.args(arguments).stderr(Stdio::null());
    command
}

fn graph_file(folder: &Path, letter: &str) -> PathBuf {
    let graph = folder.join(format!("{letter}.db"));
    if !graph.exists() {
        let table = folder.join(format!("{letter}.csv"));
        let world = World::new(Size::of(letter).expect("a size"), 1992);
        world.table(&mut std::io::BufWriter::new(std::fs::File::create(&table).unwrap())).unwrap();
        let mut build = hustings(&["build", table.to_str().unwrap(), "-o", graph.to_str().unwrap()]);
        assert!(build.stdout(Stdio::null()).status().unwrap().success());
    }
    graph
}

/// A connection that stays open and requests one page after another.
struct Client(BufReader<TcpStream>);

impl Client {
    fn new(address: &str) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_nodelay(true).unwrap();
        Self(BufReader::new(stream))
    }

    fn get(&mut self, path: &str) -> Vec<u8> {
        let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        self.0.get_mut().write_all(request.as_bytes()).unwrap();
        let (mut line, mut length) = (String::new(), 0);
        loop {
            line.clear();
            self.0.read_line(&mut line).unwrap();
            if let Some(n) = line.strip_prefix("content-length: ") {
                length = n.trim().parse().unwrap();
            }
            if line == "\r\n" {
                break;
            }
        }
        let mut body = vec![0; length];
        self.0.read_exact(&mut body).unwrap();
        body
    }
}

fn served(graph: &Path, letter: &str, time: Duration) {
    let begun = Instant::now();
    let mut child =
        hustings(&["serve", "--port", "0", "--from", graph.to_str().unwrap()]).stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim().trim_start_matches("http://").trim_end_matches('/').to_string();
    println!("{letter}: the server answers after {:.2} s, with {}", begun.elapsed().as_secs_f64(), memory(&child));
    let mut client = Client::new(&address);
    let start: serde_json::Value = serde_json::from_slice(&client.get("/index.json")).unwrap();
    let busiest = format!("/{}", start["rivalries"][0]["a"]["address"].as_str().unwrap());
    let people = people(&mut client);
    let mut times: Vec<Duration> = people.iter().take(2_000).map(|path| timed(&mut client, path)).collect();
    println!("{letter}: one client, {}", spread(&mut times));
    let mut times: Vec<Duration> = (0..50).map(|_| timed(&mut client, &busiest)).collect();
    println!("{letter}: the page of who stood most often ({busiest}), {}", spread(&mut times));
    let end = Instant::now() + time;
    let mut times: Vec<Duration> = std::thread::scope(|scope| {
        let work = |offset: usize| {
            let (people, address) = (&people, &address);
            move || {
                let mut client = Client::new(address);
                let mut times = Vec::new();
                while Instant::now() < end {
                    let path = &people[(offset * 7919 + times.len() * 31) % people.len()];
                    times.push(timed(&mut client, path));
                }
                times
            }
        };
        let threads: Vec<_> = (0..CLIENTS).map(|i| scope.spawn(work(i))).collect();
        threads.into_iter().flat_map(|t| t.join().unwrap()).collect()
    });
    let rate = times.len() as f64 / time.as_secs_f64();
    println!(
        "{letter}: {CLIENTS} clients for {} s, {rate:.0} pages a second, {}, with {}",
        time.as_secs(),
        spread(&mut times),
        memory(&child)
    );
    child.kill().unwrap();
    child.wait().unwrap();
}

/// Returns a few thousand addresses of people, from pages of the list spread over the alphabet.
fn people(client: &mut Client) -> Vec<String> {
    let first: serde_json::Value = serde_json::from_slice(&client.get("/people.json")).unwrap();
    let pages = first["pages"].as_u64().unwrap();
    let step = (pages / 40).max(1);
    let mut found: Vec<Vec<String>> = Vec::new();
    for page in (2..=pages).step_by(usize::try_from(step).unwrap()) {
        let list: serde_json::Value = serde_json::from_slice(&client.get(&format!("/people/{page}.json"))).unwrap();
        let entries = list["entries"].as_array().unwrap().iter().step_by(5);
        found.push(entries.map(|e| format!("/{}", e["address"].as_str().unwrap())).collect());
    }
    // Takes one person from each page in turn, so that neighbours in the alphabet are not neighbours here.
    let longest = found.iter().map(Vec::len).max().unwrap_or(0);
    (0..longest).flat_map(|i| found.iter().filter_map(move |list| list.get(i).cloned())).collect()
}

fn timed(client: &mut Client, path: &str) -> Duration {
    let start = Instant::now();
    assert!(!client.get(path).is_empty());
    start.elapsed()
}

fn spread(times: &mut [Duration]) -> String {
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
    format!("median {:.1} ms, 99 of 100 within {:.1} ms, the slowest {:.1} ms", at(0.5), at(0.99), at(1.0))
}

/// Describes the server's own memory, and how much of the file it has mapped.
fn memory(child: &Child) -> String {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
    let of = |key: &str| {
        let line = status.lines().find_map(|l| l.strip_prefix(key))?;
        line.split_whitespace().next()?.parse::<u64>().ok().map(|kb| kb / 1024)
    };
    match (of("RssAnon:"), of("RssFile:")) {
        (Some(own), Some(mapped)) => format!("{own} MB of its own and {mapped} MB of the file mapped"),
        _ => "memory not known".into(),
    }
}

fn written(graph: &Path, out: &Path, letter: &str) {
    for (what, without) in [("with twins and pictures", None), ("pages alone", Some("twins,pictures"))] {
        let _ = std::fs::remove_dir_all(out);
        let begun = Instant::now();
        let mut command = hustings(&["site", "--from", graph.to_str().unwrap(), "-o", out.to_str().unwrap()]);
        let output = command.args(without.map(|w| ["--without", w]).into_iter().flatten()).output().unwrap();
        let seconds = begun.elapsed().as_secs_f64();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let pages = said.split(": ").nth(1).and_then(|s| s.split(' ').next()).map(|n| n.replace(',', ""));
        let pages: f64 = pages.and_then(|n| n.parse().ok()).unwrap();
        println!(
            "{letter}: a site of {pages} pages in {seconds:.1} s, 10,000 pages in {:.1} s, {what}",
            seconds / pages * 1e4
        );
    }
    let _ = std::fs::remove_dir_all(out);
}
