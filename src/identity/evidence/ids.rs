//! Evidence from ids: two values of one scheme are two people, if many sources share the scheme.

use crate::facts::tagged;
use crate::identity::ids::IdSet;
use crate::identity::judgement::Evidence;

/// Rules out that two people with these ids are one, if they have different values in one scheme. In a scheme of one
/// source, which may list a person twice, it is only a doubt.
pub(in crate::identity) fn two_ids(a: &IdSet, b: &IdSet) -> Option<(Evidence, String)> {
    if a.is_empty() || b.is_empty() || !a.is_disjoint(b) {
        return None;
    }
    let pairs = a.iter().flat_map(|one| b.iter().map(move |other| (one, other)));
    let scheme = |id: &str| tagged::parts(id).0.to_string();
    let clashes: Vec<_> = pairs.filter(|(one, other)| scheme(one) == scheme(other)).collect();
    let public = clashes.iter().find(|(one, _)| tagged::is_public(&scheme(one)));
    let (one, other) = public.or_else(|| clashes.first())?;
    let kind = if public.is_some() { Evidence::OtherId } else { Evidence::OwnIds };
    Some((kind, format!("{one} and {other} are two ids")))
}
