import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { openCatalog } from "../../compiler/load/catalog/open-catalog.ts";
import { runCommand } from "./recording-terminal.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const catalog = (...words: string[]) => runCommand(["catalog", ...words]);

/** A copy of the catalog that may be changed. */
function copiedCatalog(): string {
  const folder = mkdtempSync(join(tmpdir(), "pointsman-catalog-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  cpSync("catalog", folder, { recursive: true });
  return folder;
}

describe("catalog list", () => {
  test("lists the models of a provider without the retired ones", async () => {
    const { code, out } = await catalog("list", "--provider", "deepseek");
    expect(code).toBe(0);
    expect(out).toMatch(/^model +kind +status +context +output +\$\/M in +\$\/M out\n/);
    expect(out).toContain("deepseek/deepseek-flash ");
    expect(out).not.toContain("deepseek/deepseek-chat");
    expect((await catalog("list", "--provider", "deepseek", "--all")).out).toContain("deepseek/deepseek-chat");
  });

  test("takes a kind, and answers in JSON with every fact", async () => {
    const { out } = await catalog("list", "--kind", "rerank", "--json");
    const models = JSON.parse(out) as { id: string; kind: string }[];
    expect(models.length).toBeGreaterThan(5);
    expect(models.every(({ kind }) => kind === "rerank")).toBe(true);
  });

  test("counts the overlay", async () => {
    const path = temporaryFolder({ "o.yaml": "prices:\n  deepseek/*: { price: { input: 7, output: 8 } }\n" });
    expect((await catalog("list", "--provider", "deepseek", "--catalog", path("o.yaml"))).out).toMatch(/ 7 +8\n/);
  });

  test("says which providers there are when it does not know one", async () => {
    expect(await catalog("list", "--provider", "deepsek")).toMatchObject({
      code: 2,
      err: expect.stringContaining("there is no provider `deepsek`; there are ai21, anthropic"),
    });
  });
});

describe("catalog show", () => {
  test("shows every fact, with the price in all its parts", async () => {
    const { out } = await catalog("show", "deepseek/deepseek-flash");
    expect(out).toMatch(/^deepseek\/deepseek-flash\n {2}provider +DeepSeek\n/);
    expect(out).toContain("context         1,000,000\n");
    expect(out).toMatch(/price +input: 0\.3, output: 1\.2/);
    expect(out).toContain("outside Mon-Fri 01:00-04:00 and Mon-Fri 06:00-10:00 UTC: input: 0.15");
  });

  test("shows what is paid beside what is listed, and who uses it", async () => {
    const path = temporaryFolder({
      "catalog.yaml": "prices:\n  openai/*: { discount: 50% }\n",
      "routes.yaml": `tiers: { best: [openai/gpt-5.4-mini, anthropic/claude-opus-5-5] }
routes:
  chat: { rules: [{ when: r.stream, use: best }], otherwise: openai/gpt-5.4-mini }
  other: { otherwise: anthropic/claude-opus-5-5 }
`,
    });
    const { out } = await catalog("show", "openai/gpt-5.4-mini", "--policy", path("routes.yaml"));
    expect(out).toMatch(/your price +input: 0\.375/);
    expect(out).toMatch(/listed price +input: 0\.75/);
    expect(out).toContain("Used by:\n  chat, rule 1 (tier best): stream\n  chat, otherwise");
    const other = await catalog("show", "openai/gpt-6-luna", "--policy", path("routes.yaml"), "--json");
    expect(JSON.parse(other.out)).toMatchObject({ id: "openai/gpt-6-luna", usedBy: [] });
  });

  test("asks what was meant", async () => {
    expect(await catalog("show", "openai/gpt-5.4-mimi")).toMatchObject({
      code: 2,
      err: expect.stringContaining("did you mean `openai/gpt-5.4-mini`?"),
    });
  });
});

describe("catalog check", () => {
  test("finds nothing in what is shipped", async () => {
    expect(await catalog("check")).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^\d+ providers, \d+ models: no/),
    });
  });

  test("finds what is wrong in the files and in the overlay", async () => {
    const data = copiedCatalog();
    const file = join(data, "deepseek", "models.yaml");
    writeFileSync(
      file,
      readFileSync(file, "utf8").replace("replacement: deepseek-flash", "replacement: deepseek-flsh"),
    );
    const path = temporaryFolder({ "o.yaml": "prices:\n  opnai/*: { discount: 50% }\n" });
    const { code, out } = await catalog("check", "--data", data, "--catalog", path("o.yaml"));
    expect(code).toBe(1);
    expect(out).toContain("models.deepseek-chat.replacement: there is no model deepseek-flsh here");
    expect(out).toContain("name/unknown-provider");
  });
});

describe("catalog update", () => {
  const list = (models: object) => JSON.stringify({ deepseek: { models }, elsewhere: { models: { x: {} } } });
  const flash = { limit: { context: 900_000 }, cost: { input: 0.4, output: 1.2 } };
  const fresh = { limit: { context: 64_000, output: 8000 }, cost: { input: 1, output: 2 }, tool_call: true };

  test("shows what would change, and writes nothing", async () => {
    const data = copiedCatalog();
    const path = temporaryFolder({ "api.json": list({ "deepseek-flash": flash, "deepseek-v9": fresh }) });
    const before = readFileSync(join(data, "deepseek", "models.yaml"), "utf8");
    const { code, out } = await catalog("update", "--from", "models.dev", "--file", path("api.json"), "--data", data);
    expect(code).toBe(1);
    expect(out).toContain("Added:\n  deepseek/deepseek-v9: chat, context 64000, $1 in, $2 out\n");
    expect(out).toContain("  deepseek/deepseek-flash\n    context: 1000000 → 900000\n    price.input: 0.3 → 0.4\n");
    expect(out).toContain("No longer listed (nothing is removed):\n  deepseek/deepseek-v4-flash\n");
    expect(out).toContain("1 providers of the list are not in the catalog.");
    expect(readFileSync(join(data, "deepseek", "models.yaml"), "utf8")).toBe(before);
  });

  test("writes with --write, keeps what the list does not know, and finds nothing more afterwards", async () => {
    const data = copiedCatalog();
    const path = temporaryFolder({ "api.json": list({ "deepseek-flash": flash, "deepseek-v9": fresh }) });
    const words = ["update", "--from", "models.dev", "--file", path("api.json"), "--data", data];
    const written = await catalog(...words, "--write");
    expect(written).toMatchObject({ code: 0, out: expect.stringMatching(/Written: \S+deepseek\/models\.yaml$/) });
    const changed = openCatalog(data);
    expect(changed.model("deepseek", "deepseek-v9")).toMatchObject({ context: 64_000, caps: { tools: true } });
    const { price } = changed.model("deepseek", "deepseek-flash")!;
    expect(price).toMatchObject({ input: 0.4, cacheRead: 0.006, offPeak: { input: 0.15 } });
    expect(await catalog(...words)).toMatchObject({ code: 0, out: expect.stringContaining("0 added, 0 changed") });
    expect(await catalog("check", "--data", data)).toMatchObject({ code: 0 });
  });

  test("does not take a price that cannot be meant", async () => {
    const data = copiedCatalog();
    const wrong = { ...flash, cost: { input: 0.0000003, output: 1.2 } };
    const path = temporaryFolder({ "api.json": list({ "deepseek-flash": wrong }) });
    const words = ["update", "--from", "models.dev", "--file", path("api.json"), "--data", data, "--json"];
    const { strange, changed } = JSON.parse((await catalog(...words)).out);
    expect(strange).toMatchObject([{ id: "deepseek/deepseek-flash", rate: "input", listed: 0.3, meant: 0.3 }]);
    expect(changed).toMatchObject([{ facts: [{ fact: "context", before: 1_000_000, after: 900_000 }] }]);
  });

  test("reads the other list over the network where it is told to", async () => {
    const entry = {
      litellm_provider: "dashscope",
      mode: "chat",
      max_input_tokens: 1_000_000,
      input_cost_per_token: 9e-7,
    };
    const server = createServer((request, response) => {
      response.statusCode = request.url === "/prices.json" ? 200 : 404;
      response.end(JSON.stringify({ "dashscope/qwen3.7-plus": entry }));
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    onTestFinished(() => void server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { out } = await catalog("update", "--from", "litellm", "--url", `${url}/prices.json`, "--provider", "qwen");
    expect(out).toMatch(/qwen\/qwen3\.7-plus\n {4}(context: .*\n {4})?price\.input: [\d.]+ → 0\.9\n/);
    expect(await catalog("update", "--from", "litellm", "--url", `${url}/x`)).toMatchObject({
      code: 2,
      err: expect.stringContaining("answers 404"),
    });
  });

  test.each([
    [["--from", "models.dev"], "either --file or --url"],
    [["--file", "x"], "--from is missing"],
    [["--from", "elsewhere", "--file", "x"], "--from is `models.dev` or `litellm`"],
    [["--from", "litellm", "--file", "package.json"], "that is not the list"],
    [["--from", "litellm", "--file", "README.md"], "the list is not JSON"],
    [["--from", "litellm", "--url", "http://127.0.0.1:1/"], "cannot be read"],
  ])("%j is refused", async (words, expected) => {
    expect(await catalog("update", ...words)).toMatchObject({ code: 2, err: expect.stringContaining(expected) });
  });
});

test("catalog says what it can do", async () => {
  expect(await catalog()).toMatchObject({
    code: 2,
    err: expect.stringContaining("`list`, `show`, `check` or `update`"),
  });
  expect(await catalog("lsit")).toMatchObject({
    code: 2,
    err: expect.stringContaining("no `lsit`; did you mean `list`?"),
  });
  expect((await catalog("--help")).out).toContain("pointsman catalog <list|show|check|update>");
});
