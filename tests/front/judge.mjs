// Judges, one line of JSON asked on stdin and one answered on stdout: HTML by html-validate, a letter by caniemail, a page
// by Lighthouse. Started once for many, since each of them takes a second to load. Its tools lie where `make front` puts
// them: in the folder that is its first argument.

import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import * as rules from "./rules.mjs";

const there = createRequire(`${process.argv[2]}/package.json`);
const tool = (name) => import(pathToFileURL(there.resolve(name)));

// Of some programs the tables do not tell of every feature, and then caniemail fails: there it is taken as shown.
const filled = ({ data }) => {
  const programs = data.flatMap(({ stats }) => Object.entries(stats).flatMap(([family, on]) => Object.keys(on).map((one) => [family, one])));
  for (const { stats } of data) for (const [family, one] of programs) ((stats[family] ??= {})[one] ??= { untold: "y" });
};

const byFeature = (issues) => {
  const found = {};
  for (const [program, all] of issues) for (const { title } of all) (found[title] ??= new Set()).add(program);
  return Object.fromEntries(Object.entries(found).map(([title, programs]) => [title, [...programs].sort()]));
};

const judges = {
  // HTML against the rules of that name: what is wrong, each as a line.
  async html({ text, rules: name }) {
    const { HtmlValidate, StaticConfigLoader } = await tool("html-validate");
    const judge = new HtmlValidate(new StaticConfigLoader({ root: true, ...rules[name] }));
    const { results } = await judge.validateString(text);
    return results.flatMap(({ messages }) => messages.map((one) => `${one.ruleId}, line ${one.line}: ${one.message} (${one.selector})`));
  },

  // A letter against what mail programs show: features that some lose, and that some show in part, each with which.
  async letter({ text }) {
    const { caniemail, rawData } = await tool("caniemail");
    filled(rawData);
    const { issues } = caniemail({ clients: ["*"], html: text });
    return { lost: byFeature(issues.errors), partly: byFeature(issues.warnings) };
  },

  // A page by Lighthouse on a small phone: each category's score, and what took points away.
  async page({ url, cookie, chromium, categories }) {
    const { launch } = await tool("chrome-launcher");
    const { default: lighthouse } = await tool("lighthouse");
    const chrome = await launch({ chromePath: chromium.path, chromeFlags: ["--headless=new", ...chromium.flags], logLevel: "silent" });
    try {
      // Beside other tests on two cores, 45 seconds of its own are too few for a processor to fall quiet.
      const patience = { maxWaitForLoad: 240_000, maxWaitForFcp: 120_000 };
      const asked = { ...patience, port: chrome.port, onlyCategories: categories, extraHeaders: cookie ? { Cookie: cookie } : {}, logLevel: "silent" };
      const { lhr } = await lighthouse(url, asked);
      const short = (id) => lhr.categories[id].auditRefs.filter((one) => one.weight && (lhr.audits[one.id].score ?? 1) < 1);
      const said = ({ id }) => `${id}: ${lhr.audits[id].title} ${lhr.audits[id].displayValue ?? ""}`.trim();
      return {
        trouble: [lhr.runtimeError?.message, ...lhr.runWarnings].filter(Boolean),
        scores: Object.fromEntries(categories.map((id) => [id, Math.round(100 * lhr.categories[id].score)])),
        faults: categories.flatMap((id) => short(id).map(said)),
      };
    } finally {
      chrome.kill();
    }
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { judge, ...asked } = JSON.parse(line);
  const answer = await judges[judge](asked).then((found) => ({ found }), (trouble) => ({ trouble: String(trouble) }));
  console.log(JSON.stringify(answer));
}
