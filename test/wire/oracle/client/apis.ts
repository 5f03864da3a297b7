/** The endpoints, as clients speak them: one line each. */
import type { ClientApi, EndpointName } from "./api.ts";
import { chat } from "./chat/api.ts";
import { embeddings } from "./embeddings/api.ts";
import { messages } from "./messages/api.ts";
import { responses } from "./responses/api.ts";

export const clientApis: Readonly<Record<EndpointName, ClientApi>> = { chat, messages, responses, embeddings };
