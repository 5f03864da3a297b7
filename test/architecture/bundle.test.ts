import { type OutputChunk, rolldown } from "rolldown";
import { beforeAll, describe, expect, test } from "vitest";

/**
 * Bytes of the minified runtime that every process loads, undici apart; what only some tables need is loaded when it is used.
 * Raise it only with a reason in the commit.
 */
const CEILING = 356_000;

/** Loaded where a table needs it. */
const LATER = ["aws4fetch", "@redis/client"];

let started: OutputChunk[] = [];
let chunks: OutputChunk[] = [];
let modules: string[] = [];

beforeAll(async () => {
  const bundle = await rolldown({
    input: "runtime/main.ts",
    platform: "node",
    external: ["undici", ...LATER],
    logLevel: "silent",
  });
  const { output } = await bundle.generate({ format: "esm", minify: true });
  await bundle.close();
  chunks = output.filter((file) => file.type === "chunk");
  started = chunks.filter(({ isEntry }) => isEntry);
  // What a chunk of the start imports belongs to the start.
  for (const chunk of started)
    started.push(...chunks.filter((one) => chunk.imports.includes(one.fileName) && !started.includes(one)));
  modules = chunks.flatMap(({ moduleIds }) => moduleIds);
});

/** Packages, and Node's own modules, that are no chunks of the bundle. */
const packagesOf = (files: OutputChunk[]) =>
  files
    .flatMap(({ imports, dynamicImports }) => [...imports, ...dynamicImports])
    .filter((name) => !chunks.some(({ fileName }) => fileName === name) && !name.startsWith("node:"));

describe("the runtime's bundle", () => {
  test("stays under its ceiling", () => {
    const bytes = started.map(({ code }) => Buffer.byteLength(code));
    expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThan(CEILING);
  });

  test("contains nothing of the compiler, and no package but the declared ones", () => {
    const foreign = modules.filter((id) => !/\/(runtime|semantics|schemas\/generated|schemas)\//.test(id));
    expect(foreign).toEqual([]);
    expect(modules.filter((id) => /node_modules|\/compiler\/|\/simulator\//.test(id))).toEqual([]);
  });

  test("imports only Node's own modules and undici at its start, and later what is listed", () => {
    expect([...new Set(packagesOf(started))]).toEqual(["undici"]);
    expect(packagesOf(chunks).filter((name) => name !== "undici" && !LATER.includes(name))).toEqual([]);
  });
});
