/**
 * Splits with many sides, in chains and in one another, too many for every request to be listed: claims that are proved are
 * held against random requests, claims that are refuted against their own, by the table and the code that the runtime plans with.
 */
import { compile } from "../../compiler/index.ts";
import type { Table } from "../../schemas/table.ts";
import { Facts, type RequestFacts } from "../../semantics/facts/facts.ts";
import { planTargets } from "../../semantics/plan-targets.ts";
import { Random } from "../agreement/random.ts";
import { catalog, failsWith } from "./invented-targets.ts";
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
    if (broken) return mistakes(`${broken.name} is proved, and a request meets ${plan?.join() || "no target"}`);
  }
  return { verdicts, mistake: undefined };
}

function verdictOf(proofs: readonly { code: string; claim: string; verdict: string }[], name: string): string {
  return proofs.find(({ code, claim }) => code === "invariant" && claim === name)?.verdict ?? "missing";
}

type Asked = Pick<RequestFacts, "body" | "key" | "metadata" | "now">;

const idle = { firstToken: () => undefined, open: () => 0, turn: () => 0 };

/** Undefined for a request that is larger than the route takes. */
function planOf(table: Table, asked: Asked): string[] | undefined {
  const { plans, routes, targets } = table;
  const facts = new Facts({ ...asked, route: "chat", endpoint: "chat" });
  const plan = plans[0]!;
  if (facts.inputTokens > routes[0]!.max.inputTokens!) return undefined;
  return planTargets({ table, plan, facts, load: idle }).targets.map((target) => targets[target]!.id);
}

function isBroken(claim: SplitClaim, plan: readonly string[] | undefined): boolean {
  if (plan === undefined) return false;
  switch (claim.kind) {
    case "every":
      return plan.includes(claim.target);
    case "some":
      return !plan.some((id) => claim.targets.includes(id));
    case "survives":
      return new Set(plan.map((id) => failsWith(id.split("/")[0]!))).size <= claim.count;
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
