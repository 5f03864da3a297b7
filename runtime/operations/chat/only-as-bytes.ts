import type { Failure } from "../../failures.ts";
import type { ChatRequest } from "./request.ts";

/** Why a request cannot be written anew in another API's words; undefined where it can. */
export function onlyAsBytes({ onlyAsBytes: [beyond] = [] }: Pick<ChatRequest, "onlyAsBytes">): Failure | undefined {
  if (beyond === undefined) return undefined;
  return { class: "unsupported", detail: `The model cannot be asked for "${beyond}".`, param: beyond };
}
