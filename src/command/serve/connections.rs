//! The connections of the server: how many, how slow, how long.

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

/// As many connections are served at once; others wait to be accepted.
const MOST: usize = 256;
/// The head of a request must be there after so long; so long a connection may also lie idle.
const HEAD: Duration = Duration::from_secs(10);
/// A connection is ended after so long, whatever it does: a reader who takes a byte a second would hold it for ever.
const LIFE: Duration = Duration::from_secs(300);
/// Pages under way when the server ends are given so long.
const LAST: Duration = Duration::from_secs(5);
/// A request's head may be so long.
const HEAD_BYTES: usize = 16 * 1024;

/// Serves until a signal ends it.
pub(super) async fn serve(listener: TcpListener, routes: Router) -> std::io::Result<()> {
    let connections = Arc::new(Semaphore::new(MOST));
    let graceful = GracefulShutdown::new();
    let mut ended = std::pin::pin!(signalled());
    loop {
        // Before accepting, so that what cannot be served waits outside.
        let permit = tokio::select! {
            permit = Arc::clone(&connections).acquire_owned() => permit,
            () = &mut ended => break,
        };
        let stream = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => stream,
                // Too many open files, or a connection that is gone already.
                Err(_) => {
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
            () = &mut ended => break,
        };
        // Without it small answers wait for a timer; where it cannot be set they do.
        let _ = stream.set_nodelay(true);
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEAD)
            .max_buf_size(HEAD_BYTES)
            .serve_connection(TokioIo::new(stream), TowerToHyperService::new(routes.clone()));
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            // A connection that breaks off concerns nobody else.
            let _ = tokio::time::timeout(LIFE, connection).await;
            drop(permit);
        });
    }
    drop(listener);
    // Those who do not finish in time are cut.
    let _ = tokio::time::timeout(LAST, graceful.shutdown()).await;
    Ok(())
}

/// Ctrl-C, or what a system sends to end a program.
async fn signalled() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                () = interrupt => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    interrupt.await;
}
