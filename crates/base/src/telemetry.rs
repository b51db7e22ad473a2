//! Logs to standard error, traces to an OTLP collector when one is set, and metrics for Prometheus.
use std::{io::IsTerminal, sync::OnceLock, time::Duration};

use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use opentelemetry::trace::TracerProvider;
use opentelemetry_otlp::{SpanExporter, WithExportConfig};
use opentelemetry_sdk::{Resource, trace::SdkTracerProvider};
use serde::{Deserialize, Serialize};
use tracing::Subscriber;
use tracing_subscriber::{EnvFilter, fmt, layer::SubscriberExt};

use crate::{Error, Result};

/// Upper ends of the buckets of every histogram, in seconds.
const BUCKETS: [f64; 11] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0];

/// Section `[telemetry]`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TelemetrySettings {
    /// A level, or a filter such as `info,kernel=debug`.
    pub log: String,
    /// How a line of the log looks.
    pub format: LogFormat,
    /// Where traces go, such as `http://localhost:4318/v1/traces`; empty: nowhere.
    pub otlp_endpoint: String,
}

/// How a line of the log looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    #[default]
    Pretty,
    /// For programs: a JSON object.
    Json,
}

impl Default for TelemetrySettings {
    fn default() -> Self {
        Self { log: "info".into(), format: LogFormat::Pretty, otlp_endpoint: String::new() }
    }
}

/// Sends the last traces when dropped: keep it until the process ends.
#[derive(Debug)]
#[must_use = "traces end when this is dropped"]
pub struct Guard(Option<SdkTracerProvider>);

impl Drop for Guard {
    fn drop(&mut self) {
        if let Some(Err(e)) = self.0.take().map(|traces| traces.shutdown_with_timeout(Duration::from_secs(3)))
        {
            tracing::warn!(error = %e, "the last traces were not sent");
        }
    }
}

/// Logs and traces of this process from now on; the first call wins. Fails for a filter or an endpoint that makes
/// no sense.
pub fn init(settings: &TelemetrySettings) -> Result<Guard> {
    let (subscriber, guard) = subscriber(settings)?;
    tracing::subscriber::set_global_default(subscriber).ok(); // set already: a second server in one test process
    Ok(guard)
}

fn subscriber(settings: &TelemetrySettings) -> Result<(impl Subscriber + Send + Sync + use<>, Guard)> {
    let filter =
        EnvFilter::try_new(&settings.log).map_err(|e| Error::internal(format!("telemetry.log: {e}")))?;
    let provider = match settings.otlp_endpoint.as_str() {
        "" => None,
        endpoint => Some(traces(endpoint)?),
    };
    let (pretty, json) = match settings.format {
        LogFormat::Pretty => {
            let colours = std::io::stderr().is_terminal();
            (Some(fmt::layer().with_ansi(colours).with_writer(std::io::stderr)), None)
        }
        LogFormat::Json => (None, Some(fmt::layer().json().flatten_event(true).with_writer(std::io::stderr))),
    };
    let spans = provider.as_ref().map(|p| tracing_opentelemetry::layer().with_tracer(p.tracer("bursar")));
    Ok((tracing_subscriber::registry().with(filter).with(spans).with(pretty).with(json), Guard(provider)))
}

fn traces(endpoint: &str) -> Result<SdkTracerProvider> {
    let exporter = SpanExporter::builder().with_http().with_endpoint(endpoint);
    let exporter = exporter.with_timeout(Duration::from_secs(3)).build();
    let exporter = exporter.map_err(|e| Error::internal(format!("telemetry.otlp_endpoint: {e}")))?;
    let resource = Resource::builder().with_service_name("bursar").build();
    Ok(SdkTracerProvider::builder().with_batch_exporter(exporter).with_resource(resource).build())
}

/// What the `metrics` macros count. The labels of a metric come from small fixed sets: routes, never paths or ids.
#[derive(Clone)]
pub struct Metrics(PrometheusHandle);

impl Metrics {
    /// Counts from the first call on; every call answers the same counts.
    pub fn install() -> Self {
        static INSTALLED: OnceLock<PrometheusHandle> = OnceLock::new();
        Self(INSTALLED.get_or_init(recorder).clone())
    }

    /// All counts, in the text format of Prometheus.
    pub fn render(&self) -> String {
        self.0.render()
    }
}

#[expect(clippy::disallowed_methods, reason = "the thread is its own: no request waits on it")]
fn recorder() -> PrometheusHandle {
    let builder = PrometheusBuilder::new().set_buckets(&BUCKETS).expect("there are buckets");
    let recorder = builder.build_recorder();
    let handle = recorder.handle();
    metrics::set_global_recorder(recorder).ok(); // fails where a test has put its own
    let upkeep = handle.clone();
    // Without it, the samples of a process that nobody scrapes would pile up.
    let tidy = move || loop {
        std::thread::sleep(Duration::from_secs(5));
        upkeep.run_upkeep();
    };
    std::thread::Builder::new().name("metrics".into()).spawn(tidy).ok();
    handle
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read, Write};

    #[test]
    fn metrics_are_installed_once_and_bounded() {
        let (one, two) = (Metrics::install(), Metrics::install());
        metrics::counter!("probe_calls_total", "route" => "/x").increment(2);
        metrics::histogram!("probe_seconds").record(0.002);
        let text = one.render();
        assert!(text.contains("probe_calls_total{route=\"/x\"} 2") && two.render() == text, "{text}");
        assert_eq!(
            text.lines().filter(|line| line.starts_with("probe_seconds_bucket")).count(),
            BUCKETS.len() + 1
        );
    }

    #[test]
    fn settings_that_make_no_sense_are_refused() {
        let bad = TelemetrySettings { log: "kernel=loud".into(), ..Default::default() };
        assert!(subscriber(&bad).err().unwrap().cause().unwrap().contains("telemetry.log"));
        let bad = TelemetrySettings { otlp_endpoint: "not a url".into(), ..Default::default() };
        assert!(subscriber(&bad).err().unwrap().cause().unwrap().contains("telemetry.otlp_endpoint"));
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn traces_reach_the_collector() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let otlp_endpoint = format!("http://{}/v1/traces", listener.local_addr().unwrap());
        let collector = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let (mut seen, mut part) = (vec![], [0; 4096]);
            while !String::from_utf8_lossy(&seen).contains("leaf-span") {
                let read = stream.read(&mut part).unwrap();
                assert!(read > 0, "the collector heard no span");
                seen.extend(&part[..read]);
            }
            stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").unwrap();
            String::from_utf8_lossy(&seen).into_owned()
        });
        let settings = TelemetrySettings { otlp_endpoint, format: LogFormat::Json, ..Default::default() };
        let (subscriber, guard) = subscriber(&settings).unwrap();
        tracing::subscriber::with_default(subscriber, || tracing::info_span!("leaf-span").in_scope(|| ()));
        drop(guard);
        let heard = collector.join().unwrap();
        assert!(heard.starts_with("POST /v1/traces") && heard.contains("bursar"), "{heard}");
    }
}
