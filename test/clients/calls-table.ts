/** What the page says of calls, and what they are held to. */
import { type Calls, type SituationName, situations } from "./calls.ts";
import type { ClientSpec } from "./clients.ts";

export function callsTable(found: ReadonlyMap<ClientSpec, Calls | string>): string {
  const names = Object.keys(situations) as SituationName[];
  const rows = [...found].map(([{ name }, calls]) =>
    typeof calls === "string"
      ? [name, calls]
      : [name, ...names.map((situation) => `${calls[situation]}`), heeds(calls) ? "yes" : "**no**"],
  );
  const head = ["client", ...names.map((name) => heads[name]), "heeds `x-should-retry`"];
  const table = [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
  return `${text}\n${table}\n`;
}

const heads: Readonly<Record<SituationName, string>> = {
  alone: "no gateway",
  down: "both down",
  "known-down": "both down, breakers open",
  "left-to-clients": "both down, `retry: { times: 0 }`",
  "first-down": "first down",
  "first-known-down": "first down, breaker open",
};

const text = `## How often providers are asked for one call

One call of each client that is no stream, with the retries that the client comes with; requests are counted at the provider, which answers
500. The route has two targets. Without a gateway one provider is asked directly: so often the client tries by itself. No figure is more
than these tries times what the gateway asks for one request: both targets twice, or once where the route leaves asking again to its clients.
A target whose breaker is open is passed over for one that is up; where both are down both are asked all the same.
`;

/** What the gateway asks for one request. */
const most: Readonly<Record<Exclude<SituationName, "alone">, number>> = {
  down: 4,
  "known-down": 4,
  "left-to-clients": 2,
  "first-down": 2,
  "first-known-down": 1,
};

const heeds = ({ down }: Calls): boolean => down === most.down;

/** What is more than it may be, or less than the client would have to ask; nothing where all is well. */
export function beyondBounds(calls: Calls): string[] {
  const { alone } = calls;
  const beyond: string[] = [];
  const hold = (isSo: boolean, said: string) => {
    if (!isSo) beyond.push(`${said}: ${JSON.stringify(calls)}`);
  };
  hold(alone >= 1, "it never asked");
  for (const name of ["down", "known-down"] as const) {
    hold(calls[name] >= most[name], `${name}: not every target was asked`);
    hold(calls[name] <= alone * most[name], `${name}: more than its own tries times ${most[name]}`);
  }
  hold(calls["known-down"] <= calls.down, "more where breakers are open");
  hold(
    calls["left-to-clients"] === alone * most["left-to-clients"],
    "left to clients: not its own tries at each target",
  );
  hold(calls["first-down"] === most["first-down"], "the first down: an answer was not the end");
  hold(calls["first-known-down"] === most["first-known-down"], "the first known to be down: it was asked");
  return beyond;
}
