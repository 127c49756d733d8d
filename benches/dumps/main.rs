//! Compares how fast dumps are read with other programs, as a table for the README. Run with
//! `cargo bench --bench dumps`. `HUSTINGS_BENCH_MB` sets the size in MB (1000 by default). `HUSTINGS_BENCH_LARGE=1`
//! adds a dump four times as large. Other programs are measured if they are installed: bzip2, pbzip2, lbzip2, jq, wikibase-dump-filter, and
//! mwparserfromhell for the Python that `HUSTINGS_BENCH_PYTHON` names (`python3` by default). wikrs is installed if it
//! is missing. The dumps are generated once, in the folder for temporary files.
#![allow(clippy::print_stdout, clippy::panic, reason = "a benchmark prints its table")]
#![allow(clippy::unwrap_used, reason = "a benchmark ends where it cannot go on")]
#![allow(clippy::disallowed_methods, reason = "a benchmark makes its own files")]

mod generated;

use generated::{Mix, PAGES_PER_STREAM, Random, Words};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The number of runs; each figure is the best of them.
const RUNS: usize = 3;

fn main() {
    let megabytes: usize = std::env::var("HUSTINGS_BENCH_MB").ok().and_then(|m| m.parse().ok()).unwrap_or(1000);
    let folder = std::env::temp_dir().join(format!("hustings-bench-dumps-{megabytes}"));
    std::fs::create_dir_all(&folder).unwrap();
    let hustings = env!("CARGO_BIN_EXE_hustings");
    let mixed = make(&folder, "mixed", Mix::Wikipedia, megabytes);
    let without = make(&folder, "without", Mix::Without, megabytes / 2);
    let only = make(&folder, "only", Mix::Only, megabytes / 10);
    let [multi, single] = pack(&mixed);

    println!("Dump of {:.0} MB, best of {RUNS} runs; MB of unpacked export.\n", size(&mixed));
    println!(
        "| task | program | wall s | CPU s | MB/s of wall | MB/s of CPU | peak MB |\n|---|---|---|---|---|---|---|"
    );
    let extract = |file: &Path, threads: &str| {
        let mut command = Command::new(hustings);
        command.args(["extract", "--threads", threads, "-o", "/dev/null"]).arg(file);
        command
    };
    row("plain XML, no elections", "hustings", size(&without), || extract(&without, "1"));
    row("plain XML, as Wikipedia", "hustings", size(&mixed), || extract(&mixed, "2"));
    let own = row("only pages of the field", "hustings", size(&only), || extract(&only, "1"));
    if let Some(python) = parser() {
        let sample = make(&folder, "sample", Mix::Only, 4);
        let theirs = row("only pages of the field", "mwparserfromhell", size(&sample), || {
            let mut command = Command::new(&python);
            command.args(["-c", MWPARSER]).arg(&sample);
            command
        });
        println!("| | ratio of CPU rates | {:.0} | | | | |", own.cpu_rate / theirs.cpu_rate);
    }
    // wikrs also turns the pages into JSON, but keeps their text and drops their templates.
    if let Some(wikrs) = wikrs() {
        let bare = row("only pages of the field, no statements", "hustings", size(&only), || {
            let mut command = extract(&only, "1");
            command.arg("--no-statements");
            command
        });
        let theirs = row("only pages of the field, as JSONL", "wikrs", size(&only), || {
            let mut command = Command::new(&wikrs);
            command.args(["--format", "jsonl", "--input"]).arg(&only);
            command
        });
        println!("| | ratio of CPU to wikrs | {:.2} | | | | |", theirs.cpu_rate / own.cpu_rate);
        println!("| | the same without statements | {:.2} | | | | |", theirs.cpu_rate / bare.cpu_rate);
    }
    let ours = row("bz2, multistream, 2 cores", "hustings", size(&mixed), || extract(&multi, "2"));
    for (program, arguments) in [("pbzip2", vec!["-d", "-c", "-p2"]), ("lbzip2", vec!["-d", "-c", "-n", "2"])] {
        peer(program, "bz2, multistream, 2 cores", &arguments, &multi, size(&mixed), &ours, None);
    }
    let pinned = |command: Command| {
        let mut outer = Command::new("taskset");
        outer.args(["-c", "0"]).arg(command.get_program()).args(command.get_args());
        outer
    };
    let ours = row("bz2, single stream, 1 core", "hustings", size(&mixed), || pinned(extract(&single, "1")));
    peer("bzip2", "bz2, single stream, 1 core", &["-d", "-c"], &single, size(&mixed), &ours, Some("0"));
    wikidata(&folder, megabytes / 2);
    if std::env::var_os("HUSTINGS_BENCH_LARGE").is_some() {
        let large = make(&folder, "large", Mix::Wikipedia, megabytes * 4);
        row("plain XML, four times as large", "hustings", size(&large), || extract(&large, "2"));
        std::fs::remove_file(&large).unwrap();
    }
}

/// Lines of Wikidata of which one holds an office, beside the programs that select lines of a dump.
fn wikidata(folder: &Path, megabytes: usize) {
    let file = folder.join(format!("entities-{megabytes}.json"));
    if !file.exists() {
        generated::entities(&file, megabytes << 20);
    }
    let task = "lines of Wikidata without offices, 1 core";
    let ours = row(task, "hustings", size(&file), || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hustings"));
        command.args(["succession", "--format", "csv", "--from"]).arg(&file).stderr(Stdio::null());
        command
    });
    let sample = folder.join("entities-sample.json");
    if !sample.exists() {
        generated::entities(&sample, 100 << 20);
    }
    peer("jq", task, &["-c", "select(.claims.P39)"], &sample, size(&sample), &ours, None);
    let filter = format!("wikibase-dump-filter --claim P39 < '{}'", sample.display());
    if Command::new("wikibase-dump-filter").arg("--version").stdout(Stdio::null()).status().is_ok() {
        let theirs = row(task, "wikibase-dump-filter", size(&sample), || {
            let mut command = Command::new("sh");
            command.args(["-c", &filter]).stderr(Stdio::null());
            command
        });
        println!("| | ratio of CPU rates | {:.1} | | | | |", ours.cpu_rate / theirs.cpu_rate);
    } else {
        println!("| {task} | wikibase-dump-filter is not installed | | | | | |");
    }
}

/// The rates of one program on one file, in MB per second.
struct Figures {
    wall_rate: f64,
    cpu_rate: f64,
}

fn row(task: &str, program: &str, megabytes: f64, command: impl Fn() -> Command) -> Figures {
    let mut best: Option<(Duration, f64, u64)> = None;
    for _ in 0..RUNS {
        let run = measure(command());
        if best.is_none_or(|b| run.0 < b.0) {
            best = Some(run);
        }
    }
    let (wall, cpu, peak) = best.unwrap();
    let figures = Figures { wall_rate: megabytes / wall.as_secs_f64(), cpu_rate: megabytes / cpu.max(0.01) };
    println!(
        "| {task} | {program} | {:.2} | {cpu:.2} | {:.0} | {:.0} | {} |",
        wall.as_secs_f64(),
        figures.wall_rate,
        figures.cpu_rate,
        peak / 1024
    );
    figures
}

fn peer(
    program: &str,
    task: &str,
    arguments: &[&str],
    file: &Path,
    megabytes: f64,
    ours: &Figures,
    core: Option<&str>,
) {
    if Command::new(program)
        .arg("--version")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_err()
    {
        println!("| {task} | {program} is not installed | | | | | |");
        return;
    }
    let figures = row(task, program, megabytes, || {
        let mut command = match core {
            Some(core) => {
                let mut outer = Command::new("taskset");
                outer.args(["-c", core, program]);
                outer
            }
            None => Command::new(program),
        };
        command.args(arguments).arg(file);
        command
    });
    println!("| | ratio to {program} | {:.2} | | | | |", ours.wall_rate / figures.wall_rate);
}

/// Runs a command. Returns its wall time, processor seconds and peak memory (kB).
fn measure(mut command: Command) -> (Duration, f64, u64) {
    let before = children_cpu();
    let start = Instant::now();
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    let wall = loop {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let high = text
            .lines()
            .find_map(|l| l.strip_prefix("VmHWM:"))
            .and_then(|l| l.trim().trim_end_matches(" kB").parse().ok());
        peak = peak.max(high.unwrap_or(0));
        if let Some(status) = child.try_wait().unwrap() {
            assert!(status.success(), "{command:?}");
            break start.elapsed();
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    (wall, children_cpu() - before, peak)
}

/// Returns the processor seconds of all children that have ended (Linux: proc(5), fields 16 and 17 of stat, in
/// hundredths).
fn children_cpu() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |i: usize| fields.get(i).and_then(|f| f.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(13) + ticks(14)) / 100.0
}

fn size(file: &Path) -> f64 {
    std::fs::metadata(file).map_or(0.0, |m| m.len() as f64 / 1e6)
}

/// Generates a dump of about `megabytes`, unless it exists.
fn make(folder: &Path, name: &str, mix: Mix, megabytes: usize) -> PathBuf {
    let path = folder.join(format!("{name}.xml"));
    if path.exists() {
        return path;
    }
    let mut out = BufWriter::with_capacity(1 << 20, File::create(&path).unwrap());
    out.write_all(b"<mediawiki xmlns=\"http://www.mediawiki.org/xml/export-0.11/\" version=\"0.11\" xml:lang=\"en\">\n  <siteinfo>\n    <sitename>Generated</sitename>\n  </siteinfo>\n").unwrap();
    let (words, mut random) = (Words::new(), Random::new(42));
    let (mut written, mut number) = (0, 0);
    let mut page = Vec::new();
    while written < megabytes * 1_000_000 {
        page.clear();
        number += 1;
        generated::page(number, mix, &words, &mut random, &mut page).unwrap();
        out.write_all(&page).unwrap();
        written += page.len();
    }
    out.write_all(b"</mediawiki>\n").unwrap();
    out.flush().unwrap();
    path
}

/// Compresses the dump twice: as streams of a hundred pages each, and as one stream.
fn pack(plain: &Path) -> [PathBuf; 2] {
    let (multi, single) = (plain.with_extension("multistream.xml.bz2"), plain.with_extension("single.xml.bz2"));
    if !multi.exists() {
        let bytes = std::fs::read(plain).unwrap();
        let mut edges: Vec<usize> =
            memchr::memmem::find_iter(&bytes, b"</page>\n").map(|n| n + 8).step_by(PAGES_PER_STREAM).collect();
        edges.insert(0, 0);
        edges.push(bytes.len());
        let pieces: Vec<&[u8]> = edges.windows(2).map(|w| &bytes[w[0]..w[1]]).collect();
        let half = pieces.len() / 2;
        let packed = std::thread::scope(|scope| {
            let first = scope.spawn(|| pieces[..half].iter().flat_map(|p| bzip2(p)).collect::<Vec<u8>>());
            let second: Vec<u8> = pieces[half..].iter().flat_map(|p| bzip2(p)).collect();
            [first.join().unwrap(), second]
        });
        std::fs::write(&multi, packed.concat()).unwrap();
        std::fs::write(&single, bzip2(&bytes)).unwrap();
    }
    [multi, single]
}

fn bzip2(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Returns the path of wikrs 0.4. Installs it from crates.io next to the benchmark's files if it is missing.
fn wikrs() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("wikrs");
    let program = root.join("bin/wikrs");
    if !program.exists() {
        let mut install = Command::new("cargo");
        install.args(["install", "--quiet", "--locked", "wikrs@0.4.0", "--root"]).arg(&root);
        if !install.status().is_ok_and(|status| status.success()) {
            println!("| only pages of the field, as JSONL | wikrs cannot be installed | | | | | |");
            return None;
        }
    }
    Some(program)
}

/// Returns a Python that has mwparserfromhell, if there is one.
fn parser() -> Option<String> {
    let python = std::env::var("HUSTINGS_BENCH_PYTHON").unwrap_or_else(|_| "python3".into());
    let status = Command::new(&python).args(["-c", "import mwparserfromhell"]).stderr(Stdio::null()).status();
    status.is_ok_and(|s| s.success()).then_some(python)
}

/// Reads every template of every page with its parameters, in the shortest way that the library offers.
const MWPARSER: &str = "
import sys, re, html, mwparserfromhell
text = open(sys.argv[1], encoding='utf8').read()
count = 0
for page in re.findall(r'<text[^>]*>(.*?)</text>', text, re.S):
    for template in mwparserfromhell.parse(html.unescape(page)).filter_templates():
        for parameter in template.params:
            count += len(parameter.value.strip_code())
";
