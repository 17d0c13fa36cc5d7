const questions = new WeakMap<object, { asked: number; answered: number }>();

/**
 * Call it before a request whose answer the owner shows. It returns a function to call when the answer is there: false
 * when a later request was answered already, so that an older answer never replaces a newer one. The answer of a command
 * is always shown; the function is called all the same, and answers of earlier requests are then dropped.
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
