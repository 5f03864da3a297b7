/** How images are had that a request names by URL: the port through which they are fetched. */
import type { Failure } from "../../failures.ts";
import type { MediaType } from "./media-type.ts";

export interface Images {
  /** `param` is the part of the message that names it, for the failure; `signal` tells that nobody waits any more. Never rejects. */
  fetch(url: string, param: string, signal?: AbortSignal): Promise<FetchedImage | Failure>;
}

export interface FetchedImage {
  readonly mediaType: MediaType;
  readonly data: Buffer;
}
