import type { ChatFacts } from "../../semantics/facts/chat-said.ts";
/** Requests for the generated policies: most of them aimed at a rule, the others at random. */
import { between, type Random } from "../../simulator/random.ts";
import { words } from "../../simulator/words.ts";
import { type Ask, pick, priorities, ROUTE, regions, TEAMS, type TenantRule } from "./tenant-policy.ts";

export function asks(random: Random, rules: readonly TenantRule[], count: number): Ask[] {
  return Array.from({ length: count }, (_, i) => {
    const any = anyAsk(random);
    return i % 4 === 0 ? any : { ...any, ...pick(random, rules).aim };
  });
}

/** As the runtime has it once the body is parsed. */
export function toRequest(ask: Ask, random: Random): ChatFacts {
  const tools = [{ type: "function", function: { name: "search", parameters: { type: "object", properties: {} } } }];
  const body = {
    model: ROUTE,
    messages: [
      { role: "system", content: "Answer in one sentence." },
      { role: "user", content: words(random, ask.words) },
    ],
    max_completion_tokens: ask.maxOutputTokens,
    stream: ask.stream,
    ...(ask.tools && { tools }),
  };
  return {
    // Parsed from bytes, as it is when it comes from the network.
    body: JSON.parse(JSON.stringify(body)) as ChatFacts["body"],
    route: ROUTE,
    endpoint: "chat",
    key: { id: "bench", team: ask.team, tags: [] },
    metadata: { region: ask.region, priority: ask.priority },
    now: new Date(Date.UTC(2026, 0, 1, ask.hour)),
  };
}

function anyAsk(random: Random): Ask {
  return {
    team: `team-${between(random, 1, TEAMS)}`,
    region: pick(random, regions),
    priority: pick(random, priorities),
    words: between(random, 20, 400),
    maxOutputTokens: between(random, 1, 16) * 256,
    hour: between(random, 0, 23),
    stream: random() < 0.5,
    tools: random() < 0.3,
  };
}
