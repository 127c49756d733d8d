//! The command line. Reads the arguments and runs the pipeline. Each subcommand has one file.

mod build;
mod check;
mod compare;
mod completions;
mod config;
mod destination;
mod diff;
mod draw;
mod drawn_ties;
mod dynasties;
mod endorsements;
mod exit;
mod explain;
#[cfg(feature = "site")]
mod explorer;
mod export;
mod extract;
mod factions;
#[cfg(feature = "fetch")]
mod fetch;
mod greeting;
mod house;
mod identity;
mod input;
mod inputs;
mod interrupt;
mod losses;
#[cfg(feature = "lsp")]
mod lsp;
mod man;
mod measures;
mod mend;
mod network;
mod output;
mod path;
mod pictures;
mod progress;
mod recent;
mod report;
mod rivals;
mod select;
mod sensitivity;
#[cfg(feature = "serve")]
mod serve;
mod show;
#[cfg(feature = "site")]
mod site;
mod succession;
mod survival;
mod tied_network;
mod ties;
mod typed_paths;
mod unfinished;

use clap::{Parser, Subcommand};
use hustings::view::escape::acts;
use std::process::ExitCode;

pub(crate) use exit::Failure;
use input::Input;
pub(crate) use output::say;

/// Find out who faced whom, how often, and who won; who led after whom, and through which contest
///
/// Hustings reads election articles and tables, works out who is who, and holds elections, candidates, offices and
/// leader transitions as one graph. Without --from it uses the bundled data: the contests of the Israeli Labor Party
/// with Mapai, of Likud with Herut, and of the British Labour Party.
#[derive(Debug, Parser)]
#[command(name = "hustings", version, max_term_width = 100, after_help = EXAMPLES)]
pub(crate) struct Cli {
    #[command(flatten)]
    input: Input,
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "Examples:
  hustings report                                   an overview, with diagrams in ./hustings-report
  hustings rivals Peres Rabin                       one pair's record, contest by contest
  hustings succession \"Israeli Labor Party\"         who led after whom
  hustings path \"Golda Meir\" \"Yair Golan\"           the chain from one to the other
  hustings ties \"Golda Meir\"                         who is tied to her, and how
  hustings draw succession Likud -o likud.svg       a picture; also .png, .pdf, .dot
  hustings check --from articles/                   what disagrees in your own sources
  hustings rivals --from table.csv --from bundled   your table and the bundled data together
  hustings build articles/ table.csv -o world.db    one graph file, for --from world.db
  hustings serve                                    everything as pages in a browser
  hustings extract enwiki-….xml.bz2 -o facts.ndjson all contests of a whole Wikipedia, one line per page

Exit status:
    0  done
    1  'check' found an error or a warning (--fail-on changes this)
    2  the arguments are wrong
    3  an input or a part of it could not be read (the answer covers the rest),
       or the output could not be written
    4  nothing has the name that was given, or several things have it
  130  interrupted, such as by Ctrl-C";

#[derive(Debug, Subcommand)]
enum Command {
    Report(report::Report),
    Build(build::Build),
    Diff(diff::Diff),
    Compare(compare::Compare),
    Show(show::Show),
    Rivals(rivals::Rivals),
    Succession(succession::Succession),
    Path(path::Path),
    Ties(ties::Ties),
    Dynasties(dynasties::Dynasties),
    Endorsements(endorsements::EndorsementsCommand),
    Factions(factions::FactionsCommand),
    Measures(measures::Measures),
    Network(network::NetworkCommand),
    Survival(survival::SurvivalCommand),
    Check(check::Check),
    Explain(explain::Explain),
    Sensitivity(sensitivity::Sensitivity),
    Identity(identity::Identity),
    Inputs(inputs::Inputs),
    Draw(draw::Draw),
    Export(export::Export),
    Extract(extract::Extract),
    #[cfg(feature = "fetch")]
    Fetch(fetch::Fetch),
    #[cfg(feature = "serve")]
    Serve(serve::Serve),
    #[cfg(feature = "site")]
    Site(site::Site),
    #[cfg(feature = "lsp")]
    Lsp(lsp::Lsp),
    Completions(completions::Completions),
    Man(man::Man),
}

/// Reads the arguments. Writes the error message if they are wrong, or the help if they ask for it, and then returns
/// the exit status as an error.
pub(crate) fn parse() -> Result<Cli, ExitCode> {
    let given: Vec<std::ffi::OsString> = std::env::args_os().collect();
    if given.len() == 1 {
        return Err(match output::text(&greeting::greeting()) {
            Ok(()) => ExitCode::SUCCESS,
            Err(failure) => failure.code(),
        });
    }
    let given = typed_paths::as_sources(given);
    Cli::try_parse_from(&given).map_err(|error| {
        let acts = given.iter().any(|argument| argument.to_string_lossy().contains(acts));
        let written = match (error.use_stderr(), acts) {
            // The error message quotes the arguments. Terminal sequences in them cannot be distinguished from clap's
            // own colours, so the message is written without colours and escaped.
            (true, true) => {
                say(error.render().to_string().trim_end());
                Ok(())
            }
            _ => error.print(),
        };
        // Whoever reads only the first lines, as `head` does, has what was wanted.
        let written = written.or_else(|e| if e.kind() == std::io::ErrorKind::BrokenPipe { Ok(()) } else { Err(e) });
        if let Err(cause) = &written {
            say(&format!("hustings: cannot write: {cause}"));
        }
        let status = if written.is_err() && !error.use_stderr() { 3 } else { error.exit_code() };
        ExitCode::from(u8::try_from(status).unwrap_or(2))
    })
}

/// Runs the command that the arguments name. Fails if a part of the input could not be read, even if the command
/// succeeded.
pub(crate) fn run(cli: &Cli) -> Result<(), Failure> {
    cli.input.losses.settle(answer(cli))
}

fn answer(cli: &Cli) -> Result<(), Failure> {
    let input = &cli.input;
    output::FORMULAS.store(input.formulas, std::sync::atomic::Ordering::Relaxed);
    match &cli.command {
        Command::Report(command) => command.run(input),
        Command::Build(command) => command.run(input),
        Command::Diff(command) => command.run(input),
        Command::Compare(command) => command.run(input),
        Command::Show(command) => command.run(input),
        Command::Rivals(command) => command.run(input),
        Command::Succession(command) => command.run(input),
        Command::Path(command) => command.run(input),
        Command::Ties(command) => command.run(input),
        Command::Dynasties(command) => command.run(input),
        Command::Endorsements(command) => command.run(input),
        Command::Factions(command) => command.run(input),
        Command::Measures(command) => command.run(input),
        Command::Network(command) => command.run(input),
        Command::Survival(command) => command.run(input),
        Command::Check(command) => command.run(input),
        Command::Explain(command) => command.run(),
        Command::Sensitivity(command) => command.run(input),
        Command::Identity(command) => command.run(input),
        Command::Inputs(command) => command.run(),
        Command::Draw(command) => command.run(input),
        Command::Export(command) => command.run(input),
        Command::Extract(command) => command.run(input),
        #[cfg(feature = "fetch")]
        Command::Fetch(command) => command.run(),
        #[cfg(feature = "serve")]
        Command::Serve(command) => command.run(input),
        #[cfg(feature = "site")]
        Command::Site(command) => command.run(input),
        #[cfg(feature = "lsp")]
        Command::Lsp(command) => command.run(input),
        Command::Completions(command) => command.run(),
        Command::Man(command) => command.run(),
    }
}
