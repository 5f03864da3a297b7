import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { type Compilation, compile } from "../../../compiler/index.ts";
import { position } from "../../../compiler/source.ts";

const MODEL = "openai/gpt-5.4-mini";
const valid = `import { policy } from "pointsman";\nexport default policy({ routes: { chat: { otherwise: "${MODEL}" } } });\n`;
const validYaml = `routes:\n  chat:\n    otherwise: ${MODEL}\n`;

const root = mkdtempSync(join(tmpdir(), "pointsman-"));
let folder = "";
let count = 0;

afterAll(() => rmSync(root, { recursive: true }));
beforeEach(() => {
  folder = join(root, String(count++), "project");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), "{}");
});

function write(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** Each finding as `code line:column`, or just its code. */
function shown({ diagnostics }: Compilation): string[] {
  return diagnostics.map(({ code, span }) => {
    const at = span && position(span.file, span.start);
    return at ? `${code} ${at.line}:${at.column}` : code;
  });
}

const check = (path: string) => shown(compile(path, { today: "2026-11-20", types: false }));

describe("a policy file", () => {
  test.each(["policy.ts", "policy.yaml"])("of 50 MB is not read: %s", (name) => {
    const path = write(name, Buffer.alloc(50_000_000, "# a comment\n"));
    expect(check(path)).toEqual(["limit/source-size"]);
  });

  test.each([
    ["policy.ts", `const x = ${"[".repeat(100_000)}${"]".repeat(100_000)};`, "limit/nesting"],
    ["policy.yaml", `a: ${"[".repeat(100_000)}${"]".repeat(100_000)}`, "syntax/yaml"],
    ["policy.yml", `routes: { chat: { rules: [{ when: "${"(".repeat(100_000)}", use: a }] } }`, "limit/nesting"],
  ])("with 100,000 nested brackets is not descended into: %s", (name, text, expected) => {
    expect(check(write(name, text)).map((found) => found.split(" ")[0])).toContain(expected);
  });

  test.each([
    ["policy.ts", "// caf\u00e9\nconst a = '", "' ;", 20, "2:12"],
    ["policy.yaml", "a: '", "'", 4, "1:5"],
  ])("that is not UTF-8 is refused with the byte: %s", (name, before, after, offset, at) => {
    const path = write(name, Buffer.concat([Buffer.from(before), Buffer.from([0xff, 0x41]), Buffer.from(after)]));
    const { diagnostics } = compile(path);
    expect(diagnostics.map(({ message }) => message)).toEqual([
      expect.stringMatching(new RegExp(`byte ${offset} of .*, 0xFF, is not UTF-8`)),
    ]);
    expect(shown({ diagnostics, proofs: [] })).toEqual([`syntax/encoding ${at}`]);
  });

  test("that ends in the middle of a character is refused with its first byte", () => {
    const path = write("policy.yaml", Buffer.concat([Buffer.from("a: "), Buffer.from([0xf0, 0x9f, 0x98])]));
    const { diagnostics } = compile(path);
    expect(diagnostics[0]?.message).toMatch(/byte 3 of .*, 0xF0, is not UTF-8/);
  });

  test("in UTF-16 is refused as no text", () => {
    expect(check(write("policy.yaml", Buffer.from(validYaml, "utf16le")))).toEqual(["syntax/encoding 1:2"]);
  });

  test.each(["policy.ts", "policy.yaml"])(
    "may hold U+FFFD, begin with a byte order mark and end its lines with CRLF: %s",
    (name) => {
      const text = name.endsWith("ts") ? `// \ufffd\n${valid}` : `# \ufffd\n${validYaml}`;
      expect(check(write(name, `\ufeff${text.replaceAll("\n", "\r\n")}`))).toEqual([]);
    },
  );

  test.each([
    ["policy.ts", valid.replace(MODEL, "openai/none").replaceAll("\n", "\r\n"), "name/unknown-model 2:54"],
    ["policy.yaml", validYaml.replace(MODEL, "openai/none").replaceAll("\n", "\r\n"), "name/unknown-model 3:16"],
  ])("has the same places with CRLF and a byte order mark: %s", (name, text, expected) => {
    expect(check(write(name, `\ufeff${text}`))).toEqual([expected]);
  });

  test.each([
    ["policy.ts", "syntax/no-policy 1:1"],
    ["policy.yaml", "syntax/yaml 1:1"],
  ])("may be empty, which is a finding: %s", (name, expected) => {
    expect(check(write(name, ""))).toEqual([expected]);
  });

  test("may be a directory, which is a finding", () => {
    mkdirSync(join(folder, "policy.ts"));
    expect(check(join(folder, "policy.ts"))).toEqual(["syntax/unreadable"]);
  });

  test.skipIf(process.getuid?.() === 0)("may not be readable, which is a finding", () => {
    const path = write("policy.ts", valid);
    execFileSync("chmod", ["000", path]);
    expect(check(path)).toEqual(["syntax/unreadable"]);
  });

  test.skipIf(process.platform === "win32")("may be a pipe, which is not waited for", () => {
    const path = join(folder, "policy.ts");
    execFileSync("mkfifo", [path]);
    expect(check(path)).toEqual(["syntax/unreadable"]);
  });

  test("with NUL bytes is refused at the first", () => {
    expect(check(write("policy.ts", `const a = 1;\n\0${valid}`))).toEqual(["syntax/encoding 2:1"]);
  });

  test("may have very long lines", () => {
    const long = "x".repeat(500_000);
    expect(check(write("policy.ts", valid.replace("\n", ` /* ${long} */ const a = "${long}"; `)))).toEqual([]);
    expect(check(write("policy.yaml", `${validYaml}# ${long}\n`))).toEqual([]);
  });

  test("that is not there throws", () => {
    expect(() => compile(join(folder, "none.ts"))).toThrow(/There is no file/);
    expect(() => compile(join(folder, "no", "folder", "none.ts"))).toThrow(/There is no file/);
  });
});

describe("an import", () => {
  const importing = (specifier: string) => write("policy.ts", `import x from "${specifier}";\n${valid}`);

  test("through a symbolic link out of the project is refused", () => {
    writeFileSync(join(folder, "..", "outside.json"), "1");
    symlinkSync(join(folder, "..", "outside.json"), join(folder, "inside.json"));
    symlinkSync(join(folder, ".."), join(folder, "up"));
    for (const name of ["./inside.json", "./up/outside.json", "./up/none.json"]) {
      expect(check(importing(name)), name).toEqual(["syntax/import-not-allowed 1:15"]);
    }
  });

  test("through a symbolic link inside the project is fine", () => {
    write("real.json", "1");
    symlinkSync(join(folder, "real.json"), join(folder, "link.json"));
    expect(check(importing("./link.json"))).toEqual([]);
  });

  test("through links that lead in a circle is a finding", () => {
    symlinkSync(join(folder, "b.json"), join(folder, "a.json"));
    symlinkSync(join(folder, "a.json"), join(folder, "b.json"));
    expect(check(importing("./a.json"))).toEqual(["syntax/unreadable 1:15"]);
  });

  test.each([
    ["of a directory", "./folder.json", "syntax/unreadable 1:15"],
    ["of a file that is no part of a policy", "./data.txt", "syntax/unreadable 1:15"],
    ["of a large file", "./large.json", "limit/source-size 1:15"],
    ["of a file that is not text", "./binary.json", "syntax/encoding 1:1"],
    ["of a file that does not parse", "./broken.json", "syntax/unparsable 1:3"],
    ["of YAML that does not parse", "./broken.yaml", "syntax/yaml 1:4"],
  ])("%s is a finding", (_, specifier, expected) => {
    mkdirSync(join(folder, "folder.json"));
    write("data.txt", "1");
    write("large.json", Buffer.alloc(4_000_001, " "));
    write("binary.json", Buffer.from([0xff, 0xfe, 0x00]));
    write("broken.json", "{ ");
    write("broken.yaml", "a: [");
    expect(check(importing(specifier)).map((found) => found.split(" ")[0])).toEqual([expected.split(" ")[0]]);
  });

  test("in a circle is a finding at the import that closes it", () => {
    write("a.ts", 'import b from "./b.ts";\nexport default b;\n');
    write("b.ts", '\nimport a from "./a.ts";\nexport default a;\n');
    expect(check(importing("./a.ts"))).toEqual(["syntax/cyclic-import 2:15"]);
  });
});

describe("YAML", () => {
  test("whose aliases stand for billions of values is refused", () => {
    const lines = Array.from({ length: 12 }, (_, i) => `x${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(", ")}]`);
    expect(check(write("policy.yaml", `x0: &a0 [1]\n${lines.join("\n")}\n${validYaml}`))[0]).toMatch(/^syntax\/yaml /);
  });

  test("whose merges stand for many keys is refused or read, but ends", () => {
    const keys = Array.from({ length: 2_000 }, (_, i) => `k${i}: 1`).join(", ");
    const lines = Array.from({ length: 200 }, (_, i) => `m${i}: { <<: *base }`);
    expect(check(write("policy.yaml", `base: &base { ${keys} }\n${lines.join("\n")}\n`)).length).toBeGreaterThan(0);
  });
});
