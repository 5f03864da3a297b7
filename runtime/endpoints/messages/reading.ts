import { caseTwins } from "../../../semantics/parameters/names.ts";
import { checkSpelling, type JsonObject } from "../body-checks.ts";

/** What is met while a body is read and has no place in the neutral form. */
export class Reading {
  /** Paths of what may only pass as it came. */
  readonly onlyAsBytes: string[] = [];
  /** What passes beside the neutral form where bytes pass, and counts. */
  readonly beside: unknown[] = [];

  /**
   * Members of an object that are not among the known ones count as they are; one that differs from a known one in case alone
   * is refused, since some readers would take it for that.
   */
  others(object: JsonObject, known: readonly string[], path: string): void {
    checkSpelling(object, twinsOf(known), `${path}.`);
    const others = Object.entries(object).filter(([name]) => !known.includes(name) && name !== "cache_control");
    if (others.length > 0) this.beside.push(Object.fromEntries(others));
  }

  /** A thing that only its own API understands. */
  asBytes(value: unknown, path: string): void {
    this.onlyAsBytes.push(path);
    this.beside.push(value);
  }
}

const twins = new Map<string, (name: string) => string | undefined>();

/** Made once for each list. */
function twinsOf(known: readonly string[]): (name: string) => string | undefined {
  const key = known.join();
  const made = twins.get(key) ?? caseTwins([...known, "cache_control"]);
  twins.set(key, made);
  return made;
}
