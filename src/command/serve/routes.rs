//! The routes of the server. Nothing here reads a file by its path: an address either names a page of the explorer or
//! is not found.

use super::super::output::warn;
use super::packed::{Coding, Packed};
use axum::Router;
use axum::body::Body;
use axum::extract::{Path, Query, Request, State};
use axum::http::header::{self, HeaderMap, HeaderValue};
use axum::http::{Method, StatusCode, Uri, Version};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use hustings::view::explorer::{Address, Answer, Body as Page, Explorer, Filter, Form, Kind, Place, asset};
use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::timeout;

/// The longest time that a request waits for its turn. After that the server answers that it is too busy.
const PATIENCE: Duration = Duration::from_secs(30);

/// The largest length in bytes of the path and the query of a request together.
const LONGEST: usize = 2_048;

/// The content security policy of pages: they load nothing from other hosts, run only scripts of this server, and
/// cannot be put into frames.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The content security policy of pictures that are made for frames in other pages. They run no script at all.
const EMBEDDED: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'self'; form-action 'none'; \
                        frame-ancestors *";

/// Returns true if a path is the address of a picture for frames.
fn is_embedded(path: &str) -> bool {
    Address::read(path.trim_start_matches('/')).is_some_and(|a| matches!(a.form, Form::Embed(_)))
}

#[derive(Clone)]
struct Shared {
    explorer: Arc<Explorer>,
    /// The address at which the server answers.
    address: SocketAddr,
    /// The permits for making pages. A client that goes away while it waits for one causes no work.
    pages: Arc<Semaphore>,
    /// The permits for searches. They have their own because a search reads all names and must not keep pages waiting.
    searches: Arc<Semaphore>,
}

type Asked = Query<HashMap<String, String>>;

/// Returns the routes of the server. `at_once` is the number of pages made at once.
pub(super) fn routes(explorer: Arc<Explorer>, address: SocketAddr, at_once: usize) -> Router {
    let (pages, searches) = (Arc::new(Semaphore::new(at_once)), Arc::new(Semaphore::new(at_once.div_ceil(2))));
    let shared = Shared { explorer, address, pages, searches };
    Router::new()
        .route("/search", get(search))
        .route("/search.json", get(search_json))
        .route("/paths", get(paths))
        .route("/id/{scheme}/{*value}", get(by_id))
        .route("/checks", get(checks))
        .route("/checks.json", get(checks_json))
        .fallback(page)
        .layer(from_fn_with_state(shared.clone(), guard))
        .with_state(shared)
}

/// Refuses requests that are not for pages, and sets the security and cache headers of every answer.
async fn guard(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let tag = request.headers().get(header::IF_NONE_MATCH).cloned();
    let embedded = is_embedded(request.uri().path());
    let refused = refusal(&shared, &request);
    let mut response = match refused {
        Some((status, why)) => {
            let mut response = (status, why).into_response();
            // The connection is closed, so that the server does not wait for the body of the request.
            response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
            response
        }
        None => next.run(request).await,
    };
    if response.status() == StatusCode::METHOD_NOT_ALLOWED {
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    let unchanged =
        tag.as_ref().zip(response.headers().get(header::ETAG)).is_some_and(|(known, own)| is_among(known, own));
    if unchanged {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        *response.body_mut() = Body::empty();
        response.headers_mut().remove(header::CONTENT_LENGTH);
    }
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, if embedded { EMBEDDED } else { POLICY }),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-cache"),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    let shared_with = if embedded { "cross-origin" } else { "same-origin" };
    let policies = [("cross-origin-opener-policy", "same-origin"), ("cross-origin-resource-policy", shared_with)];
    for (name, value) in policies {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Returns true if a list of entity tags contains a tag, by weak comparison (RFC 9110, section 13.1.2).
fn is_among(known: &HeaderValue, own: &HeaderValue) -> bool {
    let (Ok(known), Ok(own)) = (known.to_str(), own.to_str()) else { return false };
    known.split(',').map(|tag| tag.trim().trim_start_matches("W/")).any(|tag| tag == "*" || tag == own)
}

fn refusal(shared: &Shared, request: &Request) -> Option<(StatusCode, &'static str)> {
    let (method, uri, headers, version) = (request.method(), request.uri(), request.headers(), request.version());
    // A request of HTTP/1.1 must name exactly one host (RFC 9112, section 3.2).
    let hosts = headers.get_all(header::HOST).iter().count();
    if hosts > 1 || (hosts == 0 && version == Version::HTTP_11) {
        return Some((StatusCode::BAD_REQUEST, "a request names one host\n"));
    }
    if method != Method::GET && method != Method::HEAD {
        return Some((StatusCode::METHOD_NOT_ALLOWED, "these pages can only be read\n"));
    }
    let body = headers.get(header::CONTENT_LENGTH).is_some_and(|n| n != "0")
        || headers.contains_key(header::TRANSFER_ENCODING);
    if body {
        return Some((StatusCode::PAYLOAD_TOO_LARGE, "a request for a page has no body\n"));
    }
    if uri.path().len() + uri.query().map_or(0, str::len) > LONGEST {
        return Some((StatusCode::URI_TOO_LONG, "no page has so long an address\n"));
    }
    // Another site could give its own name the address of this machine (DNS rebinding). Its scripts could then read
    // these pages, so a local server refuses all other names.
    let elsewhere = uri.authority().is_some_and(|a| !is_this_machine(a.as_str()));
    let named = headers.get(header::HOST).is_none_or(|host| host.to_str().is_ok_and(is_this_machine));
    if shared.address.ip().is_loopback() && (elsewhere || !named) {
        return Some((
            StatusCode::MISDIRECTED_REQUEST,
            "this server answers to localhost, 127.0.0.1 and [::1] alone\n",
        ));
    }
    None
}

fn is_this_machine(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    };
    let name = name.trim_start_matches('[').trim_end_matches(']');
    name.eq_ignore_ascii_case("localhost") || name.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// The result of making something for a request.
enum Made<T> {
    Ready(T),
    /// No permit was free in time.
    Busy,
    /// The thread that made it panicked.
    Broken,
}

/// Makes a page on a blocking thread.
async fn made<T: Send + 'static>(shared: &Shared, make: impl FnOnce(&Explorer) -> T + Send + 'static) -> Made<T> {
    made_with(&shared.pages, shared, make).await
}

/// Makes an answer that needs a search of all names on a blocking thread.
async fn searched<T: Send + 'static>(shared: &Shared, make: impl FnOnce(&Explorer) -> T + Send + 'static) -> Made<T> {
    made_with(&shared.searches, shared, make).await
}

async fn made_with<T: Send + 'static>(
    permits: &Arc<Semaphore>,
    shared: &Shared,
    make: impl FnOnce(&Explorer) -> T + Send + 'static,
) -> Made<T> {
    let Ok(Ok(permit)) = timeout(PATIENCE, Arc::clone(permits).acquire_owned()).await else { return Made::Busy };
    let explorer = Arc::clone(&shared.explorer);
    let work = move || {
        let made = make(&explorer);
        drop(permit);
        made
    };
    tokio::task::spawn_blocking(work).await.map_or(Made::Broken, Made::Ready)
}

/// An answer ready to be sent. The thread that made it has compressed it.
enum Sent {
    Page(Response),
    Elsewhere(Address),
    Nothing,
}

fn sent(answer: Answer, coding: Coding) -> Sent {
    match answer {
        Answer::Found(page) => Sent::Page(body(page, coding)),
        Answer::Elsewhere(address) => Sent::Elsewhere(address),
        Answer::Nothing => Sent::Nothing,
    }
}

async fn page(State(shared): State<Shared>, uri: Uri, headers: HeaderMap) -> Response {
    let coding = Coding::of(&headers);
    let path = uri.path().trim_start_matches('/');
    if let Some(asset) = asset(path) {
        return body(Page { media: asset.media, body: asset.text.as_bytes().to_vec() }, coding);
    }
    // Every page has one address, in lower case and without a slash at the end.
    let tidy = path.trim_end_matches('/').to_ascii_lowercase();
    // The address of the first page of a list has no number.
    let tidy = tidy.strip_suffix("/1").filter(|t| !t.contains('/')).map_or(tidy.clone(), ToString::to_string);
    let Some(address) = Address::read(&tidy) else { return nothing(&shared, path, coding).await };
    let own = if address == Address::html(Place::Start) { String::new() } else { address.to_string() };
    if own != path {
        return elsewhere(&address, depth(path));
    }
    let answer = move |explorer: &Explorer| explorer.answer(&address).map(|answer| sent(answer, coding));
    // The page about the server needs no work, so it is answered without a permit, even while all permits are in use.
    let made = if tidy == "about" || tidy == "about.json" {
        Made::Ready(answer(&shared.explorer))
    } else {
        made(&shared, answer).await
    };
    match made {
        Made::Ready(Ok(Sent::Page(page))) => page,
        Made::Ready(Ok(Sent::Elsewhere(address))) => elsewhere(&address, depth(path)),
        Made::Ready(Ok(Sent::Nothing)) => nothing(&shared, path, coding).await,
        Made::Ready(Err(e)) => failed(&e.to_string()),
        Made::Busy => busy(),
        Made::Broken => failed(NOT_MADE),
    }
}

async fn by_id(
    State(shared): State<Shared>,
    Path((scheme, value)): Path<(String, String)>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let coding = Coding::of(&headers);
    let path = uri.path().trim_start_matches('/');
    match searched(&shared, move |explorer| explorer.by_id(&scheme, &value).map(|answer| sent(answer, coding))).await {
        Made::Ready(Ok(Sent::Elsewhere(address))) => elsewhere(&address, depth(path)),
        Made::Ready(Ok(_)) => nothing(&shared, path, coding).await,
        Made::Ready(Err(e)) => failed(&e.to_string()),
        Made::Busy => busy(),
        Made::Broken => failed(NOT_MADE),
    }
}

async fn search(State(shared): State<Shared>, Query(asked): Asked, headers: HeaderMap) -> Response {
    let query = asked.get("q").cloned().unwrap_or_default();
    let coding = Coding::of(&headers);
    answered(searched(&shared, move |explorer| body(explorer.search_page(&query), coding)).await)
}

async fn search_json(State(shared): State<Shared>, Query(asked): Asked, headers: HeaderMap) -> Response {
    let query = asked.get("q").cloned().unwrap_or_default();
    let kind = asked.get("kind").and_then(|k| Kind::read(k));
    let coding = Coding::of(&headers);
    answered(searched(&shared, move |explorer| body(explorer.search_twin(&query, kind), coding)).await)
}

async fn paths(State(shared): State<Shared>, Query(asked): Asked, headers: HeaderMap) -> Response {
    let [from, to] = ["from", "to"].map(|key| asked.get(key).cloned().unwrap_or_default());
    let coding = Coding::of(&headers);
    match searched(&shared, move |explorer| sent(explorer.path_between(&from, &to), coding)).await {
        Made::Ready(Sent::Page(page)) => page,
        Made::Ready(Sent::Elsewhere(address)) => elsewhere(&address, 0),
        Made::Busy => busy(),
        _ => failed(NOT_MADE),
    }
}

async fn checks(shared: State<Shared>, asked: Asked, headers: HeaderMap) -> Response {
    filtered(shared, asked, Form::Html, &headers).await
}

async fn checks_json(shared: State<Shared>, asked: Asked, headers: HeaderMap) -> Response {
    filtered(shared, asked, Form::Json, &headers).await
}

async fn filtered(State(shared): State<Shared>, Query(asked): Asked, form: Form, headers: &HeaderMap) -> Response {
    let coding = Coding::of(headers);
    let own = |key: &str| asked.get(key).filter(|v| !v.is_empty()).cloned();
    let filter = Filter { rule: own("rule"), severity: own("severity"), article: own("article") };
    let page = own("page").map_or(Some(1), |n| n.parse().ok());
    let Some(page) = page else { return nothing(&shared, "checks", coding).await };
    match made(&shared, move |explorer| sent(explorer.checks_page(filter, page, form), coding)).await {
        Made::Ready(Sent::Page(page)) => page,
        Made::Ready(_) => nothing(&shared, "checks", coding).await,
        Made::Busy => busy(),
        Made::Broken => failed(NOT_MADE),
    }
}

fn answered(page: Made<Response>) -> Response {
    match page {
        Made::Ready(page) => page,
        Made::Busy => busy(),
        Made::Broken => failed(NOT_MADE),
    }
}

fn body(page: Page, coding: Coding) -> Response {
    match Packed::of(page, coding) {
        Ok(packed) => packed.into_response(),
        Err(too_large) => too_large.into_response(),
    }
}

fn depth(path: &str) -> usize {
    path.matches('/').count()
}

/// Redirects to another address. `depth` is the number of slashes in the path of the request. The target is relative,
/// so that it is also right behind a reverse proxy.
fn elsewhere(address: &Address, depth: usize) -> Response {
    let path = if address.place == Place::Start { String::new() } else { address.to_string() };
    let way = format!("{}{path}", if depth == 0 { "./".to_string() } else { "../".repeat(depth) });
    (StatusCode::SEE_OTHER, [(header::LOCATION, way)]).into_response()
}

async fn nothing(shared: &Shared, path: &str, coding: Coding) -> Response {
    let path = path.to_string();
    let page = searched(shared, move |explorer| body(explorer.nothing_page(&path), coding)).await;
    let mut response = answered(page);
    if response.status() == StatusCode::OK {
        *response.status_mut() = StatusCode::NOT_FOUND;
        response.headers_mut().remove(header::ETAG);
    }
    response
}

/// The message about a page whose making panicked.
const NOT_MADE: &str = "a page could not be made";

/// Returns the answer of a server that is too busy. It asks the client to try again after ten seconds.
fn busy() -> Response {
    (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "10")], "too many pages are asked for; try again later\n")
        .into_response()
}

/// Prints the cause of a failure on the server's standard error, and returns an answer that does not reveal it.
fn failed(why: &str) -> Response {
    warn(why);
    (StatusCode::INTERNAL_SERVER_ERROR, "the page could not be made; the server says why\n").into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use hustings::dataset::Dataset;
    use hustings::graph::PoliticalGraph;
    use hustings::view::explorer::Settings;

    #[test]
    fn what_this_is_does_not_wait_for_pages() {
        let explorer =
            Explorer::of(Dataset::of_graph(PoliticalGraph::default(), Vec::new()), Settings::default()).unwrap();
        // There are no permits, so no page and no search can be made.
        let shared = Shared {
            explorer: Arc::new(explorer),
            address: SocketAddr::from(([127, 0, 0, 1], 1)),
            pages: Arc::new(Semaphore::new(0)),
            searches: Arc::new(Semaphore::new(0)),
        };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        for path in ["/about", "/about.json", "/explorer.css"] {
            let shared = shared.clone();
            let answer = runtime.block_on(async {
                let answer = page(State(shared), Uri::from_static(path), HeaderMap::new());
                timeout(Duration::from_secs(5), answer).await.unwrap()
            });
            assert_eq!(answer.status(), StatusCode::OK, "{path}");
        }
    }
}
