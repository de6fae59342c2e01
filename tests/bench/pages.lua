-- Requests from a file, one a line, "METHOD <tab> path <tab> cookie <tab> body", in turn; the figures as one line of JSON.
local requests, place, bad = {}, 0, 0
expected = "200"

function init(args)
   expected = args[2] or "200"
   for line in io.lines(args[1]) do
      local method, path, cookie, body = line:match("^(.-)\t(.-)\t(.-)\t(.*)$")
      local headers = { Cookie = cookie }
      if method == "POST" then headers["Content-Type"] = "application/x-www-form-urlencoded" end
      requests[#requests + 1] = wrk.format(method, path, headers, body ~= "" and body or nil)
   end
end

function request()
   place = place % #requests + 1
   return requests[place]
end

wrong = 0
function response(status)
   if tostring(status) ~= expected then wrong = wrong + 1 end
end

local threads = {}
function setup(thread) threads[#threads + 1] = thread end

function done(summary, latency)
   local amiss = 0
   for _, thread in ipairs(threads) do amiss = amiss + thread:get("wrong") end
   local lost = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
   io.write(string.format(
      '\n{"answers": %d, "seconds": %.3f, "p50": %.2f, "p95": %.2f, "p99": %.2f, "bytes": %d, "errors": %d}\n',
      summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(95) / 1e3,
      latency:percentile(99) / 1e3, summary.bytes, amiss + lost))
end
