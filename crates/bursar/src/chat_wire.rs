//! The way from the chat to a language model: one address, the one of the settings, and no other.
//!
//! Over https anywhere; over http only to this machine and to private networks, whatever a name resolves to. Redirects
//! are not followed, so that the key stays with whom it is for.
use std::{
    net::{IpAddr, SocketAddr},
    time::Duration,
};

use futures::{StreamExt, TryStreamExt};
use invoices::chat::interpreter::model::{
    Endpoint,
    wire::{Heard, Silence, Wire},
};
use kernel::{App, Error, Result};
use reqwest::{
    Client, Response, Url,
    dns::{Name, Resolve, Resolving},
    header::{AUTHORIZATION, HeaderMap, HeaderValue},
    redirect::Policy,
};
use serde_json::Value;

/// Where the key comes from.
const KEY: &str = "BURSAR_INVOICES_CHAT_KEY";
/// How much of a refusal is read, bytes; and how much of it the log gets, characters.
const REFUSAL: (usize, usize) = (4_096, 200);

/// Puts the wire into the house, where its settings name a language model. Fails where they make no sense, so that
/// this is known when the server starts.
pub(crate) fn install(app: &App) -> Result<()> {
    let settings = app.settings.of::<Value>("invoices")?;
    let key = settings["chat_key"].as_str().unwrap_or_default().to_owned();
    if !key.is_empty() && !std::env::vars_os().any(|(name, _)| name.eq_ignore_ascii_case(KEY)) {
        return Err(wrong("chat_key", &format!("it comes from the environment only ({KEY})")));
    }
    let Some(endpoint) = Endpoint::of(app)? else {
        return match settings["chat_url"].as_str() {
            None | Some("") => Ok(()),
            Some(_) => Err(wrong("chat_model", "a chat_url needs the name of a model")),
        };
    };
    let url = target(&endpoint.chat_url).map_err(|why| wrong("chat_url", &why))?;
    let client = client(&url, &key, Duration::from_secs(endpoint.chat_seconds))?;
    let wire = Wire::new(move |body| {
        let request = client.post(url.clone()).body(body);
        let key = key.clone();
        Box::pin(async move { heard(request.send().await.map_err(unreached)?, &key).await })
    });
    app.own(|| wire);
    Ok(())
}

fn wrong(name: &str, why: &str) -> Error {
    Error::internal(format!("the setting invoices.{name} can't be used: {why}"))
}

/// The address of the interface's one operation.
fn target(base: &str) -> Result<Url, String> {
    let mut url = Url::parse(base).map_err(|e| format!("it is no address ({e})"))?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(format!("it must not hold a password; the key comes from {KEY}"));
    }
    match (url.scheme(), url.host_str().unwrap_or_default()) {
        ("https", _) => {}
        ("http", host) => {
            let address = host.trim_matches(['[', ']']).parse::<IpAddr>();
            if address.is_ok_and(|address| !is_near(address)) {
                return Err("http:// is for this machine and private networks; use https://".into());
            }
        }
        _ => return Err("it must begin with https://".into()),
    }
    url.set_fragment(None);
    let path = url.path().trim_end_matches('/').to_owned();
    if !path.ends_with("/chat/completions") {
        url.set_path(&format!("{path}/chat/completions"));
    }
    Ok(url)
}

/// On this machine or in a private network. Link-local addresses are neither: clouds keep their secrets there.
fn is_near(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => address.is_loopback() || address.is_private(),
        IpAddr::V6(address) => address.is_loopback() || address.is_unique_local(),
    }
}

fn client(url: &Url, key: &str, patience: Duration) -> Result<Client> {
    let mut headers = HeaderMap::new();
    headers.insert("content-type", HeaderValue::from_static("application/json"));
    headers.insert("accept", HeaderValue::from_static("text/event-stream, application/json"));
    if !key.is_empty() {
        let bearer = HeaderValue::from_str(&format!("Bearer {key}"));
        let mut bearer = bearer.map_err(|_| wrong("chat_key", "it holds characters that no key holds"))?;
        bearer.set_sensitive(true);
        headers.insert(AUTHORIZATION, bearer);
    }
    let builder = Client::builder()
        .user_agent(concat!("Bursar/", env!("CARGO_PKG_VERSION")))
        .default_headers(headers)
        .redirect(Policy::none())
        .connect_timeout(patience.min(Duration::from_secs(10)))
        .timeout(patience);
    let builder = if url.scheme() == "https" {
        builder.https_only(true)
    } else {
        // Nothing in between, no certificates, and no name that leads elsewhere.
        builder.no_proxy().tls_certs_only([]).dns_resolver(Near)
    };
    builder.build().map_err(|e| Error::internal(format!("no way to the language model: {e:?}")))
}

/// Resolves names, to addresses that are near.
#[derive(Clone)]
struct Near;

impl Resolve for Near {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let all = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let near = all.filter(|address| is_near(address.ip())).collect::<Vec<SocketAddr>>();
            if near.is_empty() {
                return Err(format!("{} is in no private network: use https://", name.as_str()).into());
            }
            Ok(Box::new(near.into_iter()) as Box<dyn Iterator<Item = SocketAddr> + Send>)
        })
    }
}

async fn heard(answer: Response, key: &str) -> Result<Heard, Silence> {
    let status = answer.status();
    let mut body = answer.bytes_stream().map_err(unreached);
    if status == 200 {
        return Ok(body.boxed());
    }
    let mut refusal = vec![];
    while let Some(Ok(bytes)) = body.next().await {
        refusal.extend_from_slice(&bytes);
        if refusal.len() > REFUSAL.0 {
            break;
        }
    }
    let start = start(&String::from_utf8_lossy(&refusal), key);
    Err(Silence::new(
        format!("The language model answered with status {}", status.as_u16()),
        format!("status {status}: {start}"),
    ))
}

/// The first characters of a refusal, in one line; without the key, which some repeat.
fn start(text: &str, key: &str) -> String {
    let text = if key.is_empty() { text.to_owned() } else { text.replace(key, "********") };
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.chars().filter(|c| !c.is_control()).take(REFUSAL.1).collect()
}

fn unreached(e: reqwest::Error) -> Silence {
    let says = if e.is_timeout() {
        "The language model took too long"
    } else if e.is_connect() {
        "The language model could not be reached"
    } else {
        "The language model broke off"
    };
    Silence::new(says, format!("{:?}", e.without_url()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_safe_is_an_address() {
        for (base, whole) in [
            ("https://llm.example.com/v1", "https://llm.example.com/v1/chat/completions"),
            ("https://llm.example.com/v1/", "https://llm.example.com/v1/chat/completions"),
            ("https://x.example/a?api-version=1", "https://x.example/a/chat/completions?api-version=1"),
            ("https://x.example/v1/chat/completions", "https://x.example/v1/chat/completions"),
            ("http://localhost:11434/v1", "http://localhost:11434/v1/chat/completions"),
            ("http://10.0.0.7", "http://10.0.0.7/chat/completions"),
            ("http://[::1]:8080/v1", "http://[::1]:8080/v1/chat/completions"),
        ] {
            assert_eq!(target(base).expect("an address").as_str(), whole);
        }
        for base in [
            "llm.example.com",
            "ftp://llm.example.com",
            "file:///etc/passwd",
            "http://93.184.216.34/v1",
            "http://169.254.169.254/v1",
            "http://[2001:db8::1]/v1",
            "http://[::ffff:93.184.216.34]/v1",
            "https://me:secret@llm.example.com/v1",
        ] {
            let why = target(base).expect_err(base);
            assert!(!why.contains("secret"), "{why}");
        }
    }

    #[test]
    fn a_refusal_is_short_and_without_the_key() {
        let text = format!("Incorrect\n key:\tsk-42 {}", "x".repeat(5_000));
        let said = start(&text, "sk-42");
        assert!(said.starts_with("Incorrect key: ******** xxx") && said.chars().count() == 200, "{said}");
    }

    #[tokio::test]
    async fn a_name_without_tls_leads_no_further_than_this_network() {
        let near = Near.resolve("localhost".parse().expect("a name")).await.expect("this machine");
        assert!(near.map(|address| address.ip()).all(is_near));
        assert!(Near.resolve("192.0.2.1".parse().expect("a name")).await.is_err());
    }
}
