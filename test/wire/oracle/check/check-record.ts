/** What may go out to a provider, whatever the client sent. */
import { entriesOf, limitsIn } from "../bill/output-limits.ts";
import { Members, twins } from "../bill/read-json.ts";
import { terms } from "../policy/terms.ts";
import { fieldsOf } from "../upstream/answers.ts";
import type { WireRecord } from "../upstream/desk.ts";
import { upstreamDialects } from "../upstream/dialects/upstream-dialects.ts";
import { checkHeaders } from "./check-headers.ts";
import type { Exchange, Violation } from "./violation.ts";

export function checkRecord(record: WireRecord, exchange: Exchange): Violation[] {
  const { body, model, provider } = record;
  if (!(body instanceof Members)) return [{ kind: "no JSON", what: record.text.slice(0, 200) }];
  if (!model)
    return [{ kind: "unknown target", what: `${provider.id}${record.path} got ${record.text.slice(0, 200)}` }];
  const ours = exchange.route && terms(exchange.route, exchange.rule).zeroRetention ? provider.keepsNothing : {};
  const unlisted = unlistedIn(record, body)
    .filter((name) => !Object.hasOwn(ours, name))
    .map((name) => `${provider.id} got ${name}`);
  return [
    ...twins(body).map((path): Violation => ({ kind: "twin", what: path })),
    ...unlisted.map((what): Violation => ({ kind: "unlisted member", what })),
    ...checkFault(record),
    ...checkHeaders(record),
    ...checkLimits(record, body, exchange),
    ...checkBound(record, exchange),
  ];
}

function checkFault({ provider, model, body, ask }: WireRecord): Violation[] {
  const { fault } = upstreamDialects[provider.dialect];
  const what = ask?.operation === "chat" ? fault?.(fieldsOf(body), model!.context) : undefined;
  return what === undefined ? [] : [{ kind: "refused by the API", what: `${provider.id} got ${what}` }];
}

/** Members that no documentation of the interface has there, and that the provider is not said to take. */
function unlistedIn({ provider, ask, model }: WireRecord, body: Members): string[] {
  const dialect = upstreamDialects[provider.dialect];
  const members = (ask?.operation === "embeddings" ? dialect.embeddings?.members : dialect.members) ?? {};
  // What the team has prices for it can ask for.
  const sold = model?.price.serviceTiers ? ["service_tier"] : [];
  const accepted = [...(provider.beside?.accepts ?? []), ...sold];
  return Object.entries(members).flatMap(([place, known]) => {
    const found =
      place === "" ? body.entries : body.entries.flatMap(([name, value]) => (name === place ? entriesOf(value) : []));
    const others = found.filter(([name]) => !known.has(name) && !accepted.includes(name));
    return others.map(([name]) => (place === "" ? name : `${place}.${name}`));
  });
}

/** The smallest of what client, route and model say; where the policy fixes it, what the policy says for the client. */
function checkLimits({ model, provider, ask }: WireRecord, body: Members, exchange: Exchange): Violation[] {
  if (ask?.operation === "embeddings") return [];
  const { asked, route, rule, compiled } = exchange;
  const sent = limitsIn(body, Object.keys(upstreamDialects[provider.dialect].members));
  const set = { ...(route?.set ?? {}), ...(rule?.set ?? {}) };
  const fixed = [set.max_completion_tokens, set.max_tokens].find((limit) => typeof limit === "number");
  const said = [...(fixed === undefined ? asked.limits : [fixed]), route?.max.outputTokens, model?.maxOutput];
  const known = said.filter((limit) => limit !== undefined);
  if (sent.length > 1 || (sent.length === 0 && known.length > 0)) {
    return [{ kind: "limits sent", what: `${sent.map(([name, value]) => `${name}: ${value}`).join(", ") || "none"}` }];
  }
  const most = Math.min(...known, compiled.policy.world.models.find(({ id }) => id === model?.id)?.context ?? 0);
  const over = sent.filter(([, value]) => typeof value !== "number" || value > most);
  return over.map(([name, value]) => ({ kind: "output limit", what: `${name}: ${value}, where ${most} is allowed` }));
}

/** Bytes of text for each token that a route lets in. */
const BYTES_PER_TOKEN = 8;

function checkBound({ bill }: WireRecord, { route }: Exchange): Violation[] {
  const { inputTokens = Number.POSITIVE_INFINITY, textBytes: most = inputTokens * BYTES_PER_TOKEN } = route?.max ?? {};
  if (!bill || bill.counted.textBytes <= most + SLACK) return [];
  const { textBytes, tokens } = bill.counted;
  const what = `${textBytes} bytes of text, ${tokens} tokens, where the route lets ${most} bytes in`;
  return [{ kind: "text over the route's bound", what }];
}

/** Names and braces that stand around texts. */
const SLACK = 600;
