import { expect, test } from "vitest";
import type { ChatRequest } from "../../../../runtime/operations/chat/request.ts";
import { type NameRule, type ToolNames, toolNames } from "../../../../runtime/operations/chat/tool-names.ts";
import { between, type Random, seededRandom } from "../../../../simulator/random.ts";

const rule: NameRule = { legal: /^[A-Za-z_][\w-]{0,63}$/, illegal: /[^\w-]/g, longest: 64 };

const long = "mcp__plugin_atlassian_atlassian__createCompassComponentRelationship";

function names(tools: readonly string[], called: readonly string[] = [], choice?: string): ToolNames {
  const request: Pick<ChatRequest, "tools" | "messages" | "toolChoice"> = {
    tools: tools.map((name) => ({ name, parameters: {} })),
    messages: called.map((name) => ({
      role: "assistant",
      parts: [{ kind: "tool-call", id: "1", name, arguments: "{}" }],
    })),
    ...(choice !== undefined && { toolChoice: { name: choice } }),
  };
  return toolNames(request, rule);
}

test("a name that the provider takes is sent as it is", () => {
  const { sent, own } = names(["get_weather", "a-b", "_x"]);
  for (const name of ["get_weather", "a-b", "_x", "never_heard"]) expect([sent(name), own(name)]).toEqual([name, name]);
});

test("names that begin alike and are too long stay two, and come back whole", () => {
  const other = `${long.slice(0, 60)}Other____`;
  const { sent, own } = names([long, other]);
  expect(sent(long)).toMatch(rule.legal);
  expect(sent(long)).not.toBe(sent(other));
  expect([own(sent(long)), own(sent(other))]).toEqual([long, other]);
});

test("a tool that is only called or chosen gets the same name as one that is defined", () => {
  const defined = names([long]).sent(long);
  expect([names([], [long]).sent(long), names([], [], long).sent(long)]).toEqual([defined, defined]);
});

test("a client whose own tool has the very name that is made gets both back", () => {
  const made = names([long]).sent(long);
  const { sent, own } = names([long, made]);
  expect(sent(made)).toBe(made);
  expect(sent(long)).not.toBe(made);
  expect([own(sent(long)), own(sent(made))]).toEqual([long, made]);
});

const signs = ["a", "Z", "_", "9", "-", ".", "é", " ", "🌍"];

function randomName(random: Random): string {
  const pick = () => signs[between(random, 0, signs.length - 1)]!;
  return Array.from({ length: between(random, 1, 90) }, pick).join("");
}

test.each([1, 2, 3])(
  "whatever tools are called, what is sent is legal, different for each, and comes back (%i)",
  (seed) => {
    const random = seededRandom(seed);
    for (let i = 0; i < 200; i++) {
      const tools = Array.from({ length: between(random, 0, 8) }, () => randomName(random));
      const called = Array.from({ length: between(random, 0, 4) }, () => randomName(random));
      const { sent, own } = names(tools, called);
      const all = [...new Set([...tools, ...called])];
      const wire = all.map(sent);
      expect(wire.filter((name) => !rule.legal.test(name))).toEqual([]);
      expect(new Set(wire).size).toBe(all.length);
      expect(wire.map(own)).toEqual(all);
    }
  },
);
