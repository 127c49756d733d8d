//! Runs Graphviz, if it is installed.

use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The reason why Graphviz returned no picture.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum GraphvizError {
    /// The program cannot be run.
    #[error("Graphviz's 'dot' cannot be run ({0}); install Graphviz, or leave --layout dot out")]
    Missing(std::io::Error),
    /// It took longer than the time limit, in seconds.
    #[error("Graphviz's 'dot' did not end within {0} seconds and was stopped; leave --layout dot out, or draw less")]
    Timeout(u64),
    /// It failed, with its message.
    #[error("Graphviz's 'dot' failed: {0}")]
    Failed(String),
}

/// Lays out DOT with Graphviz. Returns the picture and the messages of `dot`. `format` is one of Graphviz's output
/// formats: svg, png, pdf. `seconds` is the time limit.
///
/// # Errors
/// An error if `dot` cannot be run, fails, or takes too long; see [`GraphvizError`].
pub fn graphviz(dot: &str, format: &str, seconds: u64) -> Result<(Vec<u8>, String), GraphvizError> {
    let mut child = Command::new("dot")
        .arg(format!("-T{format}"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(GraphvizError::Missing)?;
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let input = dot.as_bytes().to_vec();
    let writer = std::thread::spawn(move || stdin.map(|mut pipe| pipe.write_all(&input)));
    let collect = |pipe: Option<Box<dyn Read + Send>>| {
        std::thread::spawn(move || {
            let mut bytes = Vec::new();
            pipe.map(|mut pipe| pipe.read_to_end(&mut bytes));
            bytes
        })
    };
    let output = collect(stdout.map(|p| Box::new(p) as Box<dyn Read + Send>));
    let errors = collect(stderr.map(|p| Box::new(p) as Box<dyn Read + Send>));
    let start = Instant::now();
    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break status,
            Ok(None) if start.elapsed() > Duration::from_secs(seconds) => {
                // The child process is given up. Errors are ignored: it may just have ended.
                let _ = child.kill();
                let _ = child.wait();
                return Err(GraphvizError::Timeout(seconds));
            }
            Ok(None) => std::thread::sleep(Duration::from_millis(5)),
            Err(e) => return Err(GraphvizError::Failed(e.to_string())),
        }
    };
    let _ = writer.join();
    let output = output.join().unwrap_or_default();
    let errors = String::from_utf8_lossy(&errors.join().unwrap_or_default()).trim().to_string();
    if status.success() { Ok((output, errors)) } else { Err(GraphvizError::Failed(errors)) }
}
