/** The reference of HTTP names everything that the code says there, and nothing else. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { failures } from "../../runtime/failures.ts";
import * as beforeEndpoints from "../../runtime/http/refusals.ts";
import { keyRefusal } from "../../runtime/request/key-refusal.ts";
import { refusals } from "../../runtime/request/refusals.ts";
import { runUntil } from "../cli/recording-terminal.ts";
import { temporaryFolder } from "../cli/temporary-folder.ts";
import { errorCodes, headerNames, logEvents, logFields, metricNames, paths } from "./http-names.ts";

const page = readFileSync("docs/guide/http.md", "utf8");

/** Rows of the tables of a section, as cells. */
function rowsOf(title: string): string[][] {
  const [, section = ""] = new RegExp(`^## ${title}\n([\\s\\S]*?)(?=^## |$(?![\\s\\S]))`, "m").exec(page) ?? [];
  const rows = [...section.matchAll(/^\| (`.*) \|$/gm)];
  expect(rows.length).toBeGreaterThan(2);
  return rows.map(([, row = ""]) => row.split(" | "));
}

function namesIn(cell = ""): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);
}

const namesOf = (title: string, cell = 0): string[] => rowsOf(title).flatMap((row) => namesIn(row[cell]));
const sorted = (names: Iterable<string>): string[] => [...new Set(names)].sort();

describe("docs/guide/http.md names", () => {
  test("every header that is read or sent", () => {
    // The one that the catalog names.
    const named = [...namesOf("Request headers"), ...namesOf("Response headers")].filter(
      (name) => name !== "anthropic-beta",
    );
    expect(sorted(named)).toEqual(headerNames());
  });

  test("every code of an error, once", () => {
    const codes = namesOf("Errors");
    expect(codes.sort()).toEqual(errorCodes());
  });

  test("every event and every field of the log", () => {
    const rows = rowsOf("The log");
    const told = (columns: number) =>
      rows.filter(({ length }) => length === columns).flatMap(([cell]) => namesIn(cell));
    expect(sorted(told(2))).toEqual(logEvents());
    expect(sorted(told(3))).toEqual(logFields());
  });

  test("every metric", () => {
    expect(namesOf("Metrics").sort()).toEqual(metricNames());
  });

  test("every path of both listeners", () => {
    expect(
      namesOf("Paths of clients")
        .filter((name) => /^[A-Z]/.test(name))
        .sort(),
    ).toEqual(paths("runtime/client-paths.ts"));
    expect(namesOf("Paths of the operator").sort()).toEqual(paths("runtime/operator/operator-paths.ts"));
  });
});

describe("the status beside a code is the one that is sent", () => {
  const statuses = new Map(
    rowsOf("Errors").flatMap(([codes, status = ""]) => namesIn(codes).map((code) => [code, status])),
  );
  const faults = ["missing", "unknown", "expired", "revoked", "replaced", "elsewhere", "unchecked"] as const;
  const { bodyTooLarge, tooManyPieces, packedBody, badMetadata, routeNotAllowed, directNotAllowed } = refusals;
  const { noSuchPath, wrongMethod, notHttp, headersTooLarge, requestTooSlow, ownFault } = beforeEndpoints;
  const made = [
    ...Object.values(failures),
    ...faults.map((fault) => keyRefusal({ fault })),
    ...[bodyTooLarge(1), tooManyPieces(1), packedBody("br"), badMetadata("", ""), routeNotAllowed("")],
    ...[directNotAllowed(""), refusals.targetsNotAllowed(""), refusals.tooBusy(), refusals.shuttingDown()],
    ...[noSuchPath("/", {}), wrongMethod("PUT", "/", []), notHttp, headersTooLarge, requestTooSlow, ownFault],
  ];
  test.each(made.map(({ code, status }) => [code, status] as const))("%s: %i", (code, status) => {
    expect(statuses.get(code)).toBe(String(status));
  });
});

describe("what a gateway says", () => {
  const policy = `metadata: { priority: [low, high] }
limits: { calls: { per: r.key.id, requests: 6, window: minute } }
budgets: { all: { per: r.key.id, limit: $100, window: day } }
tiers: { pool: { balance: [openai/gpt-5.4-mini, mistral/mistral-large-2512], sticky: key.id } }
routes:
  chat: { otherwise: pool, cache: { exact: true }, max: { outputTokens: 1000 } }
  faq: { rules: [{ when: r.metadata.priority === "high", use: pool }], otherwise: anthropic/claude-haiku-5-5 }
  index: { otherwise: mistral/mistral-embed }
`;
  const ask = { messages: [{ role: "user", content: "hello" }] };
  const asked: [path: string, body: unknown, headers?: Record<string, string>][] = [
    ["/v1/chat/completions", { model: "chat", ...ask, seed: 1 }],
    ["/v1/chat/completions", { model: "chat", ...ask, seed: 1 }],
    ["/v1/chat/completions", { model: "faq", ...ask, temperature: 1.7, seed: 1, stream: true }],
    ["/v1/messages", { model: "faq", max_tokens: 10, ...ask }],
    ["/v1/messages/count_tokens", { model: "faq", ...ask }],
    ["/v1/responses", { model: "chat", input: "hello", store: false }],
    ["/v1/embeddings", { model: "index", input: "hello" }],
    ["/v1/chat/completions", { model: "chat", ...ask }, { "x-pointsman-priority": "urgent" }],
    ["/v1/chat/completions", { model: "none", ...ask }],
    ["/v1/chat/completions", { model: "faq", ...ask }],
    ["/v1/cache/none/wrong", {}],
    ["/v1/none", {}],
    ["/v1/chat/completions", { model: "chat", ...ask }, { authorization: "Bearer other" }],
  ];

  test("is named: headers and trailers of answers, and fields of its log", async () => {
    const path = temporaryFolder({ "routes.yaml": policy });
    const log: string[] = [];
    const sent = new Set<string>();
    const words = ["serve", path("routes.yaml"), "--simulate", "--port", "0", "--operator-port", "0"];
    await runUntil(
      [...words, "--state", "memory"],
      async (_, url) => {
        for (const [place, body, headers] of asked) {
          const answer = await fetch(url + place, {
            method: "POST",
            headers: { "content-type": "application/json", authorization: "Bearer pm-own", ...headers },
            body: JSON.stringify(body),
          });
          await answer.text();
          for (const name of answer.headers.keys()) sent.add(name);
        }
      },
      { POINTSMAN_KEY: "pm-own" },
      (line) => log.push(line),
    );
    const named = new Set(namesOf("Response headers").map((name) => name.replace("<name>", "tokens")));
    // Node's own, of every answer.
    const others = ["date", "keep-alive", "transfer-encoding"];
    const isNamed = (name: string) => named.has(name.replace(/(input-|output-)?(requests|tokens)/, "tokens"));
    expect([...sent].filter((name) => !isNamed(name) && !others.includes(name))).toEqual([]);
    expect(sent.size).toBeGreaterThan(20);
    const fields = new Set(namesOf("The log"));
    const lines = log.filter((line) => line.startsWith("{")).map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.filter(({ event }) => event === "request").length).toBe(asked.length);
    expect(lines.flatMap((line) => Object.keys(line)).filter((name) => !fields.has(name))).toEqual([]);
    const events = new Set(lines.map(({ event }) => event));
    expect([...events].filter((event) => !fields.has(String(event)))).toEqual([]);
    const attempts = lines.flatMap(({ attempts = [] }) => (attempts as object[]).flatMap((one) => Object.keys(one)));
    const [, , said = ""] = rowsOf("The log").find(([cell]) => cell === "`attempts`") ?? [];
    expect(sorted(attempts).filter((name) => !namesIn(said).includes(name))).toEqual([]);
  });
});
