/** Where each class of failure leads, as it is written, and as lowering must read it. */
import type { PolicyIr, Strategy } from "../../compiler/lower/ir.ts";
import type { Random } from "./random.ts";
import { origin } from "./random-condition.ts";

type Written<T> = { text: string; data: unknown; ir: T };
export type Fallbacks = Pick<PolicyIr["routes"][number], "fallbackOn" | "fallbackTo">;

/** Sorted; the first of each is what it does without a word. */
const classes = {
  auth: true,
  "bad-request": false,
  connect: true,
  "content-filter": false,
  "context-length": true,
  malformed: true,
  "not-found": true,
  overloaded: true,
  quota: true,
  "rate-limited": true,
  "server-error": true,
  "timeout-attempt": true,
  "timeout-first-token": true,
  "timeout-idle": true,
  truncated: true,
  unsupported: true,
} as const;

type Name = keyof typeof classes;
const names = Object.keys(classes) as Name[];

export function randomFallbacks(random: Random, strategy: () => Written<Strategy>): Written<Fallbacks> {
  const written = new Map<string, Written<Strategy> | boolean>();
  const any = (): Written<Strategy> | boolean => (random.once(3) ? random.once(2) : strategy());
  for (const name of random.list(random.integer(4), () => random.pick(names))) written.set(name, any());
  if (random.once(2)) written.set("default", any());
  const text = [...written].map(([name, to]) => `${JSON.stringify(name)}: ${typeof to === "boolean" ? to : to.text}`);
  const data = [...written].map(([name, to]) => [name, typeof to === "boolean" ? to : to.data] as const);
  return {
    text: `      fallbackOn: { ${text.join(", ")} },\n`,
    data: { fallbackOn: Object.fromEntries(data) },
    ir: read(written),
  };
}

function read(written: ReadonlyMap<string, Written<Strategy> | boolean>): Fallbacks {
  const goesOn: Name[] = [];
  const led = new Map<Written<Strategy>, Name[]>();
  for (const name of names) {
    const own = written.get(name) ?? (classes[name] ? (written.get("default") ?? true) : false);
    if (own !== false) goesOn.push(name);
    if (typeof own === "object") led.set(own, [...(led.get(own) ?? []), name]);
  }
  const usual = names.filter((name) => classes[name]);
  const fallbackTo = [...led].map(([{ ir }, classes]) => ({ classes, strategy: ir, origin }));
  return {
    ...(goesOn.join() !== usual.join() && { fallbackOn: goesOn }),
    ...(fallbackTo.length > 0 && { fallbackTo }),
  };
}
