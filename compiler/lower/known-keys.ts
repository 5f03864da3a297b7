import * as z from "zod";
import { policy } from "../../schemas/policy.ts";

interface Node {
  $ref?: string;
  $defs?: Record<string, Node>;
  properties?: Record<string, Node>;
  additionalProperties?: Node | boolean;
  items?: Node;
  anyOf?: Node[];
}

/** The keys that an object of the document may have at a path, from its schema. */
export function knownKeys(path: readonly PropertyKey[], schema: z.ZodType = policy): string[] {
  const root = rootOf(schema);
  let nodes = [root];
  for (const key of path) nodes = nodes.flatMap((node) => step(root, node, String(key)));
  return [
    ...new Set(nodes.flatMap((node) => alternatives(root, node)).flatMap((node) => Object.keys(node.properties ?? {}))),
  ];
}

/** Made once: a policy may have unknown keys by the thousand. */
const roots = new WeakMap<z.ZodType, Node>();

function rootOf(schema: z.ZodType): Node {
  const root = roots.get(schema) ?? (z.toJSONSchema(schema) as Node);
  roots.set(schema, root);
  return root;
}

function step(root: Node, node: Node, key: string): Node[] {
  return alternatives(root, node).flatMap((option) => {
    const named = option.properties?.[key];
    if (named) return [named];
    if (option.items) return [option.items];
    return typeof option.additionalProperties === "object" ? [option.additionalProperties] : [];
  });
}

/** The node itself, its references and unions resolved. */
function alternatives(root: Node, node: Node, seen: readonly string[] = []): Node[] {
  if (node.$ref) {
    const name = node.$ref.replace("#/$defs/", "");
    const target = seen.includes(name) ? undefined : root.$defs?.[name];
    return target ? alternatives(root, target, [...seen, name]) : [];
  }
  return node.anyOf ? node.anyOf.flatMap((option) => alternatives(root, option, seen)) : [node];
}
