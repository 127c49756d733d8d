//! Every DOT that is written is accepted by Graphviz without a word. Needs `dot`; see `.ci/run`.
#![allow(clippy::panic, reason = "a test says why it fails")]
#![allow(clippy::disallowed_methods, reason = "tests read and write files of their own")]

use crate::support::{installed, scratch, seeds, stdout};
use std::io::Write;
use std::process::{Command, Stdio};

fn accepted(file: &std::path::Path) {
    let dot = std::fs::read(file).unwrap_or_default();
    assert!(!dot.is_empty(), "{}", file.display());
    let mut child = match Command::new("dot")
        .args(["-Tsvg"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
    {
        Ok(child) => child,
        Err(e) => panic!("{e}"),
    };
    let pipe = child.stdin.take();
    let writer = std::thread::spawn(move || pipe.map(|mut p| p.write_all(&dot)));
    let Ok(output) = child.wait_with_output() else { panic!("dot does not end") };
    assert!(writer.join().is_ok());
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && said.is_empty(), "{}: {said}", file.display());
    let svg = String::from_utf8_lossy(&output.stdout).into_owned();
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..roxmltree::ParsingOptions::default() };
    assert!(roxmltree::Document::parse_with_options(&svg, options).is_ok(), "{}", file.display());
}

const HOSTILE: &str = "contest,date,office,candidate,votes,outcome\n\
    \"2001 \"\"Q\"\" & <b>P\\N</b> leadership election\",2001-02-03,\"Leader of \"\"X\"\" & <Y>\",שמעון פרס,100,elected\n\
    \"2001 \"\"Q\"\" & <b>P\\N</b> leadership election\",2001-02-03,\"Leader of \"\"X\"\" & <Y>\",\"Bobby \"\"];evil[label=\"\"x\",90,lost\n\
    \"2005 {P}|\\L &lt; leadership election\",2005-02-03,\"Leader of \"\"X\"\" & <Y>\",José \\N Ørsted,190,elected\n\
    \"2005 {P}|\\L &lt; leadership election\",2005-02-03,\"Leader of \"\"X\"\" & <Y>\",node,190,lost\n";

#[test]
fn every_kind_of_every_input() {
    if !installed("dot", "-V") {
        return;
    }
    let folder = scratch("graphviz");
    let hostile = folder.join("hostile.csv");
    std::fs::write(&hostile, HOSTILE).ok();
    let hostile = hostile.to_string_lossy().into_owned();
    let mut inputs: Vec<Vec<String>> =
        vec![Vec::new(), vec!["--from".into(), "tests/articles".into()], vec!["--from".into(), hostile.clone()]];
    inputs.extend(seeds().map(|folder| vec!["--from".to_string(), folder]));
    for (i, input) in inputs.iter().enumerate() {
        let input: Vec<&str> = input.iter().map(String::as_str).collect();
        let person = ["Peres", "Okafor", "node", "Peres"][i];
        let kinds: [&[&str]; 10] = [
            &["timeline"],
            &["succession"],
            &["succession", "--as", "cards"],
            &["succession", "--as", "graph", "--direction", "right"],
            &["contests"],
            &["contests", "--as", "cards"],
            &["rivalries", "--min", "1"],
            &["rivalries", "--as", "matrix"],
            &["career", person],
            &["career", person, "--as", "graph"],
        ];
        for (number, kind) in kinds.iter().enumerate() {
            let file = folder.join(format!("{i}-{number}.dot"));
            let path = file.to_string_lossy().into_owned();
            let mut args = vec!["draw"];
            args.extend(*kind);
            args.extend(["-o", path.as_str()]);
            args.extend(&input);
            stdout(&args);
            accepted(&file);
        }
        let file = folder.join(format!("{i}-graph.dot"));
        let path = file.to_string_lossy().into_owned();
        stdout(&[&["export", "-o", path.as_str()], input.as_slice()].concat());
        if i > 0 {
            accepted(&file);
        }
    }
    let svg = folder.join("laid-out.svg");
    stdout(&["draw", "succession", "likud", "--layout", "dot", "-o", &svg.to_string_lossy(), "--from", "bundled"]);
    assert!(std::fs::read_to_string(&svg).unwrap_or_default().contains("Netanyahu"));
}
