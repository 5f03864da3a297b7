/** A line of the log as somebody at a terminal reads it. For programs it is JSON. */

type Fields = Readonly<Record<string, unknown>>;

/** As it came, where it is none of the log's lines. */
export function logForPeople(line: string): string {
  const fields = parsed(line);
  if (!fields) return line;
  const { time, event, level, ...further } = fields;
  const at = typeof time === "string" ? time.slice(11, 19) : "";
  const what = event === "request" ? requestText(further) : eventText(String(event ?? ""), further);
  return [at, ...(level === "info" ? [] : [String(level ?? "").toUpperCase()]), what]
    .filter((part) => part !== "")
    .join("  ");
}

/** `200  support-chat (routes.ts:47) → openai/gpt-6-luna  0.8 s  $0.0012`, and what failed before. */
function requestText(fields: Fields): string {
  const { status, route, rule, target, method, path, failure, ms, costUsd, attempts } = fields;
  const asked = route === undefined ? [method, path].filter(Boolean).join(" ") : `${route}${rule ? ` (${rule})` : ""}`;
  const failed = (Array.isArray(attempts) ? (attempts as Fields[]) : []).filter(
    (attempt) => attempt.failure !== undefined,
  );
  const parts = [
    String(status ?? ""),
    `${asked}${target === undefined ? "" : ` → ${target}`}`,
    ...(typeof ms === "number" ? [seconds(ms)] : []),
    ...(typeof costUsd === "number" ? [`$${costUsd}`] : []),
    ...(failure === undefined ? [] : [String(failure)]),
    ...(failed.length === 0
      ? []
      : [`after ${failed.map((attempt) => `${attempt.target}: ${attempt.failure}`).join(", ")}`]),
  ];
  return parts.join("  ");
}

function eventText(event: string, fields: Fields): string {
  const { message, ...further } = fields;
  const said = Object.entries(further).filter(([, value]) => value !== undefined && value !== null);
  return [
    event,
    ...(typeof message === "string" ? [message] : []),
    ...said.map(([name, value]) => `${name}=${shown(value)}`),
  ].join("  ");
}

function shown(value: unknown): string {
  return typeof value === "string" && /^\S+$/.test(value) ? value : JSON.stringify(value);
}

function seconds(ms: number): string {
  return ms < 1_000 ? `${ms} ms` : `${(ms / 1_000).toFixed(1)} s`;
}

function parsed(line: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null && "event" in value ? (value as Fields) : undefined;
  } catch {
    return undefined;
  }
}
