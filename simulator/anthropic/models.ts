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

const all = { takesPrefill: true, takesSampling: true, takesBoth: true, takesBudget: true, thinksByItself: false };

export function traitsOf(model: string): ModelTraits {
  const [, name = "", major = "", minor = "0"] = /^claude-([a-z]+)-(\d+)(?:-(\d{1,2}))?(?:-|$)/.exec(model) ?? [];
  if (name === "") return all;
  const version = Number(major) * 10 + Number(minor);
  const isNewest = version >= 47;
  return {
    takesPrefill: version < 46,
    takesSampling: !isNewest,
    takesBoth: version < 45,
    takesBudget: !isNewest,
    thinksByItself: version >= 50 && name === "sonnet",
  };
}
