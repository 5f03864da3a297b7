/** From the words behind `check` to the policies that are meant. */
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Terminal } from "../command.ts";
import { type GivenPolicy, isPolicyName } from "../compile-policy.ts";
import { readText } from "../files.ts";
import { UsageError } from "../usage-error.ts";

export interface AskedPolicies {
  readonly policies: readonly GivenPolicy[];
  /** One, by its name: what is printed is about it, and not about a list. */
  readonly isOne: boolean;
}

/** The standard input. */
const STDIN = "-";

/** Each file once, those of a folder by name. `called` is what the standard input is to be called. */
export async function askedPolicies(
  words: readonly string[],
  called: string | undefined,
  terminal: Pick<Terminal, "input">,
): Promise<AskedPolicies> {
  if (words.length === 0) throw new UsageError("the policy is missing");
  const found = new Map<string, GivenPolicy>();
  for (const word of words) {
    const given = word === STDIN ? [await policyOfInput(called, terminal)] : policiesAt(word).map((path) => ({ path }));
    for (const policy of given) found.set(policy.path, policy);
  }
  return { policies: [...found.values()], isOne: words.length === 1 && !isFolder(words[0]!) };
}

async function policyOfInput(called: string | undefined, { input }: Pick<Terminal, "input">): Promise<GivenPolicy> {
  if (!input) throw new UsageError("there is no standard input");
  const text = await input();
  return { path: called ?? (isTypescriptPolicy(text) ? "stdin.ts" : "stdin.yaml"), text };
}

function policiesAt(path: string): string[] {
  if (!isFolder(path)) return [path];
  const policies = policiesIn(path);
  if (policies.length === 0)
    throw new UsageError(
      `there is no policy in \`${path}\`: no .ts file that exports \`policy(…)\`, and no YAML with \`routes:\``,
    );
  return policies;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** Also in the folders within, but for what is installed or hidden. */
function policiesIn(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "node_modules" || entry.name.startsWith(".") ? [] : policiesIn(path);
    return entry.isFile() && isPolicy(path) ? [path] : [];
  });
}

/** What else lies beside policies is passed over: helpers, overlays, other programs' YAML. */
function isPolicy(path: string): boolean {
  if (!isPolicyName(path) || path.endsWith(".d.ts")) return false;
  const text = readText(path, "the file");
  return path.endsWith(".ts") ? isTypescriptPolicy(text) : /^["']?routes["']?\s*:/m.test(text);
}

function isTypescriptPolicy(text: string): boolean {
  return (
    /^\s*import\b[^;]*\bfrom\s*["']pointsman["']/m.test(text) && /^\s*export\s+default\b|\bas\s+default\b/m.test(text)
  );
}
