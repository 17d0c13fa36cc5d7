/**
 * What the questions to applicants and their answers are bounded by; looked at where no zod is loaded too.
 * `private.question_bounds()` in SQL says the same; a test compares.
 */
export const question_bounds = {
  questions: 10,
  title: 40,
  hint: 40,
  choice: 20,
  choices_least: 2,
  choices_most: 10,
  /** Characters of an answer of one line, and of several. */
  line: 50,
  paragraph: 500,
} as const;

export const reapply_days_most = 365;

/** Goods of which one must have been bought. */
export const entry_products_most = 30;
