import { expect, test } from "vitest";
import { decide } from "../../../runtime/table/decide.ts";
import type { LoadedRoute } from "../../../runtime/table/loaded-table.ts";
import { type ChatFacts, chatFacts } from "../../../semantics/facts/chat-said.ts";
import {
  all,
  always,
  any,
  below,
  flag,
  from,
  never,
  not,
  oneOf,
  present,
  range,
} from "../../compiler/regions/conditions.ts";
import { factsOf, loadedRoute, request } from "./tables.ts";

const rule = (route: LoadedRoute, change?: Partial<ChatFacts>) => decide(route, factsOf(change)).rule;
const asking = (maxTokens: unknown): Partial<ChatFacts> => ({ body: { max_tokens: maxTokens } });
const saying = (text: string): Partial<ChatFacts> => ({ body: { messages: [{ role: "user", content: text }] } });

test("the first rule that holds decides, whatever holds after it", () => {
  const route = loadedRoute(flag("stream"), from("maxOutputTokens", 10), flag("stream"));
  expect(rule(route, { body: { stream: true, max_tokens: 10 } })).toBe(0);
  expect(rule(route, { body: { max_tokens: 10 } })).toBe(1);
  expect(decide(route, factsOf({ body: { stream: true } }))).toEqual({
    kind: "reject",
    rule: 0,
    status: 400,
    message: "Refused with 400.",
  });
});

test("otherwise decides when no rule holds, and when there is none", () => {
  expect(rule(loadedRoute(flag("stream")))).toBe("otherwise");
  expect(decide(loadedRoute(), factsOf())).toEqual({
    kind: "plan",
    rule: "otherwise",
    plan: { targets: [0], order: 0 },
  });
});

test("a rule that always holds ends the list, one that never holds is passed over", () => {
  expect(rule(loadedRoute(never, always, flag("stream")), { body: { stream: true } })).toBe(1);
  expect(rule(loadedRoute(always))).toBe(0);
  expect(rule(loadedRoute(never))).toBe("otherwise");
});

test("a bound is exact to the last token", () => {
  const route = loadedRoute(
    range("maxOutputTokens", 100, 101),
    from("maxOutputTokens", 1000),
    below("maxOutputTokens", 5),
  );
  const decided = [99, 100, 101, 999, 1000, 1001, 5, 4, -1].map((value) => rule(route, asking(value)));
  expect(decided).toEqual(["otherwise", 0, "otherwise", "otherwise", 1, 1, "otherwise", 2, 2]);
});

test("a missing value makes a comparison false and its negation true", () => {
  const compared = loadedRoute(below("maxOutputTokens", 10), oneOf("key.team", "red"));
  expect(rule(compared)).toBe("otherwise");
  const negated = loadedRoute(not(below("maxOutputTokens", 10)));
  expect([undefined, 9, 10].map((value) => rule(negated, asking(value)))).toEqual([0, "otherwise", 0]);
  const absent = loadedRoute(not(present("metadata.team")));
  expect([{}, { team: "" }].map((metadata) => rule(absent, { metadata }))).toEqual([0, "otherwise"]);
});

test("a value that no rule mentions is neither of those mentioned nor missing", () => {
  const route = loadedRoute(oneOf("metadata.team", "red", "green"), present("metadata.team"));
  const decided = [{ team: "red" }, { team: "Red" }, {}].map((metadata) => rule(route, { metadata }));
  expect(decided).toEqual([0, 1, "otherwise"]);
});

test("texts and tags are asked letter for letter", () => {
  const route = loadedRoute(flag("text.includes", "refund"), flag("key.tags", "vip"), flag("hasCode"));
  expect(rule(route, saying("a refund!"))).toBe(0);
  expect(rule(route, saying("a Refund!"))).toBe("otherwise");
  expect(rule(route, { key: { id: "k", tags: ["a", "vip"] } })).toBe(1);
  expect(rule(route, { key: { id: "k", tags: ["vips"] } })).toBe("otherwise");
  expect(rule(route, saying("look:\n```js\n1\n```"))).toBe(2);
});

test.each([31, 32, 33, 70, 1023, 1024, 1025, 2500])("rule %i is found among 2501", (wanted) => {
  const customers = Array.from({ length: 2500 }, (_, i) =>
    all(oneOf("metadata.customer", `c${i}`), not(flag("stream"))),
  );
  const route = many(() => loadedRoute(...customers, flag("stream")));
  expect(rule(route, { metadata: { customer: `c${wanted}` } })).toBe(wanted === 2500 ? "otherwise" : wanted);
  expect(rule(route, { metadata: { customer: `c${wanted}` }, body: { stream: true } })).toBe(2500);
});

test.each([40, 1030])("a word that its summary promises and that is empty is passed over, up to rule %i", (wanted) => {
  const stream = (model: string) => all(flag("stream"), oneOf("model", model));
  const pdf = (model: string) => all(flag("needs.pdf"), oneOf("model", model));
  const pairs = Array.from({ length: wanted }, (_, i) => (i % 2 ? stream(`other${i}`) : pdf("wanted")));
  const route = loadedRoute(...pairs.map((pair, i) => (i % 32 < 2 ? pair : stream(`other${i}`))), stream("wanted"));
  expect(rule(route, { body: { stream: true, model: "wanted" } })).toBe(wanted);
  expect(rule(route, { body: { stream: false, model: "wanted" } })).toBe("otherwise");
});

test("a costly fact is read only while the decision depends on it", () => {
  const long = from("inputTokens", 1000);
  const untouchable = (change: Partial<ChatFacts>) => {
    const facts = chatFacts(request(change));
    Object.defineProperty(facts, "inputTokens", { get: () => expect.unreachable("the text was read") });
    return facts;
  };
  const guarded = loadedRoute(all(flag("stream"), long));
  expect(decide(guarded, untouchable({})).rule).toBe("otherwise");
  const early = loadedRoute(oneOf("model", "a"), long);
  expect(decide(early, untouchable({ body: { model: "a" } })).rule).toBe(0);
  expect(() => decide(early, untouchable({ body: { model: "b" } }))).toThrow("the text was read");
  const either = loadedRoute(any(flag("stream"), long));
  expect(rule(either, saying("hello"))).toBe("otherwise");
});

let built: LoadedRoute | undefined;

/** Built once for all cases of a test. */
function many(build: () => LoadedRoute): LoadedRoute {
  built ??= build();
  return built;
}
