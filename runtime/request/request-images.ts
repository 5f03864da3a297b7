/** The images that one request names by URL: each is fetched once, when the first target needs its bytes. */
import type { Failure } from "../failures.ts";
import type { ChatRequest, ImagePart, Message } from "../operations/chat/request.ts";
import { unsupportedPart } from "../operations/chat/unsupported-part.ts";
import type { FetchedImage, Images } from "../upstream/images/images.ts";

/** How many, how many at a time, and bytes of all together. */
const MOST = 32;
const AT_ONCE = 4;
const MOST_BYTES = 50 * 1024 * 1024;

export class RequestImages {
  readonly #images: Images;
  readonly #fetched = new Map<string, Promise<FetchedImage | Failure>>();
  readonly #stop = new AbortController();

  constructor(images: Images) {
    this.#images = images;
  }

  /** The request with the bytes of every image that the provider does not fetch itself. Never rejects. */
  async inlined(request: ChatRequest, fetches: (url: string) => boolean): Promise<ChatRequest | Failure> {
    const remote = remoteImages(request, fetches);
    const one = [...new Map(remote.map((image) => [image.url, image])).values()];
    const tooMany = one[MOST];
    if (tooMany) return unsupported(tooMany, `The request names more than ${MOST} images by their URL.`);
    const data = new Map<string, string>();
    let bytes = 0;
    for (let i = 0; i < one.length; i += AT_ONCE) {
      const some = one.slice(i, i + AT_ONCE);
      for (const [j, came] of (await Promise.all(some.map((image) => this.#fetch(image)))).entries()) {
        if ("class" in came) return came;
        bytes += came.data.length;
        data.set(some[j]!.url, `data:${came.mediaType};base64,${came.data.toString("base64")}`);
      }
      if (bytes > MOST_BYTES)
        return unsupported(some[0]!, `The request's images are larger than ${MOST_BYTES} bytes in all.`);
    }
    return { ...request, messages: request.messages.map((message) => withImages(message, data)) };
  }

  /** Nobody waits for them any more. */
  stop(): void {
    this.#stop.abort();
  }

  #fetch({ url, place = "messages" }: ImagePart): Promise<FetchedImage | Failure> {
    const begun = this.#fetched.get(url);
    if (begun) return begun;
    const fetching = this.#images.fetch(url, place, this.#stop.signal);
    this.#fetched.set(url, fetching);
    return fetching;
  }
}

/** Images that are elsewhere and that the provider does not fetch itself. */
export function remoteImages({ messages }: ChatRequest, fetches: (url: string) => boolean): ImagePart[] {
  const parts = messages.flatMap((message): readonly { kind: string }[] => message.parts);
  const images = parts.filter((part): part is ImagePart => part.kind === "image");
  return images.filter(({ url }) => !/^data:/i.test(url) && !fetches(url));
}

function withImages(message: Message, data: ReadonlyMap<string, string>): Message {
  if (message.role === "user") return { ...message, parts: message.parts.map((part) => withBytes(part, data)) };
  if (message.role === "tool") return { ...message, parts: message.parts.map((part) => withBytes(part, data)) };
  return message;
}

function withBytes<P extends { kind: string }>(part: P | ImagePart, data: ReadonlyMap<string, string>): P | ImagePart {
  if (!("url" in part)) return part;
  const url = data.get(part.url);
  return url === undefined ? part : { ...part, url };
}

function unsupported(image: ImagePart, why: string): Failure {
  return unsupportedPart(image, `${why} Send fewer or smaller ones, or their bytes as data: URLs.`);
}
