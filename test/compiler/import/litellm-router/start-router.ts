/** LiteLLM's router as a process of Python's, in an environment of its own that is thrown away. */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const VERSION = "1.110.2";

export interface Router {
  readonly version: string;
  /** Asks for a model under a configuration. Resolves when the router has answered or given up. */
  ask(config: unknown, model: string): Promise<unknown>;
  close(): void;
}

/** `LITELLM_PYTHON` names a Python that has LiteLLM; without it one is made with `python3` and PyPI. */
export async function startRouter(): Promise<Router | { readonly skipped: string }> {
  const given = process.env.LITELLM_PYTHON;
  const folder = given === undefined ? mkdtempSync(join(tmpdir(), "litellm-")) : undefined;
  const close = () => folder !== undefined && rmSync(folder, { recursive: true, force: true });
  let python = given ?? "";
  if (folder !== undefined) {
    const made = installed(folder);
    if ("skipped" in made) {
      close();
      return made;
    }
    python = made.python;
  }
  const script = fileURLToPath(new URL("router.py", import.meta.url));
  const env = { ...process.env, LOOPBACK_KEY: "sk-loopback", LITELLM_LOCAL_MODEL_COST_MAP: "True" };
  const started = spawn(python, [script], { stdio: ["pipe", "pipe", "ignore"], env });
  const lines = createInterface(started.stdout)[Symbol.asyncIterator]();
  const first = await lines.next();
  if (first.done) {
    close();
    return { skipped: `${python} has no LiteLLM that starts` };
  }
  return {
    version: (JSON.parse(first.value) as { version: string }).version,
    async ask(config, model) {
      started.stdin.write(`${JSON.stringify({ config, model })}\n`);
      const answer = await lines.next();
      if (answer.done) throw new Error("LiteLLM's router has ended");
      return JSON.parse(answer.value) as unknown;
    },
    close() {
      started.stdin.end();
      void once(started, "exit").then(close);
    },
  };
}

function installed(folder: string): { readonly python: string } | { readonly skipped: string } {
  try {
    execFileSync("python3", ["-m", "venv", folder], { stdio: "ignore" });
  } catch {
    return { skipped: "there is no python3 that makes environments" };
  }
  const python = join(folder, "bin", "python");
  try {
    execFileSync(python, ["-m", "pip", "install", "-q", `litellm==${VERSION}`], { stdio: "ignore" });
  } catch {
    return { skipped: `litellm ${VERSION} cannot be installed` };
  }
  return { python };
}
