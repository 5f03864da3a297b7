/** `fallbackOn` by class, in the forms that random policies have: as it is written, and what it says. */
import type { ReferenceStrategy } from "../reference/decide.ts";

/** Classes that go on by themselves, an outage among them or not. */
const outages = ["connect", "timeout-attempt", "rate-limited", "quota", "overloaded", "server-error"];
const more = ["auth", "not-found", "malformed", "truncated"];
const usual = [...outages, ...more, "timeout-first-token", "timeout-idle", "context-length", "unsupported"];

interface Form {
  /** With `X` for what is led to. */
  readonly text: string;
  /** After which the next target is tried. */
  readonly next: readonly string[];
  /** What leads to `X`. */
  readonly led: readonly string[];
}

const forms: readonly Form[] = [
  { text: '{ "content-filter": X }', next: usual, led: ["content-filter"] },
  { text: "{ overloaded: X }", next: usual.filter((name) => name !== "overloaded"), led: ["overloaded"] },
  { text: "{ default: X }", next: [], led: usual },
  { text: '{ default: X, "content-filter": true }', next: ["content-filter"], led: usual },
  { text: '{ default: false, "context-length": X }', next: [], led: ["context-length"] },
  {
    text: '{ "timeout-first-token": X }',
    next: usual.filter((name) => name !== "timeout-first-token"),
    led: ["timeout-first-token"],
  },
  { text: '{ "timeout-idle": X }', next: usual.filter((name) => name !== "timeout-idle"), led: ["timeout-idle"] },
  {
    text: "{ quota: false, auth: X }",
    next: usual.filter((name) => name !== "quota" && name !== "auth"),
    led: ["auth"],
  },
];

export const ledTexts: readonly string[] = forms.map(({ text }) => text);

/** All that goes on, and what of it goes to the next target: what attempts are asked about. */
export const ledLists: readonly string[] = forms.flatMap(({ next, led }) => [
  JSON.stringify([...next, ...led].sort()),
  JSON.stringify(next.toSorted()),
]);

export type WrittenFallbacks = readonly string[] | Readonly<Record<string, boolean | ReferenceStrategy>>;

export interface ReadFallbacks {
  readonly goesOn: readonly string[] | undefined;
  readonly next: readonly string[] | undefined;
  readonly led?: { readonly to: ReferenceStrategy; readonly classes: readonly string[] };
}

export function readFallbacks(written: WrittenFallbacks | undefined): ReadFallbacks {
  if (written === undefined || Array.isArray(written)) return { goesOn: written, next: written };
  const entries = Object.entries(written as Readonly<Record<string, boolean | ReferenceStrategy>>);
  const [, to] = entries.find(([, value]) => typeof value !== "boolean")!;
  const text = `{ ${entries.map(([name, value]) => `${/-/.test(name) ? JSON.stringify(name) : name}: ${typeof value === "boolean" ? value : "X"}`).join(", ")} }`;
  const { next, led } = forms.find((form) => form.text === text)!;
  return {
    goesOn: [...next, ...led].sort(),
    next: next.toSorted(),
    led: { to: to as ReferenceStrategy, classes: led },
  };
}

/** An outage can show itself so: by a late first token or silence only where a route limits that. */
export function showsOutage(name: string, hasLimit: boolean): boolean {
  return [...outages, ...more].includes(name) || (name === "timeout-first-token" && hasLimit);
}

export function canOccur(name: string, hasLimit: boolean): boolean {
  return !name.startsWith("timeout-") || name === "timeout-attempt" || hasLimit;
}
