import type { Purpose } from "../../embedding-texts.ts";

/** What vectors are for, in the words of this format. */
export const embeddingTasks: Readonly<Record<Purpose, string>> = {
  search_document: "RETRIEVAL_DOCUMENT",
  search_query: "RETRIEVAL_QUERY",
  classification: "CLASSIFICATION",
  clustering: "CLUSTERING",
};
