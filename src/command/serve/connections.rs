//! The connections of the server, and the limits on their number, slowness and length.

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::time::{Sleep, sleep, timeout};

/// The largest number of connections at once. Others wait to be accepted.
const MOST: u32 = 512;
/// The time within which the head of a request must arrive. A connection may also be idle for this long.
const HEAD: Duration = Duration::from_secs(10);
/// The same time when few connections are left, so that a client with many silent connections does not keep others out
/// for long.
const HEAD_IN_A_CROWD: Duration = Duration::from_secs(1);
/// The time after which a client that accepts no part of an answer is disconnected.
const STALL: Duration = Duration::from_secs(10);
/// The longest life of a connection. Without it, a client that accepts a byte now and then could hold one for ever.
const LIFE: Duration = Duration::from_secs(300);
/// The time in which pages in progress may finish when a connection or the server ends.
const LAST: Duration = Duration::from_secs(5);
/// The largest head of a request, in bytes.
const HEAD_BYTES: usize = 16 * 1024;

/// Serves connections until a signal ends the program.
pub(super) async fn serve(listener: TcpListener, routes: Router) -> io::Result<()> {
    let connections = Arc::new(Semaphore::new(MOST as usize));
    let (end, ended) = watch::channel(());
    let mut signal = std::pin::pin!(signalled());
    loop {
        // Waits for a permit before accepting, so that excess connections stay in the system's queue.
        let permit = tokio::select! {
            permit = Arc::clone(&connections).acquire_owned() => permit,
            () = &mut signal => break,
        };
        let stream = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => stream,
                // The process has too many open files, or the client has already gone.
                Err(_) => {
                    sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
            () = &mut signal => break,
        };
        // Without this option small answers are delayed. If it cannot be set, that is acceptable.
        let _ = stream.set_nodelay(true);
        let crowd = connections.available_permits() < MOST as usize / 4;
        let head = if crowd { HEAD_IN_A_CROWD } else { HEAD };
        let (routes, ended) = (routes.clone(), ended.clone());
        tokio::spawn(async move {
            converse(stream, routes, head, ended).await;
            drop(permit);
        });
    }
    drop((listener, end));
    // When all permits are returned, all connections are closed. Connections that do not finish in time are cut off.
    let _ = timeout(LAST + Duration::from_secs(1), connections.acquire_many(MOST)).await;
    Ok(())
}

/// Serves one connection to its end. An error on it is ignored, because it affects no other connection.
async fn converse(stream: TcpStream, routes: Router, head: Duration, mut ended: watch::Receiver<()>) {
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(head)
        .max_buf_size(HEAD_BYTES)
        .serve_connection(TokioIo::new(Impatient { stream, stalled: None }), TowerToHyperService::new(routes));
    let mut connection = std::pin::pin!(connection);
    tokio::select! {
        _ = connection.as_mut() => return,
        () = sleep(LIFE) => {}
        // The other end is dropped when the server ends.
        _ = ended.changed() => {}
    }
    connection.as_mut().graceful_shutdown();
    let _ = timeout(LAST, connection).await;
}

/// A stream whose writes time out if the client accepts nothing for [`STALL`].
struct Impatient {
    stream: TcpStream,
    stalled: Option<Pin<Box<Sleep>>>,
}

impl Impatient {
    /// Returns the result of a write, or a timeout error if nothing could be written for [`STALL`].
    fn watched<T>(&mut self, written: Poll<io::Result<T>>, context: &mut Context<'_>) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.stalled = None;
            return written;
        }
        let stalled = self.stalled.get_or_insert_with(|| Box::pin(sleep(STALL)));
        match stalled.as_mut().poll(context) {
            Poll::Ready(()) => Poll::Ready(Err(io::ErrorKind::TimedOut.into())),
            Poll::Pending => Poll::Pending,
        }
    }
}

impl AsyncRead for Impatient {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Impatient {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.watched(written, context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, parts);
        self.watched(written, context)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

/// Waits for Ctrl-C or SIGTERM.
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
