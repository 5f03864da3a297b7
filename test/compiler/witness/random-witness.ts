/** Requests of any admitted form, mostly tiny, without a thought of what they should be. */
import type { Witness } from "../../../schemas/witness.ts";
import type { Random } from "../../agreement/random.ts";

type Members = Record<string, unknown>;

export function randomWitness(random: Random): Witness {
  const optional = (value: unknown, times = 2) => (random.once(times) ? value : undefined);
  const request = {
    model: "main",
    messages: random.list(1 + small(random, 24), () => message(random)),
    tools: optional(
      random.list(small(random, 10), () => tool(random)),
      3,
    ),
    response_format: optional(format(random)),
    modalities: optional(["text", "audio"], 4),
    reasoning_effort: optional("low", 4),
    stream: optional(true),
    n: optional(random.pick([1, 2, 3, 128]), 3),
    max_completion_tokens: optional(random.pick([1, 2, 499, 500, 8_000, 8_001, 64_000, 100_000])),
    service_tier: optional(random.pick(["flex", "priority", "other"])),
    metadata: { priority: optional(random.pick(["low", "normal", "high", "urgent"])), customer: optional("acme corp") },
  };
  const key = { id: random.pick(["support", "sup", "a", "b"]), team: optional(random.pick(["red", "green", "blue"])) };
  return JSON.parse(
    JSON.stringify({
      format: "pointsman-witness",
      version: 1,
      request,
      key: { ...key, env: optional("test"), tags: ["beta", "vip"].filter(() => random.once(2)) },
      at: new Date(Date.UTC(2026, random.pick([0, 2]), 5 + random.integer(7), random.integer(24), random.integer(60))),
      state: state(random),
    }),
  );
}

/** Mostly 0 or 1. */
function small(random: Random, most: number): number {
  return random.once(4) ? random.integer(most) : random.integer(2);
}

const words = [
  "",
  "",
  "\u00a0",
  "\n\n",
  "…",
  "á",
  "Ñandú",
  "1e20",
  "      ",
  "Hello",
  "refund",
  "fund",
  "123",
  "a refund",
  "```",
  "``",
  "please",
  " ",
  "\n",
  "Hello refund",
];

function text(random: Random): string {
  const several = random.list(1 + small(random, 3), () => random.pick(words)).join(random.pick(["", " "]));
  return random.once(60)
    ? several + random.pick([" and so on", "\n", " ", "\u00a0", " 1"]).repeat(random.pick([3, 10, 900, 11_000]))
    : several;
}

function message(random: Random): Members {
  const role = random.pick(["user", "user", "assistant", "system", "tool"]);
  const content = random.once(3) ? random.list(random.integer(3), () => part(random)) : text(random);
  return {
    role,
    content,
    ...(role === "tool" && { tool_call_id: "1" }),
    ...(random.once(6) && { tool_calls: [{ id: "1", function: { name: "f", arguments: random.pick(["", "{}"]) } }] }),
  };
}

function part(random: Random): Members {
  return random.pick<Members>([
    { type: "text", text: text(random) },
    { type: "text", text: text(random) },
    { type: "image_url", image_url: { url: "data:" } },
    { type: "input_audio", input_audio: { data: "", format: "wav" } },
    { type: "file", file: {} },
  ]);
}

/** Functions have names that providers allow. */
function tool(random: Random): Members {
  const name = random.pick(["f", "_", "-", "1", "a_b"]);
  return random.once(2) ? { type: "function", function: { name } } : { function: { name }, type: "function" };
}

function format(random: Random): Members {
  const named = { name: random.pick(["f", "_", "answer"]) };
  return random.pick<Members>([{ type: "json_object" }, { type: "json_schema", json_schema: named }, { type: "text" }]);
}

function state(random: Random): Members {
  const budget = { spent: random.pick([0, 100, 399, 400, 495, 500, 600]), limit: random.pick([500, 500, 100]) };
  return {
    ...(random.once(3) ? {} : { budgets: { team: budget } }),
    ...(random.once(2) && { latency: { "alpha/small": { firstToken: { p95: random.pick([0, 1_500, 9_000]) } } } }),
    ...(random.once(2) && { health: { "alpha/small": random.pick(["up", "down", "degraded"]) } }),
  };
}
