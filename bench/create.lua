-- wrk: writes a new budget each time. The last line is for bench/http.
local threads = 0

function setup(thread)
    thread:set("id", threads)
    threads = threads + 1
end

function init(_)
    n = 0
    wrk.headers["Content-Type"] = "application/json"
end

function request()
    n = n + 1
    local body = string.format('{"category":"Category %d-%d","limit":500.00,"month":"2026-%02d"}', id, n, n % 12 + 1)
    return wrk.format("POST", nil, nil, body)
end

function done(summary, latency, _)
    local e = summary.errors
    local failed = e.connect + e.read + e.write + e.status + e.timeout
    io.write(string.format("RESULT %d %d %d %d %d\n", summary.requests, summary.duration, failed,
        latency:percentile(50), latency:percentile(99)))
end
