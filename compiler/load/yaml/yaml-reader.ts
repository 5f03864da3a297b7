/** Nodes of one YAML document → values, in the order of the text, which is the order in which anchors are defined. */
import { type Alias, isAlias, isMap, isScalar, isSeq, type Node, type Scalar, type YAMLMap, type YAMLSeq } from "yaml";
import { type Diagnostic, diagnose } from "../../diagnostics/define.ts";
import { encoding } from "../../diagnostics/syntax/encoding.ts";
import { type YamlProblem, yaml } from "../../diagnostics/syntax/yaml.ts";
import type { Origin, SourceFile, Span } from "../../source.ts";
import type { InvalidValue, LiteralValue, Value } from "../value.ts";
import { type NodeReader, readRecord } from "./read-record.ts";
import { usedAt } from "./used-at.ts";

/** Nodes that aliases may add to those that are written: a few nested ones could stand for billions. */
const MAX_ALIASED = 200_000;
const MAX_DEPTH = 64;

const coreTags = new Set(
  ["map", "seq", "str", "null", "bool", "int", "float"].map((name) => `tag:yaml.org,2002:${name}`),
);

interface Anchor {
  /** Absent while the anchored node is being read. */
  value?: Value;
  /** Nodes in it, those behind its aliases included. */
  size: number;
}

export class YamlReader implements NodeReader {
  readonly diagnostics: Diagnostic[] = [];
  readonly #file: SourceFile;
  readonly #anchors = new Map<string, Anchor>();
  #depth = 0;
  #nodes = 0;
  #aliased = 0;

  constructor(file: SourceFile) {
    this.#file = file;
  }

  read(node: unknown, empty?: Origin): Value {
    if (isAlias(node)) return this.#alias(node);
    if (!isScalar(node) && !isMap(node) && !isSeq(node)) {
      return { kind: "literal", value: null, origin: empty ?? this.origin(node) };
    }
    if (node.tag !== undefined && !coreTags.has(node.tag)) {
      return this.#tagged(node, node.tag);
    }
    if (node.anchor === undefined) return this.#content(node);
    const anchor: Anchor = { size: -this.#nodes };
    this.#anchors.set(node.anchor, anchor);
    anchor.value = this.#content(node);
    anchor.size += this.#nodes;
    return anchor.value;
  }

  refuse(problem: string, node: unknown, help?: string): InvalidValue {
    const origin = this.origin(node);
    this.diagnostics.push(diagnose(yaml, { problem, ...(help === undefined ? {} : { help }) }, origin));
    return { kind: "invalid", origin };
  }

  /** YAML takes a text that begins with `!`, such as `!r.stream`, for a tag. */
  #tagged(node: Scalar | YAMLMap | YAMLSeq, tag: string): InvalidValue {
    const { text } = this.#file;
    const { span } = this.origin(node);
    const at = text.lastIndexOf(tag, span.start);
    const start = at === -1 ? span.start : at;
    const origin: Origin = {
      span: { ...span, start, end: at === -1 ? span.end : Math.max(span.end, start + tag.length) },
    };
    const written = text.slice(start, origin.span.end);
    const isText = isScalar(node) && at !== -1 && /^!(?!!)[\w(]/.test(tag) && !/[\n\\]/.test(written);
    this.diagnostics.push(
      diagnose(
        yaml,
        isText ? unquoted(written) : { problem: `the tag \`${tag}\` cannot be used in a policy`, help: "Remove it." },
        origin,
      ),
    );
    return { kind: "invalid", origin };
  }

  /** Without the white space that ends a block. */
  origin(node: unknown): Origin {
    const [start, end] = (node as Node | null)?.range ?? [0, 0];
    const length = this.#file.text.slice(start, end).trimEnd().length;
    return { span: { file: this.#file, start, end: start + length } satisfies Span };
  }

  #content(node: Scalar | YAMLMap | YAMLSeq): Value {
    this.#nodes += 1;
    if (isScalar(node)) return this.#literal(node);
    if (this.#depth === MAX_DEPTH) return this.refuse(`more than ${MAX_DEPTH} levels are nested here`, node);
    this.#depth += 1;
    const value = isMap(node) ? readRecord(node, this) : this.#list(node);
    this.#depth -= 1;
    return value;
  }

  #literal(node: Scalar): LiteralValue | InvalidValue {
    const origin = this.origin(node);
    const value = numberWithGaps(node) ?? (node.value as LiteralValue["value"]);
    if (typeof value !== "string" || value.isWellFormed()) return { kind: "literal", value, origin };
    this.diagnostics.push(diagnose(encoding, { problem: "this text holds half of a character" }, origin));
    return { kind: "invalid", origin };
  }

  #list(node: YAMLSeq): Value {
    return { kind: "list", items: node.items.map((item) => this.read(item)), origin: this.origin(node) };
  }

  #alias(node: Alias): Value {
    const anchor = this.#anchors.get(node.source);
    if (!anchor) {
      const known = [...this.#anchors.keys()].map((name) => `\`&${name}\``).join(", ");
      return this.refuse(
        `no anchor \`&${node.source}\` stands before this alias`,
        node,
        known && `There are ${known}.`,
      );
    }
    if (!anchor.value) return this.refuse(`the anchor \`&${node.source}\` holds this alias of itself`, node);
    const before = this.#aliased;
    this.#nodes += anchor.size;
    this.#aliased += anchor.size;
    if (this.#aliased > MAX_ALIASED) {
      const origin = this.origin(node);
      if (before <= MAX_ALIASED) this.refuse(`aliases stand for more than ${MAX_ALIASED} values`, node);
      return { kind: "invalid", origin };
    }
    return usedAt(anchor.value, this.origin(node));
  }
}

/** `150_000` is the number that it is in a condition, and in TypeScript; in quotes it is a text. */
function numberWithGaps({ type, tag, source = "" }: Scalar): number | undefined {
  const isPlain = type === "PLAIN" && tag === undefined;
  return isPlain && /^[-+]?\d+(_\d+)+(\.\d+)?$/.test(source) ? Number(source.replaceAll("_", "")) : undefined;
}

function unquoted(written: string): YamlProblem {
  const quote = written.includes('"') ? "'" : '"';
  const quoted = written.includes(quote) ? undefined : `${quote}${written}${quote}`;
  const problem = "a text that begins with `!` must be quoted: YAML takes it for a tag";
  return { problem, ...(quoted === undefined ? {} : { help: `Write \`${quoted}\`.`, quoted }) };
}
