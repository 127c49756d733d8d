//! `hustings lsp`: a language server, which checks sources while they are written in an editor.

use super::check::Check;
use super::exit::Failure;
use super::input::Input;
use clap::Args;
use hustings::check::{self, Diagnostic, Severity};
use hustings::dataset::{Lines, Mending};
use hustings::facts::Facts;
use hustings::graph::PoliticalGraph;
use hustings::identity::Overrides;
use hustings::source::{self, Hints, Reading};
use hustings::view::diagnostics::{advice, culprit_in, page};
use hustings::wikitext::capital;
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, Response};
use percent_encoding::percent_decode_str;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Check wiki pages, articles, TOML and CSV in an editor, by the Language Server Protocol
///
/// An editor starts this command and talks to it on standard input and output. It shows what 'hustings check' finds
/// while a file is written, with the reasons on hover, and offers the fixes and a comment that ignores a finding. Files
/// that are open are checked together, so that contradictions between them are found. Settings in 'hustings.toml' in
/// the folder that the editor starts it in apply as they do to 'hustings check'.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  hustings lsp                     what an editor is told to run
  hustings lsp --people people.toml

In Neovim:
  vim.lsp.start({ name = 'hustings', cmd = { 'hustings', 'lsp' } })
In Helix, in languages.toml:
  [language-server.hustings]
  command = 'hustings'
  args = ['lsp']")]
pub(super) struct Lsp {}

impl Lsp {
    #[expect(clippy::unused_self, reason = "every command has this method")]
    pub(super) fn run(&self, input: &Input) -> Result<(), Failure> {
        let (hints, overrides) = (Arc::new(input.hints()?), input.overrides()?.unwrap_or_default());
        let config = input.config()?.check;
        // Wrong settings are reported before the handshake.
        let settings = Check::default();
        let _ = settings.rules_of(&mut Vec::new(), &config)?;
        let (connection, threads) = Connection::stdio();
        let select = move |found: &mut Vec<Diagnostic>| {
            let _ = settings.rules_of(found, &config);
        };
        let mut server =
            Server { connection, hints, overrides, select: Box::new(select), open: BTreeMap::new(), found: Vec::new() };
        server.serve().map_err(|reason| Failure::Input(format!("the editor's messages cannot be read: {reason}")))?;
        drop(server);
        Ok(threads.join()?)
    }
}

/// A document that the editor has open.
struct Document {
    /// The name by which findings cite it.
    file: String,
    text: String,
    version: Value,
}

/// A finding in an open document.
struct Shown {
    uri: String,
    line: usize,
    /// Columns in UTF-16 code units, as the protocol counts them.
    columns: [usize; 2],
    diagnostic: Diagnostic,
    mending: Option<Mending>,
}

/// Leaves out what the settings do not want, and gives findings the severities of the settings.
type Select = Box<dyn Fn(&mut Vec<Diagnostic>)>;

struct Server {
    connection: Connection,
    hints: Arc<Hints>,
    overrides: Overrides,
    select: Select,
    open: BTreeMap<String, Document>,
    found: Vec<Shown>,
}

type Broken = Box<dyn std::error::Error + Send + Sync>;

impl Server {
    fn serve(&mut self) -> Result<(), Broken> {
        let (id, _) = self.connection.initialize_start()?;
        let offered = json!({
            "capabilities": {
                "positionEncoding": "utf-16",
                // The whole text of a document is sent on each change.
                "textDocumentSync": { "openClose": true, "change": 1 },
                "hoverProvider": true,
                "codeActionProvider": { "codeActionKinds": ["quickfix"] },
            },
            "serverInfo": { "name": "hustings", "version": env!("CARGO_PKG_VERSION") },
        });
        self.connection.initialize_finish(id, offered)?;
        while let Ok(message) = self.connection.receiver.recv() {
            let mut changed = false;
            let mut next = Some(message);
            // Changes that wait are taken together, so that fast typing is checked once.
            while let Some(message) = next {
                match message {
                    Message::Request(request) => {
                        if std::mem::take(&mut changed) {
                            self.check()?;
                        }
                        if self.connection.handle_shutdown(&request)? {
                            return Ok(());
                        }
                        let answer = self.answer(&request);
                        self.connection.sender.send(answer.into())?;
                    }
                    Message::Notification(notification) if notification.method == "exit" => {
                        return Err("the editor has left without a shutdown".into());
                    }
                    Message::Notification(notification) => changed |= self.take(&notification),
                    Message::Response(_) => {}
                }
                next = self.connection.receiver.try_recv().ok();
            }
            if changed {
                self.check()?;
            }
        }
        Ok(())
    }

    /// Takes a change of the open documents. Returns true if there was one.
    fn take(&mut self, notification: &Notification) -> bool {
        let params = &notification.params;
        let Some(uri) = params["textDocument"]["uri"].as_str() else { return false };
        let text = match notification.method.as_str() {
            "textDocument/didOpen" => params["textDocument"]["text"].as_str(),
            "textDocument/didChange" => params["contentChanges"].as_array().and_then(|c| c.last()?["text"].as_str()),
            "textDocument/didClose" => {
                self.open.remove(uri);
                // The editor forgets what was found in a closed document.
                let _ = self.publish(uri, &[]);
                return true;
            }
            _ => return false,
        };
        let Some(text) = text else { return false };
        let version = params["textDocument"]["version"].clone();
        self.open.insert(uri.to_string(), Document { file: file_of(uri), text: text.to_string(), version });
        true
    }

    /// Checks the open documents and shows what is found in each.
    fn check(&mut self) -> Result<(), Broken> {
        let mut reading = Reading::default();
        let mut lines = Lines::default();
        for document in self.open.values() {
            let one = source::read_text(&document.file, document.text.as_bytes());
            reading.pages.extend(one.pages);
            reading.warnings.extend(one.warnings);
            lines.insert(&document.file, &document.text);
        }
        reading.set_hints(&self.hints);
        let facts = Facts::extract(&reading.pages);
        let graph = PoliticalGraph::build(&facts, &self.overrides);
        let mut found = lines.heed(check::run(&graph, &facts, &reading.warnings));
        (self.select)(&mut found);
        self.found = found.into_iter().filter_map(|d| self.shown(d, &mut lines)).collect();
        for uri in self.open.keys() {
            let of_document: Vec<&Shown> = self.found.iter().filter(|shown| shown.uri == *uri).collect();
            self.publish(uri, &of_document)?;
        }
        Ok(())
    }

    /// Returns where in which document a finding is; `None` if its document is not open.
    fn shown(&self, diagnostic: Diagnostic, lines: &mut Lines) -> Option<Shown> {
        let (uri, _) = self.open.iter().find(|(_, document)| *document.file == *diagnostic.file)?;
        let line = lines.of(&diagnostic).unwrap_or_default();
        let units = |at: usize| line[..at].encode_utf16().count();
        let trimmed =
            line.len() - line.trim_start().len()..line.trim_end().len().max(line.len() - line.trim_start().len());
        let span = culprit_in(&line, &diagnostic).unwrap_or(trimmed);
        let mending = lines.mending(&diagnostic);
        let columns = [units(span.start), units(span.end)];
        Some(Shown { uri: uri.clone(), line: diagnostic.line.saturating_sub(1), columns, diagnostic, mending })
    }

    fn publish(&self, uri: &str, found: &[&Shown]) -> Result<(), Broken> {
        let diagnostics: Vec<Value> = found.iter().map(|shown| shown.told()).collect();
        let version = self.open.get(uri).map(|document| &document.version).filter(|version| version.is_number());
        let mut params = json!({ "uri": uri, "diagnostics": diagnostics });
        if let Some(version) = version {
            params["version"] = version.clone();
        }
        let message = Notification::new("textDocument/publishDiagnostics".into(), params);
        Ok(self.connection.sender.send(message.into())?)
    }

    fn answer(&self, request: &Request) -> Response {
        let params = &request.params;
        let uri = params["textDocument"]["uri"].as_str().unwrap_or_default();
        match request.method.as_str() {
            "textDocument/hover" => {
                let line = params["position"]["line"].as_u64().unwrap_or(u64::MAX);
                Response::new_ok(request.id.clone(), self.hover(uri, line as usize))
            }
            "textDocument/codeAction" => {
                let line = |end: &str| params["range"][end]["line"].as_u64().unwrap_or(0) as usize;
                Response::new_ok(request.id.clone(), self.actions(uri, line("start")..=line("end")))
            }
            other => {
                let message = format!("the server does not know the request '{other}'");
                Response::new_err(request.id.clone(), ErrorCode::MethodNotFound as i32, message)
            }
        }
    }

    /// Returns the findings of a line with their evidence.
    fn hover(&self, uri: &str, line: usize) -> Value {
        let on_line = self.found.iter().filter(|shown| shown.uri == uri && shown.line == line);
        let texts: Vec<String> = on_line.map(Shown::evidence).collect();
        if texts.is_empty() {
            return Value::Null;
        }
        json!({ "contents": { "kind": "markdown", "value": texts.join("\n\n---\n\n") } })
    }

    /// Returns the fixes of the findings on some lines, and for each finding a comment that ignores it.
    fn actions(&self, uri: &str, lines: std::ops::RangeInclusive<usize>) -> Value {
        let on_lines = || self.found.iter().filter(|shown| shown.uri == uri && lines.contains(&shown.line));
        let fixes = on_lines().filter_map(|shown| {
            let mending = shown.mending.as_ref()?;
            let mut changes: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
            for edit in &mending.edits {
                let (uri, document) = self.open.iter().find(|(_, document)| *document.file == *edit.file)?;
                let line = document.text.lines().nth(edit.line - 1)?;
                let units = |at: usize| line.get(..at).map(|text| text.encode_utf16().count());
                let at = |at: usize| Some(json!({ "line": edit.line - 1, "character": units(at)? }));
                let range = json!({ "start": at(edit.range.start)?, "end": at(edit.range.end)? });
                changes.entry(uri).or_default().push(json!({ "range": range, "newText": edit.new }));
            }
            Some(json!({
                "title": capital(&advice(mending)),
                "kind": "quickfix",
                "diagnostics": [shown.told()],
                "isPreferred": mending.safe,
                "edit": { "changes": changes },
            }))
        });
        let ignores = on_lines().filter_map(|shown| {
            let comment = comment(&shown.diagnostic.file, &shown.diagnostic.rule)?;
            let here = json!({ "line": shown.line, "character": 0 });
            let edit = json!([{ "range": { "start": here, "end": here }, "newText": format!("{comment}\n") }]);
            Some(json!({
                "title": format!("Ignore {} here", shown.diagnostic.rule),
                "kind": "quickfix",
                "diagnostics": [shown.told()],
                "edit": { "changes": { uri: edit } },
            }))
        });
        fixes.chain(ignores).collect()
    }
}

impl Shown {
    /// Returns the finding as the protocol has it.
    fn told(&self) -> Value {
        let d = &self.diagnostic;
        let severity = match d.severity {
            Severity::Error => 1,
            Severity::Warning => 2,
            Severity::Note => 3,
        };
        let at = |character: usize| json!({ "line": self.line, "character": character });
        let message = if d.subject.is_empty() { d.message.clone() } else { format!("{}: {}", d.subject, d.message) };
        json!({
            "range": { "start": at(self.columns[0]), "end": at(self.columns[1]) },
            "severity": severity,
            "code": d.rule,
            "source": "hustings",
            "message": message,
        })
    }

    /// Returns the finding with the values that disagree and the documentation of its rule, in Markdown.
    fn evidence(&self) -> String {
        let d = &self.diagnostic;
        let mut out = format!("**{}**\n", d.message);
        d.values.iter().for_each(|value| out.push_str(&format!("\n- {value}")));
        if let Some(mending) = &self.mending {
            out.push_str(&format!("\n\n{}.", capital(&advice(mending))));
        }
        let rule = check::ALL.iter().find(|rule| rule.name == d.rule);
        rule.into_iter().for_each(|rule| out.push_str(&format!("\n\n{}", page(rule))));
        out
    }
}

/// Returns the comment that tells the checks to ignore a rule; `None` for files without comments.
fn comment(file: &str, rule: &str) -> Option<String> {
    let ending = std::path::Path::new(file).extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "csv" | "tsv" | "json" | "xml" => None,
        "toml" => Some(format!("# hustings:ignore {rule}")),
        _ => Some(format!("<!-- hustings:ignore {rule} -->")),
    }
}

/// Returns the path of a document's address, or the address itself if it is not that of a file.
fn file_of(uri: &str) -> String {
    let Some(path) = uri.strip_prefix("file://") else { return uri.to_string() };
    let path = percent_decode_str(path).decode_utf8_lossy().into_owned();
    // "/C:/x" is "C:/x" on Windows.
    let is_drive = path.len() > 2 && path.as_bytes()[0] == b'/' && path.as_bytes()[2] == b':';
    if is_drive { path[1..].to_string() } else { path }
}
