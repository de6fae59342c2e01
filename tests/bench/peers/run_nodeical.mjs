// node-ical, the most used of npm: node run_nodeical.mjs FEED START END. It keeps one event for each UID.
import { readFileSync } from "node:fs";
import ical from "node-ical";

const [path, from, to] = process.argv.slice(2);
const start = new Date(from);
const end = new Date(to);
const wall = process.hrtime.bigint();
const cpu = process.cpuUsage();

let count = 0;
for (const event of Object.values(ical.sync.parseICS(readFileSync(path, "utf8")))) {
  if (event.type !== "VEVENT") continue;
  for (const one of ical.expandRecurringEvent(event, { from: start, to: end, expandOngoing: true })) {
    if (one.start < end && one.end > start) count += 1;
  }
}

const used = process.cpuUsage(cpu);
const seconds = Number(process.hrtime.bigint() - wall) / 1e9;
console.log(JSON.stringify({ cpu: (used.user + used.system) / 1e6, wall: seconds, count }));
