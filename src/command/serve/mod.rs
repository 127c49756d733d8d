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

/// The explorer in a browser: every person, contest, office, party and rivalry as a page, with search, paths and checks
///
/// A local server, which only reads: of a graph file each page reads the rows that it shows. It answers this machine alone unless
/// --host says otherwise. Ctrl-C ends it; pages under way are finished first.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  hustings serve                              then open http://127.0.0.1:7878/
  hustings serve --from world.db --port 8000
  hustings serve --port 0                     any port that is free; the output says which")]
pub(super) struct Serve {
    /// The port; 0 for any that is free
    #[arg(short, long, default_value_t = 7878)]
    port: u16,
    /// The address to answer at; 0.0.0.0 or :: for all that this machine has, and then whoever reaches it can read
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST), value_name = "ADDRESS", value_parser = address)]
    host: IpAddr,
    #[command(flatten)]
    titled: explorer::Titled,
}

/// An address of this machine; `localhost` is one, and brackets around one of IPv6 do no harm.
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
            // Pages are made on these, as many at once as there are open files to read from, and searches beside them.
            .max_blocking_threads(threads.max(2) + threads.max(2).div_ceil(2))
            .enable_io()
            .enable_time()
            .build()
            .map_err(failed)?;
        runtime.block_on(async {
            // First of all, so that a port that is taken is said before a large graph is read.
            let listener = self.listen().await?;
            let explorer =
                Arc::new(tokio::task::block_in_place(|| explorer::open(input, &self.titled, threads.max(2), None))?);
            let address = listener.local_addr().map_err(failed)?;
            text(&format!("http://{address}/"))?;
            note("Ctrl-C ends it");
            if !address.ip().is_loopback() {
                warn("whoever reaches this machine can read these pages");
            }
            let routes = routes::routes(explorer, address, threads.max(2));
            connections::serve(listener, routes).await.map_err(failed)
        })
    }

    async fn listen(&self) -> Result<TcpListener, Failure> {
        let address = SocketAddr::new(self.host, self.port);
        TcpListener::bind(address).await.map_err(|e| match e.kind() {
            std::io::ErrorKind::AddrInUse => Failure::Usage(format!(
                "the port {} is taken; name another with --port, or 0 for any that is free",
                self.port
            )),
            _ => Failure::Usage(format!("cannot answer at {address}: {e}; --host takes an address of this machine")),
        })
    }
}
