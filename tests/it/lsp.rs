//! The language server, driven by the messages that an editor sends.
#![cfg(feature = "lsp")]
#![allow(clippy::disallowed_methods, clippy::panic, reason = "a test runs the program")]

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

const TABLE: &str = "contest,date,candidate,votes,share,outcome\n2001 vote,2001,Ada Ω,70,70.0,elected\n2001 vote,2001,Bo,30,31.0,lost\n";

/// An editor that is connected to the server.
struct Editor {
    server: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    requests: u64,
}

impl Editor {
    fn start() -> Self {
        let mut server = Command::new(env!("CARGO_BIN_EXE_hustings"))
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|e| panic!("the program does not run: {e}"));
        let (Some(input), Some(output)) = (server.stdin.take(), server.stdout.take()) else { panic!("no pipes") };
        let mut editor = Self { server, input, output: BufReader::new(output), requests: 0 };
        let offered = editor.ask("initialize", &json!({ "processId": null, "rootUri": null, "capabilities": {} }));
        assert_eq!(offered["capabilities"]["textDocumentSync"]["openClose"], true);
        editor.tell("initialized", &json!({}));
        editor
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        let sent = write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len()).and_then(|()| self.input.flush());
        sent.unwrap_or_else(|e| panic!("the server does not listen: {e}"));
    }

    fn tell(&mut self, method: &str, params: &Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    fn ask(&mut self, method: &str, params: &Value) -> Value {
        self.requests += 1;
        let id = self.requests;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        loop {
            let message = self.read();
            if message["id"] == id {
                return message["result"].clone();
            }
        }
    }

    fn read(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            let read = self.output.read_line(&mut line).unwrap_or(0);
            assert!(read > 0, "the server has ended");
            match line.trim().split_once(": ") {
                Some(("Content-Length", number)) => length = number.parse().unwrap_or(0),
                None if line.trim().is_empty() => break,
                _ => {}
            }
        }
        let mut body = vec![0; length];
        self.output.read_exact(&mut body).unwrap_or_else(|e| panic!("a message is cut off: {e}"));
        serde_json::from_slice(&body).unwrap_or(Value::Null)
    }

    /// Waits until the server says what it finds in a document.
    fn found(&mut self, uri: &str) -> Vec<Value> {
        loop {
            let message = self.read();
            if message["method"] == "textDocument/publishDiagnostics" && message["params"]["uri"] == uri {
                return message["params"]["diagnostics"].as_array().cloned().unwrap_or_default();
            }
        }
    }

    fn open(&mut self, uri: &str, text: &str) -> Vec<Value> {
        let document = json!({ "uri": uri, "languageId": "plaintext", "version": 1, "text": text });
        self.tell("textDocument/didOpen", &json!({ "textDocument": document }));
        self.found(uri)
    }

    fn change(&mut self, uri: &str, text: &str) -> Vec<Value> {
        let params = json!({ "textDocument": { "uri": uri, "version": 2 }, "contentChanges": [{ "text": text }] });
        self.tell("textDocument/didChange", &params);
        self.found(uri)
    }

    fn end(mut self) {
        self.ask("shutdown", &Value::Null);
        self.tell("exit", &Value::Null);
        let ended = self.server.wait().map(|status| status.code());
        assert_eq!(ended.ok().flatten(), Some(0));
    }
}

#[test]
fn what_is_wrong_is_shown_explained_and_mended_while_it_is_written() {
    let uri = "file:///tmp/my%20table.csv";
    let mut editor = Editor::start();
    let found = editor.open(uri, TABLE);
    let [one] = &found[..] else { panic!("one finding: {found:?}") };
    let range = json!({ "start": { "line": 2, "character": 21 }, "end": { "line": 2, "character": 25 } });
    assert_eq!((&one["code"], &one["severity"], &one["range"]), (&json!("share-against-votes"), &json!(2), &range));

    let at = |line: u64| json!({ "textDocument": { "uri": uri }, "position": { "line": line, "character": 0 } });
    let hover = editor.ask("textDocument/hover", &at(2));
    let text = hover["contents"]["value"].as_str().unwrap_or_default().to_string();
    assert!(text.contains("30 of 100 votes are 30.0%") && text.contains("## share-against-votes"), "{text}");
    assert_eq!(editor.ask("textDocument/hover", &at(0)), Value::Null);

    let asked = json!({ "textDocument": { "uri": uri }, "range": range, "context": { "diagnostics": [] } });
    let actions = editor.ask("textDocument/codeAction", &asked);
    assert_eq!(actions[0]["title"], "Change 31.0 to 30.0");
    assert_eq!(actions[0]["edit"]["changes"][uri], json!([{ "range": range, "newText": "30.0" }]));
    assert_eq!(editor.change(uri, &TABLE.replace("31.0", "30.0")), Vec::<Value>::new());
    editor.end();
}

#[test]
fn columns_are_counted_as_the_protocol_does() {
    // The letter 𝔸 is two units of UTF-16 and four bytes.
    let uri = "file:///tmp/t.csv";
    let mut editor = Editor::start();
    let found = editor.open(uri, &TABLE.replace("Bo,30", "𝔸𝔸 Bo,30"));
    assert_eq!(found[0]["range"]["start"]["character"], 21 + 5);
    editor.end();
}

#[test]
fn a_finding_can_be_ignored_where_it_is_and_documents_are_checked_together() {
    let page = |date: &str| {
        format!(
            "[series]\nname = \"Harbour votes\"\noffice = \"Mayor of Harbour\"\n\n[[contest]]\ntitle = \"1998 Harbour vote\"\ndate = \"{date}\"\nwinner = \"Ann Ash\"\n"
        )
    };
    let (a, b) = ("file:///tmp/a.toml", "file:///tmp/b.toml");
    let mut editor = Editor::start();
    assert!(editor.open(a, &page("1998-03-14")).is_empty());
    let found = editor.open(b, &page("1998-04-14"));
    assert_eq!(found.first().map(|d| &d["code"]), Some(&json!("date-conflict")), "{found:?}");
    let line = &found[0]["range"]["start"]["line"];
    let asked = json!({ "textDocument": { "uri": b }, "range": found[0]["range"], "context": { "diagnostics": [] } });
    let actions = editor.ask("textDocument/codeAction", &asked);
    let ignore = actions.as_array().and_then(|all| all.last()).cloned().unwrap_or_default();
    assert_eq!(ignore["title"], "Ignore date-conflict here");
    let edit = &ignore["edit"]["changes"][b][0];
    assert_eq!(
        (&edit["range"]["start"]["line"], &edit["newText"]),
        (line, &json!("# hustings:ignore date-conflict\n"))
    );
    let commented = page("1998-04-14").replace("date =", "# hustings:ignore date-conflict\ndate =");
    assert!(editor.change(b, &commented).is_empty());
    editor.end();
}

#[test]
fn what_the_server_does_not_know_is_answered_and_ends_nothing() {
    let mut editor = Editor::start();
    assert_eq!(editor.ask("textDocument/rename", &json!({})), Value::Null);
    editor.tell("textDocument/didOpen", &json!({ "textDocument": 5 }));
    editor.tell("workspace/didChangeConfiguration", &json!({}));
    assert!(editor.open("untitled:Untitled-1", "{{Infobox election").iter().all(|d| d["source"] == "hustings"));
    editor.end();
}
