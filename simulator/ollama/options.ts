import { isObject, listOf } from "../json.ts";
import { badRequest } from "../problem.ts";

export interface Options {
  /** The most tokens of the answer; undefined for no limit. */
  readonly numPredict: number | undefined;
  /** The window: prompt and answer. */
  readonly numContext: number;
  readonly stop: readonly string[];
}

const defaultContext = 4096;
const whole = [
  "num_predict",
  "num_ctx",
  "num_keep",
  "num_batch",
  "num_gpu",
  "num_thread",
  "top_k",
  "seed",
  "repeat_last_n",
];
const real = ["temperature", "top_p", "min_p", "typical_p", "repeat_penalty", "presence_penalty", "frequency_penalty"];

/**
 * Options of the wrong type are refused, those that are not known are ignored.
 * @throws RequestProblem
 */
export function readOptions(value: unknown): Options {
  const options = isObject(value) ? value : {};
  for (const [name, option] of Object.entries(options)) {
    if (whole.includes(name) && typeof option !== "number") badRequest(`option "${name}" must be of type integer`);
    if (real.includes(name) && typeof option !== "number") badRequest(`option "${name}" must be of type float32`);
    if (name === "stop" && !Array.isArray(option)) badRequest('option "stop" must be of type array');
  }
  const { num_predict: predict, num_ctx: context, stop } = options;
  return {
    numPredict: typeof predict === "number" && predict > 0 ? predict : undefined,
    numContext: typeof context === "number" ? context : defaultContext,
    stop: listOf(stop).map(String),
  };
}
