/** The arguments of a call as an object. Those that were cut off or are no object are kept as text, so that the model sees what it wrote. */
export function toolArguments(json: string): object {
  if (json.trim() === "") return {};
  try {
    const value: unknown = JSON.parse(json);
    if (value === null) return {};
    return typeof value === "object" && !Array.isArray(value) ? value : { not_an_object: json };
  } catch {
    return { not_json: json };
  }
}
