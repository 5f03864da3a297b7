import { nextDouble, previousDouble } from "../../compiler/lower/interval.ts";
import type { Health, State } from "../../schemas/state.ts";
import type { ReferenceRequest } from "../reference/read-facts.ts";
import type { Random } from "./random.ts";
import { healthTargets, stateNumbers, strings, tags, type World, weeks } from "./world.ts";

/** A request to `route`, on the values of the world, next to them, or without them. */
export function randomRequest(random: Random, world: World, route: string): ReferenceRequest {
  const body: Record<string, unknown> = { ...random.pick(world.bodies), model: route };
  const parameters: Record<string, () => unknown> = {
    stream: () => random.once(2),
    max_tokens: () => random.pick([...world.numbers.maxOutputTokens!, null, "1"]),
    max_completion_tokens: () => random.pick(world.numbers.maxOutputTokens!),
    n: () => random.pick([...world.numbers.choices!, null, "2"]),
    response_format: () => ({ type: random.pick(["text", "json_object", "json_schema"]) }),
    reasoning_effort: () => random.pick(["none", "low", "high"]),
    temperature: () => random.pick([0, 0.7, nextDouble(0.7), 1, 2, null, "1"]),
    top_p: () => random.pick([0, 0.1, 1]),
    seed: () => random.pick([0, 6, 7, 8]),
    verbosity: () => random.pick(["low", "medium", "high"]),
    logprobs: () => random.once(2),
    store: () => random.pick([true, false, null]),
    modalities: () => random.pick([["text"], ["text", "audio"]]),
  };
  for (const [name, value] of Object.entries(parameters)) if (random.once(3)) body[name] = value();
  const team = optionally(random, "key.team");
  const env = optionally(random, "key.env");
  const priority = random.once(8) ? "urgent" : optionally(random, "metadata.priority");
  const customer = optionally(random, "metadata.customer");
  return {
    body,
    key: { id: random.pick(strings["key.id"]!), ...(team !== undefined && { team }), ...(env !== undefined && { env }), tags: tags.filter(() => random.once(2)) }, // biome-ignore format: one line
    metadata: { ...(priority !== undefined && { priority }), ...(customer !== undefined && { customer }) },
    endpoint: "chat",
    ...(random.once(6) ? {} : { state: randomState(random) }),
    now: randomTime(random),
  };
}

function randomTime(random: Random): Date {
  const hours = random.integer(7) * 24 + random.pick([0, 1, 5, 6, 7, 8, 9, 10, 15, 16, 22, 23]);
  return new Date(Date.parse(`${random.pick(weeks)}T00:00Z`) + (hours * 60 + random.pick([0, 29, 30, 59])) * 60_000);
}

function optionally(random: Random, fact: string): string | undefined {
  return random.once(4) ? undefined : random.pick(strings[fact]!);
}

/** Amounts on the values that conditions ask about, or on the doubles next to them. */
function randomState(random: Random): State {
  const near = (fact: string): number => {
    const value = random.pick(stateNumbers[fact]!.values);
    return Math.max(0, random.pick([value, nextDouble(value), previousDouble(value)]));
  };
  const health = random.pick(["up", "degraded", "down"] satisfies Health[]);
  const spent = near("budget.team.spent");
  const limit = random.pick([spent + near("budget.team.left"), 500, 1]) || 1;
  return {
    ...(random.once(4) ? {} : { budgets: { team: { spent, limit } } }),
    latency: {
      "alpha/small": random.once(4) ? {} : { firstToken: { p95: near("latency.alpha/small.firstToken.p95") } },
      ...(random.once(3) ? {} : { "beta/huge": { total: { p50: near("latency.beta/huge.total.p50") } } }),
    },
    ...(random.once(4) ? {} : { health: { [random.pick(healthTargets)]: health } }),
  };
}
