/** Asks the reference whether a witness shows what its finding claims. */
import type { Diagnostic } from "../../compiler/diagnostics/define.ts";
import { readChatRequest } from "../../runtime/endpoints/chat-completions/read-request.ts";
import type { Witness } from "../../schemas/witness.ts";
import { type ReferenceRequest, readFacts } from "../reference/read-facts.ts";
import type { PolicyMax } from "./body-parts.ts";
import { isRefuted, Plans, ROUTE, type RunPolicy } from "./brute-force.ts";
import { declaredMetadata } from "./random-facts.ts";
import { refusal } from "./sendable-metadata.ts";

/** Where the finding is: the index of a rule, or the name of an invariant. */
export interface FindingPlace {
  readonly rule: number;
  readonly claim: string | undefined;
}

/** What is wrong with the witness; undefined when it shows what it should. */
export function replayed(policy: RunPolicy, finding: Diagnostic, place: FindingPlace): string | undefined {
  const { witness } = finding.shown!;
  const shown = ` ${JSON.stringify(witness).slice(0, 2_000)}`;
  const answer = readChatRequest(witness.request);
  if ("class" in answer) return `the runtime refuses the witness: ${answer.detail}${shown}`;
  const problem = contradiction(policy, finding.code, place, readWitness(witness));
  return problem && problem + shown;
}

export function readWitness({ request, key, at, state }: Witness): ReferenceRequest {
  const metadata = (request.metadata ?? {}) as Record<string, unknown>;
  const refused = refusal(metadata);
  if (refused !== undefined) throw new Error(`the runtime refuses the witness: metadata ${refused}`);
  const declared = Object.entries(metadata).filter(([name]) => Object.hasOwn(declaredMetadata, name));
  const { id, team, env, tags } = key;
  return {
    body: request,
    key: { id, ...(team !== undefined && { team }), ...(env !== undefined && { env }), tags },
    metadata: Object.fromEntries(declared) as Record<string, string>,
    endpoint: "chat",
    now: new Date(at),
    state,
  };
}

function contradiction(
  policy: RunPolicy,
  code: string,
  { rule, claim }: FindingPlace,
  request: ReferenceRequest,
): string | undefined {
  const route = policy.routes[ROUTE]!;
  const rules = route.rules ?? [];
  const facts = readFacts(request, ROUTE);
  if (request.body.model !== ROUTE) return "the witness is for another route";
  if (facts.inputTokens > mostInput(route.max)) return "the witness is too large";
  if (facts.choices > (route.max?.choices ?? 128)) return "the witness asks for too many answers";
  const decided = rules.findIndex(({ when }) => when(facts));
  if (code === "reach/dead-rule") {
    if (!rules[rule]?.when(facts)) return "the witness does not meet the condition";
    return decided < rule ? undefined : "no earlier rule takes the witness";
  }
  if (code !== "invariant/refuted" || claim === undefined) return undefined;
  const serviceTier = request.body.service_tier as string | undefined;
  const tried = new Plans(policy).read({ facts, serviceTier }, decided);
  if (tried === undefined) return "the policy refuses the witness";
  const isBroken = isRefuted(policy.invariants![claim]!, tried, { facts, serviceTier }, route);
  return isBroken ? undefined : `the witness does not break ${claim}`;
}

function mostInput(max: PolicyMax = {}): number {
  return max.inputTokens ?? Number.POSITIVE_INFINITY;
}
