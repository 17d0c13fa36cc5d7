const questions = new WeakMap<object, { asked: number; answered: number }>();

/**
 * Called before a page, or whoever keeps what is answered, asks. What it gives tells, once the answer is there, whether
 * it is news: answers may overtake one another, and that of an earlier question must not take the place of a later
 * one's. What a command answers is always shown; asked all the same, it makes the questions of before old.
 */
export function questionOf(asker: object): () => boolean {
  const own = questions.get(asker) || { asked: 0, answered: 0 };
  questions.set(asker, own);
  const question = ++own.asked;
  return () => {
    if (question < own.answered) return false;
    own.answered = question;
    return true;
  };
}
