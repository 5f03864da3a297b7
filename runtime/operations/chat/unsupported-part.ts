import type { Failure } from "../../failures.ts";
import type { Placed } from "./request.ts";

/** The target cannot be sent the part: `why` is a sentence, with the way out. */
export function unsupportedPart({ place }: Placed, why: string): Failure {
  return {
    class: "unsupported",
    detail: place === undefined ? why : `${place} cannot be sent. ${why}`,
    param: place ?? "messages",
  };
}
