/**
 * Every request that a small policy can tell from the others, at least once: the product of what is said in the body, in
 * its parameters, by the caller, by the clock and by the state, each part listed on its own and whole.
 */
import type { Facts } from "../../dsl/facts.ts";
import { type ReferenceRequest, readFacts } from "../reference/read-facts.ts";
import { bodyParts, type PolicyMax } from "./body-parts.ts";
import { callerParts } from "./caller-parts.ts";
import type { Mentions } from "./mentions.ts";
import { parameterParts } from "./parameter-parts.ts";
import { clockParts, stateParts } from "./state-parts.ts";

/** One way in which one part of a request can be. */
export interface Part {
  readonly index: number;
  readonly request: PartOfRequest;
  readonly facts: Facts;
}

export type PartOfRequest = Partial<Omit<ReferenceRequest, "endpoint">>;

export interface Parts {
  readonly body: readonly Part[];
  readonly parameters: readonly Part[];
  readonly caller: readonly Part[];
  readonly clock: readonly Part[];
  readonly state: readonly Part[];
}

export interface Point {
  readonly facts: Facts;
  /** What the body asks for by `service_tier`. */
  readonly serviceTier: string | undefined;
  readonly parts: Readonly<Record<keyof Parts, Part>>;
}

/** The parts of every request to the route; undefined where the cells of a fact cannot be listed by these means. */
export function requestParts(mentions: Mentions, route: string, max: PolicyMax): Parts | undefined {
  const parameters = parameterParts(mentions, max);
  const body = bodyParts(mentions, max, parameters);
  if (body === undefined) return undefined;
  const read = (parts: readonly PartOfRequest[]): Part[] =>
    parts.map((request, index) => ({ index, request, facts: readFacts(whole([request], route), route) }));
  return {
    body: read(body),
    parameters: read(parameters),
    caller: read(callerParts(mentions)).map(withQuickSample),
    clock: read(clockParts(mentions)).map(withQuickSample),
    state: read(stateParts(mentions)),
  };
}

export function countOf(parts: Parts): number {
  return Object.values(parts).reduce((product: number, { length }: readonly Part[]) => product * length, 1);
}

export function* pointsOf({ body, parameters, caller, clock, state }: Parts): Generator<Point> {
  for (const b of body) {
    for (const p of parameters) {
      const { audio, reasoning, choices: several } = p.facts.needs;
      const rare = b.facts.needs.rare || p.facts.needs.rare;
      const needs = { ...b.facts.needs, audio, reasoning, choices: several, rare };
      const { stream, maxOutputTokens, choices, parameters } = p.facts;
      const asked = maxOutputTokens === undefined ? {} : { maxOutputTokens };
      const serviceTier = p.request.body?.service_tier as string | undefined;
      for (const c of caller) {
        const { key, metadata } = c.facts;
        const said = { ...b.facts, ...asked, choices, parameters, needs, stream, key, metadata };
        for (const t of clock) {
          const sample: Facts["sample"] = (by) => (by === ("weekday" as never) ? t : c).facts.sample(by);
          const timed = { ...said, hour: t.facts.hour, weekday: t.facts.weekday, local: t.facts.local, sample };
          for (const s of state) {
            const { budget, latency, health } = s.facts;
            const parts = { body: b, parameters: p, caller: c, clock: t, state: s };
            yield { facts: { ...timed, budget, latency, health }, serviceTier, parts };
          }
        }
      }
    }
  }
}

/** The whole request of a point. */
export function requestOf({ parts }: Point, route: string): ReferenceRequest {
  return whole(
    Object.values(parts).map(({ request }) => request),
    route,
  );
}

function whole(parts: readonly PartOfRequest[], route: string): ReferenceRequest {
  const usual = { key: { id: "key-0", tags: [] }, metadata: {}, now: new Date("2026-01-05T12:00:00Z") };
  const body = Object.assign({ messages: [{ role: "user", content: "" }] }, ...parts.map((part) => part.body ?? {}));
  return Object.assign({ endpoint: "chat" as const }, usual, ...parts, { body: { ...body, model: route } });
}

function withQuickSample(part: Part): Part {
  const known = new Map<string, number>();
  const sample = (by: string): number => {
    if (!known.has(by)) known.set(by, part.facts.sample(by as "key.id"));
    return known.get(by)!;
  };
  return { ...part, facts: { ...part.facts, sample: sample as Facts["sample"] } };
}
