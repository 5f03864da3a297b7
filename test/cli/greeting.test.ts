import { expect, test } from "vitest";
import { type CallerKey, type Greeting, greeting, type OwnKey } from "../../cli/greeting.ts";
import type { TableProvider } from "../../schemas/table.ts";

const provider = (id: string, env: string[]): TableProvider => ({
  id,
  dialect: "openai",
  chatUrl: "https://example.com/v1/chat/completions",
  auth: { header: "authorization", scheme: "Bearer", env },
  headers: {},
});

function greet(key: CallerKey, further: Partial<Greeting> = {}): string {
  return greeting({
    source: "routes.ts",
    url: "http://127.0.0.1:4400",
    operatorUrl: "http://127.0.0.1:4401",
    table: {
      hash: "sha256-0",
      providers: [
        provider("first", ["FIRST_KEY"]),
        provider("second", ["SECOND_KEY", "OTHER_KEY"]),
        provider("own", []),
      ],
      routes: [{ name: "chat" }, { name: "batch" }] as Greeting["table"]["routes"],
      metadata: {},
    },
    env: { FIRST_KEY: "sk-secret" },
    standIns: { second: "http://127.0.0.1:1" },
    key,
    ...further,
  });
}

test("a greeting says where, what, who answers, and how to call", () => {
  expect(greet({ kind: "asked", own: { kind: "generated", key: "pm-123" } })).toBe(`\
Serving routes.ts on http://127.0.0.1:4400

  table      sha256-0
  operator   http://127.0.0.1:4401
  providers  first   real (FIRST_KEY)
             second  simulated (no SECOND_KEY or OTHER_KEY)
             own     real (needs no key)
  routes     chat
             batch
  key        pm-123 (new, for this run; set POINTSMAN_KEY to use your own)

curl http://127.0.0.1:4400/v1/chat/completions \\
  -H "authorization: Bearer pm-123" \\
  -H "content-type: application/json" \\
  -d '{"model":"chat","messages":[{"role":"user","content":"Which signal comes next?"}]}'

Then:
  curl -i …   the headers say which rule decided, which model answered, after how many attempts, and what it cost
  edit routes.ts: what changes is served as soon as it is right
  npm run -s pointsman -- check routes.ts --proofs   what holds of every request
  npm run -s pointsman -- rehearse routes.ts   what clients see while providers fail`);
});

const own = (key: OwnKey) => ({ kind: "asked", own: key }) as const;
const stored = { place: "sqlite:state.db", count: 4 };

test("a key that someone else holds is not shown", () => {
  expect(greet(own({ kind: "variable", name: "POINTSMAN_KEY" }))).toContain(`Bearer $POINTSMAN_KEY"`);
  expect(greet(own({ kind: "file", path: "keys.json", count: 3 }))).toContain("one of the 3 in keys.json");
  expect(greet({ kind: "open" })).not.toContain("authorization");
  expect(greet({ kind: "open" })).not.toContain("sk-secret");
});

test("keys of the store are counted, beside what else opens", () => {
  const line = (key: CallerKey): string => /^ {2}key +(.*)$/m.exec(greet(key))?.[1] ?? "";
  expect(line({ kind: "asked", stored })).toBe("one of the 4 in sqlite:state.db");
  expect(line({ ...own({ kind: "file", path: "keys.json", count: 3 }), stored })).toBe(
    "one of the 3 in keys.json, or one of the 4 in sqlite:state.db",
  );
  expect(line({ ...own({ kind: "variable", name: "POINTSMAN_KEY" }), stored })).toBe(
    "the value of POINTSMAN_KEY, or one of the 4 in sqlite:state.db",
  );
  expect(greet({ kind: "asked", stored })).toContain("Bearer $KEY");
});

test("a greeting says what was proved of the table, and by which proof", () => {
  const table = {
    hash: "sha256-0",
    providers: [],
    routes: [],
    metadata: {},
    proved: { invariants: ["a", "b"], hash: "sha256-1" },
  };
  expect(greet({ kind: "open" }, { table })).toContain(
    "  proved     a\n             b\n             by the proof sha256-1\n",
  );
  expect(greet({ kind: "open" })).not.toContain("proved");
});

test("the request that is shown says what the policy requires of metadata", () => {
  const metadata = { team: {}, sensitivity: { values: ["internal", "pii"], required: true as const } };
  const table = { hash: "sha256-0", providers: [], routes: [], metadata };
  expect(greet({ kind: "open" }, { table })).toContain('"metadata":{"sensitivity":"internal"},"messages"');
});

test("where answers are kept is said where any are", () => {
  expect(greet({ kind: "open" }, { cache: "redis://cache:6379" })).toContain(
    "  answers    kept in redis://cache:6379\n",
  );
  expect(greet({ kind: "open" })).not.toContain("kept in");
});

test("a table, which is served to others, is greeted without advice to whoever writes policies", () => {
  expect(greet({ kind: "open" })).toContain("Then:");
  expect(greet({ kind: "open" }, { source: "routes.table.json" })).not.toContain("Then:");
});
