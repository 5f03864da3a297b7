import { type RuleNames, ruleNames } from "../runtime/observe/rule-names.ts";
import { readHeaders as declaredHeaders } from "../runtime/request/headers.ts";
import { readMetadata } from "../runtime/request/metadata.ts";
import { RuntimeError } from "../runtime/runtime-error.ts";
import { type AskedFact, explain } from "../runtime/table/explain.ts";
import { findRoute } from "../runtime/table/find-route.ts";
import { loadTable } from "../runtime/table/load.ts";
import type { Decision, LoadedRoute, LoadedTable } from "../runtime/table/loaded-table.ts";
import { TableError } from "../runtime/table/table-error.ts";
import type { State } from "../schemas/state.ts";
import type { Table, TableRoute } from "../schemas/table.ts";
import type { Witness, WitnessKey } from "../schemas/witness.ts";
import { ChatSaid } from "../semantics/facts/chat-said.ts";
import { EmbeddingsSaid } from "../semantics/facts/embeddings-said.ts";
import { Facts } from "../semantics/facts/facts.ts";
import { stateFeatures } from "../semantics/facts/readers.ts";
import { isOfEnv } from "../semantics/is-of-env.ts";
import { operationOf } from "../semantics/operation.ts";
import { runtimeFeatures } from "../semantics/runtime-features.ts";
import { aboveMax } from "../semantics/tokens/above-max.ts";
import { oneOf, readArguments } from "./arguments.ts";
import type { Command } from "./command.ts";
import { type DecidedRequest, plannedOutcome } from "./decide/planned-outcome.ts";
import { type DecisionReport, type FactReport, showDecision } from "./decision-report.ts";
import { type RequestFile, readHeaders, readRequest, readTime } from "./request-file.ts";
import { type TableText, tableText } from "./table-text.ts";
import { UsageError } from "./usage-error.ts";

export const decide: Command = {
  help: `pointsman decide <policy or table> --request <file> [options]

Says which rule decides a request, why, and what the plan is. Nothing is sent.

  --request     the body of a chat completion, JSON; or what \`check --witnesses\` wrote, which says the caller, the time
                and the state, too, unless they are given here
  --endpoint    what is called: \`chat\` (default), \`messages\`, \`responses\` or \`embeddings\`
  --header      a request header, name:value; may be repeated
  --key-id, --key-team, --key-env, --key-tag   what the caller's key says; --key-tag may be repeated
  --at          the time of the request, such as 2026-03-01T09:00:00Z; default: now
  --state       how budgets, latencies and targets stand, JSON; see docs/guide/facts.md
  --format      \`pretty\` (default) or \`json\``,

  async run(args, terminal) {
    const { values, positionals } = readArguments(args, options, ["the policy or table"]);
    const [source = ""] = positionals;
    const format = oneOf("--format", values.format, ["pretty", "json"]);
    if (values.request === undefined) throw new UsageError("--request is missing");
    const asked = await tableText(source, terminal, { format, verify: false });
    if (!asked) return 1;
    const request = await readRequest(values.request);
    const state = values.state === undefined ? request.witness?.state : await readStateFile(values.state);
    const { table, names } = load(asked, source);
    if (!state) checkNeedsNoState(table.table, source);
    const report = await reportOn(table.table, names, ask(table, request, values, state));
    terminal.out(format === "json" ? JSON.stringify(report, undefined, 2) : showDecision(report));
    return 0;
  },
};

const options = {
  request: { type: "string" },
  endpoint: { type: "string" },
  header: { type: "string", multiple: true },
  "key-id": { type: "string" },
  "key-team": { type: "string" },
  "key-env": { type: "string" },
  "key-tag": { type: "string", multiple: true },
  at: { type: "string" },
  state: { type: "string" },
  format: { type: "string", default: "pretty" },
} as const;

type Values = ReturnType<typeof readArguments<typeof options>>["values"];

/** What a table may have that no rule and no plan depends on. */
const besideThePlan = ["record"];

/** Nothing is sent, so nothing is kept. */
const withState: ReadonlySet<string> = new Set([...runtimeFeatures, ...besideThePlan.map((part) => `route/${part}`)]);

interface Asked {
  readonly route: LoadedRoute;
  readonly facts: Facts;
}

function load({ text, map }: TableText, source: string): { table: LoadedTable; names: RuleNames } {
  try {
    const table = loadTable(text, withState);
    return { table, names: ruleNames(map, table.table.hash) };
  } catch (error) {
    const known = error instanceof TableError || error instanceof RuntimeError;
    throw known ? new UsageError(`${source}: ${error.message}`) : error;
  }
}

/** Without `--state` every such fact would be missing, and the answer would look like one. */
function checkNeedsNoState({ features }: Table, source: string): void {
  const needed = features.filter((feature) => stateFeatures.includes(feature)).map((feature) => feature.slice(5));
  if (needed.length === 0) return;
  throw new UsageError(`${source} asks how things stand (${needed.join(", ")}): say it with --state <file>`);
}

/** What reads it is loaded only for it. */
async function readStateFile(path: string): Promise<State> {
  return (await import("./state-file.ts")).readState(path);
}

function ask(table: LoadedTable, { body, witness }: RequestFile, values: Values, state: State | undefined): Asked {
  const rawHeaders = [...Object.entries(witness?.headers ?? {}).flat(), ...readHeaders(values.header ?? [])];
  const route = routeOf(table, body.model);
  const metadata = readMetadata(table.table.metadata, { body: body.metadata, rawHeaders });
  if (metadata.kind === "refused") throw new UsageError(`the request is refused with 400: ${metadata.message}`);
  const declared = declaredHeaders(table.table.headers ?? {}, rawHeaders);
  if (declared.kind === "refused") throw new UsageError(`the request is refused with 400: ${declared.message}`);
  const endpoint = values.endpoint ?? witness?.endpoint ?? "chat";
  // A witness says in the words of a chat what is sent for embeddings.
  const isOfInputs = operationOf(endpoint) === "embeddings" && body.input !== undefined;
  const said = isOfInputs ? new EmbeddingsSaid(body) : new ChatSaid(body);
  const facts = new Facts({
    said,
    route: route.name,
    endpoint,
    key: keyOf(values, witness),
    metadata: metadata.values,
    headers: declared.values,
    now: readTime(values.at ?? witness?.at),
    state,
  });
  return { route, facts };
}

function keyOf(values: Values, witness: Witness | undefined): WitnessKey {
  const said = witness?.key;
  return {
    id: values["key-id"] ?? said?.id ?? "decide",
    team: values["key-team"] ?? said?.team,
    env: values["key-env"] ?? said?.env,
    tags: values["key-tag"] ?? said?.tags ?? [],
  };
}

function routeOf(table: LoadedTable, model: unknown): LoadedRoute {
  if (typeof model !== "string") throw new UsageError("the request names no route: its `model` must be a text");
  const route = findRoute(table, model);
  if (route) return route;
  if (table.table.targets.some(({ id }) => id === model)) {
    throw new UsageError(
      `\`${model}\` is a target: a key that may name targets calls it directly, and no rule decides`,
    );
  }
  throw new UsageError(`there is no route \`${model}\`; there are ${[...table.routes.keys()].join(", ")}`);
}

async function reportOn(table: Table, names: RuleNames, { route, facts }: Asked): Promise<DecisionReport> {
  const explanation = explain(route, facts);
  const { name, definition } = route;
  const { max, limits } = definition;
  const refused = aboveMax(max, facts.tokens);
  const otherEnv = otherEnvOf(definition, facts);
  const { decision } = explanation;
  const decided = { table, facts, max };
  const instead =
    table.budgets && decision.kind === "plan"
      ? await (await import("./decide/instead.ts")).insteadOf(decided, decision.plan)
      : undefined;
  return {
    table: table.hash,
    route: name,
    ...(refused && { refused }),
    ...(otherEnv && { otherEnv }),
    rules: explanation.rules.map(({ rule, when, holds, excludedBy }) => {
      return { rule: names(name, rule), when, holds, because: excludedBy.map(factReport) };
    }),
    facts: explanation.facts.map(factReport),
    decidedBy: names(name, decision.rule),
    outcome: outcomeOf(decided, decision),
    ...(instead && { instead }),
    limits,
  };
}

function otherEnvOf({ env }: TableRoute, { request: { key } }: Facts): DecisionReport["otherEnv"] {
  return env && !isOfEnv(key.env, env) ? { key: key.env ?? null, route: env } : undefined;
}

function outcomeOf(decided: DecidedRequest, decision: Decision): DecisionReport["outcome"] {
  if (decision.kind === "reject") return { reject: decision.status, message: decision.message };
  return plannedOutcome(decided, decision).report;
}

function factReport({ fact, value }: AskedFact): FactReport {
  return { fact, value: value ?? null };
}
