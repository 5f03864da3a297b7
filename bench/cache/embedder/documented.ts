/** Cosines that the documentation of sentence-transformers prints for all-MiniLM-L6-v2, to four places. */

export interface Documented {
  /** The page that prints them. */
  readonly page: string;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly cosines: readonly (readonly number[])[];
}

const weather = ["The weather is lovely today.", "It's so sunny outside!", "He drove to the stadium."];

export const documented: readonly Documented[] = [
  {
    page: "Quickstart",
    rows: weather,
    columns: weather,
    cosines: [
      [1, 0.666, 0.1046],
      [0.666, 1, 0.1411],
      [0.1046, 0.1411, 1],
    ],
  },
  {
    page: "Semantic Textual Similarity",
    rows: ["The new movie is awesome", "The cat sits outside", "A man is playing guitar"],
    columns: ["The dog plays in the garden", "The new movie is so great", "A woman watches TV"],
    cosines: [
      [0.0543, 0.8939, -0.0502],
      [0.2838, -0.0029, 0.131],
      [0.2277, -0.0136, -0.0327],
    ],
  },
];
