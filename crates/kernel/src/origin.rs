//! Where a request came from, and what its headers say.
use std::net::{IpAddr, SocketAddr};

use axum::{
    extract::ConnectInfo,
    http::{HeaderMap, header, request::Parts},
};

use crate::App;

/// Where a request came from.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    /// The client's address; that of the peer, unless the peer is a trusted proxy.
    pub ip: Option<IpAddr>,
    /// What the client calls itself, cut at 400 characters.
    pub user_agent: Option<String>,
}

impl Origin {
    /// Of a request.
    pub fn of(parts: &Parts, app: &App) -> Self {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|c| c.0.ip().to_canonical());
        let trusted = |ip: &IpAddr| app.settings.server.trusted_proxies.iter().any(|net| within(ip, net));
        let forwarded = text(&parts.headers, "x-forwarded-for").unwrap_or_default();
        // From the right: the first address that no proxy of ours wrote.
        let hops = forwarded.rsplit(',').filter_map(|hop| hop.trim().parse::<IpAddr>().ok());
        let ip = match peer {
            Some(peer) if trusted(&peer) => hops.chain([peer]).find(|hop| !trusted(hop)).or(Some(peer)),
            peer => peer,
        };
        let user_agent = text(&parts.headers, "user-agent").map(|agent| agent.chars().take(400).collect());
        Self { ip, user_agent }
    }

    /// The address for limits: whole for IPv4, the /64 for IPv6.
    pub fn network(&self) -> String {
        match self.ip {
            Some(IpAddr::V6(ip)) => {
                ip.segments()[..4].iter().map(|s| format!("{s:x}")).collect::<Vec<_>>().join(":")
            }
            Some(ip) => ip.to_string(),
            None => "local".into(),
        }
    }
}

/// Whether `ip` is the address, or lies in the network (`10.0.0.0/8`), that `net` names.
pub fn within(ip: &IpAddr, net: &str) -> bool {
    let (base, bits) = net.split_once('/').unwrap_or((net, "128"));
    let bits: u32 = bits.parse().unwrap_or(0);
    match (ip, base.parse::<IpAddr>()) {
        (IpAddr::V4(ip), Ok(IpAddr::V4(base))) => {
            let mask = u32::MAX.checked_shl(32 - bits.min(32)).unwrap_or(0);
            ip.to_bits() & mask == base.to_bits() & mask
        }
        (IpAddr::V6(ip), Ok(IpAddr::V6(base))) => {
            let mask = u128::MAX.checked_shl(128 - bits.min(128)).unwrap_or(0);
            ip.to_bits() & mask == base.to_bits() & mask
        }
        _ => false,
    }
}

/// The value of a header, where it is text.
pub(crate) fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// The value of a cookie.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let pairs = all.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.filter(|(key, _)| *key == name).map(|(_, value)| value).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn networks_contain_their_addresses() {
        let ip = |s: &str| s.parse::<IpAddr>().expect("address");
        assert!(within(&ip("10.1.2.3"), "10.0.0.0/8") && !within(&ip("11.1.2.3"), "10.0.0.0/8"));
        assert!(within(&ip("127.0.0.1"), "127.0.0.1") && !within(&ip("127.0.0.2"), "127.0.0.1"));
        assert!(within(&ip("fd00::1"), "fd00::/8") && !within(&ip("fe80::1"), "fd00::/8"));
        assert!(within(&ip("1.2.3.4"), "0.0.0.0/0"));
    }
}
