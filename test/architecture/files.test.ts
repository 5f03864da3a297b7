import { globSync, readdirSync, readFileSync } from "node:fs";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { parse, sources } from "./import-graph.ts";

/** Longer than 350 lines, each with its reason. */
const longFiles: Record<string, string> = {};

const written = sources.filter((file) => !file.includes("/generated/") && !file.endsWith(".gen.ts"));
const tests = globSync("test/**/*.ts", { exclude: ["**/node_modules/**", "**/.venv/**"] }).sort();

describe("size", () => {
  test("no file is over 350 lines unless it is listed with a reason", () => {
    const lines = (file: string) => readFileSync(file, "utf8").split("\n").length;
    expect([...written, ...tests].filter((file) => lines(file) > 350 && !longFiles[file])).toEqual([]);
  });

  test("no function is over 60 lines", () => {
    const long: string[] = [];
    for (const file of written) {
      const tree = parse(file);
      const visit = (node: ts.Node): void => {
        if (ts.isFunctionLike(node) && !ts.isFunctionTypeNode(node)) {
          const [start, end] = [node.getStart(tree), node.end].map((at) => tree.getLineAndCharacterOfPosition(at).line);
          if (end! - start! + 1 > 60) long.push(`${file}:${start! + 1}`);
        }
        ts.forEachChild(node, visit);
      };
      visit(tree);
    }
    expect(long).toEqual([]);
  });
});

test("names avoid the words that say nothing", () => {
  const empty = /(manager|service|helper|util|handler|context|vendor|backend)s?\b/i;
  expect(written.filter((file) => empty.test(file))).toEqual([]);
});

test("no provider is named outside its own folders", () => {
  const providers = readdirSync("catalog", { withFileTypes: true }).filter((entry) => entry.isDirectory());
  // A member of that name, such as `import.meta`, is no provider, nor is `meta-data`.
  const name = new RegExp(`(?<!\\.)\\b(${providers.map((entry) => entry.name).join("|")})\\b(?!-data)`);
  const own = [
    /^runtime\/dialects\/([\w-]+)\//,
    /^simulator\/([\w-]+)\//,
    /^compiler\/import\/openrouter\//, // a router that configurations come from, and a provider
    /^semantics\/dialects\//,
    /^compiler\/diagnostics\//, // examples are whole policies, which name models
    /^bench\//, // so are benchmarks
  ];
  // The registries of dialects and of tokenizers, and members and headers of such a name that clients send and read.
  const registries = [
    "schemas/dialects.ts",
    "schemas/tokenizers.ts",
    "semantics/tokens/families.ts",
    "semantics/tokens/tokenizer-of.ts",
    "runtime/dialects/dialects.ts",
    "simulator/wires.ts",
    "runtime/endpoints/chat-completions/proofs.ts",
    "runtime/endpoints/messages/limit-headers.ts",
    "routes.example.ts",
    // The routers that configurations come from.
    "cli/import.ts",
    "compiler/import/import-policy.ts",
  ];
  const wrong = written
    .filter((file) => !own.some((pattern) => pattern.test(file)) && !registries.includes(file))
    .filter((file) => name.test(withoutComments(file)));
  expect(wrong).toEqual([]);
});

function withoutComments(file: string): string {
  const text = readFileSync(file, "utf8");
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "");
}
