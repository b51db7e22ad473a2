-- wrk: looks for developments, each time for others. The argument says how many questions there are: few come again
-- and again, as the first pages of a catalogue do; 0 makes every question a new one. The last line is for bench/realty.
local words = { "garden", "valley", "tower", "lake", "park" }
local statuses = { "planning", "construction", "completed", "delivered" }
local kinds = { "residential", "commercial", "mixed" }
local homes = { "1BHK", "2BHK", "3BHK", "4BHK%2B", "studio", "penthouse" }
local sorts = { "oldest", "newest", "featured", "price_low", "price_high", "name", "completion" }
local threads = 0

function setup(thread)
    thread:set("id", threads)
    threads = threads + 1
end

function init(args)
    questions = tonumber(args[1])
    n = 0
    math.randomseed(17 + id)
end

local function pick(list, seed)
    return list[seed % #list + 1]
end

-- The same seed asks the same question.
local function question(seed)
    local q = "/api/projects?limit=10&page=" .. (seed % 5 + 1)
    if seed % 2 == 0 then q = q .. "&city=city%20" .. (seed % 40) end
    if seed % 3 == 0 then q = q .. "&status=" .. pick(statuses, math.floor(seed / 3)) end
    if seed % 4 == 1 then q = q .. "&project_type=" .. pick(kinds, seed) end
    if seed % 5 == 2 then q = q .. "&unit_type=" .. pick(homes, seed) end
    if seed % 7 == 3 and questions > 0 then q = q .. "&min_price=" .. (seed % 30 * 100000) end
    if seed % 7 == 5 then q = q .. "&max_price=" .. (9000000 + seed % 30 * 100000) end
    if seed % 11 == 4 then q = q .. "&available=true" end
    if seed % 13 == 6 then q = q .. "&search=" .. pick(words, seed) end
    return q .. "&sort=" .. pick(sorts, math.floor(seed / 2))
end

function request()
    n = n + 1
    if questions == 0 then
        -- A price below all others: it changes the question, and not the answer.
        local seed = n * 2 + id
        return wrk.format("GET", question(seed) .. "&min_price=" .. seed .. ".01")
    end
    -- The square makes the first questions more frequent than the last.
    local share = math.random()
    return wrk.format("GET", question(math.floor(share * share * questions)))
end

function done(summary, latency, _)
    local e = summary.errors
    local failed = e.connect + e.read + e.write + e.status + e.timeout
    io.write(string.format("RESULT %d %d %d %d %d %d\n", summary.requests, summary.duration, failed,
        latency:percentile(50), latency:percentile(95), latency:percentile(99)))
end
