import type { ReferenceRequest } from "../reference/read-facts.ts";
import type { Random } from "./random.ts";
import { strings, tags, type World } from "./world.ts";

/** A request to `route`, on the values of the world, next to them, or without them. */
export function randomRequest(random: Random, world: World, route: string): ReferenceRequest {
  const body: Record<string, unknown> = { ...random.pick(world.bodies), model: route };
  const parameters: Record<string, () => unknown> = {
    stream: () => random.once(2),
    max_tokens: () => random.pick([...world.numbers.maxOutputTokens!, null, "1"]),
    max_completion_tokens: () => random.pick(world.numbers.maxOutputTokens!),
    response_format: () => ({ type: random.pick(["text", "json_object", "json_schema"]) }),
    reasoning_effort: () => random.pick(["none", "low"]),
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
    now: new Date(Date.UTC(2026, 0, 1 + random.integer(7), random.pick([0, 1, 8, 9, 10, 22, 23]), 59)),
  };
}

function optionally(random: Random, fact: string): string | undefined {
  return random.once(4) ? undefined : random.pick(strings[fact]!);
}
