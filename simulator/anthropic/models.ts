/** What a model's name says about it; a name of no known form takes everything. */
export interface ModelTraits {
  /** The conversation may end with the beginning of the answer. */
  readonly takesPrefill: boolean;
  /** Temperature, top_p and top_k may be set. */
  readonly takesSampling: boolean;
  /** Temperature and top_p may be set together. */
  readonly takesBoth: boolean;
  /** Thoughts may have a budget; otherwise the model sees to it by itself. */
  readonly takesBudget: boolean;
  /** It thinks unless it is told not to. */
  readonly thinksByItself: boolean;
}

const everything: ModelTraits = {
  takesPrefill: true,
  takesSampling: true,
  takesBoth: true,
  takesBudget: true,
  thinksByItself: false,
};

/** Those of which it is known that they sample in their own way. */
const samplesItself = /^claude-(opus-4-[78]|opus-5(-5)?|sonnet-5|fable-5)(-\d{8})?$/;

export function traitsOf(name: string): ModelTraits {
  // A cloud that hosts it puts the date behind another sign.
  const model = name.replace(/@default$/, "").replace("@", "-");
  const [, line = "", major = "", minor = "0"] = /^claude-([a-z]+)-(\d+)(?:-(\d{1,2}))?(?:-|$)/.exec(model) ?? [];
  if (line === "") return everything;
  const version = Number(major) * 10 + Number(minor);
  return {
    takesPrefill: version < 46,
    takesSampling: !samplesItself.test(model),
    takesBoth: version < 45,
    takesBudget: !samplesItself.test(model),
    thinksByItself: line === "sonnet" && version === 50,
  };
}
