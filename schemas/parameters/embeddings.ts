/** The parameters of the operation embeddings: what OpenAI's endpoint takes, and what the vectors are for. */
import type { Parameter } from "./parameter.ts";

export type EmbeddingsParameterName =
  | "model"
  | "input"
  | "dimensions"
  | "encoding_format"
  | "input_type"
  | "user"
  | "metadata";

export const embeddingsParameters: Readonly<Record<EmbeddingsParameterName, Parameter>> = {
  model: {
    type: { kind: "text", most: 1_024 },
    effect: "control",
    reserved: "Which model answers is said by `use` and `otherwise`.",
    about: "The route, or the model that answers.",
  },
  input: {
    type: { kind: "texts" },
    effect: "content",
    reserved: "It belongs to the client: its answer is read by what it asked for.",
    about: "A text or a list of texts; or one or several lists of token ids, for models whose provider reads them.",
  },
  dimensions: {
    type: { kind: "whole", from: 1, to: 65_536 },
    effect: "none",
    about: "How many numbers a vector has; a model that cannot change it is not asked.",
  },
  encoding_format: {
    type: { kind: "word", of: ["float", "base64"] },
    effect: "none",
    reserved: "It belongs to the client: its answer is read by what it asked for.",
    about: "How vectors are written: as lists of numbers, or as base64 of 32-bit floats, lowest byte first.",
  },
  input_type: {
    type: { kind: "text", most: 64 },
    effect: "none",
    about: "What the vectors are for, such as `search_query`; sent where the provider takes it.",
  },
  user: { type: { kind: "text", most: 1_024 }, effect: "none", about: "An opaque id of the end user." },
  metadata: { type: { kind: "object" }, effect: "none", about: "What the policy reads; it goes to no provider." },
};

/** Inputs of one request. */
export const MOST_INPUTS = 2_048;
