/** How a state feels; always with a word beside it. */
export type Tone = "brand" | "warn" | "bad" | "info" | "quiet";
