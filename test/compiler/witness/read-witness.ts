/** A witness read without the compiler's code: by the reference of the tests, and by the runtime's reader of bodies. */

import type { CostTerm } from "../../../compiler/plan/cost-term.ts";
import type { CellSet, Column } from "../../../compiler/regions/columns.ts";
import { readChatRequest } from "../../../runtime/endpoints/chat-completions/read-request.ts";
import { type Witness, witness as witnessSchema } from "../../../schemas/witness.ts";
import { type InputTokens, inputTokensOf } from "../../../semantics/tokens/input-tokens.ts";
import { worstCost } from "../../../semantics/worst-cost.ts";
import { type ReferenceRequest, readFacts } from "../../reference/read-facts.ts";

/** What is wrong with it; undefined when nothing is. */
export function refusal(witness: Witness): string | undefined {
  const parsed = witnessSchema.safeParse(witness);
  if (!parsed.success) return parsed.error.message;
  const read = readChatRequest(JSON.parse(JSON.stringify(witness.request)));
  return "class" in read ? read.detail : undefined;
}

/** The keys of the columns whose fact is not in the cells. */
export function misfits(
  witness: Witness,
  cells: ReadonlyMap<string, CellSet>,
  columns: ReadonlyMap<string, Column>,
  costs: ReadonlyMap<string, CostTerm>,
): string[] {
  const read = reader(witness, costs);
  return [...cells].flatMap(([key, allowed]) => {
    const column = columns.get(key)!;
    return (allowed >> BigInt(cellOf(column, read(column)))) & 1n ? [] : [key];
  });
}

/** By column, the value of its fact. */
export function reader(witness: Witness, costs: ReadonlyMap<string, CostTerm>): (column: Column) => unknown {
  const { request: body, endpoint = "chat", key, at, state } = witness;
  const metadata = (body.metadata ?? {}) as Record<string, string>;
  const request = { body, key, metadata, endpoint, now: new Date(at), state } as ReferenceRequest;
  const facts = readFacts(request, "main");
  return (column) => {
    const argument = "argument" in column ? column.argument : undefined;
    const computed = derived[column.fact];
    if (computed) return computed({ body, costs, tokens: inputTokensOf(body), now: request.now }, argument!);
    return ask(facts, column.fact, argument);
  };
}

export function cellOf(column: Column, value: unknown): number {
  if (column.kind === "boolean") return value === true ? 1 : 0;
  if (value === undefined) return 0;
  if (column.kind === "string") return 1 + (column.values.indexOf(value as string) + 1);
  return 1 + column.cuts.filter((cut) => cut <= (value as number)).length;
}

interface Computed {
  readonly body: Record<string, unknown>;
  readonly costs: ReadonlyMap<string, CostTerm>;
  readonly tokens: InputTokens;
  readonly now: Date;
}

/** By the names that the compiler gives them. */
const derived: Record<string, (of: Computed, argument: string) => number | undefined> = {
  "request.upperTokens": ({ tokens }) => tokens.upper,
  "target.maxCost": (of, id) => {
    const { tokens, added } = of.costs.get(id)!;
    return costOf(of, id, (of.tokens.upper + added.upper) * tokens.upper);
  },
  "target.hardCost": (of, id) => costOf(of, id, of.tokens.hard + of.costs.get(id)!.added.hard),
  "plan.spends": (of, attempts) => {
    let sum = 0;
    for (const [id, times] of JSON.parse(attempts) as [string, number][]) {
      const cost = costOf(of, id, of.tokens.hard + of.costs.get(id)!.added.hard);
      if (cost === undefined) return undefined;
      sum += times * cost;
    }
    return sum;
  },
  "target.expectedFill": (of, spelled) => {
    const filled = JSON.parse(spelled) as CostTerm;
    return (of.tokens.expected + filled.added.expected) * filled.tokens.expected + sent(of, filled);
  },
  "target.upperFill": (of, spelled) => {
    const filled = JSON.parse(spelled) as CostTerm;
    return (of.tokens.upper + filled.added.upper) * filled.tokens.upper + sent(of, filled);
  },
};

/** Tokens of output that the target is asked for; at least one where nobody says. */
function sent({ body }: Computed, { fixedOutput, usualOutput, mostOutput }: CostTerm): number {
  const asked = fixedOutput ?? (body.max_completion_tokens as number | undefined) ?? usualOutput;
  return asked === undefined ? 1 : Math.min(asked, mostOutput);
}

function costOf({ body, costs, now }: Computed, id: string, input: number): number | undefined {
  const term = costs.get(id)!;
  const asked = term.fixedOutput ?? (body.max_completion_tokens as number | undefined) ?? term.mostOutput;
  const request = {
    input,
    output: Math.min(asked, term.mostOutput),
    choices: (body.n as number | undefined) ?? 1,
    serviceTier: term.fixedTier ?? body.service_tier,
    audio: JSON.stringify(body).includes("audio"),
  };
  const cost = worstCost(term, request, now);
  return cost === undefined ? undefined : cost / 1e6;
}

function ask(facts: object, fact: string, argument: string | undefined): unknown {
  if (fact === "key.tags") return (facts as { key: { tags: string[] } }).key.tags.includes(argument!);
  if (fact === "sample") return (facts as { sample(by: string): unknown }).sample(argument!);
  const slash = /^(latency|health)\.(\w+\/\w+)\.?(.*)$/.exec(fact);
  const path = slash ? [slash[1]!, slash[2]!, ...slash[3]!.split(".")].filter((step) => step !== "") : fact.split(".");
  const method = argument === undefined ? undefined : path.pop()!;
  const value = path.reduce<unknown>((of, step) => (of as Record<string, unknown> | undefined)?.[step], facts);
  if (method === undefined || value === undefined) return value;
  return (value as Record<string, (text: unknown) => unknown>)[method]!(
    method === "matches" ? pattern(argument!) : argument,
  );
}

function pattern(spelled: string): RegExp {
  const end = spelled.lastIndexOf("/");
  return new RegExp(spelled.slice(1, end), spelled.slice(end + 1));
}
