import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Diagnostic } from "../../../compiler/diagnostics/define.ts";
import { type Imported, type ImportFormat, importPolicy } from "../../../compiler/import/import-policy.ts";
import { position } from "../../../compiler/source.ts";
import { thorough } from "../../thorough.ts";
import { compileFiles } from "../in-memory.ts";

const cases = "test/golden/import";
const names = readdirSync(cases);

function imported(name: string): Imported {
  const format = name.split("-")[0] as ImportFormat;
  const file = format === "litellm" ? "config.yaml" : "config.json";
  const text = readFileSync(`${cases}/${name}/${file}`, "utf8");
  return importPolicy(format, { name: file, text }, { today: "2026-11-20" });
}

function line({ code, severity, message, span }: Diagnostic): string {
  const { line: row, column } = span ? position(span.file, span.start) : { line: 0, column: 0 };
  return `${row}:${column} ${severity} ${code}: ${message}\n`;
}

function expectGolden(path: string, text: string | undefined): void {
  if (process.env.UPDATE) {
    if (text === undefined) rmSync(path, { force: true });
    else writeFileSync(path, text);
  }
  expect(existsSync(path) ? readFileSync(path, "utf8") : undefined, path).toBe(text);
}

describe.each(names)("%s", (name) => {
  const { policy, overlay, diagnostics, table } = imported(name);

  test("becomes the policy, the overlay and the findings that are kept beside it", () => {
    expectGolden(`${cases}/${name}/routes.yaml`, policy);
    expectGolden(`${cases}/${name}/catalog.yaml`, overlay);
    expectGolden(`${cases}/${name}/findings.txt`, diagnostics.map(line).join(""));
    const known = ["config.json", "config.yaml", "routes.yaml", "catalog.yaml", "findings.txt"];
    expect(readdirSync(`${cases}/${name}`).filter((file) => !known.includes(file))).toEqual([]);
  });

  test("compiles, or a finding says why not; every finding has its place in the original", () => {
    const compiled = compileFiles({
      "routes.yaml": policy!,
      ...(overlay === undefined ? {} : { "catalog.yaml": overlay }),
    });
    expect(compiled.table?.value.hash).toBe(table?.value.hash);
    if (!table) expect(diagnostics.some(({ severity }) => severity === "error")).toBe(true);
    for (const { span, shown } of diagnostics) {
      const steps = shown?.trace.flatMap((step) => step.span ?? []) ?? [];
      for (const place of [span, ...steps]) expect(place?.file.name).toMatch(/^config\.(yaml|json)$/);
    }
  });
});

/** The rows of the list of field reports, each with a configuration that has the defect and the finding that names it. */
const defects: Record<string, [name: string, code: string, line: number][]> = {
  "fallbacks go round": [
    ["litellm-cyclic-fallbacks", "chain/cycle", 23],
    ["litellm-self-fallback", "chain/cycle", 5],
  ],
  "a fallback has a smaller window": [["litellm-smaller-window", "chain/window-too-small", 14]],
  "a fallback names an alias": [["litellm-aliases", "name/alias-in-fallback", 22]],
  "a wildcard meets an exact name": [["litellm-wildcard-and-exact", "name/ambiguous-wildcard", 3]],
  "equal wildcards have different keys": [["litellm-wildcards-with-keys", "name/ambiguous-wildcard", 8]],
  "the router's own keys are sent to the provider": [
    ["litellm-leaking-settings", "name/misplaced-setting", 7],
    ["litellm-leaking-settings", "name/unknown-setting", 10],
  ],
  "a key is unknown or has no effect": [
    ["litellm-ineffective-settings", "name/unknown-setting", 6],
    ["litellm-ineffective-settings", "name/misplaced-setting", 14],
  ],
  "the default tag takes tagged requests": [["litellm-default-tag", "name/default-tag", 12]],
  "a fallback refuses a parameter": [["litellm-refused-parameter", "chain/unsupported-parameter", 14]],
  "retries multiply with fallbacks": [["litellm-retries-times-fallbacks", "time/retries-multiply", 10]],
  "weights are zero, missing or fractions": [
    ["litellm-weights", "chain/zero-weight", 9],
    ["litellm-weights", "chain/zero-weight", 13],
    ["litellm-weights", "chain/fractional-weight", 3],
    ["portkey-loadbalance", "chain/zero-weight", 6],
  ],
  "a budget counts a model without a price": [["litellm-missing-price", "catalog/missing-price", 9]],
  "a price per million is entered per token": [["litellm-price-per-million", "catalog/price-range", 6]],
};

describe("defects met in the field are found, at their line of the original", () => {
  test.each(Object.entries(defects))("%s", (_, found) => {
    for (const [name, code, row] of found) {
      const places = imported(name)
        .diagnostics.filter((diagnostic) => diagnostic.code === code)
        .map(({ span }) => position(span!.file, span!.start).line);
      expect(places, `${name}: ${code}`).toContain(row);
    }
  });
});

test("no secret is in the policy, in a finding or in the text that findings quote", () => {
  for (const name of ["litellm-literal-secrets", "portkey-fallback"]) {
    const { policy, overlay, diagnostics } = imported(name);
    const told = diagnostics.flatMap(({ message, help, span }) => [message, help, span!.file.text]);
    for (const text of [policy, overlay, ...told]) expect(text ?? "").not.toMatch(/Zx81|Yw72|Tt56|hunter2|Qq11/);
  }
});

test("what is not YAML is a finding, and its secrets are not quoted either", () => {
  const text = "model_list: [\n  api_key: sk-live-Zx81\n";
  const { policy, diagnostics } = importPolicy("litellm", { name: "config.yaml", text });
  expect(policy).toBeUndefined();
  expect(diagnostics.map(({ code }) => code)).toEqual(["syntax/yaml"]);
  expect(diagnostics[0]!.span!.file.text).not.toContain("Zx81");
});

describe("random edits of the configurations", () => {
  test.each(names)("%s never breaks the importer, and what does not compile has an error", (name) => {
    const format = name.split("-")[0] as ImportFormat;
    const path = ["config.yaml", "config.json"].map((file) => `${cases}/${name}/${file}`).find(existsSync)!;
    const text = readFileSync(path, "utf8");
    const random = numbersFrom(name.length);
    for (let round = 0; round < thorough(8, 2); round++) {
      const { policy, table, diagnostics } = importPolicy(format, { name: "config.yaml", text: edited(text, random) });
      const hasError = diagnostics.some(({ severity }) => severity === "error");
      expect(policy === undefined || table !== undefined || hasError).toBe(true);
    }
  });
});

function edited(text: string, random: (below: number) => number): string {
  const lines = text.split("\n");
  const [at, other] = [random(lines.length), random(lines.length)];
  switch (random(4)) {
    case 0:
      return lines.toSpliced(at, 1).join("\n");
    case 1:
      return lines.toSpliced(at, 0, lines[other]!).join("\n");
    case 2:
      return text.replaceAll(/: [^\n{[]+/g, (value) =>
        random(9) === 0 ? [": null", ": []", ": 3", ": {}"][random(4)]! : value,
      );
    default:
      return text.slice(0, random(text.length)) + text.slice(random(text.length));
  }
}

/** Whole numbers below a bound, the same for the same seed. */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) & 0x7fffffff;
    return state % below;
  };
}

test("embedding models that the catalog knows become routes, without the limits of streams; others are said", () => {
  const text = `model_list:
  - { model_name: embed, litellm_params: { model: openai/text-embedding-3-small, stream_timeout: 5 } }
  - { model_name: chat, litellm_params: { model: openai/gpt-5.4-mini, stream_timeout: 5 } }
  - { model_name: own, litellm_params: { model: openai/own-vectors }, model_info: { mode: embedding } }
`;
  const { policy, diagnostics, table } = importPolicy(
    "litellm",
    { name: "config.yaml", text },
    { today: "2026-11-20" },
  );
  expect(policy).toContain("embed: { otherwise: openai/text-embedding-3-small }");
  expect(policy).toMatch(/chat: \{ otherwise: openai\/gpt-5\.4-mini, .*firstToken: 5s/);
  const said = diagnostics.map(line).filter((text) => text.includes("own-vectors"));
  expect(said).toEqual([expect.stringMatching(/^4:.*not-carried-over.*the catalog knows no such embedding model/)]);
  expect(table?.value.features).toContain("embeddings/openai");
});
