/** What the client may expect: an answer, and a refusal that says what is wrong. */
import { clientApis } from "../client/apis.ts";
import type { Fields } from "../upstream/dialects/dialect.ts";
import { checkHeard } from "./check-heard.ts";
import type { Exchange, Violation } from "./violation.ts";

export function checkAnswer(exchange: Exchange): Violation[] {
  const { reply, isHealthy } = exchange;
  if (reply.status === 0) return [{ kind: "no answer", what: reply.error ?? "" }];
  if (reply.status === 200) return [...checkMetadata(exchange), ...checkRule(exchange), ...checkHeard(exchange)];
  const isOwn = reply.status >= 500 && ((isHealthy && !isLate(reply)) || reply.text.includes("internal_error"));
  if (isOwn) return [{ kind: "error of our own", what: `${reply.status} ${reply.text.slice(0, 300)}` }];
  const isShaped = reply.status < 600 && isRefusal(exchange);
  return isShaped ? [] : [{ kind: "refusal in another shape", what: `${reply.status} ${reply.text.slice(0, 300)}` }];
}

/** Someone was waited for in vain, on a machine that has too much to do. */
function isLate({ text, status, headers }: Exchange["reply"]): boolean {
  const [, ms] = /attempts;dur=([\d.]+)/.exec(String(headers["server-timing"])) ?? [];
  // Where the shape of errors has no place for the attempts.
  if (!text.includes('"attempts"')) return status === 504 && Number(ms) >= PATIENT;
  const failures = [...text.matchAll(/"failure":"([a-z-]+)"[^}]*"ms":(\d+)/g)].map(([, name, ms]) => ({
    name,
    ms: Number(ms),
  }));
  const isTime = failures.every(({ name = "" }) => name === "deadline" || name.startsWith("timeout"));
  return isTime && failures.some(({ ms }) => ms >= PATIENT);
}

/** Milliseconds: a provider that is well answers at once. */
const PATIENT = 750;

function isRefusal({ asked, reply }: Exchange): boolean {
  try {
    return clientApis[asked.endpoint].isRefusal(JSON.parse(reply.text) as Fields);
  } catch {
    return false;
  }
}

/** A value that is not listed, or two of one name, must not be served. */
function checkMetadata({ asked, route }: Exchange): Violation[] {
  const given = new Set(asked.metadata.flatMap(({ name, value }) => (name === "sensitivity" ? [value] : [])));
  const foreign = [...given].filter((value) => value !== "public" && value !== "pii");
  if (!route || (given.size < 2 && foreign.length === 0)) return [];
  return [{ kind: "open metadata", what: `sensitivity is ${[...given].map((value) => `"${value}"`).join(" and ")}` }];
}

function checkRule({ compiled, route, rule }: Exchange): Violation[] {
  const index = route && rule ? route.rules.indexOf(rule) : -1;
  if (!route || !compiled.dead.get(route.name)?.includes(index)) return [];
  return [{ kind: "a dead rule decided", what: `rule ${index + 1} of ${route.name}: ${rule?.when.text}` }];
}
