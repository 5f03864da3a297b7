/** Decisions per second on generated policies, against the same conditions as JavaScript functions. */
import { compile } from "../../compiler/index.ts";
import { decide } from "../../runtime/table/decide.ts";
import { loadTable } from "../../runtime/table/load.ts";
import type { LoadedRoute } from "../../runtime/table/loaded-table.ts";
import { type ChatFacts, chatFacts } from "../../semantics/facts/chat-said.ts";
import type { Facts } from "../../semantics/facts/facts.ts";
import { seededRandom } from "../../simulator/random.ts";
import { type Spread, spread } from "../statistics.ts";
import { asks, toRequest } from "./asks.ts";
import { conditionsOf, linearScan, type PlainFacts, plainFacts, type Scan, scanByTeam } from "./by-hand.ts";
import { type Pass, pairedRates } from "./measure.ts";
import { ROUTE, tenantPolicy, tenantRules } from "./tenant-policy.ts";

export interface DecideResult {
  rules: number;
  boxes: number;
  columns: number;
  policyBytes: number;
  tableBytes: number;
  compileMs: number;
  loadMs: number;
  /** Different requests, used in turn; on each of them all three agreed on the rule. */
  requests: number;
  /** Share of the requests that a rule decided; the others met `otherwise`. */
  ruled: number;
  meanBodyBytes: number;
  /** Decisions per second, facts already read. */
  table: Spread;
  scan: Spread;
  byTeam: Spread;
  /** Table to scan, and to the scan of the team's rules, in the same round. */
  overScan: Spread;
  overByTeam: Spread;
  /** Decisions per second from parsed bodies: the facts that are needed are read each time. */
  fromBody: Spread;
}

export interface DecideOptions {
  quick: boolean;
  progress(text: string): void;
}

const sizes = [10, 100, 1_000, 10_000];

export function runDecide({ quick, progress }: DecideOptions): DecideResult[] {
  // Otherwise the first size would pay for loading the compiler's code.
  compileTable(tenantPolicy(tenantRules(seededRandom("warm-up"), 10)));
  return sizes.map((size) => {
    progress(`decide: ${size} rules`);
    return measureSize(size, quick ? { count: 512, rounds: 3, ms: 50 } : { count: 4_096, rounds: 11, ms: 200 });
  });
}

function measureSize(size: number, { count, rounds, ms }: { count: number; rounds: number; ms: number }): DecideResult {
  const random = seededRandom("decide", size);
  const rules = tenantRules(random, size);
  const built = buildTable(tenantPolicy(rules));
  const asked = asks(random, rules, count);
  const requests = asked.map((ask) => toRequest(ask, random));
  const facts = requests.map(readFacts);
  const plain = asked.map((ask, i) => plainFacts(ask, facts[i]!.inputTokens));
  const conditions = conditionsOf(rules);
  const scans = { scan: linearScan(conditions), byTeam: scanByTeam(conditions, rules) };
  const { route, ...sizes } = built;
  const ruled = checkAgreement(route, facts, plain, scans);
  const rates = pairedRates(passes(route, requests, facts, plain, scans), { decisions: count, rounds, ms });
  const over = (other: readonly number[]) => spread(rates.table.map((rate, i) => rate / other[i]!));
  return {
    rules: size,
    ...sizes,
    requests: count,
    ruled,
    meanBodyBytes: requests.reduce((sum, { body }) => sum + JSON.stringify(body).length, 0) / count,
    table: spread(rates.table),
    scan: spread(rates.scan),
    byTeam: spread(rates.byTeam),
    overScan: over(rates.scan),
    overByTeam: over(rates.byTeam),
    fromBody: spread(rates.fromBody),
  };
}

type Built = Pick<DecideResult, "boxes" | "columns" | "policyBytes" | "tableBytes" | "compileMs" | "loadMs"> & {
  route: LoadedRoute;
};

function buildTable(policy: string): Built {
  const began = performance.now();
  const table = compileTable(policy);
  const compiled = performance.now();
  const route = loadTable(table).routes.get(ROUTE)!;
  const loaded = performance.now();
  return {
    route,
    boxes: route.boxCount,
    columns: route.columns.length,
    policyBytes: Buffer.byteLength(policy),
    tableBytes: Buffer.byteLength(table),
    compileMs: compiled - began,
    loadMs: loaded - compiled,
  };
}

/** Not verified: some of many random rules never decide, which is a mistake in a policy and nothing to a decision. */
function compileTable(policy: string): string {
  const read = (name: string) => (name === "routes.ts" ? policy : undefined);
  const project = { read, contains: () => true };
  const { table, diagnostics } = compile("routes.ts", { project, types: false, verify: false });
  if (table) return table.text;
  throw new Error(`The generated policy does not compile: ${diagnostics.map(({ code }) => code).join(", ")}`);
}

/** With everything read that a decision can ask for and that grows with the body. */
function readFacts(request: ChatFacts): Facts {
  const facts = chatFacts(request);
  if (facts.inputTokens < 0 || facts.content.messages === 0) throw new Error("The request has no messages.");
  return facts;
}

/** Answers the share that a rule decided; throws on the first request on which they differ. */
function checkAgreement(
  route: LoadedRoute,
  facts: readonly Facts[],
  plain: readonly PlainFacts[],
  { scan, byTeam }: { scan: Scan; byTeam: Scan },
): number {
  let ruled = 0;
  for (const [i, one] of facts.entries()) {
    const found = [ruleOf(route, one), scan(plain[i]!), byTeam(plain[i]!)];
    if (new Set(found).size > 1) {
      throw new Error(`Table, scan and scan by team differ (${found.join(", ")}) on ${JSON.stringify(plain[i])}`);
    }
    if (found[0] !== -1) ruled += 1;
  }
  return ruled / facts.length;
}

function ruleOf(route: LoadedRoute, facts: Facts): number {
  const { rule } = decide(route, facts);
  return rule === "otherwise" ? -1 : rule;
}

function passes(
  route: LoadedRoute,
  requests: readonly ChatFacts[],
  facts: readonly Facts[],
  plain: readonly PlainFacts[],
  { scan, byTeam }: { scan: Scan; byTeam: Scan },
): Record<"table" | "scan" | "byTeam" | "fromBody", Pass> {
  return {
    table: () => {
      let sum = 0;
      for (let i = 0; i < facts.length; i++) sum += ruleOf(route, facts[i]!);
      return sum;
    },
    scan: () => {
      let sum = 0;
      for (let i = 0; i < plain.length; i++) sum += scan(plain[i]!);
      return sum;
    },
    byTeam: () => {
      let sum = 0;
      for (let i = 0; i < plain.length; i++) sum += byTeam(plain[i]!);
      return sum;
    },
    fromBody: () => {
      let sum = 0;
      for (let i = 0; i < requests.length; i++) sum += ruleOf(route, chatFacts(requests[i]!));
      return sum;
    },
  };
}
