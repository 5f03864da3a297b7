import type { Failure } from "../../failures.ts";

/** Why an image is not there: said of the URL, and never which address a name has or whether it has one. */
export interface ImageFault {
  /** `bad-request`: nobody could fetch it; `unsupported`: another target may fetch it by itself. */
  readonly class: "bad-request" | "unsupported";
  /** Goes on from "The image at …". */
  readonly what: string;
}

/** `param` is the part of the message that names the URL. */
export function imageFailure({ class: name, what }: ImageFault, param: string): Failure {
  return { class: name, detail: `The image at ${param} ${what}. Send its bytes as a data: URL instead.`, param };
}
