const answers = new WeakMap<object, Map<string, Promise<unknown>>>();

/** The answer that was given to the same question before. A question is told apart by its text, and by who is asked. */
export function askOnce<T>(who: object, question: string, ask: () => Promise<T>): Promise<T> {
  const known = answers.get(who) ?? new Map<string, Promise<unknown>>();
  answers.set(who, known);
  const answer = known.get(question) ?? ask();
  known.set(question, answer);
  // A question is asked in one place, by which its answer has one type.
  return answer as Promise<T>;
}
