import { type State, state } from "../schemas/state.ts";
import { readText } from "./files.ts";
import { UsageError } from "./usage-error.ts";

/** What `--state` names: how budgets, latencies and targets stand. */
export function readState(path: string): State {
  const result = state.safeParse(parse(readText(path, "the state"), path));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new UsageError(
    `the state \`${path}\` is wrong at \`${issue?.path.join(".") || "its beginning"}\`: ${issue?.message}`,
  );
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`the state \`${path}\` is not JSON`);
  }
}
