import { rolldown } from "rolldown";
import { beforeAll, describe, expect, test } from "vitest";

/** Bytes of the minified runtime, undici apart. Raise it only with a reason in the commit. */
const CEILING = 256_000;

let code = "";
let modules: string[] = [];

beforeAll(async () => {
  const bundle = await rolldown({
    input: "runtime/main.ts",
    platform: "node",
    external: ["undici"],
    logLevel: "silent",
  });
  const { output } = await bundle.generate({ format: "esm", minify: true, codeSplitting: false });
  await bundle.close();
  code = output[0].code;
  modules = output[0].moduleIds;
});

describe("the runtime's bundle", () => {
  test("stays under its ceiling", () => {
    expect(Buffer.byteLength(code)).toBeLessThan(CEILING);
  });

  test("contains nothing of the compiler, and no package but the declared ones", () => {
    const foreign = modules.filter((id) => !/\/(runtime|semantics|schemas\/generated|schemas)\//.test(id));
    expect(foreign).toEqual([]);
    expect(modules.filter((id) => /node_modules|\/compiler\/|\/simulator\//.test(id))).toEqual([]);
  });

  test("imports only Node's own modules and undici", () => {
    const imported = [...code.matchAll(/from\s*["']([^"']+)["']/g)].map((match) => match[1]!);
    expect(imported.filter((name) => !name.startsWith("node:") && name !== "undici")).toEqual([]);
  });
});
