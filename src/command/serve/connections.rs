//! The connections of the server: how many, how slow, how long.

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

/// As many connections are served at once; others wait to be accepted.
const MOST: u32 = 512;
/// The head of a request must be there after so long; so long a connection may also lie idle.
const HEAD: Duration = Duration::from_secs(10);
/// The same where few connections are left: who opens many and asks for nothing keeps nobody out for long.
const HEAD_IN_A_CROWD: Duration = Duration::from_secs(1);
/// Who takes nothing of an answer for so long is cut.
const STALL: Duration = Duration::from_secs(10);
/// After so long a connection gets its last answer: one that takes a byte now and then would hold it for ever.
const LIFE: Duration = Duration::from_secs(300);
/// Pages under way when a connection or the server ends are given so long.
const LAST: Duration = Duration::from_secs(5);
/// A request's head may be so long.
const HEAD_BYTES: usize = 16 * 1024;

/// Serves until a signal ends it.
pub(super) async fn serve(listener: TcpListener, routes: Router) -> io::Result<()> {
    let connections = Arc::new(Semaphore::new(MOST as usize));
    let (end, ended) = watch::channel(());
    let mut signal = std::pin::pin!(signalled());
    loop {
        // Before accepting, so that what cannot be served waits outside.
        let permit = tokio::select! {
            permit = Arc::clone(&connections).acquire_owned() => permit,
            () = &mut signal => break,
        };
        let stream = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => stream,
                // Too many open files, or a connection that is gone already.
                Err(_) => {
                    sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
            () = &mut signal => break,
        };
        // Without it small answers wait for a timer; where it cannot be set they do.
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
    // When all permits are back, all connections are closed. Those who do not finish in time are cut.
    let _ = timeout(LAST + Duration::from_secs(1), connections.acquire_many(MOST)).await;
    Ok(())
}

/// One connection, to its end. What breaks off concerns nobody else.
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

/// A stream on which nothing is waited for that is not taken.
struct Impatient {
    stream: TcpStream,
    stalled: Option<Pin<Box<Sleep>>>,
}

impl Impatient {
    /// What was written, or an error where nothing could be for too long.
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
