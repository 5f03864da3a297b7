/** What `serve` says when it is ready: all that is needed for a first request. */
import type { Table } from "../schemas/table.ts";
import { calledAs } from "./called-as.ts";
import type { Terminal } from "./command.ts";
import { type Credential, credential, lackingVariables } from "./stand-ins.ts";

export interface Greeting {
  /** The policy or the table. */
  readonly source: string;
  readonly url: string;
  readonly operatorUrl: string;
  readonly table: Pick<Table, "hash" | "providers" | "routes" | "metadata" | "proved">;
  readonly env: Terminal["env"];
  readonly standIns: Readonly<Record<string, string>>;
  /** Where it is kept, if anything is. */
  readonly state?: string | undefined;
  /** Where answers are kept, if any are. */
  readonly cache?: string | undefined;
  readonly key: CallerKey;
}

/** `asked`: one of its own, or one of the store, or either. */
export type CallerKey =
  | { readonly kind: "open" }
  | {
      readonly kind: "asked";
      readonly own?: OwnKey;
      readonly stored?: { readonly place: string; readonly count: number };
    };

/** `generated` is shown, since nobody else knows it; every other key stays where it is. */
export type OwnKey =
  | { readonly kind: "generated"; readonly key: string }
  | { readonly kind: "variable"; readonly name: string }
  | { readonly kind: "file"; readonly path: string; readonly count: number };

export function greeting({ source, url, operatorUrl, table, env, standIns, state, cache, key }: Greeting): string {
  const rows: [string, string[]][] = [
    ["table", [table.hash]],
    ...provedRows(table),
    ["operator", [operatorUrl]],
    ["providers", providerLines(table, env, standIns)],
    ["routes", table.routes.map(({ name, env }) => (env ? `${name} (keys of ${env.join(" or ")})` : name))],
    ["state", state === undefined ? [] : [state]],
    ["answers", cache === undefined ? [] : [`kept in ${cache}`]],
    ["key", [keyLine(key)]],
  ];
  const lines = rows.flatMap(([title, values]) =>
    values.map((value, index) => `  ${(index === 0 ? title : "").padEnd(10)} ${value}`),
  );
  return [`Serving ${source} on ${url}`, lines.join("\n"), curl(url, table, key), ...next(source)].join("\n\n");
}

/** Beside a policy, which somebody is at work on; a table is served to others. */
function next(source: string): string[] {
  if (!/\.(ts|ya?ml)$/.test(source)) return [];
  return [
    `Then:
  curl -i …   the headers say which rule decided, which model answered, after how many attempts, and what it cost
  edit ${source}: what changes is served as soon as it is right
  ${calledAs} check ${source} --proofs   what holds of every request
  ${calledAs} rehearse ${source}   what clients see while providers fail`,
  ];
}

/** What was proved when the table was built, and by which proof. */
function provedRows({ proved }: Greeting["table"]): [string, string[]][] {
  return proved ? [["proved", [...proved.invariants, `by the proof ${proved.hash}`]]] : [];
}

function providerLines(table: Greeting["table"], env: Terminal["env"], standIns: Greeting["standIns"]): string[] {
  const width = Math.max(0, ...table.providers.map(({ id }) => id.length));
  return table.providers.map((provider) => {
    const found = credential(provider, env);
    const how = `real (${howReal(found, provider.auth.signing)})`;
    const simulated = Object.hasOwn(standIns, provider.id);
    return `${provider.id.padEnd(width)}  ${simulated ? `simulated (no ${lackingVariables(provider, env)})` : how}`;
  });
}

function howReal(found: Credential, signing: string | undefined): string {
  if (typeof found === "object") return found.variable;
  // What no variable tells of was found on the machine.
  return found === "missing" && signing ? `${signing}, by what this machine has` : "needs no key";
}

function keyLine(key: CallerKey): string {
  if (key.kind === "open") return "none is asked for (--open)";
  const { own, stored } = key;
  const all = [own && ownLine(own), stored && `one of the ${stored.count} in ${stored.place}`];
  return all.filter((line) => line !== undefined).join(", or ");
}

function ownLine(own: OwnKey): string {
  switch (own.kind) {
    case "generated":
      return `${own.key} (new, for this run; set POINTSMAN_KEY to use your own)`;
    case "variable":
      return `the value of ${own.name}`;
    case "file":
      return `one of the ${own.count} in ${own.path}`;
  }
}

function curl(url: string, { routes, metadata }: Greeting["table"], key: CallerKey): string {
  const required = Object.entries(metadata).filter(([, field]) => field.required);
  const said = required.map(([name, { values }]) => [name, values?.[0] ?? "example"]);
  const body = {
    model: (routes.find(({ env }) => env === undefined) ?? routes[0])?.name ?? "",
    ...(said.length > 0 && { metadata: Object.fromEntries(said) as object }),
    messages: [{ role: "user", content: "Which signal comes next?" }],
  };
  const bearer = bearerOf(key);
  const headers = [...(bearer ? [`authorization: Bearer ${bearer}`] : []), "content-type: application/json"];
  return [
    `curl ${url}/v1/chat/completions`,
    ...headers.map((header) => `  -H "${header}"`),
    `  -d '${JSON.stringify(body)}'`,
  ].join(" \\\n");
}

function bearerOf(key: CallerKey): string | undefined {
  if (key.kind === "open") return undefined;
  switch (key.own?.kind) {
    case "generated":
      return key.own.key;
    case "variable":
      return `$${key.own.name}`;
    default:
      return "$KEY";
  }
}
