/** Providers keep what they have read of a prompt by its bytes: what was said before must be said the same again. */
import { expect, test } from "vitest";
import { loadDialects } from "../../../runtime/dialects/dialects.ts";
import { readChatRequest } from "../../../runtime/endpoints/chat-completions/read-request.ts";
import type { TableTarget } from "../../../schemas/table.ts";
import { seededRandom } from "../../../simulator/random.ts";
import { randomConversation } from "./random-conversation.ts";

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

test.each(Object.entries(await loadDialects()))(
  "%s: the request of a turn is the beginning of the next one's",
  (name, dialect) => {
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
  },
);

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
  const entries = Object.entries(body);
  const isList = ([name]: [string, unknown]) => growing.includes(name);
  return {
    rest: Object.fromEntries(entries.filter((entry) => !isList(entry))),
    lists: Object.fromEntries(entries.filter(isList)),
  };
}
