// ical.js, the engine of Thunderbird and Nextcloud: node run_icaljs.mjs FEED START END
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const [path, from, to] = process.argv.slice(2);
const start = Date.parse(from) / 1000;
const end = Date.parse(to) / 1000;
const wall = process.hrtime.bigint();
const cpu = process.cpuUsage();

const calendar = new ICAL.Component(ICAL.parse(readFileSync(path, "utf8")));
for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
const events = calendar.getAllSubcomponents("vevent");

const moved = new Set();
for (const event of events) {
  const instance = event.getFirstPropertyValue("recurrence-id");
  if (instance) moved.add(event.getFirstPropertyValue("uid") + " " + instance.toUnixTime());
}

let count = 0;
for (const component of events) {
  // with its exceptions given, an Event does not look for them among all its siblings
  const event = new ICAL.Event(component, { exceptions: [] });
  const first = event.startDate.toUnixTime();
  const length = event.endDate.toUnixTime() - first;
  if (event.isRecurrenceException() || !event.isRecurring()) {
    if (first < end && first + length > start) count += 1;
    continue;
  }
  const instances = event.iterator();
  for (let next = instances.next(); next; next = instances.next()) {
    const at = next.toUnixTime();
    if (at >= end) break;
    if (at + length > start && !moved.has(event.uid + " " + at)) count += 1;
  }
}

const used = process.cpuUsage(cpu);
const seconds = Number(process.hrtime.bigint() - wall) / 1e9;
console.log(JSON.stringify({ cpu: (used.user + used.system) / 1e6, wall: seconds, count }));
