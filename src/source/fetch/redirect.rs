//! Finds the targets of redirects and decides whether to follow them. A redirect to the same host, or from http to
//! https, is followed. Any other host must be allowed by the user.

/// Returns the scheme, host and port of an address, in lower case.
fn parts(address: &str) -> Option<(String, String, u16)> {
    let (scheme, rest) = address.split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    let authority = authority.rsplit('@').next()?.to_ascii_lowercase();
    let usual = match scheme.as_str() {
        "http" => 80,
        "https" => 443,
        _ => return None,
    };
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host.to_string(), port.parse().ok()?),
        _ => (authority, usual),
    };
    (!host.is_empty()).then_some((scheme, host, port))
}

/// Returns the target of a redirect without its query; `None` if it is not an HTTP address.
pub(super) fn target(from: &str, location: &str) -> Option<String> {
    let location = location.trim().split(['?', '#']).next().unwrap_or_default();
    let (scheme, rest) = from.split_once("://")?;
    let target = if let Some(beside) = location.strip_prefix("//") {
        format!("{scheme}://{beside}")
    } else if location.starts_with('/') {
        format!("{scheme}://{}{location}", rest.split('/').next()?)
    } else if location.contains(':') {
        location.to_string()
    } else {
        format!("{}/{location}", from.rsplit_once('/')?.0)
    };
    let plain = !target.contains(|c: char| c.is_control() || c.is_whitespace() || c == '@');
    (plain && parts(&target).is_some()).then_some(target)
}

/// Returns true if a redirect may be followed.
pub(super) fn is_allowed(from: &str, to: &str, allowed: &[String]) -> bool {
    let (Some(from), Some(to)) = (parts(from), parts(to)) else { return false };
    let downgrade = from.0 == "https" && to.0 == "http";
    let upgrade = from.0 == "http" && to.0 == "https" && (from.2, to.2) == (80, 443);
    if from.1 == to.1 && !downgrade && (from.2 == to.2 || upgrade) {
        return true;
    }
    allowed.iter().any(|host| {
        let given = if host.contains("://") { host.clone() } else { format!("{}://{host}", to.0) };
        // A redirect from https to http needs an explicit `http://`.
        let said = host.to_ascii_lowercase().starts_with("http://");
        parts(&given).is_some_and(|given| given == to) && (said || !downgrade)
    })
}

/// Returns the scheme and host that the user must allow for a target.
pub(super) fn to_allow(target: &str) -> String {
    let Some((scheme, rest)) = target.split_once("://") else { return target.into() };
    format!("{scheme}://{}", rest.split(['/', '?', '#']).next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_redirects_lead() {
        let from = "http://a.org/w/api.php";
        assert_eq!(target(from, "/x?y=1").as_deref(), Some("http://a.org/x"));
        assert_eq!(target(from, "//b.org/x").as_deref(), Some("http://b.org/x"));
        assert_eq!(target(from, "other.php").as_deref(), Some("http://a.org/w/other.php"));
        for none in ["file:///etc/passwd", "javascript:alert(1)", "http://a.org@b.org/", "http:///x", "http://a b/"] {
            assert_eq!(target(from, none), None, "{none}");
        }
    }

    #[test]
    fn only_the_own_host_is_followed_unasked() {
        let may = |from, to| is_allowed(from, to, &[]);
        assert!(may("http://a.org/x", "https://a.org/y") && may("https://a.org/x", "https://A.org:443/y"));
        assert!(!may("http://a.org/", "http://b.org/") && !may("http://a.org:81/", "http://a.org:82/"));
        assert!(!may("https://a.org/", "http://a.org/") && !may("http://a.org:81/", "https://a.org:82/"));
        let asked = |from, to, host: &str| is_allowed(from, to, &[host.to_string()]);
        assert!(asked("http://a.org/", "http://b.org/", "b.org") && asked("https://a.org/", "https://b.org/", "b.org"));
        assert!(!asked("https://a.org/", "http://b.org/", "b.org"));
        assert!(asked("https://a.org/", "http://b.org/", "http://b.org"));
        assert!(!asked("http://a.org/", "http://b.org:8080/", "b.org"));
    }
}
