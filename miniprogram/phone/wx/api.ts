/** How every asynchronous function of wx answers: callbacks when there are any, else a promise. */
export interface Callbacks {
  success?(result: object): void;
  fail?(error: Failure): void;
  complete?(result: object): void;
}

export interface Failure {
  errMsg: string;
  errno?: number;
}

/** Thrown by the work of a wx function; becomes `errMsg: "<name>:fail <reason>"`. */
export class WxFailure extends Error {
  constructor(reason: string, readonly more: Record<string, unknown> = {}) {
    super(reason);
  }
}

/** A wx function made from its work. */
// deno-lint-ignore no-explicit-any -- options of every shape
export function asyncApi<Options extends Record<string, any>>(
  name: string,
  // deno-lint-ignore no-explicit-any -- and results
  work: (options: Options) => any,
) {
  return (options?: Options & Callbacks): Promise<Record<string, unknown>> | undefined => {
    const given = options ?? {} as Options & Callbacks;
    const promise = run(name, () => work(given), given);
    if (!given.success && !given.fail && !given.complete) return promise;
    promise.catch(() => {});
    return undefined;
  };
}

async function run(name: string, work: () => unknown, callbacks: Callbacks) {
  await Promise.resolve(); // never answers before the call has returned
  try {
    const result = { errMsg: `${name}:ok`, ...await work() as object };
    callbacks.success?.(result);
    callbacks.complete?.(result);
    return result;
  } catch (error) {
    const failure = failureOf(name, error);
    callbacks.fail?.(failure);
    callbacks.complete?.(failure);
    throw failure;
  }
}

function failureOf(name: string, error: unknown): Failure {
  const { message, more } = error as WxFailure;
  return { errMsg: `${name}:fail ${message}`, ...more };
}

/** A family of listeners: `onX(listener)` and `offX(listener?)`. */
export class Listeners<Value> {
  readonly #all = new Set<(value: Value) => void>();

  on = (listener: (value: Value) => void): void => {
    this.#all.add(listener);
  };

  off = (listener?: (value: Value) => void): void => {
    if (listener) this.#all.delete(listener);
    else this.#all.clear();
  };

  tell(value: Value): void {
    for (const listener of [...this.#all]) listener(value);
  }
}
