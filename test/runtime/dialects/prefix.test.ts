/** Providers keep what they have read of a prompt by its bytes: what was said before must be said the same again. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadDialects } from "../../../runtime/dialects/dialects.ts";
import { readChatRequest } from "../../../runtime/endpoints/chat-completions/read-request.ts";
import { messages } from "../../../runtime/endpoints/messages/endpoint.ts";
import { responses } from "../../../runtime/endpoints/responses/endpoint.ts";
import type { TableTarget } from "../../../schemas/table.ts";
import { seededRandom } from "../../../simulator/random.ts";
import { randomConversation } from "./random-conversation.ts";
import { messagesTalk, responsesTalk } from "./random-messages.ts";

/** Each dialect's lists that grow with a conversation; all else stays. */
const growing = ["messages", "contents", "documents", "input"];
const target: TableTarget = {
  id: "p/m",
  provider: 0,
  model: "us.anthropic.claude-sonnet-4-6",
  context: 200_000,
  lacks: [],
  price: { input: 3, output: 15, cacheRead: 0.3 },
  parameters: {},
};

const dialects = await loadDialects();

test.each(Object.entries(dialects))("%s: the request of a turn is the beginning of the next one's", (name, dialect) => {
  let compared = 0;
  for (let seed = 0; seed < 150; seed++) {
    const { tools, requests } = randomConversation(seededRandom("prefix", name, String(seed)));
    let before: Record<string, unknown> | undefined;
    for (const messages of requests) {
      const asked = readChatRequest({ model: "r", messages, tools });
      if ("class" in asked) throw new Error(asked.detail);
      const written = dialect.request(asked, target);
      if ("class" in written) throw new Error(written.detail);
      if (before !== undefined) compared += held(before, written.body);
      before = written.body;
    }
  }
  expect(compared).toBeGreaterThan(300);
});

const models: Readonly<Record<string, string>> = { gemini: "gemini-3-pro-preview", vertex: "gemini-3-pro-preview" };

describe.each([
  ["Messages", messages, "messages", messagesTalk],
  ["Responses", responses(undefined), "input", responsesTalk],
] as const)("clients of %s", (_, endpoint, list, talk) => {
  test.each(Object.entries(dialects))(
    "%s: the request of a turn is the beginning of the next one's",
    (name, dialect) => {
      let compared = 0;
      const at: TableTarget = { ...target, model: models[name] ?? target.model, parameters: { thoughts: "" } };
      const holds = fc.property(talk, ({ body, requests }) => {
        let before: Record<string, unknown> | undefined;
        for (const said of requests) {
          const asked = endpoint.read({ ...body, [list]: said });
          if ("class" in asked) throw new Error(asked.detail);
          const written = dialect.request(asked.request, at);
          // What a dialect cannot say at all it has no beginning of.
          if ("class" in written) return;
          if (before !== undefined) compared += held(before, written.body);
          before = written.body;
        }
      });
      fc.assert(holds, { numRuns: 100 });
      expect(compared).toBeGreaterThan(50);
    },
  );
});

function held(before: Record<string, unknown>, now: Record<string, unknown>): number {
  const { rest: restBefore, lists: listsBefore } = split(before);
  const { rest, lists } = split(now);
  expect(JSON.stringify(rest)).toBe(JSON.stringify(restBefore));
  for (const [list, items] of Object.entries(listsBefore)) {
    const beginning = JSON.stringify(items).slice(0, -1);
    expect(JSON.stringify(lists[list]).slice(0, beginning.length)).toBe(beginning);
  }
  return 1;
}

function split(body: Record<string, unknown>): { rest: object; lists: Record<string, unknown> } {
  // Whether a model thinks inside a loop of calls goes by what the client still has of its thoughts.
  const entries = Object.entries(body).filter(([name]) => !["thinking", "output_config"].includes(name));
  const isList = ([name]: [string, unknown]) => growing.includes(name);
  return {
    rest: Object.fromEntries(entries.filter((entry) => !isList(entry))),
    lists: Object.fromEntries(entries.filter(isList)),
  };
}
