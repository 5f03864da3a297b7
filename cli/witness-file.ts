import { type Witness, witness } from "../schemas/witness.ts";
import { UsageError } from "./usage-error.ts";

/** What a file holds that says it is a witness. Throws a `UsageError` that names the place where it is none. */
export function readWitness(value: unknown, path: string): Witness {
  const result = witness.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new UsageError(
    `the witness \`${path}\` is wrong at \`${issue?.path.join(".") || "its beginning"}\`: ${issue?.message}`,
  );
}
