//! `hustings serve`.

mod connections;
mod packed;
mod routes;

use super::exit::Failure;
use super::explorer;
use super::input::Input;
use super::output::{note, text, warn};
use clap::Args;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use tokio::net::TcpListener;

/// Show the explorer in a browser: every person, contest, office, party and rivalry as a page, with search, paths and
/// checks
///
/// Starts a local web server that only reads the data. With a graph file, each page reads just the rows that it shows.
/// The server answers only this machine, unless --host says otherwise. Ctrl-C stops it after the pages in progress.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  hustings serve                              then open http://127.0.0.1:7878/
  hustings serve --from world.db --port 8000
  hustings serve --port 0                     any free port; the output says which")]
pub(super) struct Serve {
    /// The port; 0 stands for any free port
    #[arg(short, long, default_value_t = 7878)]
    port: u16,
    /// The address of this machine at which the server answers
    ///
    /// 0.0.0.0 or :: stands for all addresses of this machine. Then everybody who can reach the machine can read the
    /// pages.
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST), value_name = "ADDRESS", value_parser = address)]
    host: IpAddr,
    #[command(flatten)]
    titled: explorer::Titled,
}

/// Parses an IP address. `localhost` is 127.0.0.1, and an IPv6 address may be in brackets.
fn address(text: &str) -> Result<IpAddr, String> {
    let bare = text.strip_prefix('[').and_then(|t| t.strip_suffix(']')).unwrap_or(text);
    if bare.eq_ignore_ascii_case("localhost") {
        return Ok(IpAddr::V4(Ipv4Addr::LOCALHOST));
    }
    bare.parse().map_err(|_| "it must be an address of this machine, such as 127.0.0.1, ::1 or 0.0.0.0".to_string())
}

impl Serve {
    pub(super) fn run(&self, input: &Input) -> Result<(), Failure> {
        let threads = input.threads();
        let failed = |e: std::io::Error| Failure::Output(format!("cannot serve: {e}"));
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(threads.min(4))
            // Blocking threads make the pages and the searches: one for each copy of the graph file that is open, and
            // half as many for searches.
            .max_blocking_threads(threads.max(2) + threads.max(2).div_ceil(2))
            .enable_io()
            .enable_time()
            .build()
            .map_err(failed)?;
        runtime.block_on(async {
            // Binds the port first, so that a port in use is reported before a large graph is read.
            let listener = self.listen().await?;
            let explorer =
                Arc::new(tokio::task::block_in_place(|| explorer::open(input, &self.titled, threads.max(2), None))?);
            let address = listener.local_addr().map_err(failed)?;
            text(&format!("http://{address}/"))?;
            note("press Ctrl-C to stop the server");
            if !address.ip().is_loopback() {
                warn("everybody who can reach this machine can read these pages");
            }
            let routes = routes::routes(explorer, address, threads.max(2));
            connections::serve(listener, routes).await.map_err(failed)
        })
    }

    async fn listen(&self) -> Result<TcpListener, Failure> {
        let address = SocketAddr::new(self.host, self.port);
        TcpListener::bind(address).await.map_err(|e| match e.kind() {
            std::io::ErrorKind::AddrInUse => Failure::Usage(format!(
                "port {} is in use; give another with --port, or 0 for any free port",
                self.port
            )),
            _ => Failure::Usage(format!("cannot listen on {address}: {e}; --host must be an address of this machine")),
        })
    }
}
