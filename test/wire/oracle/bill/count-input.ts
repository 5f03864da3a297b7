/** What a provider counts of a body that it got: every text in it, wherever it stands, and pictures by their size. */
import { countTokens, type Tokenizer } from "./count-tokens.ts";

export interface Counted {
  /** Audio left out. */
  readonly tokens: number;
  readonly audio: number;
  /** UTF-8, of everything that was counted as text. */
  readonly textBytes: number;
}

type Fields = Readonly<Record<string, unknown>>;

/** Members of a message whose texts a model reads; of others only the size is looked at. */
const FRAME = { message: 4, reply: 3, tool: 8 };

/** Names of a request's own settings, which no model reads. */
const settings = new Set(
  [
    ...["model", "stream", "stream_options", "temperature", "top_p", "n", "seed", "user", "service_tier", "store"],
    ...["max_tokens", "max_completion_tokens", "presence_penalty", "frequency_penalty", "logit_bias", "logprobs"],
    ...["top_logprobs", "parallel_tool_calls", "tool_choice", "reasoning_effort", "modalities", "audio", "metadata"],
    ...["prompt_cache_key", "safety_identifier", "verbosity", "thinking", "stop", "stop_sequences", "messages"],
  ].map((name) => name.toLowerCase()),
);

export function countInput(body: Fields, tokenizer: Tokenizer): Counted {
  const tally = new Tally(tokenizer);
  tally.tokens += FRAME.reply;
  for (const message of list(body.messages)) tally.message(message);
  for (const [name, value] of Object.entries(body)) if (!settings.has(name.toLowerCase())) tally.any(value);
  return tally;
}

class Tally implements Counted {
  tokens = 0;
  audio = 0;
  textBytes = 0;
  readonly #tokenizer: Tokenizer;

  constructor(tokenizer: Tokenizer) {
    this.#tokenizer = tokenizer;
  }

  message(message: unknown): void {
    this.tokens += FRAME.message;
    if (!isFields(message)) {
      this.any(message);
      return;
    }
    for (const [name, value] of Object.entries(message)) {
      if (name === "role") continue;
      if (Array.isArray(value)) for (const part of value) this.#part(part);
      else this.any(value);
    }
  }

  /** A text, or what is shown to the model as JSON. */
  any(value: unknown): void {
    if (value === undefined || value === null) return;
    if (Array.isArray(value)) this.tokens += FRAME.tool * value.length;
    this.#text(typeof value === "string" ? value : JSON.stringify(value));
  }

  #part(part: unknown): void {
    if (!isFields(part)) {
      this.any(part);
      return;
    }
    const image = urlOf(part.image_url) ?? dataOf(part, "image");
    if (image !== undefined) this.tokens += imageTokens(image);
    else if (isFields(part.input_audio)) this.audio += Math.ceil(String(part.input_audio.data ?? "").length / 400);
    else if (part.type === "text" && Object.keys(part).length === 2) this.any(part.text);
    else this.any(part);
  }

  #text(text: string): void {
    this.textBytes += Buffer.byteLength(text);
    this.tokens += countTokens(text, this.#tokenizer);
  }
}

function urlOf(image: unknown): string | undefined {
  if (typeof image === "string") return image;
  return isFields(image) && typeof image.url === "string" ? image.url : undefined;
}

function dataOf(part: Fields, type: string): string | undefined {
  return part.type === type && isFields(part.source) ? String(part.source.data ?? part.source.url ?? "") : undefined;
}

/** 170 for each square of 512 and 85 more, of a picture that was brought to 768 on its shorter side. */
function imageTokens(url: string): number {
  const { width, height } = pngSize(url) ?? { width: 1_024, height: 1_024 };
  const fit = Math.min(1, 2_048 / Math.max(width, height));
  const scale = Math.min(fit, 768 / Math.min(width, height));
  return 85 + 170 * Math.ceil((width * scale) / 512) * Math.ceil((height * scale) / 512);
}

function pngSize(url: string): { width: number; height: number } | undefined {
  const bytes = Buffer.from(url.slice(url.indexOf(",") + 1, url.indexOf(",") + 60), "base64");
  if (bytes.length < 24 || bytes.toString("latin1", 1, 4) !== "PNG") return undefined;
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
