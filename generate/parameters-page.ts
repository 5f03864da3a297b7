/** The page of the parameters of the chat operation, and of the endpoints that have names of their own for them. */
import { chatParameters } from "../schemas/parameters/chat.ts";
import { embeddingsParameters } from "../schemas/parameters/embeddings.ts";
import { type MessagesMember, messagesMembers } from "../schemas/parameters/messages.ts";
import type { Parameter, ParameterEffect } from "../schemas/parameters/parameter.ts";
import { type ResponsesParameter, responsesParameters } from "../schemas/parameters/responses.ts";
import { expected } from "../semantics/parameters/expected.ts";
import { type GeneratedFile, notice } from "./generated-file.ts";

export const parametersPage: GeneratedFile = { path: "docs/generated/parameters.md", content: page };

const effects: Readonly<Record<ParameterEffect, string>> = {
  content: "counts as input",
  answers: "multiplies the output",
  "output-bound": "bounds the output",
  price: "chooses the price",
  fee: "adds a fee",
  control: "chooses who answers",
  none: "",
};

function page(): string {
  const ofEmbeddings = Object.entries(embeddingsParameters).map(
    ([name, { type, about }]) => `| \`${name}\` | ${expected(type)} | ${about} |`,
  );
  const rows = Object.entries(chatParameters).map(([name, parameter]) => row(name, parameter));
  return `<!-- ${notice} -->

# The parameters of a chat request

What a body may hold at its top. Each has one meaning whatever the provider; a target whose wire format or model has no place
for one is sent the request without it, and the answer's header \`x-pointsman-dropped\` names it; values beyond
what it takes are sent as the nearest that it does, and \`x-pointsman-changed\` names them. What is not in this list
is sent only to providers whose \`accepts\` names it, in the catalog or in the overlay; else it is left out and named, or
refused where a route says \`unknownParameters: "refuse"\`. A name that differs from one of these in case alone is refused.

| parameter | must be | | in \`set\` | |
|---|---|---|---|---|
${rows.join("\n")}

## On \`/v1/responses\`

The same parameters, by the names of that API. A policy's \`set\` and its rules go by the names above.

| parameter | must be | is | |
|---|---|---|---|
${Object.entries(responsesParameters).map(responsesRow).join("\n")}

## On \`/v1/messages\`

The members of that API, and the parameters that they say.

| member | must be | says | |
|---|---|---|---|
${Object.entries(messagesMembers).map(messagesRow).join("\n")}

## Of a request for embeddings

| parameter | must be | |
|---|---|---|
${ofEmbeddings.join("\n")}
`;
}

function responsesRow([name, { type, is, leftOut, refused, about }]: [string, ResponsesParameter]): string {
  const becomes = is === undefined ? (refused ? "refused" : leftOut ? "left out and named" : "") : `\`${is}\``;
  return `| ${[`\`${name}\``, expected(type), becomes, about].join(" | ")} |`;
}

function messagesRow([name, { type, says, refused, about }]: [string, MessagesMember]): string {
  const said = refused === undefined ? says.map((parameter) => `\`${parameter}\``).join(", ") : "refused";
  return `| ${[`\`${name}\``, expected(type), said, refused ?? about].join(" | ")} |`;
}

function row(name: string, { type, effect, spellings = [], reserved, fixed, about }: Parameter): string {
  const names = [name, ...spellings].map((each) => `\`${each}\``).join(", ");
  const set = reserved === undefined ? (fixed ? expected(fixed) : "yes") : "no";
  return `| ${[names, expected(type), effects[effect], set, about].join(" | ")} |`;
}
