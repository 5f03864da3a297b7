/** One case in a process of its own, so that its memory is its own. Prints a line of JSON per round. */
import { verify } from "../../compiler/analyze/verify.ts";
import { type Compilation, compile } from "../../compiler/index.ts";
import { Memory } from "../../compiler/verify/memory.ts";
import { verifySession } from "../../compiler/verify/verify-session.ts";
import { seededRandom } from "../../simulator/random.ts";
import { tenantPolicy, tenantRules } from "../decide/tenant-policy.ts";
import { adversarialPolicy } from "./adversarial.ts";
import { distinctCutsPolicy } from "./distinct-cuts.ts";
import { manyRoutesPolicy } from "./many-routes.ts";
import type { AnalyzeRound } from "./run-analyze.ts";

const [kind = "", rules = "0", rounds = "1"] = process.argv.slice(2);
const TODAY = "2026-11-20";
const count = Number(rules);
const RULES_OF_ROUTE = 30;

/** The source of the policy; `edited` has one rule that is another. */
function source(edited: boolean): string {
  const random = seededRandom("analyze", count);
  if (kind === "adversarial") return adversarialPolicy(random, count);
  if (kind === "routes") return manyRoutesPolicy(random, count / RULES_OF_ROUTE, RULES_OF_ROUTE);
  if (kind === "cuts") return distinctCutsPolicy(count);
  const written = tenantRules(random, count);
  const middle = written[count >> 1]!;
  const other = { ...middle, condition: `${middle.condition} && r.messages > 7` };
  return tenantPolicy(edited ? written.with(count >> 1, other) : written);
}

interface Lowered {
  readonly policy: NonNullable<Compilation["policy"]>;
  readonly compileMs: number;
}

function lowered(text: string): Lowered {
  const project = { read: (name: string) => (name === "policy.ts" ? text : undefined), contains: () => true };
  const began = performance.now();
  const { policy, diagnostics } = compile("policy.ts", { project, today: TODAY, types: false, verify: false });
  const compileMs = performance.now() - began;
  const error = diagnostics.find(({ severity }) => severity === "error");
  if (!policy || error) throw new Error(`the generated policy does not compile: ${error?.message ?? "no policy"}`);
  return { policy, compileMs };
}

function measure({ policy, compileMs }: Lowered, memory: Memory): AnalyzeRound {
  const session = verifySession(policy, TODAY, { memory });
  const before = session.work.left;
  const [began, cpu] = [performance.now(), process.cpuUsage()];
  const { proofs } = verify(session);
  const ms = performance.now() - began;
  const { user, system } = process.cpuUsage(cpu);
  const ofRules = proofs.filter(({ code, claim }) => code === "reach" && claim.startsWith("rule "));
  const of = (verdict: string) => ofRules.filter((proof) => proof.verdict === verdict).length;
  return {
    ms,
    cpuMs: (user + system) / 1_000,
    compileMs,
    reachable: of("proved"),
    dead: of("refuted"),
    undecided: of("undecided"),
    steps: before - session.work.left,
    peakMb: process.resourceUsage().maxRSS / 1024,
  };
}

for (let round = 0; round < Number(rounds); round++) {
  const policy = lowered(source(false));
  const edited = kind === "edit" ? lowered(source(true)) : undefined;
  const memory = new Memory();
  const first = measure(policy, memory);
  const shown = edited ? measure(edited, new Memory(memory.entries())) : first;
  process.stdout.write(`${JSON.stringify(shown)}\n`);
}
