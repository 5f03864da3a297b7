/** `npm run verify:wire -- --requests 1000000 --seed 1`: as many requests as are asked for, over policies of new seeds. */
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import type { Told } from "./worker.ts";

const { values } = parseArgs({
  options: {
    requests: { type: "string", default: "20000" },
    seed: { type: "string", default: "1" },
    workers: { type: "string", default: String(2 * availableParallelism()) },
    /** Of each policy. */
    each: { type: "string", default: "500" },
    all: { type: "boolean", default: false },
  },
});

const wanted = Number(values.requests);
const sum = { policies: 0, skipped: 0, requests: 0, hostile: 0, served: 0, records: 0, proved: 0, outages: 0 };
const kinds = new Map<string, number>();
const counted = new Map<string, number>();
const workers: Worker[] = [];
let next = Number(values.seed);
let failed = false;
const began = performance.now();

function show(): void {
  const share = Math.min(1, sum.requests / wanted);
  const bar = "#".repeat(Math.floor(share * 30)).padEnd(30, ".");
  const rate = Math.round(sum.requests / ((performance.now() - began) / 1_000));
  const line = `[${bar}] ${sum.requests} of ${wanted} requests, ${rate}/s, ${sum.policies} policies, next seed ${next}`;
  process.stderr.write(process.stderr.isTTY ? `\r${line}` : sum.policies % 50 === 0 ? `${line}\n` : "");
}

function take(told: Told): void {
  if (!told.counts) sum.skipped++;
  else {
    sum.policies++;
    const { byKind, ...counts } = told.counts;
    for (const [name, count] of Object.entries(counts)) sum[name as keyof typeof sum] += count;
    for (const [kind, count] of Object.entries(byKind)) counted.set(kind, (counted.get(kind) ?? 0) + count);
  }
  for (const kind of told.kinds) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  show();
  if (told.first === undefined) return;
  failed = true;
  process.stdout.write(`\n${told.first}\n`);
}

/** Runs one seed after the other until enough was asked, or something is broken. */
function start(): Promise<void> {
  const workerData = { each: Number(values.each) };
  const worker = new Worker(new URL("worker.ts", import.meta.url), { workerData });
  workers.push(worker);
  return new Promise((resolve, reject) => {
    const order = () => {
      const isDone = sum.requests >= wanted || (failed && !values.all);
      worker.postMessage(isDone ? undefined : next++);
      if (isDone) resolve();
    };
    worker.on("message", (told: Told) => {
      take(told);
      order();
    });
    worker.on("error", reject);
    order();
  });
}

await Promise.all(Array.from({ length: Number(values.workers) }, start));
const seconds = (performance.now() - began) / 1_000;
const rate = Math.round(sum.requests / seconds);
const named = Object.entries(sum).map(([name, count]) => `${name} ${count}`);
console.log(`\nseeds ${values.seed}-${next - 1}: ${named.join(", ")}; ${seconds.toFixed(1)} s, ${rate} requests/s`);
console.log(
  [...counted]
    .sort()
    .map(([kind, count]) => `${kind}: ${count}`)
    .join(", "),
);
for (const [kind, count] of kinds) console.log(`  ${kind}: ${count}`);
process.exitCode = failed ? 1 : 0;
