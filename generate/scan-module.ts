/** The bytes of the module that searches vectors, from its text. */
import { readFileSync } from "node:fs";
import initWabt from "wabt";
import { type GeneratedFile, notice } from "./generated-file.ts";

const source = new URL("../runtime/cache/semantic/index/scan.wat", import.meta.url);
const wabt = await initWabt();

export const scanModule: GeneratedFile = {
  path: "runtime/cache/semantic/index/scan-module.gen.ts",
  content: () => `// ${notice}

/** \`scan.wat\` as WebAssembly, in base64. */
export const scanModule: string =
  ${JSON.stringify(wasmOf("scan.wat", readFileSync(source, "utf8")).toString("base64"))};
`,
};

/** Throws with the place where the text is wrong. */
export function wasmOf(name: string, text: string): Buffer {
  const module = wabt.parseWat(name, text, { simd: true, threads: true });
  try {
    return Buffer.from(module.toBinary({}).buffer);
  } finally {
    module.destroy();
  }
}
