/**
 * Splits with many sides, in chains and in one another, too many for every request to be listed: claims that are proved are
 * held against random requests, claims that are refuted against their own, by the table and the code that the runtime plans with.
 */
import { compile } from "../../compiler/index.ts";
import type { Table } from "../../schemas/table.ts";
import { type ChatFacts, chatFacts } from "../../semantics/facts/chat-said.ts";
import { planTargets } from "../../semantics/plan-targets.ts";
import { Random } from "../agreement/random.ts";
import { readFacts } from "../reference/read-facts.ts";
import { isAdmitted, surelyServes } from "../reference/targets.ts";
import { catalog, entryOf, failsWith } from "./invented-targets.ts";
import { type SplitClaim, splitPolicy } from "./split-policy.ts";

const REQUESTS = 300;
const TODAY = "2026-01-05";

export interface SplitComparison {
  /** By claim. */
  readonly verdicts: readonly string[];
  readonly mistake: string | undefined;
}

export function compareSplits(seed: number): SplitComparison {
  const random = new Random(seed);
  const { yaml, claims } = splitPolicy(random);
  const project = { read: (name: string) => (name === "routes.yaml" ? yaml : undefined), contains: () => true };
  const compiled = compile("routes.yaml", { project, catalog, today: TODAY });
  const mistakes = (what: string): SplitComparison => ({ verdicts: [], mistake: `${what}\n${yaml}` });
  const verdicts = claims.map(({ name }) => verdictOf(compiled.proofs, name));
  const { table } = compile("routes.yaml", { project, catalog, today: TODAY, verify: false });
  if (!table) return mistakes(compiled.diagnostics.map(({ message }) => message).join("; "));
  for (const [i, claim] of claims.entries()) {
    const verdict = verdicts[i]!;
    if (verdict === "undecided") return mistakes(`${claim.name} is undecided`);
    if (verdict === "refuted") {
      const finding = compiled.diagnostics.find(
        ({ code, message }) => code === "invariant/refuted" && message.includes(claim.name),
      );
      const { request: body, key, at } = finding!.shown!.witness;
      if (!isBroken(claim, planOf(table.value, { body, key, metadata: {}, now: new Date(at) }))) {
        return mistakes(`${claim.name} is refuted with a request that keeps it`);
      }
    }
  }
  for (let i = 0; i < REQUESTS; i++) {
    const plan = planOf(table.value, randomRequest(random));
    const broken = claims.find((claim, at) => verdicts[at] === "proved" && isBroken(claim, plan));
    if (broken) return mistakes(`${broken.name} is proved, and a request meets ${plan?.tried.join() || "no target"}`);
  }
  return { verdicts, mistake: undefined };
}

function verdictOf(proofs: readonly { code: string; claim: string; verdict: string }[], name: string): string {
  return proofs.find(({ code, claim }) => code === "invariant" && claim === name)?.verdict ?? "missing";
}

type Asked = Pick<ChatFacts, "body" | "key" | "metadata" | "now">;

const idle = { firstToken: () => undefined, open: () => 0, turn: () => 0 };

/** What may be tried of a plan, and what surely takes what a provider may count. */
interface Met {
  readonly tried: readonly string[];
  readonly serve: readonly string[];
}

/** Undefined for a request that is larger than the route takes, and for a text that may count more than it takes. */
function planOf(table: Table, asked: Asked): Met | undefined {
  const { plans, routes, targets } = table;
  const facts = chatFacts({ ...asked, route: "chat", endpoint: "chat" });
  const plan = plans[0]!;
  const { inputTokens } = routes[0]!.max;
  const { key, ...rest } = asked;
  const r = readFacts({ ...rest, key: { id: key.id, tags: [...key.tags] }, endpoint: "chat" }, "chat");
  if (facts.inputTokens > inputTokens! || !isAdmitted({ r, inputTokens })) return undefined;
  const tried = planTargets({ table, plan, facts, load: idle }).targets.map((target) => targets[target]!.id);
  const serve = tried.filter((id) => surelyServes(id, { catalog: entryOf, r, outputTokens: undefined }));
  return { tried, serve };
}

function isBroken(claim: SplitClaim, met: Met | undefined): boolean {
  if (met === undefined) return false;
  switch (claim.kind) {
    case "every":
      return met.tried.includes(claim.target);
    case "some":
      return !met.serve.some((id) => claim.targets.includes(id));
    case "survives":
      return new Set(met.serve.map((id) => failsWith(id.split("/")[0]!))).size <= claim.count;
  }
  return claim satisfies never;
}

function randomRequest(random: Random): Asked {
  const image = { type: "image_url", image_url: { url: "https://example.com/a.png" } };
  const said = "word ".repeat(random.pick([1, 1, 100, 550, 650, 1_900, 4_800, 5_200, 6_000]));
  const content = random.once(3) ? [{ type: "text", text: said }, image] : said;
  const body = {
    model: "chat",
    messages: [{ role: "user", content }],
    ...(random.once(3) && { tools: [{ type: "function", function: { name: "f" } }] }),
    ...(random.once(3) && { response_format: { type: "json_schema", json_schema: { name: "a" } } }),
    ...(random.once(3) && { reasoning_effort: "low" }),
  };
  const key = { id: `key-${random.integer(1_000_000)}`, tags: [] };
  return { body, key, metadata: {}, now: new Date("2026-01-05T12:00:00Z") };
}
