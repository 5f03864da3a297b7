/** Where a text stands in a body, such as `messages[1].content[0].image_url.url`; undefined where it does not. */
export function placeOf(text: string, body: unknown, path: string = ""): string | undefined {
  if (body === text) return path;
  if (typeof body !== "object" || body === null) return undefined;
  for (const [name, value] of Object.entries(body)) {
    const below = Array.isArray(body) ? `${path}[${name}]` : path === "" ? name : `${path}.${name}`;
    const found = placeOf(text, value, below);
    if (found !== undefined) return found;
  }
  return undefined;
}
