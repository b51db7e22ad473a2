# syntax=docker/dockerfile:1
# One binary with the console inside, run by a user without rights.

FROM node:22-trixie-slim AS console
WORKDIR /src/web
COPY web/package.json web/package-lock.json web/.npmrc ./
RUN --mount=type=cache,target=/npm npm ci --cache /npm --no-audit --no-fund
COPY openapi.json /src/openapi.json
COPY web ./
RUN npm run build

FROM rust:1.95-slim-trixie AS binary
# The image's own toolchain; rust-toolchain.toml would fetch another, with lints that a build does not need.
ENV RUSTUP_TOOLCHAIN=1.95.0
WORKDIR /src
COPY Cargo.toml Cargo.lock ./
COPY crates crates
COPY openapi.json ./
COPY --from=console /src/web/dist web/dist
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo build --release --locked --bin bursar \
    && cp target/release/bursar /usr/local/bin/bursar

FROM debian:trixie-slim
LABEL org.opencontainers.image.title="Bursar" \
      org.opencontainers.image.description="The back office of a financial business" \
      org.opencontainers.image.licenses="MIT OR Apache-2.0"
# The certificates of the world, what `bursar backup` and `restore` need for PostgreSQL, and what reads scans.
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates postgresql-client \
        tesseract-ocr tesseract-ocr-deu tesseract-ocr-fra tesseract-ocr-nld tesseract-ocr-spa tesseract-ocr-ita \
        tesseract-ocr-por tesseract-ocr-pol tesseract-ocr-swe tesseract-ocr-ell \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /var/lib/bursar --shell /usr/sbin/nologin bursar \
    && install -d -o bursar -g bursar -m 0700 /var/lib/bursar
COPY --from=binary /usr/local/bin/bursar /usr/local/bin/bursar
ENV ENVIRONMENT=production \
    LISTEN=0.0.0.0:8000 \
    BURSAR_DATA_DIR=/var/lib/bursar \
    BURSAR_TELEMETRY_FORMAT=json
WORKDIR /var/lib/bursar
VOLUME /var/lib/bursar
EXPOSE 8000
USER bursar
STOPSIGNAL SIGTERM
# Ready means: the database takes writes, and the server is not stopping.
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 CMD ["bash", "-c", \
    "exec 3<>/dev/tcp/127.0.0.1/8000 && printf 'GET /health/ready HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
ENTRYPOINT ["bursar"]
CMD ["serve"]
